import { ActionIcon, Box, Group, Tooltip, useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { IconDownload, IconPhotoDown, IconTable } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { saveFile } from '../save-file.ts'
import type { Column } from '../table/column.ts'
import { saveCsv } from '../table/csv.ts'
import { DataTable } from '../table/data-table.tsx'
import { init } from './echarts.ts'
import { inkOf, seriesColours } from './palette.ts'
import { useChartWords } from './words.ts'

/** Values of one name, one for each day. */
export interface Series {
  readonly name: string
  readonly values: readonly number[]
}

interface Line {
  readonly day: string
  readonly values: readonly (number | undefined)[]
}

/**
 * Series over days, as bars on each other or as lines. What is seen can be saved as a picture and as CSV, and read as a
 * table. Load it with `lazy`: the library is large.
 */
export default function Chart(props: {
  readonly name: string
  readonly kind: 'stacked' | 'lines'
  readonly days: readonly string[]
  readonly series: readonly Series[]
  readonly height?: number
}) {
  const { name, kind, days, series, height = 280 } = props
  const words = useChartWords()
  const format = useFormat()
  const isDark = useComputedColorScheme('light') === 'dark'
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const [asTable, setAsTable] = useState(false)
  const [frame, { width }] = useResizeObserver<HTMLDivElement>()
  const lines = useMemo(
    () => days.map((day, index): Line => ({ day, values: series.map(({ values }) => values[index]) })),
    [days, series],
  )
  const columns: readonly Column<Line>[] = [
    { id: 'day', label: words.day, value: ({ day }) => day, show: ({ day }) => format.day(day), width: 130 },
    ...series.map(
      (one, index): Column<Line> => ({
        id: one.name,
        label: one.name,
        value: ({ values }) => values[index],
        align: 'end',
      }),
    ),
  ]

  useEffect(() => {
    if (asTable || place.current === null) return
    const made = init(place.current)
    chart.current = made
    // Letters that came later are drawn with them.
    const redraw = (): void => made.resize()
    document.fonts.addEventListener('loadingdone', redraw)
    return () => {
      document.fonts.removeEventListener('loadingdone', redraw)
      chart.current = undefined
      made.dispose()
    }
  }, [asTable])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is made anew when it comes back
  useEffect(() => {
    const ink = inkOf(isDark)
    chart.current?.setOption({
      aria: { enabled: true, label: { description: name } },
      animation: false,
      color: [...seriesColours],
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 8, top: 16, bottom: 44, containLabel: true },
      legend: {
        bottom: 0,
        type: 'scroll',
        textStyle: { color: ink.text },
        icon: 'roundRect',
        itemWidth: 12,
        itemHeight: 12,
      },
      // Drawn, and not put into the page as text.
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        confine: true,
        backgroundColor: ink.surface,
        borderColor: ink.line,
        textStyle: { color: ink.text },
      },
      xAxis: {
        type: 'category',
        data: days.map((day) => format.day(day)),
        axisLine: { lineStyle: { color: ink.line } },
        axisTick: { show: false },
        axisLabel: { color: ink.text, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { color: ink.text, formatter: (value: number) => format.number(value) },
        splitLine: { lineStyle: { color: ink.line } },
      },
      series: series.map((one) => ({
        name: one.name,
        type: kind === 'lines' ? 'line' : 'bar',
        ...(kind === 'stacked' ? { stack: 'all' } : { showSymbol: false }),
        data: [...one.values],
      })),
    })
  }, [name, kind, days, series, isDark, format, asTable])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the width is what is waited for
  useEffect(() => chart.current?.resize(), [width])

  function savePicture(): void {
    const url = chart.current?.getDataURL({ pixelRatio: 2, backgroundColor: inkOf(isDark).surface })
    if (url !== undefined) saveFile(`${name}.png`, blobOf(url))
  }

  return (
    <Box ref={frame}>
      <Group justify="flex-end" gap={4} mb={4}>
        <Tool
          label={asTable ? words.picture : words.table}
          onClick={() => setAsTable(!asTable)}
          icon={<IconTable size={18} />}
        />
        {!asTable && <Tool label={words.png} onClick={savePicture} icon={<IconPhotoDown size={18} />} />}
        <Tool label={words.csv} onClick={() => saveCsv(name, columns, lines)} icon={<IconDownload size={18} />} />
      </Group>
      {asTable ? (
        <DataTable name={name} columns={columns} rows={lines} idOf={({ day }) => day} plain />
      ) : (
        <div ref={place} role="img" aria-label={name} style={{ height, width: '100%' }} />
      )}
    </Box>
  )
}

function Tool(props: { readonly label: string; readonly onClick: () => void; readonly icon: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon variant="subtle" color="gray" aria-label={props.label} onClick={props.onClick}>
        {props.icon}
      </ActionIcon>
    </Tooltip>
  )
}

/** The page's policy lets no `data:` address be fetched. */
function blobOf(dataUrl: string): Blob {
  const [head = '', body = ''] = dataUrl.split(',')
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: /:(.*?);/.exec(head)?.[1] ?? 'image/png' })
}
