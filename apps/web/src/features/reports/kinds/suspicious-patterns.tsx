import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { SuspiciousPatterns as Report } from '@theriac/api'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { useNumberColumn } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { patternName, patternWords } from '../pattern-words.ts'
import { ReportResult } from '../report-result.tsx'
import { useReportWords } from '../words.ts'

type Row = Report['rows'][number]

/** What looks as if somebody should look. */
export function SuspiciousPatterns() {
  const { whose, period, limit } = useChoice()
  const query = { ...whose, ...period, ...limit }
  const report = useQuery(reportQuery('suspiciousPatterns', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ rules, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const format = useFormat()
  const text = useText()
  const number = useNumberColumn()
  const whyOf = (rule: string): string | undefined => {
    const why = patternWords[rule]?.why
    return why && text(why)
  }
  const columns: readonly Column<Row>[] = [
    { id: 'pattern', label: words.columns.pattern, value: ({ rule }) => text(patternName(rule)), width: '1fr' },
    {
      id: 'severity',
      label: words.columns.severity,
      value: ({ severity }) => text(statusOf(severity).words),
      show: ({ severity }) => <StatusBadge status={severity} />,
      width: 150,
    },
    { id: 'name', label: words.columns.name, value: ({ name, gln }) => name ?? gln, width: '1fr' },
    { id: 'gtin', label: 'GTIN', value: ({ gtin }) => gtin, width: 150, hidden: true },
    { id: 'lot', label: words.columns.lot, value: ({ lot }) => lot, width: 120 },
    { id: 'shipment', label: words.columns.shipment, value: ({ shipment }) => shipment, hidden: true },
    number<Row>('count', words.columns.count, ({ count }) => count),
    number<Row>('of', words.columns.of, ({ of }) => of, true),
    {
      id: 'last',
      label: words.columns.last,
      value: ({ last }) => last,
      show: ({ last }) => last && format.instant(last),
      width: 180,
      hidden: true,
    },
    { id: 'why', label: words.columns.why, value: ({ rule }) => whyOf(rule), width: '2fr' },
  ]
  const chart = useMemo(() => {
    const found = rules.filter((rule) => rule.found > 0)
    return {
      kind: 'bars',
      axis: words.columns.pattern,
      categories: found.map(({ rule }) => ({ value: text(patternName(rule)) })),
      series: found.length > 0 ? [{ name: words.columns.found, values: found.map((rule) => rule.found) }] : [],
    } as const
  }, [rules, text, words])
  return (
    <ReportResult
      report="suspiciousPatterns"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={words.says.patterns(rows.length, rules.length)}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={(row) => [row.rule, row.gln, row.gtin, row.lot, row.operator, row.shipment].join(' ')}
      more={more}
    >
      <Text size="sm" mt="sm">
        {words.lookedFor(format.list(rules.map(({ rule, found }) => words.foundOf(text(patternName(rule)), found))))}
      </Text>
    </ReportResult>
  )
}
