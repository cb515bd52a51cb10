import { Text } from '@mantine/core'
import type { Dashboard } from '@theriac/api'
import { lazy, Suspense } from 'react'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { LoadingState } from '../../ui/state/states.tsx'
import { actWords } from '../../ui/words/acts.ts'
import { useHomeWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

/** More colours than these nobody tells apart. */
const most = 6

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

/** What happened day by day. */
export function Activity({ days, series }: Pick<Dashboard, 'days' | 'series'>) {
  const words = useHomeWords()
  const text = useText()
  const format = useFormat()
  const moving = series
    .filter(({ units }) => units.some((count) => count > 0))
    .sort((a, b) => sumOf(b.units) - sumOf(a.units))
  const rest = moving.slice(most)
  if (moving.length === 0) return <Text c="dimmed">{words.noActivity}</Text>
  return (
    <Suspense fallback={<LoadingState lines={6} />}>
      <Chart
        name={words.activity}
        kind="columns"
        axis={words.day}
        categories={days.map((day) => ({ value: day, label: format.day(day) }))}
        series={[
          ...moving.slice(0, most).map(({ act, units }) => ({ name: text(actWords(act)), values: units })),
          ...(rest.length === 0
            ? []
            : [{ name: words.other, values: days.map((_, day) => sumOf(rest.map(({ units }) => units[day] ?? 0))) }]),
        ]}
      />
    </Suspense>
  )
}
