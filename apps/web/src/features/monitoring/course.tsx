import { Group, SegmentedControl, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ChainMeasure, SeriesResolution } from '@theriac/api'
import { lazy, Suspense, useMemo } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import type { Format } from '../../core/i18n/format.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { LoadingState, QueryView } from '../../ui/state/states.tsx'
import { chartValue, useMeasureText } from './measures.ts'
import { measureWords, useMonitoringWords } from './words.ts'

const Chart = lazy(() => import('../../ui/chart/chart.tsx'))

const hourMs = 3_600_000
const periods = { day: 24 * hourMs, week: 168 * hourMs, month: 744 * hourMs, year: 8_760 * hourMs } as const
type Period = keyof typeof periods
/** What is asked for begins at a whole step: it is not asked anew with every look. */
const stepMs = 300_000

/** How a measure went over a period. */
export function Course(props: {
  readonly measure: ChainMeasure
  readonly over: string
  /** When it was looked at last. */
  readonly at: string
  readonly onOver: (period: Period) => void
}) {
  const { measure, over, at, onOver } = props
  const words = useMonitoringWords()
  const text = useText()
  const period = over in periods ? (over as Period) : 'day'
  const step = Math.floor(Date.parse(at) / stepMs) * stepMs
  const from = new Date(step - periods[period]).toISOString()
  const series = useQuery({
    ...apiQuery('monitoring', 'series', { query: { measure, from } }),
    placeholderData: keepPreviousData,
  })
  const names = Object.keys(periods) as Period[]
  return (
    <div>
      <Group justify="space-between" gap="sm" mb="sm">
        <Title order={3} size="h5">
          {text(measureWords[measure])}
        </Title>
        <SegmentedControl
          aria-label={words.period}
          data={names.map((value) => ({ value, label: words[value] }))}
          value={period}
          onChange={(value) => onOver(value as Period)}
        />
      </Group>
      <QueryView query={series} lines={8}>
        {({ points, resolution, measure: shown }) =>
          points.length === 0 ? (
            <Text c="dimmed">{words.noPoints}</Text>
          ) : (
            <Drawing measure={shown} resolution={resolution} points={points} />
          )
        }
      </QueryView>
    </div>
  )
}

interface Point {
  readonly time: string
  readonly min: number
  readonly avg: number
  readonly max: number
}

function Drawing(props: {
  readonly measure: ChainMeasure
  readonly resolution: SeriesResolution
  readonly points: readonly Point[]
}) {
  const { measure, resolution, points } = props
  const words = useMonitoringWords()
  const text = useText()
  const format = useFormat()
  const { unitOf } = useMeasureText()
  const unit = unitOf(measure)
  const title = text(measureWords[measure])
  const name = unit === undefined ? title : `${title} (${unit})`
  const categories = useMemo(
    () => points.map(({ time }) => ({ value: time, label: labelOf(time, resolution, format) })),
    [points, resolution, format],
  )
  const series = useMemo(() => {
    const line = (label: string, pick: (point: Point) => number) => ({
      name: label,
      values: points.map((point) => chartValue(measure, pick(point))),
    })
    if (resolution === 'minute') return [line(name, ({ avg }) => avg)]
    return [
      line(words.mean, ({ avg }) => avg),
      line(words.highest, ({ max }) => max),
      line(words.lowest, ({ min }) => min),
    ]
  }, [points, resolution, measure, name, words])
  const note = { minute: words.minuteNote, hour: words.hourNote, day: words.dayNote }[resolution]
  return (
    <Suspense fallback={<LoadingState lines={8} />}>
      <Chart
        name={name}
        kind="lines"
        axis={words.time}
        categories={categories}
        series={series}
        note={note}
        beside={
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        }
      />
    </Suspense>
  )
}

function labelOf(time: string, resolution: SeriesResolution, format: Format): string {
  switch (resolution) {
    case 'minute':
      return format.time(time)
    case 'hour':
      return format.instant(time)
    case 'day':
      return format.day(time.slice(0, 10))
    default:
      return resolution satisfies never
  }
}
