import { sql } from 'drizzle-orm'
import { bigint, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** Something about a pack that a person must look into. */
export const alerts = appSchema.table(
  'alerts',
  {
    id: text().primaryKey(),
    /** Counts in the order of raising, with gaps. */
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull().unique(),
    /** Code of the European vocabulary: `PC_02`, `LOT_13`, `PCK_22`, … */
    code: text().notNull(),
    /** Where it was raised, and by whose account. */
    gln: text().notNull(),
    accountId: text('account_id'),
    gtin: text(),
    serial: text(),
    lotNumber: text('lot_number'),
    expiry: text(),
    /** What the scanner gave, as it came. */
    scan: text(),
    /** What most likely lies behind it: see `alertCauses` of the API. */
    cause: text().notNull(),
    detail: text().notNull(),
    jobId: text('job_id'),
    /** Factory that answers for the product; null where nobody knows the product. */
    owner: text(),
    /** `open`, `investigating`, `closed`. */
    state: text().notNull(),
    /** Account that looks into it. */
    assignee: text(),
    /** What it was found to be, and what was done, once it is closed. */
    finding: text(),
    resolution: text(),
    closedBy: text('closed_by'),
    closedAt: bigint('closed_at', { mode: 'number' }),
    /** When it was handed to the regulator. */
    escalatedAt: bigint('escalated_at', { mode: 'number' }),
    escalation: text(),
    /** How often the same thing was seen while the alert was not closed. */
    occurrences: integer().notNull(),
    /** Tells the same thing from another. */
    fingerprint: text().notNull(),
    /** Unix milliseconds, as all times here. */
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    lastSeenAt: bigint('last_seen_at', { mode: 'number' }).notNull(),
    updatedAt: bigint('updated_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    uniqueIndex('alerts_not_closed').on(table.fingerprint).where(sql`state <> 'closed'`),
    index('alerts_gln').on(table.gln, table.createdAt),
    index('alerts_owner').on(table.owner, table.createdAt),
    index('alerts_created').on(table.createdAt),
    index('alerts_pack').on(table.gtin, table.serial),
    index('alerts_state').on(table.state, table.escalatedAt),
  ],
)

/** What was done about an alert: nothing of it is ever changed. */
export const alertSteps = appSchema.table(
  'alert_steps',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    alertId: text('alert_id').notNull(),
    /** `raised`, `seen_again`, `comment`, `assigned`, `investigating`, `closed`, `reopened`, `escalated`, `reclassified`. */
    kind: text().notNull(),
    /** Null where the server did it by itself. */
    accountId: text('account_id'),
    gln: text(),
    text: text(),
    at: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [index('alert_steps_alert').on(table.alertId, table.id)],
)
