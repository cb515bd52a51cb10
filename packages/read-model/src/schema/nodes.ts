import { bigint, index, integer, text } from 'drizzle-orm/pg-core'
import { ledgerSchema } from './tables.ts'

/** Nodes as institutions registered them and the regulator decided; what they do is the engine's to say. */
export const nodes = ledgerSchema.table(
  'nodes',
  {
    /** keccak256 of the id, `0x…` */
    node: text().primaryKey(),
    gln: text().notNull(),
    /** The public key, 64 bytes, `0x…` */
    id: text().notNull(),
    name: text().notNull(),
    /** `none`, `observer`, `sealer`, as the regulator noted it. */
    role: text().notNull(),
    /** What was asked for last. */
    wished: text().notNull(),
    /** `none`, `asked`, `approved`. */
    wish: text().notNull(),
    /** Why the newest wish was declined. */
    reason: text(),
    registeredSeq: bigint('registered_seq', { mode: 'number' }).notNull(),
    updatedSeq: bigint('updated_seq', { mode: 'number' }).notNull(),
  },
  (table) => [index('nodes_gln').on(table.gln)],
)

/** Where institutions' servers are, as they last said; an empty URL took it back. */
export const services = ledgerSchema.table('services', {
  gln: text().primaryKey(),
  /** In lower case. */
  signer: text().notNull(),
  url: text().notNull(),
  seq: bigint({ mode: 'number' }).notNull(),
})

/** The directory: the newest version of each name. */
export const listedContracts = ledgerSchema.table('listed_contracts', {
  name: text().primaryKey(),
  /** In lower case. */
  target: text().notNull(),
  version: integer().notNull(),
  abiHash: text('abi_hash').notNull(),
  seq: bigint({ mode: 'number' }).notNull(),
})
