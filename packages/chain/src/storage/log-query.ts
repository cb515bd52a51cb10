import type { Log } from '../block/receipt.ts'
import type { LedgerStore, SealedBlock } from './ledger-store.ts'
import { candidateBlocks, type LogCriteria, matches } from './log-index.ts'
import type { Database } from './store.ts'

/** A log with its place in the chain. */
export interface PlacedLog {
  readonly log: Log
  readonly block: SealedBlock
  readonly transactionIndex: number
  /** Position among all logs of its block. */
  readonly logIndex: number
}

/** Why a log query was not answered. */
export type LogRefusal = {
  readonly ok: false
  readonly reason: 'LogRangeTooLarge' | 'TooManyLogs' | 'InvalidRange'
  readonly message: string
  readonly data: Record<string, unknown>
}

/** Logs of a range of blocks. */
export interface LogQuery {
  /** Logs of the blocks `from` to `to` (both included), in order; `to` past the head means the head. */
  logs(criteria: LogCriteria, from: number, to: number): Promise<{ ok: true; logs: PlacedLog[] } | LogRefusal>
}

interface LogQueryDeps {
  readonly db: Database
  readonly ledger: LedgerStore
  readonly head: () => SealedBlock
  readonly maxBlocks: number
  readonly maxResults: number
}

/** The wanted logs of one block. */
export function logsOfBlock(block: SealedBlock, criteria: LogCriteria): PlacedLog[] {
  const found: PlacedLog[] = []
  let logIndex = 0
  block.receipts.forEach((receipt, transactionIndex) => {
    for (const log of receipt.logs) {
      if (matches(log, criteria)) found.push({ log, block, transactionIndex, logIndex })
      logIndex++
    }
  })
  return found
}

export function createLogQuery({ db, ledger, head, maxBlocks, maxResults }: LogQueryDeps): LogQuery {
  const everyBlock = function* (from: number, to: number) {
    for (let number = from; number <= to; number++) yield number
  }
  return {
    async logs(criteria, from, to) {
      const last = Math.min(to, head().header.number)
      if (from > to) {
        return { ok: false, reason: 'InvalidRange', message: `block ${from} is after ${to}`, data: { from, to } }
      }
      if (last - from + 1 > maxBlocks) {
        const message = `a range of ${last - from + 1} blocks is over the limit of ${maxBlocks}`
        return { ok: false, reason: 'LogRangeTooLarge', message, data: { limit: maxBlocks } }
      }
      const candidates = await candidateBlocks(db, criteria, from, last)
      const found: PlacedLog[] = []
      let visited = 0
      for (const number of candidates ?? everyBlock(from, last)) {
        // Decoding old blocks takes time: others get their turn in between.
        if (++visited % 64 === 0) await new Promise<void>((resolve) => setImmediate(resolve))
        const holds = ledger.receipts(number).some((receipt) => receipt.logs.some((log) => matches(log, criteria)))
        const block = holds ? ledger.block(number) : undefined
        if (block === undefined) continue
        for (const placed of logsOfBlock(block, criteria)) found.push(placed)
        if (found.length > maxResults) {
          const message = `more than ${maxResults} logs match; ask for fewer blocks`
          return { ok: false, reason: 'TooManyLogs', message, data: { limit: maxResults, reached: number } }
        }
      }
      return { ok: true, logs: found }
    },
  }
}
