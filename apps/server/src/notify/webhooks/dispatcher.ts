import type { Db } from '@theriac/read-model'
import { and, asc, eq, inArray, lte, min, notInArray, or, sql } from 'drizzle-orm'
import type { Vault } from '../../accounts/vault.ts'
import * as app from '../../db/schema/index.ts'
import type { TargetRules } from '../../outgoing/target.ts'
import { post, signatureOf } from './post.ts'

/** What the dispatcher works with. */
export interface DispatcherDeps {
  readonly db: Db
  readonly vault: Vault
  /** Unix milliseconds. */
  readonly clock: () => number
  readonly rules: TargetRules
  readonly log: { warn(data: object, message: string): void }
}

/** Delivers what is in the queue of webhooks, each at least once and with the same event id. */
export interface Dispatcher {
  /** Begins; what an earlier run left in the queue is delivered too. */
  start(): void
  /** Something was put into the queue. */
  wake(): void
  /** Attempts all deliveries that are due, one after the other for each webhook. Gives how many attempts were made. */
  deliverDue(): Promise<number>
  close(): Promise<void>
}

/** Purpose of the vault's key for secrets of webhooks. */
export const webhookPurpose = 'webhook'

const firstRestMs = 5_000
const mostRestMs = 3_600_000
/** A delivery is given up after a day, and a webhook that nothing reached for three. */
const giveUpMs = 24 * 3_600_000
const disableMs = 3 * 24 * 3_600_000
/** A server that dies in the middle of an attempt leaves it to another after this. */
const leaseMs = 60_000
const timeoutMs = 10_000
const mostAtOnce = 10
const pollMs = 5_000

const { deliveries, webhooks } = app
type Delivery = typeof deliveries.$inferSelect
type Webhook = typeof webhooks.$inferSelect

/** How long to wait after so many failed attempts: 5 s, 10 s, 20 s, … an hour. */
export const restAfter = (attempts: number): number => Math.min(mostRestMs, firstRestMs * 2 ** (attempts - 1))

export function createDispatcher({ db, vault, clock, rules, log }: DispatcherDeps): Dispatcher {
  const closing = new AbortController()
  const busy = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let isWoken = false
  let isRunning = false

  /** Takes at most one due delivery of each webhook, so that they come in order, and puts it off for others meanwhile. */
  async function claim(): Promise<Delivery[]> {
    const now = clock()
    return db.transaction(async (tx) => {
      const due = await tx
        .select({ id: min(deliveries.id) })
        .from(deliveries)
        .innerJoin(webhooks, eq(webhooks.id, deliveries.webhookId))
        .where(
          and(
            eq(deliveries.state, 'pending'),
            lte(deliveries.nextAt, now),
            or(eq(webhooks.state, 'active'), eq(deliveries.isTest, true)),
            busy.size > 0 ? notInArray(deliveries.webhookId, [...busy]) : undefined,
          ),
        )
        .groupBy(deliveries.webhookId)
        .limit(mostAtOnce)
      const ids = due.map(({ id }) => id).filter((id) => id !== null)
      if (ids.length === 0) return []
      // Another server that claims at the same time waits here, and then finds them not due any more.
      return tx
        .update(deliveries)
        .set({ nextAt: now + leaseMs, attempts: sql`${deliveries.attempts} + 1` })
        .where(and(inArray(deliveries.id, ids), eq(deliveries.state, 'pending'), lte(deliveries.nextAt, now)))
        .returning()
    })
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const [webhook] = await db.select().from(webhooks).where(eq(webhooks.id, delivery.webhookId))
    if (webhook === undefined) return
    const secret = Buffer.from(vault.open(webhookPurpose, webhook.secret, webhook.id)).toString()
    const outcome = await post({
      url: webhook.url,
      body: delivery.body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'theriac-webhook',
        'x-theriac-event': delivery.eventId,
        'x-theriac-kind': delivery.kind,
        'x-theriac-signature': signatureOf(secret, delivery.body, Math.floor(clock() / 1000)),
      },
      timeoutMs,
      rules,
      signal: closing.signal,
    })
    // An attempt that the server itself broke off says nothing about the receiver: the next start makes it again.
    if (closing.signal.aborted && !outcome.ok) return
    await settle(delivery, webhook, outcome)
  }

  async function settle(
    delivery: Delivery,
    webhook: Webhook,
    outcome: { readonly ok: boolean; readonly status?: number; readonly error?: string },
  ): Promise<void> {
    const now = clock()
    const told = { lastStatus: outcome.status ?? null, lastError: outcome.error ?? null }
    const nextAt = now + restAfter(delivery.attempts)
    const isLast = delivery.isTest || nextAt > delivery.createdAt + giveUpMs
    const failed = isLast ? { state: 'failed', settledAt: now } : { nextAt }
    await db.transaction(async (tx) => {
      const change = outcome.ok ? { state: 'delivered', settledAt: now } : failed
      await tx
        .update(deliveries)
        .set({ ...told, ...change })
        .where(eq(deliveries.id, delivery.id))
      if (outcome.ok) {
        if (webhook.failingSince !== null)
          await tx.update(webhooks).set({ failingSince: null }).where(eq(webhooks.id, webhook.id))
        return
      }
      if (delivery.isTest) return
      const failingSince = webhook.failingSince ?? now
      const isOver = now - failingSince >= disableMs
      await tx
        .update(webhooks)
        .set({ failingSince, ...(isOver ? { state: 'disabled', updatedAt: now } : {}) })
        .where(eq(webhooks.id, webhook.id))
      if (!isOver) return
      await tx
        .update(deliveries)
        .set({ state: 'failed', settledAt: now, lastError: 'the webhook was disabled' })
        .where(and(eq(deliveries.webhookId, webhook.id), eq(deliveries.state, 'pending')))
      log.warn({ webhook: webhook.id, gln: webhook.gln }, 'a webhook that fails for days was disabled')
    })
  }

  async function deliverDue(): Promise<number> {
    let attempts = 0
    while (!closing.signal.aborted) {
      const claimed = await claim()
      if (claimed.length === 0) break
      attempts += claimed.length
      await Promise.all(
        claimed.map(async (delivery) => {
          busy.add(delivery.webhookId)
          try {
            await attempt(delivery)
          } finally {
            busy.delete(delivery.webhookId)
          }
        }),
      )
    }
    return attempts
  }

  function schedule(ms: number): void {
    clearTimeout(timer)
    if (closing.signal.aborted) return
    timer = setTimeout(run, ms)
    timer.unref()
  }

  function run(): void {
    if (isRunning) {
      isWoken = true
      return
    }
    isRunning = true
    isWoken = false
    running = deliverDue()
      .catch((error: unknown) => log.warn({ err: error }, 'webhooks cannot be delivered now'))
      .finally(() => {
        isRunning = false
        schedule(isWoken ? 0 : pollMs)
      })
  }

  return {
    start: () => schedule(0),
    wake: () => (isRunning ? run() : schedule(0)),
    deliverDue,
    async close() {
      clearTimeout(timer)
      closing.abort()
      await running
    },
  }
}

/** Deletes what was settled long ago. In the caller's transaction. */
export async function forgetOldDeliveries(tx: Db, now: number): Promise<void> {
  const old = tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(lte(deliveries.settledAt, now - 30 * 24 * 3_600_000))
    .orderBy(asc(deliveries.id))
    .limit(10_000)
  await tx.delete(deliveries).where(inArray(deliveries.id, old))
}
