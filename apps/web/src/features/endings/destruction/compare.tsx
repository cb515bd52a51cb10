import { Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useState } from 'react'
import { useProductNames } from '../../../core/names/use-names.ts'
import { paths } from '../../../core/paths.ts'
import { playVerdict } from '../../../core/scan/sound.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../../ui/scan/scan-box.tsx'
import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import classes from './destruction.module.css'
import { type Part, partOfScan } from './parts.ts'
import { useDestructionWords } from './words.ts'

/** What is destroyed; who has it at hand ticks it off by scanning. */
export function Compare(props: {
  readonly parts: readonly Part[]
  /** Whether there is something to tick off, and nothing else takes scans. */
  readonly canScan: boolean
  readonly listens: boolean
}) {
  const { parts, canScan, listens } = props
  const words = useDestructionWords()
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<'part' | 'other'>()
  const nameOf = useProductNames(parts.flatMap((part) => (part.kind === 'container' ? [] : [part.gtin])))

  function take(scan: string): void {
    const part = partOfScan(scan, parts)
    playVerdict(part ? 'good' : 'bad')
    setLast(part ? 'part' : 'other')
    if (part) setDone((before) => new Set([...before, part.key]))
  }

  return (
    <Stack>
      {canScan && (
        <Section title={words.compareTitle}>
          <Text size="sm" c="dimmed" mb="sm">
            {words.compareHelp}
          </Text>
          <ScanBox label={words.compare} listens={listens} onScan={({ text }) => take(text)} />
        </Section>
      )}
      {last && (
        <VerdictPanel
          tone={last === 'part' ? 'good' : 'bad'}
          title={last === 'part' ? words.isPart : words.notPart}
          detail={last === 'part' ? words.compared(done.size, parts.length) : words.notPartDetail}
        />
      )}
      <Section
        title={words.goods}
        actions={canScan && <Text c="dimmed">{words.compared(done.size, parts.length)}</Text>}
      >
        <Stack component="ul" className={classes.list} gap={0}>
          {parts.map((part) => (
            <li key={part.key} className={classes.goods}>
              {!canScan ? null : done.has(part.key) ? (
                <IconCircleCheck size={22} color="var(--mantine-color-teal-7)" aria-label={words.isPart} />
              ) : (
                <IconCircleDashed size={22} color="var(--mantine-color-dimmed)" aria-hidden />
              )}
              <Line part={part} nameOf={nameOf} />
            </li>
          ))}
        </Stack>
      </Section>
    </Stack>
  )
}

function Line({ part, nameOf }: { readonly part: Part; readonly nameOf: (gtin: string) => string }) {
  const words = useDestructionWords()
  switch (part.kind) {
    case 'container':
      return (
        <Group gap="xs">
          <Text fw={600}>{words.container}</Text>
          <AppLink to={paths.container(part.sscc)}>{part.sscc}</AppLink>
        </Group>
      )
    case 'pack':
      return (
        <Group gap="xs">
          <Text fw={600}>{nameOf(part.gtin)}</Text>
          <AppLink to={paths.unit(part.gtin, part.serial)}>{part.serial}</AppLink>
        </Group>
      )
    default:
      return (
        <Group gap="xs">
          <Text fw={600}>{nameOf(part.gtin)}</Text>
          <AppLink to={paths.lot(part.gtin, part.lot)}>
            {part.kind === 'quantity'
              ? words.quantityOf(part.quantity, part.lot)
              : words.rangeOf(part.first, part.last, part.lot)}
          </AppLink>
        </Group>
      )
  }
}
