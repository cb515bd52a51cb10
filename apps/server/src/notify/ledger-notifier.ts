import { type Db, schema } from '@theriac/read-model'
import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm'
import { escalateDue } from '../alerts/escalation.ts'
import { closeLateLots, explainLateSerials, type LeafFinder } from '../alerts/late-upload.ts'
import * as app from '../db/schema/index.ts'
import { notificationsOf, toldEvents } from './from-ledger.ts'
import { tellOfLicences } from './licences.ts'
import { notify } from './notify.ts'
import { forgetOldDeliveries } from './webhooks/dispatcher.ts'

/** What the notifier works with. */
export interface LedgerNotifierDeps {
  readonly db: Db
  readonly leaves: LeafFinder
  /** Unix milliseconds. */
  readonly clock: () => number
  /** Told when somebody may have been told something. */
  readonly told: () => void
  readonly log: { warn(data: object, message: string): void }
}

/**
 * Tells institutions what happened on the ledger, each event once: how far it has come is committed with what it told. What
 * follows from the time that passes (licences that end, alerts that nobody closes) it looks for every minute.
 */
export interface LedgerNotifier {
  start(): void
  /** The read model has new events. */
  wake(): void
  /** Resolves when everything in the read model was told. */
  catchUp(): Promise<void>
  /** Looks for what is due by now. */
  tick(): Promise<void>
  close(): Promise<void>
}

/** Events that are worth waking the notifier for. */
export const followedEvents: ReadonlySet<string> = new Set([...toldEvents, 'LotRegistered', 'RunCommissioned'])

const name = 'notifications'
const atOnce = 200
const tickMs = 60_000
/** A server that joins late does not tell what is long past. */
const oldMs = 30 * 86_400_000

export function createLedgerNotifier({ db, leaves, clock, told, log }: LedgerNotifierDeps): LedgerNotifier {
  const { followers } = app
  const { events, checkpoint } = schema
  let running: Promise<void> | undefined
  let isWoken = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  /** Tells of the next events; gives whether there are more. */
  async function step(): Promise<boolean> {
    const now = clock()
    return db.transaction(async (tx) => {
      await tx.insert(followers).values({ name, seq: 0 }).onConflictDoNothing()
      const [follower] = await tx.select().from(followers).where(eq(followers.name, name)).for('update')
      const [head] = await tx.select({ seq: checkpoint.seq }).from(checkpoint)
      const from = follower?.seq ?? 0
      // A read model that is being made anew is behind what was told already.
      if (head === undefined || head.seq <= from) return false
      const found = await tx
        .select()
        .from(events)
        .where(and(gt(events.seq, from), lte(events.seq, head.seq), inArray(events.name, [...followedEvents])))
        .orderBy(asc(events.seq))
        .limit(atOnce)
      for (const event of found) {
        if (event.time * 1000 < now - oldMs) continue
        await notify(tx, await notificationsOf(tx, event, now))
      }
      if (found.some((event) => event.name === 'LotRegistered')) await closeLateLots(tx, now)
      if (found.some((event) => event.name === 'RunCommissioned')) await explainLateSerials(tx, leaves, now)
      const isMore = found.length === atOnce
      const seq = isMore ? (found.at(-1)?.seq ?? head.seq) : head.seq
      await tx.update(followers).set({ seq }).where(eq(followers.name, name))
      return isMore
    })
  }

  async function run(): Promise<void> {
    do {
      isWoken = false
      while (!isClosed && (await step())) told()
      told()
    } while (isWoken && !isClosed)
  }

  function catchUp(): Promise<void> {
    isWoken = true
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  const warn = (error: unknown): void => {
    if (!isClosed) log.warn({ err: error }, 'nobody can be told of events now')
  }

  async function tick(): Promise<void> {
    const now = clock()
    await db.transaction(async (tx) => {
      await tellOfLicences(tx, now)
      await escalateDue(tx, now)
      await forgetOldDeliveries(tx, now)
    })
    told()
  }

  return {
    start() {
      catchUp().catch(warn)
      timer = setInterval(() => {
        catchUp().then(tick).catch(warn)
      }, tickMs)
      timer.unref()
    },
    wake: () => void catchUp().catch(warn),
    catchUp,
    tick,
    async close() {
      isClosed = true
      clearInterval(timer)
      await running?.catch(warn)
    },
  }
}
