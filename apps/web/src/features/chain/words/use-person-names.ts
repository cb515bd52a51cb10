import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useSession } from '../../../core/session/session.ts'

/**
 * Names behind accounts of the ledger, in one's own institution; in another one for the regulator.
 *
 * @returns undefined for an account of nobody who is known
 */
export function usePersonNames(gln?: string): (operator: string) => string | undefined {
  const { institution } = useSession()
  const isOther = gln !== undefined && gln !== institution.gln
  const { data } = useQuery({
    ...apiQuery('accounts', 'people', isOther ? { query: { gln: gln as Institution['gln'] } } : {}),
    enabled: !isOther || institution.kind === 'regulator',
  })
  return (operator) => data?.items.find(({ operators }) => (operators as string[]).includes(operator))?.displayName
}
