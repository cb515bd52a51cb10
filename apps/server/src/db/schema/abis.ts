import { bigint, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Abi } from 'viem'
import { appSchema } from './tables.ts'

/** Contracts that are none of the platform's, with what institutions say that they can be read by. */
export const foreignContracts = appSchema.table(
  'foreign_contracts',
  {
    /** Who says so: what one institution says is not told to another, but for the regulator's. */
    gln: text().notNull(),
    /** In lower case. */
    address: text().notNull(),
    name: text().notNull(),
    abi: jsonb().$type<Abi>().notNull(),
    /** Unix milliseconds. */
    registeredAt: bigint('registered_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.gln, table.address] })],
)
