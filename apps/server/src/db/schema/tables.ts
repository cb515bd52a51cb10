import { pgSchema } from 'drizzle-orm/pg-core'

/** What cannot be read from the chain again: this is what must be backed up. */
export const appSchema = pgSchema('app')
