import { useQuery } from '@tanstack/react-query'
import type { Movements as Report } from '@theriac/api'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { useMovementColumns } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { ReportResult } from '../report-result.tsx'
import { daysBetween, sumsOf } from '../series.ts'
import { useReportWords } from '../words.ts'

type Row = Report['rows'][number]

/** What came to an institution, went from it and happened there. */
export function Movements() {
  const { whose, period, limit } = useChoice()
  const query = { ...whose, ...period, ...limit }
  const report = useQuery(reportQuery('movements', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ name, from, to, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const format = useFormat()
  const moved = useMovementColumns(rows)
  const columns: readonly Column<Row>[] = [
    ...moved,
    {
      id: 'direction',
      label: words.columns.direction,
      value: ({ direction }) => words.directions[direction],
      width: 100,
    },
  ]
  const chart = useMemo(() => {
    const categories = daysBetween(from, to).map((value) => ({ value, label: format.day(value) }))
    const series = sumsOf(
      rows.filter(({ direction }) => direction === 'in' || direction === 'out'),
      categories,
      {
        category: ({ at }) => at.slice(0, 10),
        name: ({ direction }) => words.directions[direction],
        units: ({ units }) => units,
      },
    )
    return { kind: 'lines', axis: words.columns.day, categories, series } as const
  }, [rows, from, to, format, words])
  const unitsOf = (wanted: Row['direction']): number =>
    rows.reduce((sum, { direction, units }) => sum + (direction === wanted ? units : 0), 0)
  return (
    <ReportResult
      report="movements"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={words.says.movements(name, format.day(from), format.day(to), unitsOf('in'), unitsOf('out'))}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={({ seq }) => String(seq)}
      more={more}
    />
  )
}
