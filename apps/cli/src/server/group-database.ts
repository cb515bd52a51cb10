import { openDatabase } from '@theriac/read-model'
import { CliError } from '../cli-error.ts'
import type { DataFolder } from '../data-folder.ts'

/** As long as PostgreSQL lets names be, in bytes. */
const longestName = 63

/**
 * URL of the PostgreSQL database that a data folder has on a server: the one given for the main folder, for a group
 * `<name>_<group>` beside it, which is made if it is not there.
 *
 * @throws CliError DatabaseMissing when it may not be made; ReadModelError when the server does not let us in
 */
export async function databaseUrlFor({ group }: Pick<DataFolder, 'group'>, url: string): Promise<string> {
  if (!group) return url
  const { db, close } = await openDatabase({ url, poolSize: 1 })
  try {
    const main = await db.execute<{ name: string }>('select current_database() as name')
    const name = `${main.rows[0]?.name}_${group.id}`
    if (Buffer.byteLength(name) > longestName) {
      throw new CliError('DatabaseMissing', `The database name ${name} is too long`, 'Shorten that in DATABASE_URL.')
    }
    const there = await db.execute(`select from pg_database where datname = '${name.replaceAll("'", "''")}'`)
    const quoted = `"${name.replaceAll('"', '""')}"`
    if (there.rows.length === 0) {
      await db.execute(`create database ${quoted}`).catch((cause: unknown) => {
        const why = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : ''
        throw new CliError(
          'DatabaseMissing',
          `The group ${group.id} needs the database ${name}, which could not be made${why}`,
          `Let the database’s administrator run: create database ${quoted} owner <user of DATABASE_URL>; and start again.`,
          cause,
        )
      })
    }
    const own = new URL(url)
    own.pathname = `/${encodeURIComponent(name)}`
    return own.href
  } finally {
    await close()
  }
}
