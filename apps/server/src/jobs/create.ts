import { randomUUID } from 'node:crypto'
import type { Db } from '@theriac/read-model'
import { jobs as jobTable } from '../db/schema/index.ts'
import type { Caller } from '../http/handler.ts'
import type { JobPlan } from './plan.ts'
import { type FreshJob, window } from './runner.ts'
import { addSteps, type JobRow, type StepRow } from './store.ts'

/** An act that the chain cannot take within three days is given up. */
const actSeconds = 3 * 86_400

/** What a job is made of. */
export interface NewJob {
  /** Id of the route, or of the task, that it is of. */
  readonly operation: string
  readonly plan: JobPlan<unknown>
  readonly signer: Pick<Caller, 'accountId' | 'gln' | 'operator'>
  /** Unix milliseconds. */
  readonly now: number
}

export const newJobId = (): string => randomUUID()

/** Stores a job with all that it needs to be finished after a crash. Give it to the engine when the transaction is done. */
export async function insertJob(tx: Db, id: string, { operation, plan, signer, now }: NewJob): Promise<FreshJob> {
  const { stages, result, alongside, prepare } = plan
  const job: JobRow = {
    id,
    operation,
    gln: signer.gln,
    accountId: signer.accountId,
    operator: signer.operator,
    state: prepare ? 'preparing' : 'pending',
    done: 0,
    total: stages.reduce((sum, stage) => sum + stage.length, 0),
    result: result as Record<string, unknown>,
    deadline: Math.floor(now / 1000) + actSeconds,
    createdAt: now,
    refusal: null,
    settledAt: null,
  }
  await tx.insert(jobTable).values(job)
  const steps: StepRow[] = []
  for (const [stage, calls] of stages.entries()) steps.push(...(await addSteps(tx, id, stage, calls, steps.length)))
  await alongside?.(tx, id)
  // Most jobs are small and of one stage: what was just written need not be read.
  return stages.length === 1 && steps.length <= window ? { job, steps } : { job }
}
