import { Button, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconDeviceTv } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ChainOverviewView } from '@theriac/api'
import { lazy, Suspense, useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { LoadingState, QueryView } from '../../../ui/state/states.tsx'
import { ChainSearch } from '../frame/chain-search.tsx'
import { ChainFacts } from './chain-facts.tsx'
import { ConsensusNote } from './consensus-note.tsx'
import { Figures } from './figures.tsx'
import { NewestBlocks } from './newest-blocks.tsx'
import { NodesInShort } from './nodes-in-short.tsx'
import { Wall } from './wall/wall.tsx'
import { useOverviewWords } from './words.ts'

const Chart = lazy(() => import('../../../ui/chart/chart.tsx'))

const first = { wall: false }
const lookAgainMs = 10_000

/** How the chain does: height, load, nodes. */
export default function ChainOverviewPage() {
  const words = useOverviewWords()
  const [{ wall }, change] = useSearchState(first)
  // Without a block nothing tells of a node that has gone.
  const overview = useQuery({ ...apiQuery('chain', 'overview'), refetchInterval: lookAgainMs })
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <Button
          variant="default"
          leftSection={<IconDeviceTv size={18} />}
          aria-haspopup="dialog"
          onClick={() => {
            // Where the browser does not let it, it fills the window only.
            void document.documentElement.requestFullscreen?.().catch(() => undefined)
            change({ wall: true })
          }}
        >
          {words.wall}
        </Button>
      }
    >
      <ChainSearch />
      <QueryView query={overview} lines={12}>
        {(data) => (
          <Stack gap="lg">
            <ConsensusNote nodes={data.nodes} consensus={data.consensus} />
            {data.height - data.indexed > 1 && (
              <Text size="sm" c="dimmed" role="status">
                {words.behind(data.height - data.indexed)}
              </Text>
            )}
            <Figures overview={data} />
            <PerDay days={data.days} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
              <NewestBlocks />
              <NodesInShort nodes={data.nodes} />
            </SimpleGrid>
            <ChainFacts overview={data} />
          </Stack>
        )}
      </QueryView>
      {wall && overview.data && (
        <Wall
          overview={overview.data}
          staleSince={overview.isError ? new Date(overview.dataUpdatedAt).toISOString() : undefined}
          onClose={() => change({ wall: false })}
        />
      )}
    </PageFrame>
  )
}

function PerDay({ days }: Pick<ChainOverviewView, 'days'>) {
  const words = useOverviewWords()
  const format = useFormat()
  const categories = useMemo(() => days.map(({ day }) => ({ value: day, label: format.day(day) })), [days, format])
  const series = useMemo(
    () => [{ name: words.transactionsName, values: days.map(({ transactions }) => transactions) }],
    [days, words],
  )
  const intro = (
    <Text size="sm" c="dimmed">
      {words.perDayIntro}
    </Text>
  )
  return (
    <Section title={words.perDay}>
      {days.every(({ transactions }) => transactions === 0) ? (
        <Text c="dimmed">{words.perDayNone}</Text>
      ) : (
        <Suspense fallback={<LoadingState lines={8} />}>
          <Chart
            name={words.perDay}
            kind="columns"
            axis={words.day}
            categories={categories}
            series={series}
            beside={intro}
            height={220}
          />
        </Suspense>
      )}
    </Section>
  )
}
