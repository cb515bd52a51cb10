import { Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import type { TimelineEvent } from '@theriac/api'
import { lazy, Suspense } from 'react'
import { useSearchState } from '../../core/pages/page-state.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, LoadingState } from '../../ui/state/states.tsx'
import { handOversOf } from './hand-overs.ts'
import { TraceTimeline } from './trace-timeline.tsx'
import { useUnitWords } from './words.ts'

const HandOverGraph = lazy(() => import('./hand-over-graph.tsx'))
const first = { view: 'timeline' }

/** The way of a pack, as a timeline or as a graph. */
export function Trace(props: {
  readonly events: readonly TimelineEvent[]
  readonly hidden: number
  readonly nameOf: (gln: string) => string
}) {
  const { events, hidden, nameOf } = props
  const words = useUnitWords()
  const [{ view }, change] = useSearchState(first)
  const handOvers = handOversOf(events)
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
        {view === 'timeline' && <TraceTimeline events={events} nameOf={nameOf} />}
        {view === 'graph' && handOvers.handOvers.length === 0 && (
          <EmptyState title={words.noHandOvers} detail={words.noHandOversDetail} icon={IconRoute} />
        )}
        {view === 'graph' && handOvers.handOvers.length > 0 && (
          <Suspense fallback={<LoadingState />}>
            <HandOverGraph handOvers={handOvers} nameOf={nameOf} />
          </Suspense>
        )}
      </Stack>
    </Section>
  )
}
