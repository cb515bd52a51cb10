import type { NotificationKind } from '@theriac/api'
import { bytea } from '@theriac/read-model'
import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** What an institution, or one account of it, is told. */
export const notifications = appSchema.table(
  'notifications',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    gln: text().notNull(),
    /** Null: all accounts of the institution. */
    accountId: text('account_id'),
    kind: text().$type<NotificationKind>().notNull(),
    /** What it is about, by name. */
    args: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The same in words. */
    text: text().notNull(),
    /** Of the occurrence: however often it is told, there is one row. */
    dedupe: text().notNull(),
    /** Unix milliseconds. */
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    uniqueIndex('notifications_dedupe').on(table.gln, table.dedupe),
    index('notifications_gln').on(table.gln, table.id),
  ],
)

/** Which notifications an account has read one by one; `notification_marks` has the rest. */
export const notificationReads = appSchema.table(
  'notification_reads',
  {
    accountId: text('account_id').notNull(),
    notificationId: bigint('notification_id', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.notificationId] })],
)

/** Up to which notification an account has read all. */
export const notificationMarks = appSchema.table('notification_marks', {
  accountId: text('account_id').primaryKey(),
  upTo: bigint('up_to', { mode: 'number' }).notNull(),
})

/** How far those who act on the ledger's events have come: what they did is committed with it. */
export const followers = appSchema.table('followers', {
  name: text().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
})

/** Where the machines of institutions want to be told. */
export const webhooks = appSchema.table(
  'webhooks',
  {
    id: text().primaryKey(),
    gln: text().notNull(),
    url: text().notNull(),
    kinds: jsonb().$type<string[]>().notNull(),
    /** Encrypted with the server's vault. */
    secret: bytea().notNull(),
    /** `active`, `paused` by the admin, `disabled` after failing for long. */
    state: text().notNull(),
    /** Since when nothing has been delivered; null while it works. Unix milliseconds, as all times here. */
    failingSince: bigint('failing_since', { mode: 'number' }),
    createdBy: text('created_by').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    updatedAt: bigint('updated_at', { mode: 'number' }).notNull(),
  },
  (table) => [index('webhooks_gln').on(table.gln)],
)

/** What is to be delivered, and what was: the queue and its log. */
export const deliveries = appSchema.table(
  'webhook_deliveries',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    webhookId: text('webhook_id').notNull(),
    /** Tells the receiver a repeated delivery. */
    eventId: text('event_id').notNull(),
    kind: text().notNull(),
    /** The very bytes that are signed and sent. */
    body: text().notNull(),
    /** `pending`, `delivered`, `failed`. */
    state: text().notNull(),
    attempts: integer().notNull(),
    nextAt: bigint('next_at', { mode: 'number' }).notNull(),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    isTest: boolean('is_test').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    settledAt: bigint('settled_at', { mode: 'number' }),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_event').on(table.webhookId, table.eventId),
    index('webhook_deliveries_due').on(table.nextAt).where(sql`state = 'pending'`),
    index('webhook_deliveries_webhook').on(table.webhookId, table.id),
  ],
)
