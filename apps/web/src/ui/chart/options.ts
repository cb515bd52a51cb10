import type { Format } from '../../core/i18n/format.ts'
import { inkOf, seriesColours } from './palette.ts'

/** How series are drawn: on each other as columns, as bars to the right or as areas; or each for itself as a line. */
export type ChartKind = 'columns' | 'bars' | 'areas' | 'lines'

/** What values are of: a day, an institution. */
export interface Category {
  /** As it is saved. */
  readonly value: string
  /** As it is shown; the value unless given. */
  readonly label?: string
}

/** Values of one name, one for each category. */
export interface Series {
  readonly name: string
  readonly values: readonly number[]
  /** One of the palette unless given. */
  readonly colour?: string
}

/** With so many points they are seen as such. */
const mostPoints = 16

/** What the drawing library is told. */
export function chartOptions(chart: {
  readonly name: string
  readonly kind: ChartKind
  readonly categories: readonly Category[]
  readonly series: readonly Series[]
  readonly isDark: boolean
  readonly fontFamily: string
  readonly format: Format
}) {
  const { name, kind, categories, series, isDark, fontFamily, format } = chart
  const ink = inkOf(isDark)
  const text = { color: ink.text, fontFamily }
  const along = {
    type: 'category' as const,
    data: categories.map(({ value, label }) => label ?? value),
    inverse: kind === 'bars',
    axisLine: { lineStyle: { color: ink.line } },
    axisTick: { show: false },
    axisLabel: {
      ...text,
      hideOverlap: true,
      ...(kind === 'areas' || kind === 'lines' ? ({ alignMinLabel: 'left', alignMaxLabel: 'right' } as const) : {}),
      // Names of institutions are long, and the rest of the chart must be seen on a phone, too.
      ...(kind === 'bars' ? { width: 132, overflow: 'break' as const, lineHeight: 14 } : {}),
    },
    ...(kind === 'areas' || kind === 'lines' ? { boundaryGap: categories.length === 1 } : {}),
  }
  const up = {
    type: 'value' as const,
    minInterval: 1,
    axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => format.number(value) },
    splitLine: { lineStyle: { color: ink.line } },
  }
  return {
    aria: { enabled: true, label: { description: name } },
    animation: false,
    color: [...seriesColours],
    textStyle: { fontFamily },
    // Room for the half of the last label that is beyond the last value.
    grid: { left: 8, right: 40, top: 16, bottom: 44, containLabel: true },
    legend: {
      bottom: 0,
      type: 'scroll',
      icon: 'roundRect',
      itemWidth: 12,
      itemHeight: 12,
      textStyle: text,
      ...pager(ink),
    },
    // Drawn, and not put into the page as text.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: text,
      axisPointer: { type: kind === 'areas' || kind === 'lines' ? 'line' : 'shadow' },
      valueFormatter: (value: unknown) => format.number(Number(value)),
    },
    xAxis: kind === 'bars' ? up : along,
    yAxis: kind === 'bars' ? along : up,
    series: series.map((one) => ({
      name: one.name,
      type: kind === 'areas' || kind === 'lines' ? 'line' : 'bar',
      ...(kind === 'lines' ? {} : { stack: 'all' }),
      ...(kind === 'areas' ? { areaStyle: { opacity: 0.75 }, lineStyle: { width: 1 } } : {}),
      ...(kind === 'columns' || kind === 'bars' ? { barMaxWidth: kind === 'bars' ? 22 : 40 } : {}),
      ...(kind === 'areas' || kind === 'lines' ? { showSymbol: categories.length <= mostPoints, symbolSize: 5 } : {}),
      ...(one.colour === undefined ? {} : { itemStyle: { color: one.colour } }),
      data: [...one.values],
    })),
  }
}

const pager = (ink: ReturnType<typeof inkOf>) => ({
  pageIconColor: ink.text,
  pageIconInactiveColor: ink.line,
  pageTextStyle: { color: ink.text },
})
