import type { Job } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { instantOf } from '../times.ts'
import type { JobRow } from './store.ts'

/** A job as clients see it. */
export function jobOf(row: JobRow, transactions: readonly { txHash: string; block: number }[] = []): Job {
  return {
    id: row.id,
    operation: row.operation,
    state: row.state as Job['state'],
    progress: { done: row.done, total: row.total },
    gln: row.gln as Gln,
    accountId: row.accountId,
    operator: row.operator as `0x${string}`,
    createdAt: instantOf(row.createdAt),
    ...(row.settledAt === null ? {} : { settledAt: instantOf(row.settledAt) }),
    result: row.result,
    ...(row.refusal === null ? {} : { refusal: row.refusal as NonNullable<Job['refusal']> }),
    transactions: transactions.map(({ txHash, block }) => ({ txHash: txHash as `0x${string}`, block: String(block) })),
  }
}
