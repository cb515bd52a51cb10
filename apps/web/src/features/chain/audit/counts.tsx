import { Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChainCallGrouping, Client } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { AuditFilters, firstFilters, queryOf } from './filters.tsx'
import { Who } from './who.tsx'
import { useAuditWords } from './words.ts'

type Count = Awaited<ReturnType<Client['chain']['auditCounts']>>['items'][number]

/** Calls counted by person, institution, method or day; a row leads to its calls. */
export function Counts({ by }: { readonly by: ChainCallGrouping }) {
  const words = useAuditWords()
  const [filters, change] = useSearchState(firstFilters)
  const counts = useQuery(apiQuery('chain', 'auditCounts', { query: { by, ...queryOf(filters) } }))
  const open = ({ key }: Count): void => change({ as: 'calls', ...narrowedTo(by, key) })
  const columns = useColumns(by, open)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <AuditFilters />
      </Group>
      <QueryView query={counts}>
        {({ items }) => (
          <DataTable
            name={`${words.title} ${by}`}
            columns={columns}
            rows={items}
            idOf={({ key }) => key ?? ''}
            onOpen={open}
            empty={<EmptyState title={words.none} detail={words.noneDetail} />}
          />
        )}
      </QueryView>
    </Stack>
  )
}

function narrowedTo(by: ChainCallGrouping, key: string | undefined) {
  switch (by) {
    case 'operator':
      return { operator: key ?? '' }
    case 'institution':
      return key === undefined ? { only: 'unknown' } : { gln: key }
    case 'method':
      return { method: key ?? '' }
    case 'day':
      return { from: key ?? '', to: key ?? '' }
    default:
      return by satisfies never
  }
}

function useColumns(by: ChainCallGrouping, onOpen: (row: Count) => void): readonly Column<Count>[] {
  const words = useAuditWords()
  const format = useFormat()
  const text = useText()
  return useMemo(() => {
    const nameOf = ({ key, institution }: Count): string => {
      if (by === 'institution') return institution ?? key ?? words.nobody
      if (by === 'method') return text(actWords(key ?? ''))
      return by === 'day' ? format.day(key ?? '') : (key ?? '')
    }
    return [
      {
        id: 'key',
        label: { operator: words.who, institution: words.institution, method: words.method, day: words.day }[by],
        value: (row) => (by === 'day' ? row.key : nameOf(row)),
        show: (row) =>
          by === 'operator' ? <Who operator={row.key ?? ''} gln={undefined} onOpen={() => onOpen(row)} /> : nameOf(row),
        width: '2fr',
      },
      { id: 'count', label: words.count, value: ({ calls }) => calls, width: 130, align: 'end' },
      { id: 'refused', label: words.refusedCount, value: ({ refused }) => refused, width: 130, align: 'end' },
      {
        id: 'last',
        label: words.last,
        value: ({ lastAt }) => lastAt,
        show: ({ lastAt }) => format.second(lastAt),
        width: 200,
      },
    ]
  }, [by, words, format, text, onOpen])
}
