import type { Db, Finding, PatternScope } from '@theriac/read-model'
import { and, between, eq, type SQL, sql } from 'drizzle-orm'
import { alerts } from '../../db/schema/index.ts'

/** Looks for what is out of the ordinary among alerts. */
export function createAlertPatterns(db: Db) {
  async function find(scope: PatternScope, condition: SQL, atLeast: number): Promise<Finding[]> {
    const from = Date.parse(`${scope.fromDay}T00:00:00Z`)
    const to = Date.parse(`${scope.toDay}T00:00:00Z`) + 86_400_000 - 1
    const count = sql<number>`count(*)`.mapWith(Number)
    const rows = await db
      .select({
        gln: alerts.gln,
        gtin: alerts.gtin,
        count,
        last: sql<number>`max(${alerts.lastSeenAt}) / 1000`.mapWith(Number),
      })
      .from(alerts)
      .where(
        and(
          condition,
          between(alerts.createdAt, from, to),
          scope.gln === undefined ? undefined : eq(alerts.gln, scope.gln),
          // What a person has found to be nothing is no pattern.
          sql`coalesce(${alerts.finding}, '') not in ('handling', 'scanner', 'data', 'late_upload', 'unfounded')`,
        ),
      )
      .groupBy(alerts.gln, alerts.gtin)
      .having(sql`count(*) >= ${atLeast}`)
      .orderBy(sql`count(*) desc`, alerts.gln)
      .limit(scope.limit)
    return rows.map((row) => ({ ...row, lotNumber: null, operator: null, shipment: null, of: null, about: null }))
  }

  return {
    byCause: (scope: PatternScope, cause: string, atLeast: number) => find(scope, eq(alerts.cause, cause), atLeast),
    byCode: (scope: PatternScope, code: string, atLeast: number) => find(scope, eq(alerts.code, code), atLeast),
  }
}

/** Patterns among alerts; see {@link createAlertPatterns}. */
export type AlertPatterns = ReturnType<typeof createAlertPatterns>
