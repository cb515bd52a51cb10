import { useQuery } from '@tanstack/react-query'
import type { NationalExpiry } from '@theriac/api'
import { lazy, useMemo } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { ChartSection, Dim } from './day-charts.tsx'
import { useAsOf } from './use-as-of.ts'
import { useOverviewWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

type Month = NationalExpiry['months'][number]
/** More columns than these are hard to tell apart. */
const most = 24

/** When the stock of all institutions expires. */
export function Expiry() {
  const words = useOverviewWords()
  const expiry = useQuery(apiQuery('oversight', 'expiry'))
  return expiry.data ? (
    <Months {...expiry.data} />
  ) : (
    <Section title={words.expiry}>
      <QueryView query={expiry}>{() => null}</QueryView>
    </Section>
  )
}

function Months({ months, asOf }: NationalExpiry) {
  const words = useOverviewWords()
  const format = useFormat()
  const note = useAsOf()(asOf)
  const now = new Date().toISOString().slice(0, 7)
  const columns = useMemo(() => columnsOf(months, now), [months, now])
  const categories = useMemo(
    () =>
      columns.map(({ month, bound }) => {
        const label = format.month(month)
        return { value: month, label: bound === undefined ? label : words[bound](label) }
      }),
    [columns, format, words],
  )
  const series = useMemo(
    () => [
      { name: words.good, values: columns.map(({ good }) => good), colour: '#0b8f86' },
      { name: words.recalled, values: columns.map(({ recalled }) => recalled), colour: '#c0563b' },
    ],
    [columns, words],
  )
  // A lot may be used up to its last day: of this month nothing is told to have expired.
  const expired = months.reduce((sum, { month, good, recalled }) => sum + (month < now ? good + recalled : 0), 0)
  const intro = words.expiryIntro(expired)
  return (
    <ChartSection title={words.expiry} intro={intro} none={words.noExpiry} isEmpty={months.length === 0}>
      <Chart
        name={words.expiry}
        kind="columns"
        axis={words.month}
        categories={categories}
        series={series}
        note={note}
        beside={<Dim>{intro}</Dim>}
      />
    </ChartSection>
  )
}

interface MonthColumn extends Pick<Month, 'month' | 'good' | 'recalled'> {
  /** All that expires earlier, or later, is in it. */
  readonly bound?: 'earlier' | 'later'
}

/** A column for each month from the last one on; what has expired before, and what is far away, is put together. */
function columnsOf(months: readonly Month[], now: string): readonly MonthColumn[] {
  const before = monthAfter(now, -1)
  const past = months.filter(({ month }) => month <= before)
  const last = months.at(-1)?.month ?? now
  const end = monthAfter(now, most - 1)
  const later = months.filter(({ month }) => month >= end)
  const columns: MonthColumn[] = past.length > 0 ? [{ ...sumOf(past), month: before, bound: 'earlier' }] : []
  for (let month = now; month < end && month <= last; month = monthAfter(month, 1)) {
    columns.push(months.find((one) => one.month === month) ?? { month, good: 0, recalled: 0 })
  }
  if (later.length > 0) columns.push({ ...sumOf(later), month: end, bound: 'later' })
  return columns
}

const sumOf = (months: readonly Month[]) => ({
  good: months.reduce((sum, { good }) => sum + good, 0),
  recalled: months.reduce((sum, { recalled }) => sum + recalled, 0),
})

function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}
