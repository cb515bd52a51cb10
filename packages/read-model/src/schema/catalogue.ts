import type { ProductData } from '@theriac/ledger'
import { bigint, boolean, date, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea } from '../columns.ts'
import { ledgerSchema } from './tables.ts'

/** Products in their newest version. */
export const products = ledgerSchema.table(
  'products',
  {
    /** 14 digits, of the base pack. */
    gtin: text().primaryKey(),
    owner: text().notNull(),
    status: text().notNull(),
    version: integer().notNull(),
    name: text().notNull(),
    data: jsonb().$type<ProductData>().notNull(),
    suspendedBy: text('suspended_by'),
    /** Why it has the status that it has. */
    reason: text(),
    /** Name, generic name, maker, codes in lower case: what a search looks through. */
    searchText: text('search_text').notNull(),
    registeredSeq: bigint('registered_seq', { mode: 'number' }).notNull(),
    updatedSeq: bigint('updated_seq', { mode: 'number' }).notNull(),
  },
  // None on the name, which may be longer than an index takes.
  (table) => [index('products_owner').on(table.owner)],
)

export const productVersions = ledgerSchema.table(
  'product_versions',
  {
    gtin: text().notNull(),
    version: integer().notNull(),
    data: jsonb().$type<ProductData>().notNull(),
    reason: text(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.version] })],
)

/** GTINs of all packaging levels that have one, the base pack's included. */
export const packagingLevels = ledgerSchema.table('packaging_levels', {
  gtin: text().primaryKey(),
  product: text().notNull(),
  units: bigint({ mode: 'number' }).notNull(),
})

export const lots = ledgerSchema.table(
  'lots',
  {
    /** Counts from 1 in the order of registration. */
    ref: integer().primaryKey(),
    /** The lot's id on the chain, `0x…` */
    lot: text().notNull().unique(),
    gtin: text().notNull(),
    lotNumber: text('lot_number').notNull(),
    owner: text().notNull(),
    production: date({ mode: 'string' }).notNull(),
    expiry: date({ mode: 'string' }).notNull(),
    quantity: bigint({ mode: 'number' }).notNull(),
    commissioned: bigint({ mode: 'number' }).notNull(),
    serialised: boolean().notNull(),
    origin: text().notNull(),
    recalled: boolean().notNull(),
    recallClass: integer('recall_class'),
    recallReason: text('recall_reason'),
    recalledBy: text('recalled_by'),
    recalledSeq: bigint('recalled_seq', { mode: 'number' }),
    registeredSeq: bigint('registered_seq', { mode: 'number' }).notNull(),
  },
  (table) => [
    // Not unique: of bytes that are no UTF-8 the text does not tell which they were.
    index('lots_number').on(table.gtin, table.lotNumber),
    index('lots_owner').on(table.owner),
    index('lots_expiry').on(table.expiry),
    index('lots_lot_number').on(table.lotNumber),
  ],
)

/** Units that were commissioned together; run r numbers its units from r × 1 024. */
export const runs = ledgerSchema.table(
  'runs',
  {
    lotRef: integer('lot_ref').notNull(),
    run: integer().notNull(),
    count: integer().notNull(),
    root: bytea().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.lotRef, table.run] })],
)

/** A serial that was commissioned a second time: the chain cannot see that (ADR 0004). */
export const repeatedSerials = ledgerSchema.table(
  'repeated_serials',
  {
    lotRef: integer('lot_ref').notNull(),
    index: bigint({ mode: 'number' }).notNull(),
    /** Where it was commissioned first. */
    firstLotRef: integer('first_lot_ref').notNull(),
    firstIndex: bigint('first_index', { mode: 'number' }).notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.lotRef, table.index] })],
)
