import { bigint, index, integer, jsonb, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import { bytea } from '../columns.ts'
import { ledgerSchema } from './tables.ts'

/** How far the chain has been read: one row. Committed with the rows it speaks of. */
export const checkpoint = ledgerSchema.table('checkpoint', {
  id: integer().primaryKey(),
  chainId: bigint('chain_id', { mode: 'bigint' }).notNull(),
  /** Hash of block 0: another chain behind the same address is found out by it. */
  genesisHash: text('genesis_hash').notNull(),
  /** The newest block that was read. */
  block: bigint({ mode: 'number' }).notNull(),
  blockHash: text('block_hash').notNull(),
  /** The newest event's number. */
  seq: bigint({ mode: 'number' }).notNull(),
})

/** Blocks with an event of the contracts in them. */
export const blocks = ledgerSchema.table('blocks', {
  number: bigint({ mode: 'number' }).primaryKey(),
  hash: text().notNull(),
  /** Unix seconds. */
  time: bigint({ mode: 'number' }).notNull(),
  transactions: integer().notNull(),
})

/** One row for each event of the contracts, in the order of the chain. */
export const events = ledgerSchema.table(
  'events',
  {
    /** Counts from 1 without a gap, in the order of the chain: the same after a rebuild. */
    seq: bigint({ mode: 'number' }).primaryKey(),
    block: bigint({ mode: 'number' }).notNull(),
    /** Time of the block, Unix seconds. */
    time: bigint({ mode: 'number' }).notNull(),
    txHash: bytea('tx_hash').notNull(),
    /** Position in the transaction's receipt. */
    position: integer().notNull(),
    /** Name of the event: `Transferred`. */
    name: text().notNull(),
    /** Name of the function that was called, where the event tells it: `ship`, `dispense`. */
    act: text(),
    /** Who acted: GLN of the operator's institution. */
    gln: text(),
    /** Account that signed the act, in lower case. */
    operator: text(),
    /** Digest of the act that it is of. */
    actDigest: bytea('act_digest'),
    /** When the act says that it happened, Unix seconds, from the note; else null. */
    eventTime: bigint('event_time', { mode: 'number' }),
    /** Units that it moved or made. */
    units: bigint({ mode: 'number' }).notNull(),
    /** Holder that goods came from and went to, for events that move goods. */
    fromRef: integer('from_ref'),
    toRef: integer('to_ref'),
    /** What else it says; integers beyond 2^53 as decimal strings; units' masks are in `event_words`. */
    args: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index('events_name').on(table.name, table.seq),
    index('events_gln').on(table.gln, table.seq),
    index('events_operator').on(table.operator, table.seq),
    index('events_act_digest').on(table.actDigest),
    // A transaction is found by its block, which the chain tells: hashes in an index would cost four times as much.
    index('events_block').on(table.block),
  ],
)

/** What an event can be found by, beside units; a value's place is `event_refs.kind`. */
export const refKinds = ['institution', 'product', 'lot', 'container', 'shipment', 'record', 'proposal'] as const
export type RefKind = (typeof refKinds)[number]

/**
 * Which events concern what. `ref` is the number of a GLN or GTIN, a lot's or record's `ref`, the `ref` of a container's or
 * shipment's holder (an SSCC is beyond the numbers that JavaScript counts exactly), or a proposal's number. An event that
 * moves a container names that one, not those inside it: their way is that of the containers around them meanwhile.
 */
export const eventRefs = ledgerSchema.table(
  'event_refs',
  {
    kind: smallint().notNull(),
    ref: bigint({ mode: 'number' }).notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.ref, table.seq] })],
)

/** Which units an event names: a row for each 256 of them, none for units that move inside a container. */
export const eventWords = ledgerSchema.table(
  'event_words',
  {
    lotRef: integer('lot_ref').notNull(),
    /** Unit index divided by 256. */
    word: integer().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    /** Container that they were packed into or taken out of, by its holder; 0 where there is none. */
    containerRef: integer('container_ref').notNull(),
    /** Up to 32 bytes, big-endian: bit i stands for unit `word` × 256 + i. */
    mask: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.lotRef, table.word, table.seq, table.containerRef] }),
    index('event_words_seq').on(table.seq),
  ],
)
