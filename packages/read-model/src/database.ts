import { fork } from 'node:child_process'
import { once as eventOf } from 'node:events'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { asDatabaseFault, ReadModelError } from './errors.ts'

/** What `execute` answers on both drivers. */
interface Answer<Row> {
  readonly rows: Row[]
}

interface AnswerOf extends PgQueryResultHKT {
  readonly type: Answer<this['row']>
}

/** A database, or a transaction in one, whichever driver is behind it. */
export type Db = PgDatabase<AnswerOf, Record<string, never>>

/** An open database. */
export interface Database {
  readonly db: Db
  readonly kind: 'pglite' | 'postgres'
  close(): Promise<void>
}

/** Which database to open: a folder of PGlite's, a PostgreSQL server, or one that is gone when it is closed. */
export type DatabaseOptions =
  | {
      readonly folder: string
      /** What `dumpDataDir` of another one gave, for a folder that is new: it takes no seconds to make then. */
      readonly dump?: Blob
    }
  | { readonly url: string; readonly poolSize?: number }
  | {
      readonly memory: true
      /** What `dumpDataDir` of another one gave, to start from. */
      readonly dump?: Blob
    }

/**
 * Opens a database. What a transaction has committed survives the end of the process on all but `memory`.
 *
 * @throws ReadModelError DatabaseUnavailable when a server does not answer; DatabaseRefused when it does not let us in
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return 'url' in options ? openPostgres(options.url, options.poolSize ?? 10) : openPglite(options)
}

async function openPglite(options: Exclude<DatabaseOptions, { readonly url: string }>): Promise<Database> {
  let settings: PGliteOptions = {}
  if ('folder' in options) {
    if (!options.dump) await makeFolder(options.folder)
    settings = { dataDir: options.folder }
  }
  if (options.dump) settings = { ...settings, loadDataDir: options.dump }
  let client: PGlite
  try {
    client = await PGlite.create(settings)
  } catch (cause) {
    const where = 'folder' in options ? options.folder : 'memory'
    throw new ReadModelError('DatabaseDamaged', `The database in ${where} cannot be opened`, { where }, cause)
  }
  return databaseOf(client)
}

/** An open PGlite as a database, which closes it. */
export function databaseOf(client: PGlite): Database {
  return { db: drizzlePglite(client) as unknown as Db, kind: 'pglite', close: once(() => client.close()) }
}

const maker = fileURLToPath(new URL('make-folder.mjs', import.meta.url))

/**
 * Makes the folder of an embedded database where there is none. Making it takes half a gigabyte which is never given back: a
 * process of its own has it. It is made beside and moved when it is whole, so that a crash leaves none that is half made.
 */
async function makeFolder(folder: string): Promise<void> {
  const there = await readdir(folder).catch(() => [])
  if (there.length > 0) return
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(dirname(fresh), { recursive: true })
  const child = fork(maker, [fresh], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let told = ''
  child.stderr?.on('data', (chunk) => {
    told += chunk
  })
  const [code] = (await eventOf(child, 'exit')) as [number | null]
  if (code !== 0) {
    const cause = new Error(told.trim() || `ended with ${code}`)
    throw new ReadModelError('DatabaseDamaged', `No database can be made in ${folder}`, { where: folder }, cause)
  }
  await rm(folder, { recursive: true, force: true })
  await rename(fresh, folder)
}

async function openPostgres(url: string, poolSize: number): Promise<Database> {
  // As PGlite does: a number where it is exact, else a bigint. The driver's own way is text, and drizzle asks its table.
  pg.types.setTypeParser(pg.types.builtins.INT8, exactInteger)
  const pool = new pg.Pool({ connectionString: url, max: poolSize, connectionTimeoutMillis: 10_000 })
  // A connection that breaks while nobody uses it is told here; whoever asks next gets a new one, or the fault.
  pool.on('error', () => {})
  // One that breaks in the hands of who uses it between two queries, as in a transaction: the next query tells.
  pool.on('connect', (client) => void client.on('error', () => {}))
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw asDatabaseFault(cause) ?? cause
  }
  const db = drizzlePostgres(pool) as unknown as Db
  return { db, kind: 'postgres', close: once(() => pool.end()) }
}

function exactInteger(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

function once(end: () => Promise<void>): () => Promise<void> {
  let ended: Promise<void> | undefined
  return () => {
    ended ??= end()
    return ended
  }
}
