import { List } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type RecallReach as Report, unitStates } from '@theriac/api'
import type { Gtin } from '@theriac/gs1'
import { useMemo } from 'react'
import { reportQuery } from '../../../core/api/report-query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { stateColours } from '../../../ui/chart/state-colours.ts'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { statusOf } from '../../../ui/words/status.ts'
import { useNumberColumn } from '../columns.tsx'
import { useChoice } from '../filters.ts'
import { ReportResult } from '../report-result.tsx'
import { distinct, sumsOf } from '../series.ts'
import { useReportWords } from '../words.ts'

type Row = Report['rows'][number]

/** Where all packs of a lot are, or of all recalled lots of a product. */
export function RecallReach() {
  const words = useReportWords()
  const { gtin } = useChoice()
  return gtin === undefined ? <EmptyState title={words.chooseProductPlease} /> : <OfProduct key={gtin} gtin={gtin} />
}

function OfProduct({ gtin }: { readonly gtin: Gtin }) {
  const { lot, limit } = useChoice()
  const query = { gtin, ...(lot === undefined ? {} : { lot }), ...limit }
  const report = useQuery(reportQuery('recallReach', query))
  return (
    <QueryView query={report} lines={10}>
      {(data) => <Result {...data} query={query} />}
    </QueryView>
  )
}

function Result({ lots, rows, asOf, more, query }: Report & { readonly query: object }) {
  const words = useReportWords()
  const text = useText()
  const number = useNumberColumn()
  const nameOf = useInstitutionNames(rows.flatMap(({ to }) => (to === undefined ? [] : [to])))
  const columns: readonly Column<Row>[] = [
    { id: 'lot', label: words.columns.lot, value: ({ lot }) => lot, width: 130 },
    { id: 'name', label: words.columns.name, value: ({ name }) => name, width: '1fr' },
    {
      id: 'state',
      label: words.columns.state,
      value: ({ state }) => text(statusOf(state).words),
      show: ({ state }) => <StatusBadge status={state} />,
      width: 140,
    },
    { id: 'to', label: words.columns.to, value: ({ to }) => (to === undefined ? undefined : nameOf(to)), width: '1fr' },
    number<Row>('units', words.columns.units, ({ units }) => units),
  ]
  const chart = useMemo(() => {
    const categories = distinct(
      rows.map(({ name = '…' }) => name),
      25,
    ).map((value) => ({ value }))
    const series = sumsOf(rows, categories, {
      category: ({ name = '…' }) => name,
      name: ({ state }) => state,
      units: ({ units }) => units,
    })
    const coloured = unitStates.flatMap((state) => {
      const found = series.find(({ name }) => name === state)
      return found ? [{ ...found, name: text(statusOf(state).words), colour: stateColours[state] }] : []
    })
    return { kind: 'bars', axis: words.columns.name, categories, series: coloured } as const
  }, [rows, text, words])
  const sayOf = ({ lot, commissioned, open, atPatients, gone, complete }: Report['lots'][number]): string =>
    `${words.says.reach(lot, commissioned, open, atPatients, gone)} ${complete ? words.says.complete : words.says.incomplete}`
  const [first, ...others] = lots
  return (
    <ReportResult
      report="recallReach"
      query={query as Record<string, unknown>}
      asOf={asOf}
      sentence={first ? sayOf(first) : words.nothing}
      chart={chart}
      columns={columns}
      rows={rows}
      idOf={({ lot, gln = '', state, to = '' }) => `${lot} ${gln} ${state} ${to}`}
      more={more}
    >
      {others.length > 0 && (
        <List mt="sm">
          {others.map((lot) => (
            <List.Item key={lot.lot}>{sayOf(lot)}</List.Item>
          ))}
        </List>
      )}
    </ReportResult>
  )
}
