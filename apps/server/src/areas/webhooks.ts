import { randomBytes, randomUUID } from 'node:crypto'
import type { Answer, Webhook, WebhookKind, webhookRoutes } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import type { Vault } from '../accounts/vault.ts'
import * as app from '../db/schema/index.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { enqueuePing } from '../notify/notify.ts'
import { webhookPurpose } from '../notify/webhooks/dispatcher.ts'
import { faultOfUrl, type TargetRules } from '../outgoing/target.ts'
import { invalidField, notFound, ProblemError } from '../problem-error.ts'
import { instantOf } from '../times.ts'

/** What the handlers of webhooks work with. */
export interface WebhooksDeps {
  readonly db: Db
  readonly vault: Vault
  /** Unix milliseconds. */
  readonly clock: () => number
  readonly rules: TargetRules
}

const { webhooks, deliveries } = app
type WebhookRow = typeof webhooks.$inferSelect
type DeliveryAnswer = Answer<(typeof webhookRoutes)['deliveries']>['items'][number]

const mostOfAnInstitution = 20

export function createWebhookHandlers({ db, vault, clock, rules }: WebhooksDeps): Handlers<typeof webhookRoutes> {
  async function own(tx: Db, id: string, caller: Caller): Promise<WebhookRow> {
    const [row] = await tx
      .select()
      .from(webhooks)
      .where(and(eq(webhooks.id, id), eq(webhooks.gln, caller.gln)))
    if (row === undefined) throw notFound('webhook of this id')
    return row
  }

  function requireUrl(url: string): void {
    const fault = faultOfUrl(url, rules)
    if (fault) throw invalidField('/url', fault.rule, fault.detail)
  }

  const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`
  const seal = (secret: string, id: string): Uint8Array => vault.seal(webhookPurpose, Buffer.from(secret), id)

  return {
    async list({ caller }) {
      const rows = await db
        .select()
        .from(webhooks)
        .where(eq(webhooks.gln, caller.gln))
        .orderBy(asc(webhooks.createdAt), asc(webhooks.id))
      return { items: rows.map(webhookOf) }
    },

    async create({ body, caller }) {
      requireUrl(body.url)
      const [id, secret, now] = [randomUUID(), newSecret(), clock()]
      return async (tx) => {
        const [count] = await tx
          .select({ webhooks: sql<number>`count(*)`.mapWith(Number) })
          .from(webhooks)
          .where(eq(webhooks.gln, caller.gln))
        if ((count?.webhooks ?? 0) >= mostOfAnInstitution)
          throw new ProblemError('WrongState', `An institution has at most ${mostOfAnInstitution} webhooks`, {
            reason: { name: 'tooMany', args: { most: mostOfAnInstitution } },
          })
        const row: WebhookRow = {
          id,
          gln: caller.gln,
          url: body.url,
          kinds: [...body.kinds],
          secret: seal(secret, id),
          state: 'active',
          failingSince: null,
          createdBy: caller.accountId,
          createdAt: now,
          updatedAt: now,
        }
        await tx.insert(webhooks).values(row)
        return { webhook: webhookOf(row), secret }
      }
    },

    async update({ params, body, caller }) {
      if (body.url !== undefined) requireUrl(body.url)
      return async (tx) => {
        const row = await own(tx, params.id, caller)
        const state = body.state ?? (body.url !== undefined && row.state === 'disabled' ? 'active' : row.state)
        const [changed] = await tx
          .update(webhooks)
          .set({
            ...(body.url === undefined ? {} : { url: body.url }),
            ...(body.kinds === undefined ? {} : { kinds: [...body.kinds] }),
            state,
            ...(state === 'active' && row.state !== 'active' ? { failingSince: null } : {}),
            updatedAt: clock(),
          })
          .where(eq(webhooks.id, row.id))
          .returning()
        if (changed === undefined) throw notFound('webhook of this id')
        return webhookOf(changed)
      }
    },

    async rotateSecret({ params, caller }) {
      const secret = newSecret()
      return async (tx) => {
        const row = await own(tx, params.id, caller)
        await tx
          .update(webhooks)
          .set({ secret: seal(secret, row.id), updatedAt: clock() })
          .where(eq(webhooks.id, row.id))
        return { secret }
      }
    },

    async remove({ params, caller }) {
      return async (tx) => {
        const row = await own(tx, params.id, caller)
        await tx.delete(deliveries).where(eq(deliveries.webhookId, row.id))
        await tx.delete(webhooks).where(eq(webhooks.id, row.id))
        return undefined
      }
    },

    async test({ params, caller }) {
      return async (tx) => {
        const row = await own(tx, params.id, caller)
        return { eventId: await enqueuePing(tx, row.id, clock()) }
      }
    },

    async deliveries({ params, query, caller }) {
      const row = await own(db, params.id, caller)
      const limit = query.limit ?? 50
      const before = query.cursor === undefined ? undefined : Number(query.cursor)
      if (before !== undefined && !Number.isSafeInteger(before))
        throw invalidField('query.cursor', 'cursor', 'is no cursor of this list')
      const found = await db
        .select()
        .from(deliveries)
        .where(
          and(
            eq(deliveries.webhookId, row.id),
            before === undefined ? undefined : lt(deliveries.id, before),
            query.state === undefined ? undefined : eq(deliveries.state, query.state),
          ),
        )
        .orderBy(desc(deliveries.id))
        .limit(limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items: items.map(deliveryOf), ...(found.length > limit && last ? { next: String(last.id) } : {}) }
    },

    async redeliver({ params, caller }) {
      return async (tx) => {
        const row = await own(tx, params.id, caller)
        if (row.state !== 'active')
          throw new ProblemError('WrongState', `The webhook is ${row.state}: set it going first`)
        const isIt = and(eq(deliveries.webhookId, row.id), eq(deliveries.id, Number(params.delivery)))
        const [found] = await tx.select().from(deliveries).where(isIt)
        if (found === undefined) throw notFound('delivery of this id')
        if (found.state === 'delivered') throw new ProblemError('WrongState', 'It was delivered')
        const again = { state: 'pending', nextAt: clock(), settledAt: null }
        const [changed] = await tx.update(deliveries).set(again).where(isIt).returning()
        if (changed === undefined) throw notFound('delivery of this id')
        return deliveryOf(changed)
      }
    },
  }
}

function webhookOf({ id, url, kinds, state, failingSince, createdBy, createdAt, updatedAt }: WebhookRow): Webhook {
  return {
    id,
    url,
    kinds: kinds as WebhookKind[],
    state: state as Webhook['state'],
    ...(failingSince === null ? {} : { failingSince: instantOf(failingSince) }),
    createdBy,
    createdAt: instantOf(createdAt),
    updatedAt: instantOf(updatedAt),
  }
}

function deliveryOf(row: typeof deliveries.$inferSelect): DeliveryAnswer {
  const { id, eventId, kind, state, attempts, nextAt, lastStatus, lastError, isTest, createdAt, settledAt } = row
  return {
    id,
    eventId,
    kind,
    state: state as DeliveryAnswer['state'],
    attempts,
    ...(state === 'pending' ? { nextAt: instantOf(nextAt) } : {}),
    ...(lastStatus === null ? {} : { lastStatus }),
    ...(lastError === null ? {} : { lastError }),
    isTest,
    createdAt: instantOf(createdAt),
    ...(settledAt === null ? {} : { settledAt: instantOf(settledAt) }),
  }
}
