import { bigint, text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** Numbers that are given out one after the other: runs of a lot, shipments of a sender, SSCCs of a prefix. */
export const counters = appSchema.table('counters', {
  /** What is counted: `run 0x…`, `shipment 9520000000011`, `sscc 9520000`. */
  name: text().primaryKey(),
  /** The next number that is free. */
  next: bigint({ mode: 'number' }).notNull(),
})

/** GS1 company prefixes that institutions number their containers with. */
export const companyPrefixes = appSchema.table('company_prefixes', {
  gln: text().primaryKey(),
  prefix: text().notNull(),
})
