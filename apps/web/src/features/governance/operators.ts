import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { apiQuery } from '../../core/api/query.ts'

/** Names behind the regulator's accounts on the ledger; who may not know them sees the account. */
export function useOperatorName(): (account: string) => string | undefined {
  const { data } = useQuery(apiQuery('accounts', 'people'))
  return useCallback(
    (account) => data?.items.find(({ operators }) => (operators as readonly string[]).includes(account))?.displayName,
    [data],
  )
}
