import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type AccountKeyView, type KeyPlace, type KeyState, keyPlaces, keyStates } from '@theriac/api'
import { useMemo } from 'react'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { Identifier } from '../../ui/identifier.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { statusOf } from '../../ui/words/status.ts'
import { useKeyWords } from './words.ts'

const first = { state: '', place: '', sort: '-since' }

/** Keys of accounts, with the way to the account that each is of. */
export function KeyTable() {
  const words = useKeyWords()
  const text = useText()
  const navigate = useNavigate()
  const [{ state, place, sort }, change] = useSearchState(first)
  const keys = useInfiniteQuery(
    apiPages('keys', 'list', {
      query: {
        sort: sort as 'since',
        ...(state === '' ? {} : { state: state as KeyState }),
        ...(place === '' ? {} : { place: place as KeyPlace }),
      },
    }),
  )
  return (
    <Section title={words.ofPeople}>
      <Text size="sm" c="dimmed" mb="sm">
        {words.ofPeopleHelp}
      </Text>
      <DataTable
        name={words.ofPeople}
        columns={useColumns()}
        pages={keys}
        idOf={({ operator }) => operator}
        onOpen={({ accountId }) => void (accountId && navigate({ to: paths.account(accountId) }))}
        order={sort}
        onOrder={(order) => change({ sort: order })}
        empty={<EmptyState title={words.none} detail={words.noneDetail} />}
        filters={
          <>
            <FilterSelect
              label={words.state}
              all={words.allStates}
              value={state}
              options={keyStates.map((one) => ({ value: one, label: text(statusOf(one).words) }))}
              onChange={(chosen) => change({ state: chosen })}
            />
            <FilterSelect
              label={words.place}
              all={words.allPlaces}
              value={place}
              options={keyPlaces.map((one) => ({ value: one, label: words.places[one] }))}
              onChange={(chosen) => change({ place: chosen })}
              width={230}
            />
          </>
        }
      />
    </Section>
  )
}

function useColumns(): readonly Column<AccountKeyView>[] {
  const words = useKeyWords()
  const text = useText()
  const format = useFormat()
  const { institution: own } = useSession()
  return useMemo(() => {
    const placeOf = ({ place, host }: AccountKeyView) =>
      host === undefined ? words.places[place] : words.remoteAt(host)
    const institution: Column<AccountKeyView> = {
      id: 'institution',
      label: words.institution,
      value: ({ institution: name, gln }) => name ?? gln,
      sort: 'gln',
      width: '1.2fr',
    }
    return [
      {
        id: 'account',
        label: words.account,
        value: ({ displayName }) => displayName ?? words.unknown,
        width: '1.2fr',
      },
      ...(own.kind === 'regulator' ? [institution] : []),
      { id: 'role', label: words.role, value: ({ role }) => text(roleWords[role]), width: 120 },
      {
        id: 'operator',
        label: words.key,
        value: ({ operator }) => operator,
        show: ({ operator }) => <Identifier value={operator} most={16} />,
        width: 200,
      },
      { id: 'place', label: words.place, value: placeOf, width: '1.3fr' },
      {
        id: 'state',
        label: words.state,
        value: ({ state }) => text(statusOf(state).words),
        show: ({ state }) => <StatusBadge status={state} />,
        width: 130,
      },
      {
        id: 'since',
        label: words.since,
        value: ({ since }) => since,
        show: ({ since }) => format.instant(since),
        sort: 'since',
        width: 170,
      },
      {
        id: 'until',
        label: words.until,
        value: ({ until }) => until,
        show: ({ until }) => until && format.instant(until),
        width: 170,
        hidden: true,
      },
      { id: 'successor', label: words.successor, value: ({ successor }) => successor, width: 200, hidden: true },
    ]
  }, [words, text, format, own.kind])
}
