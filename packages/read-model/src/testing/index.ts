import { randomUUID } from 'node:crypto'
import { type Database, openDatabase } from '../database.ts'
import { type Migrations, migrate } from '../migrate.ts'
import { ledgerMigrations } from '../migrations.ts'
import { pgliteFrom, pgliteTemplate, templateKey } from './pglite-template.ts'
import { postgresCluster } from './postgres-cluster.ts'

export { allRows } from './rows.ts'

/** A kind of database that tests run on. */
export interface TestDatabase {
  readonly kind: Database['kind']
  /** A fresh, migrated database that nobody else uses. Close it when the test ends. */
  open(): Promise<Database>
  /** A fresh one that can be opened again; `openDatabase` takes it. PostgreSQL only. */
  url?(): Promise<string>
}

/** What a test database starts with, beside the tables of the read model. */
export interface TestDatabaseOptions {
  readonly migrations?: readonly Migrations[]
}

/**
 * The databases that a suite must pass on: `describe.each(testDatabases())('on $kind', ({ open }) => ...)`. PGlite is loaded
 * from a template; PostgreSQL is a real server out of an npm package, one for the process.
 */
export function testDatabases(options: TestDatabaseOptions = {}): readonly TestDatabase[] {
  const migrations = [ledgerMigrations, ...(options.migrations ?? [])]
  const url = () => postgresDatabase(migrations)
  return [
    { kind: 'pglite', open: async () => pgliteFrom(await pgliteTemplate(migrations)) },
    { kind: 'postgres', open: async () => openDatabase({ url: await url(), poolSize: 4 }), url },
  ]
}

/** PGlite alone, for suites that have nothing to do with the database. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<Database> {
  return pgliteFrom(await pgliteTemplate([ledgerMigrations, ...(options.migrations ?? [])]))
}

/** A migrated PGlite as a file, for `openDatabase({ folder, dump })`: a folder that is there at once. */
export function testDump(options: TestDatabaseOptions = {}): Promise<Blob> {
  return pgliteTemplate([ledgerMigrations, ...(options.migrations ?? [])])
}

const templates = new Map<string, Promise<string>>()

async function postgresDatabase(migrations: readonly Migrations[]): Promise<string> {
  const cluster = await postgresCluster()
  const key = templateKey(migrations)
  const template = templates.get(key) ?? makeTemplate(key, migrations)
  templates.set(key, template)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await cluster.run(`create database ${name} template ${await template}`)
  return cluster.url(name)
}

async function makeTemplate(key: string, migrations: readonly Migrations[]): Promise<string> {
  const cluster = await postgresCluster()
  const name = `template_${key}`
  await cluster.run(`create database ${name}`)
  const { db, close } = await openDatabase({ url: cluster.url(name), poolSize: 1 })
  for (const one of migrations) await migrate(db, one)
  await close()
  return name
}
