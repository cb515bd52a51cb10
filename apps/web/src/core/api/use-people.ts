import { useQuery } from '@tanstack/react-query'
import type { Institution } from '@theriac/api'
import { useSession } from '../session/session.ts'
import { apiQuery } from './query.ts'

/**
 * Names of people by their account, in one's own institution; of another one for the regulator.
 *
 * @returns undefined for somebody who is not known
 */
export function usePeopleNames(gln?: string): (accountId: string) => string | undefined {
  const { institution } = useSession()
  const isOther = gln !== undefined && gln !== institution.gln && institution.kind === 'regulator'
  const people = useQuery(apiQuery('accounts', 'people', isOther ? { query: { gln: gln as Institution['gln'] } } : {}))
  return (accountId) => people.data?.items.find((one) => one.accountId === accountId)?.displayName
}
