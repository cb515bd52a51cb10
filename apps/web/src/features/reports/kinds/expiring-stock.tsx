import { useQuery } from '@tanstack/react-query'
import type { ExpiringStock as Report } from '@theriac/api'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { useNumberColumn, useStockColumns } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { ReportResult } from '../report-result.tsx'
import { distinct, sumsOf } from '../series.ts'
import { useReportWords } from '../words.ts'

type Row = Report['rows'][number]

/** Stock that expires soon, or has. */
export function ExpiringStock() {
  const { whose, days, limit } = useChoice()
  const query = { ...whose, days, ...limit }
  const report = useQuery(reportQuery('expiringStock', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ until, units, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const format = useFormat()
  const text = useText()
  const number = useNumberColumn()
  const stock = useStockColumns<Row>()
  const columns: readonly Column<Row>[] = [
    number<Row>('left', words.columns.left, ({ daysLeft }) => daysLeft),
    { id: 'name', label: words.columns.name, value: ({ name }) => name, width: '2fr' },
    ...stock,
  ]
  const chart = useMemo(() => {
    const months = distinct(rows.map(({ expiry }) => expiry.slice(0, 7)))
    const categories = months.map((value) => ({ value, label: format.month(value) }))
    const series = sumsOf(rows, categories, {
      category: ({ expiry }) => expiry.slice(0, 7),
      name: ({ status }) => text(statusOf(status).words),
      units: (row) => row.units,
    })
    return { kind: 'columns', axis: words.columns.month, categories, series } as const
  }, [rows, text, format, words])
  const expired = rows.reduce((sum, row) => sum + (row.daysLeft < 0 ? row.units : 0), 0)
  return (
    <ReportResult
      report="expiringStock"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={words.says.expiring(units, format.day(until), expired)}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={({ gln, gtin, lot, state }) => `${gln} ${gtin} ${lot} ${state}`}
      more={more}
    />
  )
}
