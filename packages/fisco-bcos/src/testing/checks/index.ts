import { readRecordings } from '../recordings.ts'
import { answers } from './answers.ts'
import { headers, proofs, receipts } from './blocks.ts'
import type { RecordedCheck } from './check.ts'
import { outcomes } from './outcomes.ts'
import { nativeTransactions, web3Transactions } from './transactions.ts'

const checks: readonly RecordedCheck[] = [
  nativeTransactions,
  web3Transactions,
  headers,
  receipts,
  proofs,
  answers,
  outcomes,
]

/** One check's result. */
export interface CheckResult {
  readonly name: string
  readonly compared: number
  readonly differences: readonly string[]
}

/** Compares this package with what was recorded from a real chain in a folder of `readRecordings`. */
export async function compareWithRecordings(folder: string): Promise<readonly CheckResult[]> {
  const recordings = readRecordings(folder)
  const results: CheckResult[] = []
  for (const { name, run } of checks) results.push({ name, ...(await run(recordings)) })
  return results
}
