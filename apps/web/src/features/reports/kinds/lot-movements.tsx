import { useQuery } from '@tanstack/react-query'
import type { LotMovements as Report } from '@theriac/api'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { useMovementColumns } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { ReportResult } from '../report-result.tsx'
import { distinct, sumsOf } from '../series.ts'
import { useReportWords } from '../words.ts'

/** What happened to the packs of a lot. */
export function LotMovements() {
  const words = useReportWords()
  const { gtin, lot } = useChoice()
  return gtin === undefined || lot === undefined ? (
    <EmptyState title={words.choosePlease} />
  ) : (
    <OfLot key={`${gtin} ${lot}`} gtin={gtin} lot={lot} />
  )
}

function OfLot({ gtin, lot }: { readonly gtin: Gtin; readonly lot: LotNumber }) {
  const { period, limit } = useChoice()
  const query = { gtin, lot, ...period, ...limit }
  const report = useQuery(reportQuery('lotMovements', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ lot, commissioned, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const format = useFormat()
  const text = useText()
  const columns = useMovementColumns(rows)
  const chart = useMemo(() => {
    const days = distinct(rows.map(({ at }) => at.slice(0, 10)))
    const categories = days.map((value) => ({ value, label: format.day(value) }))
    const series = sumsOf(rows, categories, {
      category: ({ at }) => at.slice(0, 10),
      name: ({ act }) => text(actWords(act)),
      units: ({ units }) => units,
    })
    return { kind: 'columns', axis: words.columns.day, categories, series } as const
  }, [rows, format, text, words])
  return (
    <ReportResult
      report="lotMovements"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={words.says.lot(lot, commissioned, rows.length)}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={({ seq }) => String(seq)}
      more={more}
    />
  )
}
