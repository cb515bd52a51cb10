import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Db } from './database.ts'
import { ReadModelError } from './errors.ts'

/** Which migrations to run. */
export interface Migrations {
  /** What drizzle-kit generated: SQL files, and `meta/_journal.json` which names them. */
  readonly folder: string
  /** The PostgreSQL schema that they make; what was run is noted in it, and goes with it. */
  readonly schema: string
}

/** Any number that is the same in all processes: two that start at once migrate one after the other. */
const lock = 7_472_657_126

/**
 * Runs the migrations that were not run yet, all of them in one transaction. Two schemas in one database do not meet.
 *
 * @throws ReadModelError MigrationUnknown when the database is newer than the program; what the database throws
 */
export async function migrate(db: Db, { folder, schema }: Migrations): Promise<void> {
  const files = readMigrationFiles({ migrationsFolder: folder })
  const journal = sql`${sql.identifier(schema)}.${sql.identifier('migrations')}`
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(lock))})`)
    await tx.execute(sql`create schema if not exists ${sql.identifier(schema)}`)
    await tx.execute(sql`create table if not exists ${journal} (hash text not null, made bigint primary key)`)
    const { rows } = await tx.execute<{ newest: number | bigint | null }>(
      sql`select max(made) as newest from ${journal}`,
    )
    const newest = Number(rows[0]?.newest ?? -1)
    if (newest > (files.at(-1)?.folderMillis ?? -1))
      throw new ReadModelError('MigrationUnknown', `The tables of ${schema} are of a newer version`, { schema, newest })
    for (const file of files) {
      if (file.folderMillis <= newest) continue
      for (const statement of file.sql) {
        // The schema is there: the journal is in it.
        if (statement.trim() !== `CREATE SCHEMA "${schema}";`) await tx.execute(sql.raw(statement))
      }
      await tx.execute(sql`insert into ${journal} (hash, made) values (${file.hash}, ${file.folderMillis})`)
    }
  })
}

/** Drops a schema with everything in it. */
export async function dropSchema(db: Db, schema: string): Promise<void> {
  await db.execute(sql`drop schema if exists ${sql.identifier(schema)} cascade`)
}
