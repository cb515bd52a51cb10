import type { Db } from '@theriac/read-model'
import { and, eq, isNull } from 'drizzle-orm'
import { chainAlerts } from '../db/schema/monitoring.ts'
import { type NewNotification, notify } from '../notify/notify.ts'
import { type Finding, judge } from './judge.ts'
import { adminsHere } from './keepers.ts'
import { nodeNames } from './node-names.ts'
import { ruleDefinitions } from './rules.ts'
import type { Sample } from './sample.ts'
import { readRuleSettings } from './settings.ts'

type AlertRow = typeof chainAlerts.$inferSelect

/** Raises and clears what follows from the samples, and tells of it, each once. In the caller's transaction. */
export async function settleAlerts(tx: Db, samples: readonly Sample[], now: number): Promise<void> {
  const admins = await adminsHere(tx)
  // What is found before there is anybody to be told is raised when there is.
  if (admins.all.length === 0) return
  const open = await tx.select().from(chainAlerts).where(isNull(chainAlerts.clearedAt))
  const { raised, cleared } = judge(samples, await readRuleSettings(tx), open)
  if (raised.length > 0) {
    const names = await nodeNames(tx)
    const rows = raised.map((finding) => {
      return { ...finding, value: shownValue(finding), name: nameOf(finding, names), raisedAt: now }
    })
    // Another server on the same database may have found it too.
    const fresh = await tx.insert(chainAlerts).values(rows).onConflictDoNothing().returning()
    for (const row of fresh) await tell(tx, row, 'chain_alert_raised', now)
  }
  for (const { id, why } of cleared) await clearAlert(tx, id, why, now)
}

/** Closes an alert, and tells of it; nothing where it was closed before. In the caller's transaction. */
export async function clearAlert(tx: Db, id: number, why: 'over' | 'switched_off', now: number): Promise<void> {
  const [row] = await tx
    .update(chainAlerts)
    .set({ clearedAt: now, cleared: why })
    .where(and(eq(chainAlerts.id, id), isNull(chainAlerts.clearedAt)))
    .returning()
  if (row) await tell(tx, row, 'chain_alert_cleared', now)
}

/** As people say it: a share with one decimal, everything else whole. */
function shownValue({ rule, value }: Finding): number {
  return ruleDefinitions[rule].unit === 'percent' ? Math.round(value * 10) / 10 : Math.round(value)
}

function nameOf({ rule, subject }: Finding, names: ReadonlyMap<string, string>): string | null {
  if (subject === '') return null
  if (ruleDefinitions[rule].scope === 'server') return subject
  return names.get(subject) ?? `${subject.slice(0, 10)}…${subject.slice(-6)}`
}

async function tell(
  tx: Db,
  row: AlertRow,
  kind: 'chain_alert_raised' | 'chain_alert_cleared',
  now: number,
): Promise<void> {
  const { id, rule, subject, name, value, threshold, cleared } = row
  const { scope, severity, unit } = ruleDefinitions[rule]
  const { all, keepers } = await adminsHere(tx)
  const occurrence = `${kind}:${id}`
  const args = {
    alert: id,
    rule,
    severity,
    subject,
    name,
    value,
    threshold,
    unit,
    cleared,
  }
  const list = (scope === 'chain' ? all : keepers).map(
    (admin): NewNotification => ({
      kind,
      gln: admin.gln,
      accountId: admin.id,
      dedupe: `${occurrence}:${admin.id}`,
      // However many admins an institution has, its machines are told once.
      occurrence,
      args,
      now,
    }),
  )
  await notify(tx, list)
}
