import { pgSchema } from 'drizzle-orm/pg-core'

/**
 * Everything in here is read from the chain and can be made again from it. What cannot is in the schema `app` of the
 * server, so that dropping this one loses nothing.
 */
export const ledgerSchema = pgSchema('ledger')
