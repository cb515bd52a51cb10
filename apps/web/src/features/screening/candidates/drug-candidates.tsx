import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Product } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages, apiQuery } from '../../../core/api/query.ts'
import { useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { EmptyState } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { statusOf } from '../../../ui/words/status.ts'
import { useScreeningWords, verdictWords } from '../words.ts'
import { usePicks } from './use-picks.tsx'
import { VerdictCell } from './verdict-cell.tsx'

const screeningOf = (gtin: Product['gtin']) => ({
  ...apiQuery('screening', 'product', { params: { gtin } }),
  meta: { still: true },
})

/** Drugs, with what their record comes to. */
export function DrugCandidates({ text }: { readonly text: string }) {
  const words = useScreeningWords()
  const inWords = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const picks = usePicks(paths.screenDrugs)
  const drugs = useInfiniteQuery(
    apiPages('products', 'list', { query: { sort: 'name', limit: 50, ...(text === '' ? {} : { text }) } }),
  )
  const { column: pickColumn } = picks
  const columns = useMemo(
    (): readonly Column<Product>[] => [
      pickColumn(
        ({ gtin }) => gtin,
        ({ data }) => data.name,
      ),
      { id: 'name', label: words.name, value: (row) => row.data.name, width: '2fr' },
      { id: 'gtin', label: 'GTIN', value: (row) => row.gtin, width: 160 },
      { id: 'strength', label: words.strength, value: (row) => row.data.strength, width: 120, hidden: true },
      { id: 'owner', label: words.maker, value: (row) => row.owner.name, width: '1fr' },
      {
        id: 'status',
        label: words.status,
        value: (row) => inWords(statusOf(row.status).words),
        show: (row) => <StatusBadge status={row.status} />,
        width: 130,
      },
      {
        id: 'verdict',
        label: words.verdict,
        value: ({ gtin }) => {
          const known = queryClient.getQueryData(screeningOf(gtin).queryKey)
          return known && inWords(verdictWords[known.assessment.verdict])
        },
        show: ({ gtin }) => <DrugVerdict gtin={gtin} />,
        width: '2fr',
      },
    ],
    [words, inWords, queryClient, pickColumn],
  )
  return (
    <div>
      {picks.bar}
      <DataTable
        name={words.drugs}
        columns={columns}
        pages={drugs}
        idOf={(row) => row.gtin}
        onOpen={(row) => void navigate({ to: paths.screenDrugs(row.gtin) })}
        empty={<EmptyState title={words.none} detail={words.noneDetail} />}
      />
    </div>
  )
}

function DrugVerdict({ gtin }: { readonly gtin: Product['gtin'] }) {
  const { data } = useQuery(screeningOf(gtin))
  return <VerdictCell assessment={data?.assessment} />
}
