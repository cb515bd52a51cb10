import { createHash } from 'node:crypto'
import type { LogOutcome } from '@theriac/api'
import type { Hex } from 'viem'
import type { operatorLog } from '../../db/schema/accounts.ts'

/** What is noted of a request. */
export interface NewLogEntry {
  /** Unix milliseconds. */
  readonly time: number
  /** Absent where nobody was signed in. */
  readonly accountId?: string | undefined
  readonly gln?: string | undefined
  /** Id of the route: `shipments.ship`. */
  readonly route: string
  readonly outcome: LogOutcome
  /** Code of the problem. */
  readonly code?: string | undefined
  /** Keyed digest of what was asked: a plain one would let passwords be guessed by whoever reads the log. */
  readonly request: Hex
  readonly requestId: string
  readonly jobId?: string | undefined
  readonly ip?: string | undefined
}

/** An entry as it is stored. */
export type LogRow = typeof operatorLog.$inferSelect

/** What the first entry follows. */
export const noHash: Hex = `0x${'0'.repeat(64)}`

/** Hash of an entry: SHA-256 over its fields as a JSON array, that of the entry before among them. */
export function hashOfEntry(row: Omit<LogRow, 'hash'>): Hex {
  const { number, time, accountId, gln, route, outcome, code, request, requestId, jobId, ip, previous } = row
  const fields = [1, number, time, accountId, gln, route, outcome, code, request, requestId, jobId, ip, previous]
  return `0x${createHash('sha256').update(JSON.stringify(fields)).digest('hex')}`
}
