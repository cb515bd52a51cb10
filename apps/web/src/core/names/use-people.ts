import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import type { Client, Institution } from '@theriac/api'
import { useCallback } from 'react'
import { apiQuery } from '../api/query.ts'
import { useSession } from '../session/session.ts'
import { nameStaleMs } from './name-reader.ts'

type People = Awaited<ReturnType<Client['accounts']['people']>>

const namesIn = (found: readonly UseQueryResult<People>[]): ReadonlyMap<string, string> =>
  new Map(
    found.flatMap(({ data }) =>
      (data?.items ?? []).flatMap(({ accountId, operators, displayName }) =>
        [accountId, ...operators].map((account) => [account, displayName] as const),
      ),
    ),
  )

/**
 * Names of people by the id of their account, or by an account of theirs on the ledger: of one's own institution, and for the
 * regulator of those that are given too. Others are known by their institution alone: undefined.
 *
 * @param glns - institutions whose people may be asked for
 */
export function usePeopleNames(
  ...glns: readonly (string | undefined)[]
): (account: string | undefined) => string | undefined {
  const { institution } = useSession()
  const others = new Set(institution.kind === 'regulator' ? glns : [])
  others.delete(undefined)
  others.delete(institution.gln)
  const names = useQueries({
    queries: [undefined, ...others].map((gln) => ({
      ...apiQuery('accounts', 'people', gln === undefined ? {} : { query: { gln: gln as Institution['gln'] } }),
      staleTime: nameStaleMs,
      meta: { still: true },
    })),
    combine: namesIn,
  })
  return useCallback((account) => (account === undefined ? undefined : names.get(account)), [names])
}
