import { fileURLToPath } from 'node:url'
import type { Migrations } from '@theriac/read-model'

/** The migrations of the server's own tables. */
export const appMigrations: Migrations = {
  folder: fileURLToPath(new URL('../../migrations', import.meta.url)),
  schema: 'app',
}
