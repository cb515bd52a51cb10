import { Group, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { paths } from '../../../core/paths.ts'
import { AppLink, ButtonLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import classes from '../packing.module.css'
import { usePackingWords } from '../words.ts'
import type { Packed } from './use-station.ts'

/** Containers that were packed here just now: their labels are what is wanted next. */
export function RecentList({ packed }: { readonly packed: readonly Packed[] }) {
  const words = usePackingWords()
  if (packed.length === 0) return null
  return (
    <Section title={words.recent}>
      <ul className={classes.list}>
        {packed.map(({ sscc, units }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a container can be packed twice, and a line has no other name
          <li key={`${packed.length - index} ${sscc}`} className={classes.line}>
            <div>
              <AppLink to={paths.container(sscc)} ff="monospace">
                {sscc}
              </AppLink>
              <Text size="sm" c="dimmed">
                {words.packs(units)}
              </Text>
            </div>
            <Group>
              <ButtonLink
                to={paths.containerLabel(sscc)}
                variant="light"
                size="compact-md"
                leftSection={<IconPrinter size={16} />}
                aria-label={words.labelOf(sscc)}
              >
                {words.label}
              </ButtonLink>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  )
}
