import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useSession } from '../../core/session/session.ts'

/** Names behind the GLNs of institutions; a GLN whose name is not known stays as it is. */
export function useInstitutionNames(): (gln: string) => string {
  const { data } = useQuery(apiQuery('institutions', 'list', { query: { limit: 200 } }))
  const names = useMemo(() => new Map(data?.items.map(({ gln, name }) => [gln as string, name])), [data])
  return useCallback((gln) => names.get(gln) ?? gln, [names])
}

/**
 * People of the own institution, and of another where the regulator names it.
 *
 * @param gln - of another institution; only the regulator may
 */
export function usePeople(gln?: string) {
  const { institution } = useSession()
  const own = useQuery(apiQuery('accounts', 'people'))
  const isOther = gln !== undefined && gln !== institution.gln && institution.kind === 'regulator'
  const other = useQuery({
    ...apiQuery('accounts', 'people', { query: { gln: (gln ?? institution.gln) as typeof institution.gln } }),
    enabled: isOther,
  })
  const names = useMemo(
    () =>
      new Map(
        [...(other.data?.items ?? []), ...(own.data?.items ?? [])].map((one) => [one.accountId, one.displayName]),
      ),
    [own.data, other.data],
  )
  /** Undefined for somebody of another institution. */
  const nameOf = useCallback((accountId: string): string | undefined => names.get(accountId), [names])
  return {
    nameOf,
    colleagues: own.data?.items.filter(({ active, role }) => active && role !== 'auditor') ?? [],
  }
}
