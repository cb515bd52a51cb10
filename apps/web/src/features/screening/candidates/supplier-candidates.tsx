import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Institution } from '@theriac/api'
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

const screeningOf = (gln: Institution['gln']) => ({
  ...apiQuery('screening', 'institution', { params: { gln } }),
  meta: { still: true },
})

/** Suppliers of a kind, with what their record comes to. */
export function SupplierCandidates({ kind, text }: { readonly kind: Institution['kind']; readonly text: string }) {
  const words = useScreeningWords()
  const inWords = useText()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const picks = usePicks(paths.screenSuppliers)
  const suppliers = useInfiniteQuery(
    apiPages('institutions', 'list', { query: { kind, sort: 'name', limit: 50, ...(text === '' ? {} : { text }) } }),
  )
  const { column: pickColumn } = picks
  const columns = useMemo(
    (): readonly Column<Institution>[] => [
      pickColumn(
        ({ gln }) => gln,
        ({ name }) => name,
      ),
      { id: 'name', label: words.name, value: (row) => row.name, width: '2fr' },
      { id: 'gln', label: words.gln, value: (row) => row.gln, width: 150 },
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
        value: ({ gln }) => {
          const known = queryClient.getQueryData(screeningOf(gln).queryKey)
          return known && inWords(verdictWords[known.assessment.verdict])
        },
        show: ({ gln }) => <SupplierVerdict gln={gln} />,
        width: '2fr',
      },
    ],
    [words, inWords, queryClient, pickColumn],
  )
  return (
    <div>
      {picks.bar}
      <DataTable
        name={words[kind === 'distributor' ? 'distributor' : 'factory']}
        columns={columns}
        pages={suppliers}
        idOf={(row) => row.gln}
        onOpen={(row) => void navigate({ to: paths.screenSuppliers(row.gln) })}
        empty={<EmptyState title={words.none} detail={words.noneDetail} />}
      />
    </div>
  )
}

function SupplierVerdict({ gln }: { readonly gln: Institution['gln'] }) {
  const { data } = useQuery(screeningOf(gln))
  return <VerdictCell assessment={data?.assessment} />
}
