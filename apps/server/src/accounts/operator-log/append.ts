import type { Db } from '@theriac/read-model'
import { desc, sql } from 'drizzle-orm'
import { operatorLog } from '../../db/schema/accounts.ts'
import { hashOfEntry, type LogRow, type NewLogEntry, noHash } from './entry.ts'

/** Any number that nothing else locks: entries are numbered one after the other. */
const lock = 7_472_657_201

/**
 * Appends an entry to the operator log. Two transactions that append wait for each other until they end, so it is the
 * last thing that a transaction does.
 *
 * @param tx - the transaction that does what the entry tells: there is no one without the other
 */
export async function appendToLog(tx: Db, entry: NewLogEntry): Promise<void> {
  await appendAllToLog(tx, [entry])
}

/** The same for many, in order: refusals can be gathered for a moment, and cost one transaction. */
export async function appendAllToLog(tx: Db, entries: readonly NewLogEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(lock))})`)
  let { number, hash } = (await logHead(tx)) ?? { number: 0, hash: noHash }
  const rows = entries.map((entry): LogRow => {
    number += 1
    const { accountId = null, gln = null, code = null, jobId = null, ip = null, ...rest } = entry
    const row = { ...rest, number, accountId, gln, code, jobId, ip, previous: hash }
    hash = hashOfEntry(row)
    return { ...row, hash }
  })
  await tx.insert(operatorLog).values(rows)
}

/** The newest entry. */
export async function logHead(db: Db): Promise<{ readonly number: number; readonly hash: string } | undefined> {
  const [head] = await db
    .select({ number: operatorLog.number, hash: operatorLog.hash })
    .from(operatorLog)
    .orderBy(desc(operatorLog.number))
    .limit(1)
  return head
}
