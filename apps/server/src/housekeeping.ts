import type { Gln } from '@theriac/gs1'
import type { Db, Indexer } from '@theriac/read-model'
import { and, asc, eq, isNull, lt } from 'drizzle-orm'
import type { FastifyBaseLogger } from 'fastify'
import type { Address } from 'viem'
import { anchorOperation, anchorPlan, dueAnchor } from './accounts/operator-log/anchor.ts'
import type { FollowLedger } from './accounts/settled.ts'
import { accounts } from './db/schema/accounts.ts'
import { idempotency } from './db/schema/index.ts'
import { insertJob, newJobId } from './jobs/create.ts'
import type { Jobs } from './jobs/engine.ts'

/** What is done now and then, whether anybody asks or not. */
export interface HousekeepingDeps {
  readonly db: Db
  readonly indexer: Indexer
  readonly jobs: Jobs
  readonly follow: FollowLedger
  readonly purge: (tx: Db) => Promise<void>
  /** Unix milliseconds. */
  readonly clock: () => number
  readonly log: FastifyBaseLogger
}

const everyMs = 600_000
/** A request that is repeated later than this is a new one. */
const keptMs = 30 * 86_400_000
/** A declined application frees its account without another word. */
const operatorEvents: ReadonlySet<string> = new Set([
  'OperatorAdded',
  'OperatorRemoved',
  'KeyRotated',
  'InstitutionDeclined',
])

/** Starts it; gives the function that ends it. */
export function startHousekeeping(deps: HousekeepingDeps): () => Promise<void> {
  const { db, indexer, jobs, follow, purge, clock, log } = deps
  let work: Promise<void> = Promise.resolve()
  // One after the other: nobody waits for it, and it must not be in anybody's way.
  const then = (what: string, act: () => Promise<unknown>): void => {
    work = work.then(act).then(
      () => undefined,
      (error: unknown) => log.error({ err: error }, `${what} failed; it is tried again`),
    )
  }
  const followLedger = (): void => then('following the operators', () => db.transaction((tx) => follow(tx as Db)))
  const tidy = (): void => {
    then('tidying up', () =>
      db.transaction(async (transaction) => {
        const tx = transaction as Db
        await purge(tx)
        await tx.delete(idempotency).where(lt(idempotency.createdAt, clock() - keptMs))
      }),
    )
    then('anchoring the log', anchor)
  }

  /** Puts the head of the operator log on the ledger once a day, signed by the first admin that this server has. */
  async function anchor(): Promise<void> {
    const now = clock()
    const due = await dueAnchor(db, now)
    if (!due) return
    const isAble = and(eq(accounts.role, 'admin'), isNull(accounts.disabledAt), isNull(accounts.removedAt))
    const [signer] = await db.select().from(accounts).where(isAble).orderBy(asc(accounts.createdAt)).limit(1)
    if (!signer?.operator) return
    const gln = signer.gln as Gln
    const id = newJobId()
    const fresh = await db.transaction((tx) =>
      insertJob(tx as Db, id, {
        operation: anchorOperation,
        plan: anchorPlan(due, gln),
        signer: { accountId: signer.id, gln, operator: signer.operator as Address },
        now,
      }),
    )
    jobs.take(fresh)
  }

  const unsubscribe = indexer.onCommit(({ events }) => {
    if (events.some(({ name }) => operatorEvents.has(name))) followLedger()
  })
  const timer = setInterval(tidy, everyMs)
  followLedger()
  tidy()
  return async () => {
    clearInterval(timer)
    unsubscribe()
    await work
  }
}
