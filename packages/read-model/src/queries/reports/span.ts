import { sql } from 'drizzle-orm'
import type { Db } from '../../database.ts'

/** How far the ledger was read, and the newest event's time; `seq` is 0 on an empty ledger. */
export interface ReadUpTo {
  readonly block: number
  readonly seq: number
  /** Unix seconds. */
  readonly time: number | undefined
}

/** Events by their number, both included; none where `last` is less than `first`. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** What the tables are of at this moment. */
export async function readUpTo(db: Db): Promise<ReadUpTo> {
  const { rows } = await db.execute<{ block: number; seq: number; time: number | null }>(
    sql`select block, seq, (select time from ledger.events e where e.seq = c.seq) as time from ledger.checkpoint c`,
  )
  const [row] = rows
  if (!row) return { block: 0, seq: 0, time: undefined }
  return { block: Number(row.block), seq: Number(row.seq), time: row.time === null ? undefined : Number(row.time) }
}

/**
 * The events of a time, which are found by halving: numbers and times grow together.
 *
 * @param from - first second
 * @param to - first second after
 */
export async function spanOf(db: Db, from: number, to: number): Promise<Span> {
  const [first, after] = [await firstSince(db, from), await firstSince(db, to)]
  return { first, last: after - 1 }
}

/** Number of the first event at or after a second; one more than the newest where there is none. */
async function firstSince(db: Db, time: number): Promise<number> {
  const { rows } = await db.execute<{ seq: number }>(sql`
    with recursive half(low, high) as (
      select 1::bigint, coalesce((select max(seq) from ledger.events), 0) + 1
      union all
      select
        case when e.time < ${time} then e.seq + 1 else low end,
        case when e.time < ${time} then high else e.seq end
      from half join ledger.events e on e.seq = (low + high) / 2
      where low < high
    )
    select low as seq from half where low >= high`)
  return Number(rows[0]?.seq ?? 1)
}
