import type { Db } from '@theriac/read-model'
import type { Caller } from '../../http/handler.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { type AccountRow, findAccount, stateOf } from '../account-rows.ts'

/** An account that the caller may look at. @throws ProblemError NotFound */
export async function visibleAccount(db: Db, caller: Caller, id: string): Promise<AccountRow> {
  const account = await findAccount(db, id)
  if (!account || !(account.gln === caller.gln || caller.kind === 'regulator')) throw notFound('account')
  return account
}

/**
 * An account that the caller, an admin, may change: of its own institution, and not gone.
 *
 * @throws ProblemError NotFound, Forbidden, WrongState
 */
export async function changeableAccount(db: Db, caller: Caller, id: string): Promise<AccountRow> {
  const account = await visibleAccount(db, caller, id)
  if (account.gln !== caller.gln) {
    throw new ProblemError('Forbidden', "Another institution's accounts are its own admin's to change")
  }
  if (account.removedAt !== null) throw wrongState(account, 'The account has been removed')
  return account
}

/** The same, but not the caller's own. @throws ProblemError NotFound, Forbidden, WrongState */
export async function othersAccount(db: Db, caller: Caller, id: string): Promise<AccountRow> {
  const account = await changeableAccount(db, caller, id)
  if (id === caller.accountId) throw wrongState(account, 'Another admin has to do this to your own account')
  return account
}

/**
 * The account whose sessions or tokens are meant: the caller's own, or for an admin one of its institution.
 *
 * @throws ProblemError NotFound
 */
export async function keptAccount(db: Db, caller: Caller, id: string = caller.accountId): Promise<AccountRow> {
  const account = await findAccount(db, id)
  const isAllowed = id === caller.accountId || (caller.role === 'admin' && account?.gln === caller.gln)
  if (!account || !isAllowed) throw notFound('account')
  return account
}

/** What only who has signed in with a password may do. @throws ProblemError Forbidden */
export function requireSession({ credential }: Caller): void {
  if (credential.kind !== 'session') throw new ProblemError('Forbidden', 'A token is not for this: sign in')
}

/** The account is not in a state that allows it. */
export function wrongState(account: AccountRow, detail: string): ProblemError {
  const { id } = account
  return new ProblemError('WrongState', detail, {
    reason: { name: 'AccountState', args: { id, state: stateOf(account) } },
  })
}
