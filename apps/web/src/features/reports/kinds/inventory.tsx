import { useQuery } from '@tanstack/react-query'
import type { Inventory as Report } from '@theriac/api'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useSession } from '../../../core/session/session.ts'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { statusOf } from '../../../ui/words/status.ts'
import { useStockColumns } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { ReportResult } from '../report-result.tsx'
import { distinct, sumsOf } from '../series.ts'
import { useReportWords } from '../words.ts'

/** What an institution has now; the regulator, which has nothing, says of which. */
export function Inventory() {
  const words = useReportWords()
  const { whose } = useChoice()
  const { institution } = useSession()
  const isOpen = institution.kind === 'regulator' && whose.gln === undefined
  return isOpen ? <EmptyState title={words.chooseInstitutionPlease} /> : <OfInstitution />
}

function OfInstitution() {
  const { whose, limit } = useChoice()
  const query = { ...whose, ...limit }
  const report = useQuery(reportQuery('inventory', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ name, units, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const text = useText()
  const columns = useStockColumns()
  const chart = useMemo(() => {
    const byUnits = rows.toSorted((a, b) => b.units - a.units)
    const categories = distinct(
      byUnits.map(({ product }) => product),
      20,
    ).map((value) => ({ value }))
    const series = sumsOf(rows, categories, {
      category: ({ product }) => product,
      name: ({ state }) => text(statusOf(state).words),
      units: (row) => row.units,
    })
    return { kind: 'bars', axis: words.columns.product, categories, series } as const
  }, [rows, text, words])
  return (
    <ReportResult
      report="inventory"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={words.says.inventory(
        name,
        units,
        distinct(
          rows.map(({ gtin, lot }) => `${gtin} ${lot}`),
          rows.length,
        ).length,
      )}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={({ gtin, lot, state }) => `${gtin} ${lot} ${state}`}
      more={more}
    />
  )
}
