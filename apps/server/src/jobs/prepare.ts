import type { Call as LedgerCall } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'

/** A job whose calls are still being made. */
export interface PreparingJob {
  readonly id: string
  readonly operation: string
  readonly gln: string
  /** What the plan said that the job's result is. */
  readonly result: Readonly<Record<string, unknown>>
}

/** Adds calls to the job after those that it has; to be called once, last, in a transaction. */
export type AddCalls = (tx: Db, stage: number, calls: readonly LedgerCall[]) => Promise<void>

/**
 * Makes the calls of a job whose plan says `prepare`, in as many transactions as it likes: each writes what belongs to its
 * calls and adds them with `add`, so that after a crash both are there or neither is. Resolves when all have been added.
 *
 * @param resumeFrom - calls that the job has already, from a run that was broken off
 * @param signal - aborted when the server stops; the rest is made when it starts again
 */
export type Preparer = (job: PreparingJob, add: AddCalls, resumeFrom: number, signal: AbortSignal) => Promise<void>

/** Preparers by operation (`commissioning.commission`). */
export type Preparers = Readonly<Record<string, Preparer>>
