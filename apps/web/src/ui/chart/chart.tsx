import { useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Picture } from '../picture/picture.tsx'
import type { Column } from '../table/column.ts'
import { init } from './echarts.ts'
import { type Category, type ChartKind, chartOptions, type Series } from './options.ts'

interface Line extends Category {
  readonly id: string
  readonly values: readonly (number | undefined)[]
}

/**
 * Series over categories such as days. What is seen can be saved as a picture and as CSV, and read as a table. Load it with
 * `lazy`: the library is large.
 */
export default function Chart(props: {
  readonly name: string
  readonly kind: ChartKind
  /** What the categories are: `Day`, `Institution`. */
  readonly axis: string
  readonly categories: readonly Category[]
  readonly series: readonly Series[]
  /** What it is based on. */
  readonly note?: string | undefined
  readonly beside?: ReactNode
  readonly height?: number
}) {
  const { name, axis, categories, series, note, beside } = props
  const format = useFormat()
  const lines = useMemo(
    () =>
      categories.map(
        (category, at): Line => ({
          ...category,
          id: String(at),
          values: series.map(({ values }) => values[at]),
        }),
      ),
    [categories, series],
  )
  const columns: readonly Column<Line>[] = [
    {
      id: 'category',
      label: axis,
      value: ({ value }) => value,
      show: ({ value, label }) => label ?? value,
      width: '2fr',
    },
    ...series.map(
      (one, at): Column<Line> => ({
        id: one.name,
        label: one.name,
        value: ({ values }) => values[at],
        show: ({ values }) => format.number(values[at] ?? 0),
        align: 'end',
      }),
    ),
  ]
  return (
    <Picture name={name} note={note} columns={columns} rows={lines} idOf={({ id }) => id} beside={beside}>
      <Drawing {...props} />
    </Picture>
  )
}

function Drawing(props: {
  readonly name: string
  readonly kind: ChartKind
  readonly categories: readonly Category[]
  readonly series: readonly Series[]
  readonly height?: number
}) {
  const { name, kind, categories, series, height = kind === 'bars' ? 80 + 30 * categories.length : 280 } = props
  const format = useFormat()
  const isDark = useComputedColorScheme('light') === 'dark'
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const [frame, { width }] = useResizeObserver<HTMLDivElement>()

  useEffect(() => {
    if (place.current === null) return
    // Fine enough to be saved as a picture on any screen.
    const made = init(place.current, undefined, { devicePixelRatio: Math.max(2, window.devicePixelRatio) })
    chart.current = made
    // Letters that came later are drawn with them.
    const redraw = (): void => made.resize()
    document.fonts.addEventListener('loadingdone', redraw)
    return () => {
      document.fonts.removeEventListener('loadingdone', redraw)
      chart.current = undefined
      made.dispose()
    }
  }, [])

  useEffect(() => {
    const { fontFamily } = getComputedStyle(document.body)
    const options = chartOptions({ name, kind, categories, series, isDark, fontFamily, format })
    // Series that are no more must go.
    chart.current?.setOption(options, { notMerge: true })
  }, [name, kind, categories, series, isDark, format])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the size is what is waited for
  useEffect(() => chart.current?.resize(), [width, height])

  return (
    <div ref={frame}>
      <div ref={place} role="img" aria-label={name} style={{ height, width: '100%' }} />
    </div>
  )
}
