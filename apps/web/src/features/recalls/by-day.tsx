import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Recall } from '@theriac/api'
import type { IsoDate } from '@theriac/gs1'
import { lazy, Suspense, useMemo } from 'react'
import { reportQuery } from '../../core/api/report-query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { LoadingState } from '../../ui/state/states.tsx'
import { recallGroupColours, recallGroups, recallGroupWords } from '../../ui/words/recall-progress.ts'
import { progressByDay } from './progress-by-day.ts'
import { useRecallWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

const dayMs = 86_400_000
/** Days that are drawn, and movements that are read, at most. */
const mostDays = 120
const mostMovements = 10_000

/** How a recall went on since it was ordered, or in its newest days. */
export function ByDay({ recall, note }: { readonly recall: Recall; readonly note: string }) {
  const words = useRecallWords()
  const format = useFormat()
  const text = useText()
  const days = useMemo(() => daysSince(recall.at), [recall.at])
  const [from = ''] = days
  const query = { gtin: recall.gtin, lot: recall.lot, from: from as IsoDate, limit: mostMovements }
  const movements = useQuery(reportQuery('lotMovements', query))
  const categories = useMemo(() => days.map((day) => ({ value: day, label: format.day(day) })), [days, format])
  const series = useMemo(() => {
    const byDay = progressByDay(recall, movements.data?.rows ?? [], days, recall.owner.gln)
    return recallGroups.map((group) => ({
      name: text(recallGroupWords[group]),
      colour: recallGroupColours[group],
      values: byDay.map((day) => day.counts[group]),
    }))
  }, [recall, movements.data, days, text])
  // A part of the movements would tell another story.
  if (movements.data?.more || movements.isError) return null
  return (
    <Section title={words.byDay}>
      {movements.data === undefined ? (
        <LoadingState lines={6} />
      ) : (
        <Suspense fallback={<LoadingState lines={6} />}>
          <Chart
            name={words.byDayOf(recall.lot)}
            kind="columns"
            axis={words.day}
            categories={categories}
            series={series}
            note={note}
            beside={
              <Text size="sm" c="dimmed">
                {words.byDayIntro}
              </Text>
            }
          />
        </Suspense>
      )}
    </Section>
  )
}

/** The days of the ledger (UTC) from an instant to today. */
function daysSince(instant: string): readonly string[] {
  const today = Math.floor(Date.now() / dayMs)
  const first = Math.max(Math.floor(Date.parse(instant) / dayMs), today - mostDays + 1)
  return Array.from({ length: Math.max(1, today - first + 1) }, (_, i) =>
    new Date((first + i) * dayMs).toISOString().slice(0, 10),
  )
}
