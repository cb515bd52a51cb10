import type { Db } from '@theriac/read-model'
import { asc, gt, sql } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'
import type { Bus } from '../live/bus.ts'

/** What the feed works with. */
export interface FeedDeps {
  readonly db: Db
  readonly bus: Bus
  readonly log: { warn(data: object, message: string): void }
}

/**
 * Tells listeners of new alerts and notifications, whoever made them: another part of the server in a transaction of its own,
 * or another server on the same database. It looks when it is told to, and every few seconds.
 */
export interface Feed {
  start(): void
  /** Something may be new. */
  look(): void
  close(): Promise<void>
}

const pollMs = 2_000
/** A number may be committed after a higher one: so many are looked at again. */
const overlap = 100

const { alerts, notifications } = app

export function createFeed({ db, bus, log }: FeedDeps): Feed {
  const seenAlerts = createSeen()
  const seenNotifications = createSeen()
  let running: Promise<void> | undefined
  let isWanted = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  async function begin(): Promise<void> {
    const [alert] = await db.select({ newest: newest(alerts.number) }).from(alerts)
    const [notification] = await db.select({ newest: newest(notifications.id) }).from(notifications)
    seenAlerts.begin(alert?.newest ?? 0)
    seenNotifications.begin(notification?.newest ?? 0)
  }

  async function publish(): Promise<void> {
    const newAlerts = await db
      .select({ number: alerts.number, id: alerts.id, code: alerts.code, gln: alerts.gln, owner: alerts.owner })
      .from(alerts)
      .where(gt(alerts.number, seenAlerts.floor()))
      .orderBy(asc(alerts.number))
      .limit(500)
    for (const { number, id, code, gln, owner } of newAlerts) {
      if (!seenAlerts.isNew(number)) continue
      bus.publish({ kind: 'alert', gln, data: { id, code } })
      if (owner !== null && owner !== gln) bus.publish({ kind: 'alert', gln: owner, data: { id, code } })
    }
    const newNotifications = await db
      .select()
      .from(notifications)
      .where(gt(notifications.id, seenNotifications.floor()))
      .orderBy(asc(notifications.id))
      .limit(500)
    for (const { id, kind, gln, accountId, text } of newNotifications) {
      if (!seenNotifications.isNew(id)) continue
      const data = { id, kind, text }
      bus.publish({ kind: 'notification', gln, ...(accountId === null ? {} : { accountId }), data })
    }
  }

  let begun: Promise<void> | undefined
  async function run(): Promise<void> {
    begun ??= begin()
    try {
      await begun
    } catch (error) {
      begun = undefined
      throw error
    }
    do {
      isWanted = false
      await publish()
    } while (isWanted && !isClosed)
  }

  function look(): void {
    if (isClosed) return
    isWanted = true
    running ??= run()
      .catch((error: unknown) => log.warn({ err: error }, 'new alerts and notifications cannot be told now'))
      .finally(() => {
        running = undefined
      })
  }

  return {
    start() {
      look()
      timer = setInterval(look, pollMs)
      timer.unref()
    },
    look,
    async close() {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}

const newest = (column: typeof alerts.number | typeof notifications.id) =>
  sql<number>`coalesce(max(${column}), 0)`.mapWith(Number)

/** Numbers that were told, of which only the newest are remembered. */
function createSeen() {
  const seen = new Set<number>()
  let start = 0
  let highest = 0
  return {
    begin(number: number): void {
      start = number
      highest = number
    },
    /** Below it nothing is looked at again. */
    floor: (): number => Math.max(start, highest - overlap),
    isNew(number: number): boolean {
      if (seen.has(number)) return false
      seen.add(number)
      highest = Math.max(highest, number)
      if (seen.size > 4 * overlap) for (const old of seen) if (old < highest - overlap) seen.delete(old)
      return true
    },
  }
}
