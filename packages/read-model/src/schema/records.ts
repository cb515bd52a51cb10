import { bigint, boolean, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { ledgerSchema } from './tables.ts'

/** Records in their newest version; what they say is kept off the chain by their author. */
export const records = ledgerSchema.table(
  'records',
  {
    /** Counts from 1 in the order of writing. */
    ref: integer().primaryKey(),
    /** The record's id on the chain, `0x…` */
    record: text().notNull().unique(),
    author: text().notNull(),
    kind: text().notNull(),
    version: integer().notNull(),
    voided: boolean().notNull(),
    subjectKind: text('subject_kind').notNull(),
    /** As on the chain, `0x…`, 32 bytes. */
    subjectId: text('subject_id').notNull(),
    /** Of the newest version's content. */
    hash: text().notNull(),
    writtenSeq: bigint('written_seq', { mode: 'number' }).notNull(),
    updatedSeq: bigint('updated_seq', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('records_author').on(table.author, table.kind),
    index('records_subject').on(table.subjectKind, table.subjectId),
    index('records_hash').on(table.hash),
  ],
)

export const recordVersions = ledgerSchema.table(
  'record_versions',
  {
    recordRef: integer('record_ref').notNull(),
    version: integer().notNull(),
    /** Null for the tombstone. */
    hash: text(),
    reason: text(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.recordRef, table.version] })],
)

/** Roots over many hashes. */
export const anchors = ledgerSchema.table(
  'anchors',
  {
    author: text().notNull(),
    root: text().notNull(),
    kind: text().notNull(),
    count: bigint({ mode: 'number' }).notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.author, table.root] })],
)
