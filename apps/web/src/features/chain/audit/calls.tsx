import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChainCall } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../../core/pages/page-state.ts'
import { paths } from '../../../core/paths.ts'
import { EmptyState } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { actWords } from '../../../ui/words/acts.ts'
import { Hash } from '../frame/hash.tsx'
import { useErrorWords } from '../words/use-error-words.ts'
import { AuditFilters, firstFilters, queryOf } from './filters.tsx'
import { Who } from './who.tsx'
import { useAuditWords } from './words.ts'

/** Calls one by one, newest first. */
export function Calls() {
  const words = useAuditWords()
  const navigate = useNavigate()
  const [filters, change] = useSearchState(firstFilters)
  const calls = useInfiniteQuery(apiPages('chain', 'audit', { query: queryOf(filters) }))
  const columns = useColumns((operator) => change({ operator }))
  const isUnknown = filters.only === 'unknown'
  return (
    <DataTable
      name={words.title}
      columns={columns}
      pages={calls}
      idOf={({ seq }) => String(seq)}
      onOpen={({ txHash }) => void navigate({ to: paths.transaction(txHash) })}
      onOrder={nothingToSort}
      filters={<AuditFilters />}
      empty={
        <EmptyState
          title={isUnknown ? words.noneUnknown : words.none}
          detail={isUnknown ? words.noneUnknownDetail : words.noneDetail}
        />
      }
    />
  )
}

/** They come newest first, and in no other order. */
const nothingToSort = (): void => undefined

function useColumns(onOperator: (operator: string) => void): readonly Column<ChainCall>[] {
  const words = useAuditWords()
  const format = useFormat()
  const text = useText()
  const errorText = useErrorWords()
  return useMemo(
    () => [
      { id: 'time', label: words.time, value: ({ time }) => time, show: ({ time }) => format.second(time), width: 190 },
      {
        id: 'who',
        label: words.who,
        value: ({ operator }) => operator,
        show: ({ operator, gln }) => <Who operator={operator} gln={gln} onOpen={() => onOperator(operator)} />,
        width: '1.2fr',
      },
      {
        id: 'institution',
        label: words.institution,
        value: ({ institution, gln }) => institution ?? gln ?? words.nobody,
        width: '1.2fr',
      },
      { id: 'method', label: words.method, value: ({ method }) => text(actWords(method)), width: '1.2fr' },
      {
        id: 'outcome',
        label: words.outcome,
        value: ({ outcome }) => words[outcome],
        show: ({ outcome, error }) => (
          <div>
            <StatusBadge status={outcome === 'taken' ? 'taken' : 'turned_down'} />
            {error && (
              <Text size="xs" mt={2}>
                {errorText(error)}
              </Text>
            )}
          </div>
        ),
        width: '1.2fr',
      },
      {
        id: 'why',
        label: words.why,
        value: ({ error }) => error && errorText(error),
        width: '1.2fr',
        hidden: true,
      },
      {
        id: 'transaction',
        label: words.transaction,
        value: ({ txHash }) => txHash,
        show: ({ txHash }) => <Hash value={txHash} to={paths.transaction(txHash)} copy={false} />,
        width: 190,
      },
    ],
    [words, format, text, errorText, onOperator],
  )
}
