import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { type Database, databaseOf } from '../database.ts'
import { type Migrations, migrate } from '../migrate.ts'

const require = createRequire(import.meta.url)

/** Of the language, which Node's types name without its functions. */
const { WebAssembly: compiler } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<NonNullable<PGliteOptions['pgliteWasmModule']>> }
}

let wasm: Promise<Pick<PGliteOptions, 'pgliteWasmModule' | 'fsBundle'>> | undefined

/** PGlite's program, compiled once for all databases of a process. */
async function program(): Promise<Pick<PGliteOptions, 'pgliteWasmModule' | 'fsBundle'>> {
  const folder = dirname(require.resolve('@electric-sql/pglite'))
  return {
    pgliteWasmModule: await compiler.compile(new Uint8Array(readFileSync(join(folder, 'pglite.wasm')))),
    fsBundle: new Blob([new Uint8Array(readFileSync(join(folder, 'pglite.data')))]),
  }
}

/** A fresh database in memory from a template. */
export async function pgliteFrom(dump: Blob): Promise<Database> {
  wasm ??= program()
  return databaseOf(await PGlite.create({ ...(await wasm), loadDataDir: dump }))
}

/** Changes whenever a migrated database would come out otherwise. */
export function templateKey(migrations: readonly Migrations[]): string {
  const hash = createHash('sha256')
  for (const { folder, schema } of migrations) {
    const journal = readFileSync(join(folder, 'meta/_journal.json'), 'utf8')
    hash.update(schema).update(journal)
    for (const { tag } of JSON.parse(journal).entries as { tag: string }[])
      hash.update(readFileSync(join(folder, `${tag}.sql`)))
  }
  return hash.digest('hex').slice(0, 16)
}

/**
 * A migrated PGlite database as a file to be loaded, made once for all test processes of the machine: making one takes
 * seconds, loading it tenths of one.
 */
export async function pgliteTemplate(migrations: readonly Migrations[]): Promise<Blob> {
  const folder = join(tmpdir(), `theriac-pglite-${userInfo().uid}`)
  const file = join(folder, `${pgliteVersion()}-${templateKey(migrations)}.tar`)
  if (!existsSync(file)) {
    const client = await PGlite.create()
    const { db } = databaseOf(client)
    for (const one of migrations) await migrate(db, one)
    const dump = await client.dumpDataDir('none')
    await client.close()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Others may be making the same: each writes its own, the last one stays.
    const own = `${file}.${process.pid}`
    writeFileSync(own, new Uint8Array(await dump.arrayBuffer()))
    renameSync(own, file)
  }
  return new Blob([new Uint8Array(readFileSync(file))], { type: 'application/x-tar' })
}

function pgliteVersion(): string {
  const manifest = join(dirname(require.resolve('@electric-sql/pglite')), '../package.json')
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
