import type { Db } from '@theriac/read-model'
import { schema } from '@theriac/read-model'
import { and, eq, isNotNull, isNull, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { accountKeys, accounts, sessions, tokens } from '../db/schema/accounts.ts'
import type { SettledHooks, SettledJob } from '../jobs/hooks.ts'
import type { Authentication } from './authenticate.ts'
import { anchorOperation, settleAnchor } from './operator-log/anchor.ts'

/** What following the ledger needs. `clock` gives Unix milliseconds. */
export interface FollowDeps {
  readonly authentication: Pick<Authentication, 'forget'>
  readonly clock: () => number
}

/**
 * Brings accounts in line with the operators that the ledger knows: a key that was waited for takes its place, and an
 * account whose key has left the ledger ends. It compares states, so that nothing depends on having seen every event; to
 * be called when the read model has caught up, after each commit with `OperatorAdded`, `OperatorRemoved` or `KeyRotated`.
 *
 * @param accountId - one account only
 */
export type FollowLedger = (tx: Db, accountId?: string) => Promise<void>

/** Makes `FollowLedger`. */
export function createFollowLedger({ authentication, clock }: FollowDeps): FollowLedger {
  const { operators } = schema
  const own = alias(operators, 'own')
  const awaited = alias(operators, 'awaited')

  return async (tx, accountId) => {
    const hasChanged = or(
      and(eq(awaited.active, true), eq(awaited.gln, accounts.gln)),
      and(eq(own.active, false), isNull(accounts.removedAt)),
      and(eq(own.active, true), isNotNull(accounts.removedAt)),
    )
    const rows = await tx
      .select({ account: accounts, own, awaited })
      .from(accounts)
      .leftJoin(own, eq(own.account, accounts.operator))
      .leftJoin(awaited, eq(awaited.account, accounts.awaited))
      .where(and(hasChanged, accountId === undefined ? undefined : eq(accounts.id, accountId)))
    for (const row of rows) {
      const { id, gln } = row.account
      if (row.awaited?.active && row.awaited.gln === gln) await takeAwaited(tx, id, row.awaited)
      // The ledger has the key again, or the read model had been behind: an admin can enable the account.
      else if (row.own?.active) await tx.update(accounts).set({ removedAt: null }).where(eq(accounts.id, id))
      // A regulator's new key may be voted in after the old one was voted out: it is disabled until then, and not gone.
      else if (row.account.awaited === null) await end(tx, id)
      else await disable(tx, id)
      authentication.forget(id)
    }
  }

  async function takeAwaited(tx: Db, id: string, key: typeof operators.$inferSelect): Promise<void> {
    const { account: operator, role } = key
    const changed = { operator, role, awaited: null, awaitedJobId: null, removedAt: null }
    await tx.update(accounts).set(changed).where(eq(accounts.id, id))
  }

  async function end(tx: Db, id: string): Promise<void> {
    const now = clock()
    await disable(tx, id)
    await tx.update(accounts).set({ removedAt: now }).where(eq(accounts.id, id))
    await tx
      .update(tokens)
      .set({ revokedAt: now })
      .where(and(eq(tokens.accountId, id), isNull(tokens.revokedAt)))
  }

  async function disable(tx: Db, id: string): Promise<void> {
    await tx
      .update(accounts)
      .set({ disabledAt: clock() })
      .where(and(eq(accounts.id, id), isNull(accounts.disabledAt)))
    await tx.delete(sessions).where(eq(sessions.accountId, id))
  }
}

/** What happens when jobs on accounts, and the job that anchors the log, are settled. */
export function createAccountHooks(follow: FollowLedger, { clock }: FollowDeps): SettledHooks {
  const keyChanged = async (tx: Db, job: SettledJob): Promise<void> => {
    await follow(tx, String(job.result.accountId))
    if (job.state === 'rejected') await dropAwaitedKey(tx, String(job.result.accountId), job.id)
  }
  return {
    'accounts.create': keyChanged,
    'accounts.rotateKey': keyChanged,
    'accounts.changeRole': keyChanged,
    'accounts.remove': (tx, { result }) => follow(tx, String(result.accountId)),
    [anchorOperation]: (tx, { id, state }) => settleAnchor(tx, id, state === 'sealed', clock()),
  }
}

/**
 * Ends the waiting for a key that a job was to tell the ledger of. An account that never had another goes with it, and
 * its name is free again. The key stays in the store: a key file is never deleted by a rule.
 */
export async function dropAwaitedKey(tx: Db, accountId: string, jobId: string): Promise<void> {
  const isWaiting = and(eq(accounts.id, accountId), eq(accounts.awaitedJobId, jobId))
  const [account] = await tx.select().from(accounts).where(isWaiting)
  if (!account) return
  const { operator, awaited } = account
  if (awaited !== null) await tx.delete(accountKeys).where(eq(accountKeys.operator, awaited))
  if (operator === null) {
    await tx.delete(tokens).where(eq(tokens.accountId, accountId))
    await tx.delete(accounts).where(eq(accounts.id, accountId))
  } else {
    await tx.update(accounts).set({ awaited: null, awaitedJobId: null }).where(eq(accounts.id, accountId))
  }
}
