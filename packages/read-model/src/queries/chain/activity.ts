import { count, gte, sql, sum } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import { blocks } from '../../schema/index.ts'

/** What a day's blocks held. */
export interface ChainDayRow {
  /** UTC. */
  readonly day: string
  readonly blocks: number
  readonly transactions: number
}

/** How much the chain did, as far as the contracts were concerned. */
export function activityQueries(db: Db) {
  const day = sql<string>`to_char(to_timestamp(${blocks.time}) at time zone 'UTC', 'YYYY-MM-DD')`
  return {
    /** Blocks with an event of the contracts in them, and all transactions of those, day by day; days without any are left out. */
    perDay(fromSeconds: number): Promise<ChainDayRow[]> {
      return db
        .select({ day, blocks: count(), transactions: sum(blocks.transactions).mapWith(Number) })
        .from(blocks)
        .where(gte(blocks.time, fromSeconds))
        .groupBy(sql`1`)
        .orderBy(sql`1`)
    },
  }
}
