import type { Gln } from '@theriac/gs1'
import { anchorHashes, type Call } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { desc, eq } from 'drizzle-orm'
import type { Hex } from 'viem'
import { logAnchors } from '../../db/schema/accounts.ts'
import type { JobPlan } from '../../jobs/plan.ts'
import { logHead } from './append.ts'

/** Id of the job that anchors the log. */
export const anchorOperation = 'operatorLog.anchor'

/** A head of the log that is to be put on the ledger. */
export interface DueAnchor {
  readonly number: number
  readonly hash: Hex
  /** UTC. */
  readonly day: string
  /** Entries since the last anchor. */
  readonly count: number
}

/**
 * The head that is to be anchored now: once a day, when there are entries that no anchor covers.
 *
 * @param now - Unix milliseconds
 */
export async function dueAnchor(db: Db, now: number): Promise<DueAnchor | undefined> {
  const head = await logHead(db)
  const [last] = await db.select().from(logAnchors).orderBy(desc(logAnchors.number)).limit(1)
  const day = new Date(now).toISOString().slice(0, 10)
  const anchored = last?.number ?? 0
  if (!head || head.number <= anchored || (last && last.day >= day)) return undefined
  return { number: head.number, hash: head.hash as Hex, day, count: head.number - anchored }
}

/** The call that anchors it. */
const anchorCall = ({ hash, count }: DueAnchor): Call => anchorHashes(hash, 'document', count)

/**
 * The job that anchors it, of operation `anchorOperation`.
 *
 * @param gln - institution of the account that signs it: the ledger keeps anchors by who made them
 */
export function anchorPlan(due: DueAnchor, gln: Gln): JobPlan<{ number: number; hash: Hex; day: string }> {
  const { number, hash, day } = due
  return {
    stages: [[anchorCall(due)]],
    result: { number, hash, day },
    alongside: async (tx, jobId) => {
      await tx.insert(logAnchors).values({ number, hash, day, gln, jobId })
    },
  }
}

/** Settles an anchor: what the ledger refused is due again. */
export async function settleAnchor(tx: Db, jobId: string, isSealed: boolean, now: number): Promise<void> {
  if (isSealed) await tx.update(logAnchors).set({ sealedAt: now }).where(eq(logAnchors.jobId, jobId))
  else await tx.delete(logAnchors).where(eq(logAnchors.jobId, jobId))
}
