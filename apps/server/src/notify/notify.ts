import { randomUUID } from 'node:crypto'
import type { NotificationKind, WebhookKind } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'
import { wordsOf } from './words.ts'

/** What an institution shall be told. */
export interface NewNotification {
  readonly kind: NotificationKind
  readonly gln: string
  /** One account alone; all of the institution unless given. */
  readonly accountId?: string
  /** Of the occurrence: the institution is told once for each. */
  readonly dedupe: string
  /** The same for its machines, where each of several accounts is told; `dedupe` unless given. */
  readonly occurrence?: string
  readonly args: Readonly<Record<string, unknown>>
  /** Unix milliseconds. */
  readonly now: number
}

/**
 * Tells institutions, in the caller's transaction, and puts it into the queue of their webhooks. What they were told
 * before is not told again.
 *
 * @returns those that were new
 */
export async function notify(tx: Db, list: readonly NewNotification[]): Promise<readonly NewNotification[]> {
  const told: NewNotification[] = []
  for (const one of list) {
    const args = definedOnly(one.args)
    const [row] = await tx
      .insert(app.notifications)
      .values({
        gln: one.gln,
        accountId: one.accountId ?? null,
        kind: one.kind,
        args,
        text: wordsOf(one.kind, args),
        dedupe: one.dedupe,
        createdAt: one.now,
      })
      .onConflictDoNothing()
      .returning()
    if (row === undefined) continue
    told.push(one)
    const data = { ...args, text: row.text }
    const dedupe = one.occurrence ?? one.dedupe
    await enqueueDeliveries(tx, { kind: one.kind, gln: one.gln, data, dedupe, now: one.now })
  }
  return told
}

/** Something that happened, for the machines of an institution. */
export interface WebhookEvent {
  readonly kind: WebhookKind
  readonly gln: string
  /** Of the occurrence: a webhook is told once for each. */
  readonly dedupe: string
  readonly data: Readonly<Record<string, unknown>>
  readonly now: number
}

/** Puts an event into the queue of each webhook of the institution that wants its kind. In the caller's transaction. Gives how many. */
export async function enqueueDeliveries(tx: Db, event: WebhookEvent): Promise<number> {
  const hooks = await tx
    .select({ id: app.webhooks.id, kinds: app.webhooks.kinds })
    .from(app.webhooks)
    .where(and(eq(app.webhooks.gln, event.gln), eq(app.webhooks.state, 'active')))
  const wanting = hooks.filter(({ kinds }) => kinds.includes(event.kind))
  if (wanting.length === 0) return 0
  const eventId = `${event.gln}:${event.dedupe}`
  const body = bodyOf(event.kind, event.data, eventId, event.now)
  await tx
    .insert(app.deliveries)
    .values(wanting.map(({ id }) => queued({ webhookId: id, eventId, kind: event.kind, body, now: event.now })))
    .onConflictDoNothing()
  return wanting.length
}

/** Puts a test into the queue of one webhook. In the caller's transaction. */
export async function enqueuePing(tx: Db, webhookId: string, now: number): Promise<string> {
  const eventId = `ping:${randomUUID()}`
  const body = bodyOf('ping', {}, eventId, now)
  await tx.insert(app.deliveries).values({ ...queued({ webhookId, eventId, kind: 'ping', body, now }), isTest: true })
  return eventId
}

interface Queued {
  readonly webhookId: string
  readonly eventId: string
  readonly kind: string
  readonly body: string
  readonly now: number
}

function queued({ webhookId, eventId, kind, body, now }: Queued) {
  const row = { webhookId, eventId, kind, body, state: 'pending', attempts: 0, nextAt: now, isTest: false }
  return { ...row, createdAt: now } as const
}

function bodyOf(kind: string, data: Readonly<Record<string, unknown>>, id: string, now: number): string {
  return JSON.stringify({ id, kind, time: new Date(now).toISOString(), data })
}

function definedOnly(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null))
}
