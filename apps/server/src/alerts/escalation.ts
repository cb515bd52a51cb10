import type { Db } from '@theriac/read-model'
import { and, eq, isNull, lte, ne, notInArray, or } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'
import { escalate } from './raise.ts'
import { ruledCodes, ruleOf, usualEscalationHours } from './rules.ts'

const hourMs = 3_600_000
const mostAtOnce = 200

/** Hands alerts to the regulator that nobody has closed in the time that the rules leave. In the caller's transaction. */
export async function escalateDue(tx: Db, now: number): Promise<number> {
  const { alerts } = app
  const before = (hours: number) => lte(alerts.createdAt, now - hours * hourMs)
  const ruled = ruledCodes.map((code) => and(eq(alerts.code, code), before(ruleOf(code).escalateAfterHours)))
  const others = and(notInArray(alerts.code, [...ruledCodes]), before(usualEscalationHours))
  const due = await tx
    .select({ id: alerts.id, code: alerts.code })
    .from(alerts)
    .where(and(ne(alerts.state, 'closed'), isNull(alerts.escalatedAt), or(...ruled, others)))
    .limit(mostAtOnce)
  for (const { id, code } of due) {
    const reason = `nobody closed it within ${ruleOf(code).escalateAfterHours} hours`
    await escalate(tx, id, { reason, now })
  }
  return due.length
}
