import type { RemoteSigner } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, count, eq, inArray, isNull } from 'drizzle-orm'
import { accountKeys, accounts } from '../../db/schema/accounts.ts'
import { jobs } from '../../db/schema/jobs.ts'
import { faultOfUrl } from '../../outgoing/target.ts'
import { invalidField, ProblemError } from '../../problem-error.ts'
import { type AccountRow, insertKey, type NewKey } from '../account-rows.ts'
import type { AccountKeys } from '../keys.ts'

/** What making keys needs. */
export interface NewKeyDeps {
  readonly db: Db
  readonly keys: AccountKeys
  /** Signing services on this machine are allowed. */
  readonly loopbackSigners: boolean
}

/**
 * A key for an account: made in the store, or that of the signing service which was named.
 *
 * @throws ProblemError Invalid, AlreadyExists
 */
export async function newKey(deps: NewKeyDeps, label: string, remote: RemoteSigner | undefined): Promise<NewKey> {
  const { db, keys, loopbackSigners } = deps
  if (!remote) return { operator: await keys.create(label) }
  const { url, token, address } = remote
  requireReachable(url, loopbackSigners)
  const [known] = await db.select().from(accountKeys).where(eq(accountKeys.operator, address))
  if (known) throw new ProblemError('AlreadyExists', 'The key is that of an account already')
  return { operator: address, remote: { url, token: keys.sealToken(address, token) } }
}

/** Whoever manages accounts must not be able to make this server call what only this machine reaches. */
function requireReachable(url: string, loopbackSigners: boolean): void {
  const fault = faultOfUrl(url, { allowLoopback: loopbackSigners })
  if (fault) throw invalidField('/signer/url', fault.rule, `A signing service: ${fault.detail}`)
}

/** An account waits for one key at a time. @throws ProblemError WrongState */
export function requireNoAwaited({ awaited, awaitedJobId }: AccountRow): void {
  if (awaited === null) return
  const reason = { name: 'KeyAwaited', args: { operator: awaited, jobId: awaitedJobId } }
  throw new ProblemError('WrongState', 'The account waits for a key that the ledger does not know yet', { reason })
}

/** Stores a key that an account waits for. @throws ProblemError WrongState, AlreadyExists */
export async function awaitKey(tx: Db, account: AccountRow, key: NewKey, jobId: string, now: number): Promise<void> {
  await insertKey(tx, account.id, key, now)
  const changed = await tx
    .update(accounts)
    .set({ awaited: key.operator, awaitedJobId: jobId })
    .where(and(eq(accounts.id, account.id), isNull(accounts.awaited)))
    .returning({ id: accounts.id })
  if (changed.length === 0) {
    throw new ProblemError('WrongState', 'The account waits for a key that the ledger does not know yet')
  }
}

const openStates = ['preparing', 'pending']

/** A job that waits would be signed with a key that is not valid any more. @throws ProblemError WrongState */
export async function requireNoOpenJobs(db: Db, operator: string): Promise<void> {
  const isOpen = and(eq(jobs.operator, operator), inArray(jobs.state, openStates))
  const [row] = await db.select({ open: count() }).from(jobs).where(isOpen)
  const open = row?.open ?? 0
  if (open === 0) return
  const reason = { name: 'JobsOpen', args: { open } }
  throw new ProblemError('WrongState', 'Jobs that are signed with the key are under way', { reason })
}

/** Whether a job is not settled yet. */
export async function isJobOpen(db: Db, id: string): Promise<boolean> {
  const [row] = await db.select({ state: jobs.state }).from(jobs).where(eq(jobs.id, id))
  return row !== undefined && openStates.includes(row.state)
}
