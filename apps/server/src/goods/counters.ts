import type { Db } from '@theriac/read-model'
import { sql } from 'drizzle-orm'
import { counters } from '../db/schema/index.ts'

/**
 * Takes numbers that nobody else gets. Those of a request that fails later are lost, which does no harm.
 *
 * @param name - what is counted, as in `counters.name`
 * @param from - no number below this one is given out
 * @returns the first of `count` numbers that follow each other
 */
export async function takeNumbers(db: Db, name: string, count: number, from = 0): Promise<number> {
  const [row] = await db
    .insert(counters)
    .values({ name, next: from + count })
    .onConflictDoUpdate({
      target: counters.name,
      set: { next: sql`greatest(${counters.next}, ${from}::bigint) + ${count}::bigint` },
    })
    .returning({ next: counters.next })
  if (!row) throw new TypeError(`No number was taken from ${name}`)
  return row.next - count
}
