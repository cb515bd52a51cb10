import { createHash, randomUUID } from 'node:crypto'
import type { AlertCause } from '@theriac/api'
import { type Db, schema } from '@theriac/read-model'
import { and, eq, ne, sql } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'
import { notify } from '../notify/notify.ts'
import { ruleOf } from './rules.ts'

/** What was found, where and by whom. */
export interface NewAlert {
  /** Code of the European vocabulary: `PC_02`, `LOT_13`, `PCK_22`, … */
  readonly code: string
  /** Institution where it was found. */
  readonly gln: string
  readonly accountId?: string
  readonly gtin?: string
  readonly serial?: string
  readonly lotNumber?: string
  readonly expiry?: string
  /** What the scanner gave, as it came. */
  readonly scan?: string
  readonly cause?: AlertCause
  /** What was found, in words. */
  readonly detail: string
  readonly jobId?: string
  /** Unix milliseconds. */
  readonly now: number
}

/**
 * Raises an alert, in the caller's transaction. The same finding again, while the alert is not closed, is counted there
 * instead of raising another: a scanner that is tried ten times makes one case. Tells the factory that answers for the
 * product, and the regulator where the rules of the code hand it over at once.
 *
 * @returns the alert's id
 */
export async function raiseAlert(tx: Db, alert: NewAlert): Promise<string> {
  const { now, gln, code } = alert
  const id = randomUUID()
  const owner = alert.gtin === undefined ? undefined : await ownerOf(tx, alert.gtin)
  const [row] = await tx
    .insert(app.alerts)
    .values({
      id,
      code,
      gln,
      accountId: alert.accountId ?? null,
      gtin: alert.gtin ?? null,
      serial: alert.serial ?? null,
      lotNumber: alert.lotNumber ?? null,
      expiry: alert.expiry ?? null,
      scan: alert.scan ?? null,
      cause: alert.cause ?? 'unknown',
      detail: alert.detail,
      jobId: alert.jobId ?? null,
      owner: owner ?? null,
      state: 'open',
      occurrences: 1,
      fingerprint: fingerprintOf(alert),
      createdAt: now,
      lastSeenAt: now,
      updatedAt: now,
    })
    .onConflictDoUpdate({
      target: app.alerts.fingerprint,
      targetWhere: sql`state <> 'closed'`,
      set: {
        occurrences: sql`${app.alerts.occurrences} + 1`,
        lastSeenAt: now,
        jobId: sql`coalesce(${app.alerts.jobId}, excluded.job_id)`,
      },
    })
    .returning({ id: app.alerts.id })
  if (row === undefined) throw new TypeError('An insert with an answer answered nothing')
  const isNew = row.id === id
  const step = { alertId: row.id, accountId: alert.accountId ?? null, gln, text: isNew ? alert.detail : null, at: now }
  await tx.insert(app.alertSteps).values({ ...step, kind: isNew ? 'raised' : 'seen_again' })
  if (!isNew) return row.id

  if (owner !== undefined && owner !== gln) {
    const { gtin, serial, lotNumber } = alert
    await notify(tx, [
      {
        kind: 'alert_raised',
        gln: owner,
        dedupe: `alert:${id}`,
        args: { alert: id, code, gtin, serial, lotNumber },
        now,
      },
    ])
  }
  if (await isSeenWidely(tx, alert)) {
    const reason = 'several institutions found the same pack'
    await escalate(tx, id, { reason, now })
  }
  return id
}

/** Hands an alert to the regulator, unless it is already. In the caller's transaction. */
export async function escalate(
  tx: Db,
  id: string,
  {
    reason,
    by,
    now,
  }: { readonly reason: string; readonly by?: { accountId: string; gln: string }; readonly now: number },
): Promise<boolean> {
  const [alert] = await tx
    .update(app.alerts)
    .set({ escalatedAt: now, escalation: reason, updatedAt: now })
    .where(and(eq(app.alerts.id, id), sql`${app.alerts.escalatedAt} is null`, ne(app.alerts.state, 'closed')))
    .returning()
  if (alert === undefined) return false
  const { code, gtin, serial, lotNumber } = alert
  const step = { alertId: id, kind: 'escalated', accountId: by?.accountId ?? null, gln: by?.gln ?? null }
  await tx.insert(app.alertSteps).values({ ...step, text: reason, at: now })
  const regulators = await tx
    .select({ gln: schema.institutions.gln })
    .from(schema.institutions)
    .where(eq(schema.institutions.kind, 'regulator'))
  const args = { alert: id, code, gtin, serial, lotNumber, reason }
  await notify(
    tx,
    regulators.map(({ gln }) => ({ kind: 'alert_escalated' as const, gln, dedupe: `escalated:${id}`, args, now })),
  )
  return true
}

async function ownerOf(tx: Db, gtin: string): Promise<string | undefined> {
  const [level] = await tx
    .select({ owner: schema.products.owner })
    .from(schema.packagingLevels)
    .innerJoin(schema.products, eq(schema.products.gtin, schema.packagingLevels.product))
    .where(eq(schema.packagingLevels.gtin, gtin))
  return level?.owner
}

/** Other institutions found the same about the same pack: chance and a bad scanner are ruled out. */
async function isSeenWidely(tx: Db, { code, gtin, serial }: NewAlert): Promise<boolean> {
  if (gtin === undefined || serial === undefined) return false
  const [seen] = await tx
    .select({ institutions: sql<number>`count(distinct ${app.alerts.gln})`.mapWith(Number) })
    .from(app.alerts)
    .where(and(eq(app.alerts.gtin, gtin), eq(app.alerts.serial, serial), eq(app.alerts.code, code)))
  return (seen?.institutions ?? 0) >= ruleOf(code).escalateAtInstitutions
}

function fingerprintOf({ code, gln, gtin, serial, lotNumber, expiry, scan }: NewAlert): string {
  // Where the pack is known, the same pack scanned by another reader is the same thing.
  const what = gtin === undefined ? [scan ?? null] : [gtin, serial ?? null, lotNumber ?? null, expiry ?? null]
  return createHash('sha256')
    .update(JSON.stringify([code, gln, ...what]))
    .digest('hex')
}
