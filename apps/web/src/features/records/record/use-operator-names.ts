import { useQuery } from '@tanstack/react-query'
import type { WrittenRecord } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useSession } from '../../../core/session/session.ts'

/**
 * Names behind an institution's ledger accounts: of the own institution, and for the regulator of any. Undefined for people
 * of others, which are known by their institution alone.
 */
export function useOperatorNames(gln: WrittenRecord['author']): (operator: string | undefined) => string | undefined {
  const { institution } = useSession()
  const isOwn = gln === institution.gln
  const { data } = useQuery({
    ...apiQuery('accounts', 'people', isOwn ? {} : { query: { gln } }),
    enabled: isOwn || institution.kind === 'regulator',
    meta: { still: true },
  })
  return (operator) =>
    operator === undefined
      ? undefined
      : data?.items.find(({ operators }) => operators.some((one) => one === operator))?.displayName
}
