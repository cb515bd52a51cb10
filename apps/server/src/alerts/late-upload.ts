import type { Gtin, Serial } from '@theriac/gs1'
import { leafOf } from '@theriac/ledger'
import { type Db, type LeafIndex, schema } from '@theriac/read-model'
import { and, eq, ne } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'

/** Finds units by their leaf. */
export type LeafFinder = Pick<LeafIndex, 'find'>

const { alerts, alertSteps } = app
const mostAtOnce = 500

/** Closes alerts about lots that nobody knew and that were registered since: the goods were faster than the data. */
export async function closeLateLots(tx: Db, now: number): Promise<void> {
  const late = await tx
    .select({ id: alerts.id })
    .from(alerts)
    .innerJoin(schema.lots, and(eq(schema.lots.gtin, alerts.gtin), eq(schema.lots.lotNumber, alerts.lotNumber)))
    .where(and(eq(alerts.code, 'LOT_03'), ne(alerts.state, 'closed')))
    .limit(mostAtOnce)
  const text = 'The lot was registered after it was looked up'
  for (const { id } of late) {
    await tx
      .update(alerts)
      .set({
        state: 'closed',
        cause: 'late_upload',
        finding: 'late_upload',
        resolution: text,
        closedAt: now,
        updatedAt: now,
      })
      .where(eq(alerts.id, id))
    await tx.insert(alertSteps).values({ alertId: id, kind: 'closed', accountId: null, gln: null, text, at: now })
  }
}

/** Says of alerts about unknown serials that were commissioned since what lies behind them. A person closes them all the same. */
export async function explainLateSerials(tx: Db, leaves: LeafFinder, now: number): Promise<void> {
  const open = await tx
    .select({ id: alerts.id, gtin: alerts.gtin, serial: alerts.serial })
    .from(alerts)
    .where(and(eq(alerts.code, 'PC_02'), ne(alerts.state, 'closed'), ne(alerts.cause, 'late_upload')))
    .limit(mostAtOnce)
  for (const { id, gtin, serial } of open) {
    if (gtin === null || serial === null) continue
    const found = await leaves.find(leafOf(gtin as Gtin, serial as Serial))
    if (found.length === 0) continue
    const text = 'The serial was commissioned after it was looked up'
    await tx.update(alerts).set({ cause: 'late_upload', updatedAt: now }).where(eq(alerts.id, id))
    await tx.insert(alertSteps).values({ alertId: id, kind: 'reclassified', accountId: null, gln: null, text, at: now })
  }
}
