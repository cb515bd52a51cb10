import { fileURLToPath } from 'node:url'
import type { Migrations } from './migrate.ts'

/** The migrations of this package's tables. */
export const ledgerMigrations: Migrations = {
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
  schema: 'ledger',
}
