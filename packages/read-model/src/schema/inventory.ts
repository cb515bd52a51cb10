import { bigint, boolean, date, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea } from '../columns.ts'
import { ledgerSchema } from './tables.ts'

/** Every holder that ever held anything, with the small number that other tables know it by. */
export const holders = ledgerSchema.table(
  'holders',
  {
    /** Counts from 1 in the order of appearance. */
    ref: integer().primaryKey(),
    /** The holder's id on the chain: 32 hex digits. */
    id: text().notNull().unique(),
    /** As in `Holder` of the ledger: `institution`, `opened`, `container`, `shipment`, `end`, … */
    kind: text().notNull(),
    /** Whose it is; of a shipment the sender; of an end state who ended it; null for a container. */
    gln: text(),
    /** Who set the goods aside, for quarantine. */
    setter: text(),
    sscc: text(),
    /** The sender's number of a shipment, decimal. */
    number: text(),
    /** End state and its day. */
    state: text(),
    day: date({ mode: 'string' }),
  },
  (table) => [index('holders_gln').on(table.gln, table.kind), index('holders_kind').on(table.kind, table.state)],
)

/**
 * Where each unit is: one row for 256 of them. `holders` has one big-endian `holders.ref` of four bytes where all of the
 * word are at one holder (or not commissioned: 0), else 256 of them, in the order of the units.
 */
export const words = ledgerSchema.table(
  'words',
  {
    lotRef: integer('lot_ref').notNull(),
    word: integer().notNull(),
    holders: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.lotRef, table.word] })],
)

/**
 * How many units of a lot a holder has: `loose` are right there, `total` are with those in the containers placed there at
 * any depth. Rows of nothing are deleted. Over all holders that are no container, the totals of a lot add up to what was
 * commissioned.
 */
export const contents = ledgerSchema.table(
  'contents',
  {
    holderRef: integer('holder_ref').notNull(),
    lotRef: integer('lot_ref').notNull(),
    loose: bigint({ mode: 'number' }).notNull(),
    total: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.holderRef, table.lotRef] }), index('contents_lot').on(table.lotRef)],
)

export const containers = ledgerSchema.table(
  'containers',
  {
    /** The container as a holder. */
    ref: integer().primaryKey(),
    sscc: text().notNull().unique(),
    /** Holder it is right at: another container, an institution, a shipment, … */
    placeRef: integer('place_ref').notNull(),
    /** Holder that it and all the containers around it are at. */
    rootRef: integer('root_ref').notNull(),
    /** Who made it. */
    gln: text().notNull(),
    createdSeq: bigint('created_seq', { mode: 'number' }).notNull(),
    updatedSeq: bigint('updated_seq', { mode: 'number' }).notNull(),
  },
  (table) => [index('containers_place').on(table.placeRef), index('containers_root').on(table.rootRef)],
)

export const shipments = ledgerSchema.table(
  'shipments',
  {
    /** The shipment as a holder. */
    ref: integer().primaryKey(),
    sender: text().notNull(),
    number: text().notNull(),
    receiver: text().notNull(),
    purpose: text().notNull(),
    /** `in_transit`, `closed` (with a difference), `settled`, `voided`. */
    state: text().notNull(),
    /** Units that were sent, and those that are still under way or missing, containers' included. */
    sent: bigint({ mode: 'number' }).notNull(),
    left: bigint({ mode: 'number' }).notNull(),
    /** Containers that were sent, and those still under way, not counting those inside others. */
    containersSent: integer('containers_sent').notNull(),
    containersLeft: integer('containers_left').notNull(),
    /** Whether anything of it has arrived. */
    touched: boolean().notNull(),
    /** Why it was closed. */
    reason: text(),
    shippedSeq: bigint('shipped_seq', { mode: 'number' }).notNull(),
    shippedTime: bigint('shipped_time', { mode: 'number' }).notNull(),
    updatedSeq: bigint('updated_seq', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('shipments_sender').on(table.sender, table.shippedSeq),
    index('shipments_receiver').on(table.receiver, table.shippedSeq),
    index('shipments_state').on(table.state),
  ],
)

/** Units of each lot that a shipment was sent with. */
export const shipmentLots = ledgerSchema.table(
  'shipment_lots',
  {
    shipmentRef: integer('shipment_ref').notNull(),
    lotRef: integer('lot_ref').notNull(),
    sent: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.shipmentRef, table.lotRef] }), index('shipment_lots_lot').on(table.lotRef)],
)

/** Packs that are dispensed in parts. */
export const openedPacks = ledgerSchema.table(
  'opened_packs',
  {
    lotRef: integer('lot_ref').notNull(),
    index: bigint({ mode: 'number' }).notNull(),
    gln: text().notNull(),
    /** Parts dispensed so far, of which `last` by the newest dispensing, on `day`. */
    taken: bigint({ mode: 'number' }).notNull(),
    last: bigint({ mode: 'number' }).notNull(),
    day: date({ mode: 'string' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.lotRef, table.index] }), index('opened_packs_gln').on(table.gln)],
)

/**
 * Units by day, institution, product and act: what charts and reports add up. `act` is the function's name
 * (`commission`, `ship`, `receiveGoods`, `dispense`, `destroyGoods`, …) as in `events.act`.
 */
export const daily = ledgerSchema.table(
  'daily',
  {
    /** Day of the block, UTC. */
    day: date({ mode: 'string' }).notNull(),
    act: text().notNull(),
    gln: text().notNull(),
    gtin: text().notNull(),
    units: bigint({ mode: 'number' }).notNull(),
    events: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.act, table.gln, table.gtin] }),
    index('daily_gln').on(table.gln, table.day),
    index('daily_gtin').on(table.gtin, table.day),
  ],
)
