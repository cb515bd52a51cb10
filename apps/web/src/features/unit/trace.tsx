import { Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import type { TimelineEvent } from '@theriac/api'
import { lazy, Suspense, useMemo } from 'react'
import { useSearchState } from '../../core/pages/page-state.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { Picture } from '../../ui/picture/picture.tsx'
import { EmptyState, LoadingState } from '../../ui/state/states.tsx'
import { handOversOf } from './hand-overs.ts'
import { useTraceColumns } from './trace-columns.ts'
import { TraceTimeline } from './trace-timeline.tsx'
import { useUnitWords } from './words.ts'

const HandOverGraph = lazy(() => import('./hand-over-graph.tsx'))
const first = { view: 'timeline' }

/** The way of a pack, as a timeline or as a graph. */
export function Trace(props: {
  /** Of the pack. */
  readonly name: string
  readonly events: readonly TimelineEvent[]
  readonly hidden: number
  readonly nameOf: (gln: string) => string
}) {
  const { name, events, hidden, nameOf } = props
  const words = useUnitWords()
  const [{ view }, change] = useSearchState(first)
  const { columns, stopColumns } = useTraceColumns(nameOf)
  const handOvers = useMemo(() => handOversOf(events), [events])
  return (
    <Section
      title={words.trace}
      actions={
        <SegmentedControl
          aria-label={words.view}
          data={[
            { value: 'timeline', label: words.timeline },
            { value: 'graph', label: words.graph },
          ]}
          value={view}
          onChange={(chosen) => change({ view: chosen })}
        />
      }
    >
      <Stack>
        {hidden > 0 && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {words.hidden(hidden)}
            </Text>
          </Group>
        )}
        {view === 'timeline' && events.length === 0 && <EmptyState title={words.noTrace} icon={IconRoute} />}
        {view === 'timeline' && events.length > 0 && (
          <Picture name={words.traceOf(name)} columns={columns} rows={events} idOf={({ seq }) => String(seq)}>
            <TraceTimeline events={events} nameOf={nameOf} />
          </Picture>
        )}
        {view === 'graph' && handOvers.handOvers.length === 0 && (
          <EmptyState title={words.noHandOvers} detail={words.noHandOversDetail} icon={IconRoute} />
        )}
        {view === 'graph' && handOvers.handOvers.length > 0 && (
          <Picture name={words.graphOf(name)} columns={stopColumns} rows={handOvers.stops} idOf={({ id }) => id}>
            <Suspense fallback={<LoadingState />}>
              <HandOverGraph handOvers={handOvers} nameOf={nameOf} />
            </Suspense>
          </Picture>
        )}
      </Stack>
    </Section>
  )
}
