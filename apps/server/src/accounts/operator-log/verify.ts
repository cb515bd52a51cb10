import type { Gln, IsoDate } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm'
import type { Hex } from 'viem'
import { logAnchors, operatorLog } from '../../db/schema/accounts.ts'
import { logHead } from './append.ts'
import { hashOfEntry, type LogRow, noHash } from './entry.ts'

/** Where the chain breaks. */
export interface LogFault {
  readonly number: number
  readonly fault: 'missing' | 'altered' | 'unlinked'
}

/** An anchor, and what it says of the log. */
export interface CheckedAnchor {
  readonly number: number
  readonly hash: Hex
  readonly day: IsoDate
  readonly gln: Gln
  readonly jobId: string
  readonly state: 'matches' | 'differs' | 'pending' | 'unknown'
}

/** When the ledger says that an institution anchored a hash; undefined if it did not. */
export type AnchoredAt = (gln: Gln, hash: Hex) => Promise<number | undefined>

const rowsAtOnce = 1_000

/**
 * Computes the hashes of a range again. Gives the first fault; undefined where there is none.
 *
 * @param from - first entry; what it says of the one before is believed unless that one is there
 * @param to - last entry, which must be there
 */
export async function findLogFault(db: Db, from: number, to: number): Promise<LogFault | undefined> {
  const [before] = await db
    .select()
    .from(operatorLog)
    .where(eq(operatorLog.number, from - 1))
  if (!before && from > 1) return { number: from - 1, fault: 'missing' }
  let previous: string = before?.hash ?? noHash
  for (let first = from; first <= to; first += rowsAtOnce) {
    const last = Math.min(to, first + rowsAtOnce - 1)
    const isInPart = and(gte(operatorLog.number, first), lte(operatorLog.number, last))
    const rows = await db.select().from(operatorLog).where(isInPart).orderBy(asc(operatorLog.number))
    for (let number = first; number <= last; number++) {
      const fault = faultOf(rows[number - first], number, previous)
      if (fault) return { number, fault }
      previous = rows[number - first]?.hash ?? previous
    }
  }
  return undefined
}

function faultOf(row: LogRow | undefined, number: number, previous: string): LogFault['fault'] | undefined {
  if (row?.number !== number) return 'missing'
  if (hashOfEntry(row) !== row.hash) return 'altered'
  return row.previous === previous ? undefined : 'unlinked'
}

/**
 * Compares anchors with the log and with the ledger. What was cut off the log's end shows here alone: an anchor speaks of
 * an entry that is not there.
 */
export async function checkAnchors(
  db: Db,
  from: number,
  to: number | undefined,
  anchoredAt: AnchoredAt,
): Promise<readonly CheckedAnchor[]> {
  const isInRange = and(gte(logAnchors.number, from), to === undefined ? undefined : lte(logAnchors.number, to))
  const anchors = await db.select().from(logAnchors).where(isInRange).orderBy(asc(logAnchors.number))
  const numbers = anchors.map(({ number }) => number)
  const rows =
    numbers.length === 0
      ? []
      : await db
          .select({ number: operatorLog.number, hash: operatorLog.hash })
          .from(operatorLog)
          .where(inArray(operatorLog.number, numbers))
  const hashes = new Map(rows.map(({ number, hash }) => [number, hash]))
  return Promise.all(
    anchors.map(async ({ sealedAt, ...anchor }): Promise<CheckedAnchor> => {
      const { gln, hash, day } = { gln: anchor.gln as Gln, hash: anchor.hash as Hex, day: anchor.day as IsoDate }
      const told = { ...anchor, gln, hash, day }
      if (hashes.get(anchor.number) !== hash) return { ...told, state: 'differs' }
      // The table could have been written over like the log; the ledger cannot.
      if ((await anchoredAt(gln, hash)) !== undefined) return { ...told, state: 'matches' }
      return { ...told, state: sealedAt === null ? 'pending' : 'unknown' }
    }),
  )
}

/** The range that is looked at: the newest entries unless one is given. */
export async function rangeOf(
  db: Db,
  asked: { readonly from?: number | undefined; readonly to?: number | undefined },
  most: number,
): Promise<{ readonly from: number; readonly to: number; readonly isToHead: boolean }> {
  const head = (await logHead(db))?.number ?? 0
  const to = Math.min(asked.to ?? head, head)
  return { from: asked.from ?? Math.max(1, to - most + 1), to, isToHead: to >= head }
}
