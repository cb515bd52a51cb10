import { text } from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** Groups that institutions usually work in, where they have said so. */
export const defaultGroups = appSchema.table('default_groups', {
  gln: text().primaryKey(),
  /** Id of the group, which may be another than the one that this database is of. */
  group: text('group_id').notNull(),
})
