import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { expect, test } from 'vitest'
import { appMigrations } from '../src/db/migrations.ts'
import * as schema from '../src/db/schema/index.ts'

test('the migrations make the tables that the schema has; else run `npm run generate -w apps/server`', async () => {
  const read = (file: string) => JSON.parse(readFileSync(join(appMigrations.folder, 'meta', file), 'utf8'))
  const { entries } = read('_journal.json') as { entries: { idx: number }[] }
  const newest = String(entries.at(-1)?.idx ?? 0).padStart(4, '0')
  const now = generateDrizzleJson({ ...schema }, undefined, ['app'])
  expect(await generateMigration(read(`${newest}_snapshot.json`), now)).toEqual([])
  expect(Object.keys(now.tables).length).toBeGreaterThan(20)
})
