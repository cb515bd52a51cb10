import type { AlertCause, Dashboard } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, asc, count, eq, gte, isNotNull, ne, or, sql } from 'drizzle-orm'
import { alerts, destructions, jobs } from '../../db/schema/index.ts'
import type { Caller } from '../../http/handler.ts'

/** Counts of what people have to look into. */
export function createCaseCounts(db: Db) {
  const isOpen = ne(alerts.state, 'closed')
  return {
    /** Alerts that are open, and those raised since a time (Unix ms), by cause: an institution's and of its products, or all. */
    async byCause(since: number, gln?: string): Promise<Dashboard['alerts']> {
      const rows = await db
        .select({
          cause: alerts.cause,
          open: sql<number>`count(*) filter (where ${isOpen})`.mapWith(Number),
          total: sql<number>`count(*) filter (where ${gte(alerts.createdAt, since)})`.mapWith(Number),
        })
        .from(alerts)
        .where(
          and(
            or(isOpen, gte(alerts.createdAt, since)),
            gln === undefined ? undefined : or(eq(alerts.gln, gln), eq(alerts.owner, gln)),
          ),
        )
        .groupBy(alerts.cause)
        .orderBy(asc(alerts.cause))
      return rows.map((row) => ({ ...row, cause: row.cause as AlertCause }))
    },
    /** Alerts that were handed to the regulator and are open. */
    async escalated(): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(alerts)
        .where(and(isOpen, isNotNull(alerts.escalatedAt)))
      return row?.count ?? 0
    },
    /** Destructions that others of an account's institution have proposed, which it may confirm. */
    async destructionsToConfirm({ gln, accountId, role }: Caller): Promise<number> {
      if (role === 'auditor') return 0
      const [row] = await db
        .select({ count: count() })
        .from(destructions)
        .where(and(eq(destructions.gln, gln), eq(destructions.state, 'open'), ne(destructions.proposedBy, accountId)))
      return row?.count ?? 0
    },
    /** Jobs of an institution, asked for since a time (Unix ms), that the ledger refused. */
    async jobsRejected(gln: string, since: number): Promise<number> {
      const [row] = await db
        .select({ count: count() })
        .from(jobs)
        .where(and(eq(jobs.gln, gln), gte(jobs.createdAt, since), eq(jobs.state, 'rejected')))
      return row?.count ?? 0
    },
  }
}
