import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Group } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages, type RowOf } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useGroupName } from '../../core/session/groups.ts'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { kindWords } from '../../ui/words/kinds.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useGroupWords } from './words.ts'

type Member = RowOf<'groups', 'members'>

const first = { sort: 'name' }

/** Institutions of the group that is open. */
export function Members({ group }: { readonly group: Group }) {
  const words = useGroupWords()
  const navigate = useNavigate()
  const [{ sort }, change] = useSearchState(first)
  const members = useInfiniteQuery(apiPages('groups', 'members', { query: { sort: sort as 'name' } }))
  const title = words.members(useGroupName()(group))
  return (
    <Section title={title}>
      <DataTable
        name={title}
        columns={useColumns()}
        pages={members}
        idOf={({ gln }) => gln}
        onOpen={({ gln }) => void navigate({ to: paths.institution(gln) })}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.noMembers} />}
      />
    </Section>
  )
}

function useColumns(): readonly Column<Member>[] {
  const words = useGroupWords()
  const text = useText()
  return useMemo(
    () => [
      { id: 'name', label: words.institution, value: ({ name }) => name, sort: 'name', width: '2fr' },
      { id: 'gln', label: 'GLN', value: ({ gln }) => gln, sort: 'gln', width: 160 },
      { id: 'kind', label: words.kind, value: ({ kind }) => text(kindWords[kind]), width: 160 },
      {
        id: 'status',
        label: words.status,
        value: ({ status }) => text(statusOf(status).words),
        show: ({ status }) => <StatusBadge status={status} />,
        width: 140,
      },
      {
        id: 'here',
        label: words.accounts,
        value: ({ here }) => (here ? words.onThisServer : words.elsewhere),
        width: '1fr',
      },
    ],
    [words, text],
  )
}
