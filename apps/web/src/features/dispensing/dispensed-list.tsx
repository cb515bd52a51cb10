import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { GoodsInput, Job, UnitDetail } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { ErrorState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useDispensingWords } from './words.ts'

/** So many of the packs that were dispensed last are shown. */
const mostShown = 8
/** How long the ledger takes a dispensing back. */
const undoMs = 10 * 24 * 3_600_000

type Pack = NonNullable<GoodsInput['units']>[number]
interface Dispensed {
  readonly pack: Pack
  readonly at: string
}

/** Packs that were dispensed here last, whichever till it was; each can be taken back. */
export function DispensedList() {
  const words = useDispensingWords()
  const jobs = useQuery(
    apiQuery('jobs', 'list', { query: { operation: 'dispensing.dispense', state: 'sealed', limit: mostShown } }),
  )
  return (
    <Section title={words.history}>
      <QueryView query={jobs}>
        {({ items }) => {
          const packs = packsOf(items)
          return packs.length === 0 ? <Text c="dimmed">{words.historyEmpty}</Text> : <Packs packs={packs} />
        }}
      </QueryView>
    </Section>
  )
}

function Packs({ packs }: { readonly packs: readonly Dispensed[] }) {
  const words = useDispensingWords()
  const [fault, setFault] = useState<unknown>()
  const units = useQueries({ queries: packs.map(({ pack }) => apiQuery('units', 'find', { params: pack })) })
  const undo = useJob((pack: Pack, call) => client.dispensing.undo({ body: { goods: { units: [pack] } }, ...call }), {
    done: () => words.undone,
  })
  async function takeBack(pack: Pack): Promise<void> {
    setFault(undefined)
    await undo.run(pack).catch(setFault)
  }
  return (
    <Stack gap="sm">
      {fault !== undefined && <ErrorState error={fault} />}
      <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {packs.map((one, place) => (
          <Line
            key={one.pack.gtin + one.pack.serial}
            dispensed={one}
            unit={units[place]?.data}
            busy={undo.running}
            onUndo={() => void takeBack(one.pack)}
          />
        ))}
      </Stack>
    </Stack>
  )
}

function Line(props: {
  readonly dispensed: Dispensed
  readonly unit: UnitDetail | undefined
  readonly busy: boolean
  readonly onUndo: () => void
}) {
  const { dispensed, unit, busy, onUndo } = props
  const { pack, at } = dispensed
  const words = useDispensingWords()
  const format = useFormat()
  const isDispensed = unit?.state === 'dispensed'
  const canUndo = isDispensed && Date.now() - Date.parse(at) < undoMs
  return (
    <Group component="li" justify="space-between" wrap="nowrap" gap="sm">
      <div>
        <Text size="sm" fw={600}>
          {unit?.product.name ?? pack.gtin}
        </Text>
        <Text size="sm" c="dimmed">
          {pack.serial} · {format.relative(at)}
        </Text>
      </div>
      {canUndo ? (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowBackUp size={16} />}
          aria-label={words.undoOf(pack.serial)}
          disabled={busy}
          onClick={onUndo}
        >
          {words.undo}
        </Button>
      ) : (
        unit !== undefined &&
        (isDispensed ? (
          <StatusBadge status="dispensed" />
        ) : (
          <Badge variant="light" color="gray">
            {words.takenBack}
          </Badge>
        ))
      )}
    </Group>
  )
}

/** Packs that jobs of dispensing name, the newest first; one that was dispensed anew after an undo once. */
function packsOf(jobs: readonly Job[]): readonly Dispensed[] {
  const found = new Map<string, Dispensed>()
  for (const { result, createdAt } of jobs) {
    for (const { gtin, serial } of (result.packs ?? []) as readonly Pack[]) {
      const key = `${gtin} ${serial}`
      if (!found.has(key)) found.set(key, { pack: { gtin, serial }, at: createdAt })
    }
  }
  return [...found.values()].slice(0, mostShown)
}
