import type { notificationRoutes } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import * as app from '../db/schema/index.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { invalidField } from '../problem-error.ts'
import { instantOf } from '../times.ts'

const { notifications, notificationReads, notificationMarks } = app

export function createNotificationHandlers({ db }: { readonly db: Db }): Handlers<typeof notificationRoutes> {
  return {
    async list({ query, caller }) {
      const limit = query.limit ?? 50
      const before = query.cursor === undefined ? undefined : Number(query.cursor)
      if (before !== undefined && !Number.isSafeInteger(before))
        throw invalidField('query.cursor', 'cursor', 'is no cursor of this list')
      const isRead = readBy(caller)
      const rows = await db
        .select({ row: notifications, isRead: sql<boolean>`${isRead}` })
        .from(notifications)
        .where(
          and(
            meantFor(caller),
            before === undefined ? undefined : lt(notifications.id, before),
            query.kind === undefined ? undefined : eq(notifications.kind, query.kind),
            query.unread === undefined ? undefined : eq(isRead, !query.unread),
          ),
        )
        .orderBy(desc(notifications.id))
        .limit(limit + 1)
      const items = rows.slice(0, limit)
      const last = items.at(-1)?.row
      return {
        items: items.map(({ row: { id, kind, text, args, createdAt }, isRead: read }) => ({
          id,
          kind,
          text,
          args,
          read,
          createdAt: instantOf(createdAt),
        })),
        ...(rows.length > limit && last ? { next: String(last.id) } : {}),
        unread: await unreadOf(db, caller),
      }
    },

    async read({ body, caller }) {
      return async (tx) => {
        const { accountId } = caller
        if (body.ids !== undefined && body.ids.length > 0) {
          const own = await tx
            .select({ id: notifications.id })
            .from(notifications)
            .where(and(inArray(notifications.id, body.ids), meantFor(caller)))
          const rows = own.map(({ id }) => ({ accountId, notificationId: id }))
          if (rows.length > 0) await tx.insert(notificationReads).values(rows).onConflictDoNothing()
        }
        if (body.upTo !== undefined) {
          // One beyond the newest would mark what is yet to come.
          const [newest] = await tx
            .select({ id: sql<number>`coalesce(max(${notifications.id}), 0)`.mapWith(Number) })
            .from(notifications)
          const upTo = Math.min(body.upTo, newest?.id ?? 0)
          await tx
            .insert(notificationMarks)
            .values({ accountId, upTo })
            .onConflictDoUpdate({
              target: notificationMarks.accountId,
              set: { upTo: sql`greatest(${notificationMarks.upTo}, ${upTo})` },
            })
          await tx
            .delete(notificationReads)
            .where(and(eq(notificationReads.accountId, accountId), lte(notificationReads.notificationId, upTo)))
        }
        return { unread: await unreadOf(tx, caller) }
      }
    },
  }
}

function meantFor({ gln, accountId }: Caller): SQL | undefined {
  return and(eq(notifications.gln, gln), or(isNull(notifications.accountId), eq(notifications.accountId, accountId)))
}

function readBy({ accountId }: Caller): SQL<boolean> {
  return sql<boolean>`(
    ${notifications.id} <= coalesce((select up_to from ${notificationMarks} where account_id = ${accountId}), 0)
    or exists (
      select 1 from ${notificationReads} r where r.account_id = ${accountId} and r.notification_id = ${notifications.id}
    ))`
}

async function unreadOf(db: Db, caller: Caller): Promise<number> {
  const [mark] = await db
    .select({ upTo: notificationMarks.upTo })
    .from(notificationMarks)
    .where(eq(notificationMarks.accountId, caller.accountId))
  const [row] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(notifications)
    .where(
      and(
        meantFor(caller),
        gt(notifications.id, mark?.upTo ?? 0),
        sql`not exists (
          select 1 from ${notificationReads} r
          where r.account_id = ${caller.accountId} and r.notification_id = ${notifications.id}
        )`,
      ),
    )
  return row?.count ?? 0
}
