import type { AlertCause } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { between, count, sql } from 'drizzle-orm'
import { alerts } from '../../db/schema/index.ts'

/** Alerts of one likely cause that were raised on a day. */
export interface AlertDay {
  readonly day: string
  readonly cause: AlertCause
  readonly raised: number
}

/** Alerts by day and likely cause, from the first day to the last (UTC). Days of none have no row. */
export async function alertDays(db: Db, first: string, last: string): Promise<AlertDay[]> {
  const day = sql<string>`to_char(to_timestamp(${alerts.createdAt} / 1000.0) at time zone 'UTC', 'YYYY-MM-DD')`
  const rows = await db
    .select({ day, cause: alerts.cause, raised: count() })
    .from(alerts)
    .where(between(alerts.createdAt, Date.parse(first), Date.parse(last) + 86_400_000 - 1))
    .groupBy(day, alerts.cause)
    .orderBy(alerts.cause)
  return rows.map((row) => ({ ...row, cause: row.cause as AlertCause }))
}
