import type { Db } from '@theriac/read-model'
import { schema } from '@theriac/read-model'
import { and, eq, gte, like } from 'drizzle-orm'
import { ProblemError } from '../../problem-error.ts'
import type { AccountRow } from '../account-rows.ts'
import { isJobOpen } from './new-key.ts'

/**
 * The job of a key that will never come: it is settled, the ledger does not know the key, and no proposal can still bring
 * it there.
 *
 * @param now - Unix milliseconds
 * @throws ProblemError WrongState
 */
export async function requireDroppable(db: Db, account: AccountRow, now: number): Promise<string> {
  const { awaited, awaitedJobId } = account
  if (awaited === null || awaitedJobId === null) throw new ProblemError('WrongState', 'The account waits for no key')
  const stillComes = (detail: string, name: string, args: Record<string, unknown>): ProblemError =>
    new ProblemError('WrongState', detail, { reason: { name, args } })
  if (await isJobOpen(db, awaitedJobId)) {
    throw stillComes('The job that brings the key to the ledger is under way', 'JobsOpen', { jobId: awaitedJobId })
  }
  const { operators, proposals } = schema
  const [known] = await db.select().from(operators).where(eq(operators.account, awaited))
  if (known?.active) throw stillComes('The ledger knows the key', 'KeyKnown', { operator: awaited })
  const [proposal] = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(
      and(
        eq(proposals.state, 'open'),
        gte(proposals.expiry, Math.floor(now / 1000)),
        like(proposals.data, `%${awaited.slice(2)}%`),
      ),
    )
  if (proposal)
    throw stillComes('A proposal can still bring the key to the ledger', 'ProposalOpen', { id: proposal.id })
  return awaitedJobId
}
