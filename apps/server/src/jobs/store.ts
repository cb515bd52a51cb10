import type { ContractName, Call as LedgerCall } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { and, asc, count, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import { bytesToHex, hexToBytes } from 'viem'
import { jobSteps, jobs } from '../db/schema/index.ts'

export type JobRow = typeof jobs.$inferSelect
export type StepRow = typeof jobSteps.$inferSelect

/** A step that has an outcome. */
export interface Settlement {
  readonly position: number
  readonly state: 'taken' | 'refused'
  readonly txHash?: string
  readonly block?: number
}

/** Postgres takes at most 65 535 parameters in a statement. */
const rowsAtOnce = 500

/** Adds calls to a job, after those that it has: `firstPosition` is how many they are. */
export async function addSteps(
  tx: Db,
  jobId: string,
  stage: number,
  calls: readonly LedgerCall[],
  firstPosition: number,
): Promise<readonly StepRow[]> {
  const rows = calls.map(
    (call, i): StepRow => ({
      jobId,
      position: firstPosition + i,
      stage,
      contract: call.contract,
      call: call.name,
      data: hexToBytes(call.data),
      state: 'open',
      txHash: null,
      block: null,
    }),
  )
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await tx.insert(jobSteps).values(rows.slice(start, start + rowsAtOnce))
  }
  return rows
}

export async function stepCount(db: Db, jobId: string): Promise<number> {
  const [row] = await db.select({ steps: count() }).from(jobSteps).where(eq(jobSteps.jobId, jobId))
  return row?.steps ?? 0
}

/** The next steps of a job that have no outcome yet, of one stage only. */
export async function openSteps(db: Db, jobId: string, from: number, most: number): Promise<readonly StepRow[]> {
  const rows = await db
    .select()
    .from(jobSteps)
    .where(and(eq(jobSteps.jobId, jobId), eq(jobSteps.state, 'open'), gte(jobSteps.position, from)))
    .orderBy(asc(jobSteps.position))
    .limit(most)
  return rows.filter(({ stage }) => stage === rows[0]?.stage)
}

/** The call of a step. */
export function callOf({ contract, call, data }: StepRow): LedgerCall {
  return { contract: contract as ContractName, name: call, data: bytesToHex(data) }
}

/** Notes outcomes of steps. */
export async function settleSteps(tx: Db, jobId: string, settled: readonly Settlement[]): Promise<void> {
  if (settled.length === 0) return
  const rows = sql.join(
    settled.map(({ position, state, txHash = null, block = null }) => {
      return sql`(${position}::integer, ${state}::text, ${txHash}::text, ${block}::bigint)`
    }),
    sql`, `,
  )
  // What was carried need not be kept a second time.
  await tx.execute(sql`update ${jobSteps} set data = '', state = done.state, tx_hash = done.tx_hash, block = done.block
    from (values ${rows}) as done (position, state, tx_hash, block)
    where ${jobSteps.jobId} = ${jobId} and ${jobSteps.position} = done.position`)
}

/** Notes how far a job is, or what became of it. */
export async function settleJob(
  tx: Db,
  jobId: string,
  change: Partial<Pick<JobRow, 'state' | 'done' | 'total' | 'settledAt' | 'refusal'>>,
): Promise<void> {
  await tx.update(jobs).set(change).where(eq(jobs.id, jobId))
}

export async function findJob(db: Db, id: string): Promise<JobRow | undefined> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id))
  return row
}

/** All jobs that are not settled, oldest first. */
export async function openJobs(db: Db): Promise<readonly Pick<JobRow, 'id' | 'gln'>[]> {
  return db
    .select({ id: jobs.id, gln: jobs.gln })
    .from(jobs)
    .where(inArray(jobs.state, ['preparing', 'pending']))
    .orderBy(asc(jobs.createdAt), asc(jobs.id))
}

/** A transaction that carried acts of a job. */
export interface Transaction {
  readonly txHash: string
  readonly block: number
}

/** The newest transactions that carried a job, each once. */
export async function transactionsOf(db: Db, jobId: string): Promise<readonly Transaction[]> {
  const rows = await db
    .selectDistinct({ txHash: jobSteps.txHash, block: jobSteps.block })
    .from(jobSteps)
    .where(and(eq(jobSteps.jobId, jobId), sql`${jobSteps.txHash} is not null`))
    .orderBy(desc(jobSteps.block), asc(jobSteps.txHash))
    .limit(20)
  return rows.flatMap(({ txHash, block }) => (txHash === null || block === null ? [] : [{ txHash, block }]))
}
