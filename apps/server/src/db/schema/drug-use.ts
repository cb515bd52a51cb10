import { bytea } from '@theriac/read-model'
import { bigint, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** What a hospital's drug-use records say, version by version: nowhere else, and erasable. */
export const drugUseDetails = appSchema.table(
  'drug_use_details',
  {
    /** The record's id on the ledger, `0x…` */
    record: text().notNull(),
    version: integer().notNull(),
    gln: text().notNull(),
    gtin: text().notNull(),
    /** Smallest parts used, and the month (`YYYY-MM`): what statistics add up. Neither tells of a patient. */
    units: integer().notNull(),
    month: text().notNull(),
    /** Salted hash that the ledger has. */
    hash: text().notNull(),
    /** Details and salt under the vault's key; null once they are erased. */
    sealed: bytea(),
    /** `pending` until the ledger has it. */
    state: text().notNull(),
    jobId: text('job_id').notNull(),
    accountId: text('account_id').notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    erasedAt: bigint('erased_at', { mode: 'number' }),
    /** Name of the account that erased them. */
    erasedBy: text('erased_by'),
    erasedReason: text('erased_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.record, table.version] }),
    index('drug_use_details_job').on(table.jobId),
    index('drug_use_details_month').on(table.month, table.gtin),
  ],
)

/** To whom dispensed packs were given: as above. */
export const administrations = appSchema.table(
  'administrations',
  {
    id: text().primaryKey(),
    gln: text().notNull(),
    accountId: text('account_id').notNull(),
    jobId: text('job_id').notNull().unique(),
    units: integer().notNull(),
    /** Salted hash that the ledger has. */
    commitment: text().notNull(),
    /** Details and salt under the vault's key; null once they are erased. */
    sealed: bytea(),
    /** `pending` until the ledger has it. */
    state: text().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    erasedAt: bigint('erased_at', { mode: 'number' }),
    /** Name of the account that erased them. */
    erasedBy: text('erased_by'),
    erasedReason: text('erased_reason'),
  },
  (table) => [index('administrations_gln').on(table.gln, table.createdAt)],
)
