import { useQuery } from '@tanstack/react-query'
import type { StrongActs as Report } from '@theriac/api'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { actWords } from '../../../ui/words/acts.ts'
import { useNumberColumn } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { ReportResult } from '../report-result.tsx'
import { distinct, sumsOf } from '../series.ts'
import { useReportWords } from '../words.ts'

type Row = Report['rows'][number]

/** What the regulator did that it alone may do. */
export function StrongActs() {
  const { period, limit } = useChoice()
  const query = { ...period, ...limit }
  const report = useQuery(reportQuery('strongActs', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ threshold, executions, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const format = useFormat()
  const text = useText()
  const number = useNumberColumn()
  const columns: readonly Column<Row>[] = [
    {
      id: 'proposal',
      label: words.columns.proposal,
      value: ({ proposal }) => proposal,
      show: ({ proposal }) => <AppLink to={paths.proposal(String(proposal))}>{format.number(proposal)}</AppLink>,
      width: 110,
    },
    { id: 'when', label: words.columns.when, value: ({ at }) => at, show: ({ at }) => format.instant(at), width: 180 },
    { id: 'act', label: words.columns.act, value: ({ call }) => text(actWords(call)), width: '1fr' },
    { id: 'subject', label: words.columns.subject, value: ({ subject }) => subject, width: 170 },
    { id: 'reason', label: words.columns.reason, value: ({ reason }) => reason, width: '2fr' },
    number<Row>('approvals', words.columns.approvals, ({ approvals }) => approvals),
  ]
  const chart = useMemo(() => {
    const categories = distinct(rows.map(({ call }) => call)).map((value) => ({ value, label: text(actWords(value)) }))
    const series = sumsOf(rows, categories, {
      category: ({ call }) => call,
      name: () => words.columns.count,
      units: () => 1,
    })
    return { kind: 'bars', axis: words.columns.act, categories, series } as const
  }, [rows, text, words])
  return (
    <ReportResult
      report="strongActs"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={words.says.acts(rows.length, threshold, executions)}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={({ proposal }) => String(proposal)}
      more={more}
    />
  )
}
