import { bigint, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** Who has uploaded which file. The bytes are in the data folder, once, however many have uploaded them. */
export const uploads = appSchema.table(
  'uploads',
  {
    gln: text().notNull(),
    /** SHA-256 of the bytes, `0x…` */
    hash: text().notNull(),
    name: text().notNull(),
    mediaType: text('media_type').notNull(),
    size: integer().notNull(),
    /** Null where it came from its author's server. */
    accountId: text('account_id'),
    /** Unix milliseconds. */
    uploadedAt: bigint('uploaded_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.gln, table.hash] }),
    index('uploads_hash').on(table.hash),
    index('uploads_time').on(table.gln, table.uploadedAt),
  ],
)

/** What records say: the ledger has only the hash. */
export const documents = appSchema.table(
  'documents',
  {
    /** Author. */
    gln: text().notNull(),
    /** SHA-256 of `text` in UTF-8, `0x…`: what the ledger has. */
    hash: text().notNull(),
    /** Canonical JSON (RFC 8785). */
    text: text().notNull(),
    /** Job that took the hash to the ledger; null where it came from its author's server. */
    jobId: text('job_id'),
    /** Unix milliseconds. */
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.gln, table.hash] }),
    index('documents_hash').on(table.hash),
    index('documents_job').on(table.jobId),
  ],
)

/** Files that documents name. */
export const attachments = appSchema.table(
  'attachments',
  {
    gln: text().notNull(),
    document: text().notNull(),
    file: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.gln, table.document, table.file] }),
    index('attachments_file').on(table.file),
  ],
)
