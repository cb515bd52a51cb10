import { bytea } from '@theriac/read-model'
import { index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/**
 * Serials of the units that were commissioned here, a row for each run: they are nowhere else, as the ledger only has their
 * leaves. Rows of a run that the ledger refused are deleted, so that its serials can be used again.
 */
export const serials = appSchema.table(
  'serials',
  {
    /** The lot's id on the chain, `0x…` */
    lot: text().notNull(),
    run: integer().notNull(),
    gtin: text().notNull(),
    /** The job that commissions them. */
    jobId: text('job_id').notNull(),
    count: integer().notNull(),
    /** The serials in the order of their units, packed, and sealed by the vault. */
    sealed: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.lot, table.run] }),
    index('serials_gtin').on(table.gtin),
    index('serials_job').on(table.jobId),
  ],
)
