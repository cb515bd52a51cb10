import type { Db } from '@theriac/read-model'

/** A job that has just been settled. */
export interface SettledJob {
  readonly id: string
  readonly operation: string
  readonly gln: string
  readonly accountId: string
  readonly operator: string
  readonly state: 'sealed' | 'rejected'
  readonly result: Readonly<Record<string, unknown>>
  /** Set when it was rejected: the contract's error and its arguments. */
  readonly refusal?: {
    readonly name: string
    readonly args: Readonly<Record<string, unknown>>
    /** In words. */
    readonly detail?: string
  }
}

/**
 * What else must happen when a job of an operation is settled, by operation (`dispensing.dispense`). Runs in the transaction
 * that settles the job, and so exactly once; uses `tx` alone.
 */
export type SettledHooks = Readonly<Record<string, (tx: Db, job: SettledJob) => Promise<void>>>
