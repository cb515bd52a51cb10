import type { Proposed } from '@theriac/api'
import { type Addresses, type Call as LedgerCall, propose } from '@theriac/ledger'
import { type Db, governanceQueries } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { type Hex, keccak256 } from 'viem'
import { jobs } from '../../db/schema/jobs.ts'
import type { SettledHooks, SettledJob } from '../../jobs/hooks.ts'
import { ProblemError } from '../../problem-error.ts'

/** What proposing a strong act needs. */
export interface StrongActDeps {
  readonly db: Db
  readonly addresses: Addresses
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** A strong act as it goes into a job. */
export interface StrongAct {
  readonly stages: readonly (readonly LedgerCall[])[]
  readonly proposal: Proposed
}

const daySeconds = 86_400
/** The contract takes 30 days from its block on, whose clock may be a little behind. */
const longestSeconds = 30 * daySeconds - 600
const weekDays = 7

/**
 * Proposes a strong act of the regulator: where one operator is enough the proposal carries it out.
 *
 * @throws ProblemError WrongState where the same waits for approvals already
 */
export async function proposeAct(
  { db, addresses, clock }: StrongActDeps,
  act: LedgerCall,
  { reason, openDays = weekDays }: { readonly reason: string; readonly openDays?: number },
): Promise<StrongAct> {
  const now = Math.floor(clock() / 1000)
  const queries = governanceQueries(db)
  const { items } = await queries.list({ states: ['open'], call: act.name }, now, { limit: 500 })
  const twin = items.find(({ data }) => data === act.data)
  if (twin) {
    throw new ProblemError('WrongState', `The same is proposed already: approve proposal ${twin.id}`, {
      reason: { name: 'ProposalOpen', args: { proposal: String(twin.id) } },
    })
  }
  const { threshold } = await queries.overview()
  const expiry = now + Math.min(openDays * daySeconds, longestSeconds)
  return {
    stages: [[propose(addresses[act.contract], act, expiry, reason)]],
    proposal: { needed: threshold, callHash: keccak256(act.data) },
  }
}

/** The newest proposals of an operator, among which one that was just made must be. */
const newest = 100

/**
 * Tells a job that proposed a strong act which proposal it made: the ledger numbers them, so that is known only now.
 * For the operations whose result has a `proposal`.
 */
export function createStrongActSettled(operations: readonly string[], clock: () => number): SettledHooks {
  const settled = async (tx: Db, job: SettledJob): Promise<void> => {
    const proposal = job.result.proposal as Proposed | undefined
    if (job.state !== 'sealed' || proposal === undefined) return
    const made = await governanceQueries(tx).newestOf(job.operator, newest, Math.floor(clock() / 1000))
    const found = made.find(({ data }) => keccak256(data as Hex) === proposal.callHash)
    if (!found) return
    const told: Proposed = { ...proposal, id: String(found.id), state: found.state }
    await tx
      .update(jobs)
      .set({ result: { ...job.result, proposal: told } })
      .where(eq(jobs.id, job.id))
  }
  return Object.fromEntries(operations.map((operation) => [operation, settled]))
}
