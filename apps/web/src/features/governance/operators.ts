import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { usePeopleNames } from '../../core/names/use-people.ts'

/** Names behind the regulator's accounts on the ledger; whoever may not know them sees the accounts. */
export function useOperators() {
  const { data } = useQuery(apiQuery('accounts', 'people'))
  const people = data?.items ?? []
  const nameOf = usePeopleNames()
  return {
    nameOf,
    /** Of those who may approve and have not, by the accounts that have. */
    othersThan: (accounts: readonly string[]): readonly string[] =>
      people
        .filter(
          ({ active, role, operators }) =>
            active && role !== 'auditor' && !operators.some((one) => accounts.includes(one)),
        )
        .map(({ displayName }) => displayName),
  }
}
