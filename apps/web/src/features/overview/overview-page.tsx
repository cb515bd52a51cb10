import { SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Dashboard, NationalDays } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { AlertDays, Flow, StockDays } from './day-charts.tsx'
import { Expiry } from './expiry.tsx'
import { Licences, Recalls } from './notices.tsx'
import { useAsOf } from './use-as-of.ts'
import { Where } from './where.tsx'
import { useOverviewWords } from './words.ts'

const spans = [30, 90, 365] as const
const first = { days: 30 }

/** How the whole country stands: day by day, by expiry, and where each drug is. */
export default function OverviewPage() {
  const words = useOverviewWords()
  const [{ days }, change] = useSearchState(first)
  const span = spans.find((one) => one === days) ?? 30
  const board = useQuery(apiQuery('dashboard', 'show', { query: { days: span } }))
  const national = useQuery(apiQuery('oversight', 'days', { query: { days: span } }))
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <SegmentedControl
          aria-label={words.period}
          data={spans.map((one) => ({ value: String(one), label: words.days(one) }))}
          value={String(span)}
          onChange={(value) => change({ days: Number(value) })}
        />
      }
    >
      <QueryView query={board} lines={12}>
        {(figures) => (
          <QueryView query={national} lines={12}>
            {(byDay) => <Charts board={figures} national={byDay} />}
          </QueryView>
        )}
      </QueryView>
      <Section title={words.where}>
        <Where />
      </Section>
    </PageFrame>
  )
}

function Charts({ board, national }: { readonly board: Dashboard; readonly national: NationalDays }) {
  const asOf = useAsOf()(national.asOf)
  const format = useFormat()
  const categories = national.days.map((day) => ({ value: day, label: format.day(day) }))
  const parts = { categories, note: asOf }
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Flow series={board.series} {...parts} />
        <StockDays states={national.states} {...parts} />
        <AlertDays alerts={national.alerts} open={board.alerts.reduce((sum, { open }) => sum + open, 0)} {...parts} />
        <Expiry />
        <Recalls />
        <Licences licences={board.licences} />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        {asOf}
      </Text>
    </Stack>
  )
}
