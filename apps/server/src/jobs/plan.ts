import type { Call as LedgerCall } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import type { Caller } from '../http/handler.ts'

/** What a job does, decided when it is asked for and kept until it is settled. */
export interface JobPlan<Result = undefined> {
  /**
   * Calls on the contracts. Those of a stage travel side by side; a stage starts when all of the one before were taken. When
   * one is refused, no later stage starts and the job is rejected.
   */
  readonly stages: readonly (readonly LedgerCall[])[]
  /** What the answer's `result` tells. */
  readonly result: Result extends undefined ? Readonly<Record<string, never>> : Result
  /** Stored in the same transaction as the job: what must be there if, and only if, the job is. */
  readonly alongside?: (tx: Db, jobId: string) => Promise<void>
  /** The calls are made later, bit by bit, by the operation's preparer; `stages` is empty then. */
  readonly prepare?: true
  /** Who signs, where it is not the caller: an applicant, whose account is made with the job. */
  readonly signedBy?: Pick<Caller, 'accountId' | 'gln' | 'operator'>
}
