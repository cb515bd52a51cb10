import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asDatabaseFault, dropSchema, ledgerMigrations, migrate, openDatabase, schema } from '../src/core.ts'
import { testDatabases, testDump } from '../src/testing/index.ts'

const { blocks, checkpoint, words, anchors } = schema

describe.each(testDatabases())('on $kind', ({ open, kind }) => {
  async function opened() {
    const database = await open()
    onTestFinished(() => database.close())
    expect(database.kind).toBe(kind)
    return database.db
  }

  test('integers, bytes and days come back as they went in', async () => {
    const db = await opened()
    const chainId = 2n ** 60n
    const hash = `0x${'ab'.repeat(32)}`
    await db.insert(checkpoint).values({ id: 1, chainId, genesisHash: hash, block: 7, blockHash: hash, seq: 2 ** 40 })
    expect(await db.select().from(checkpoint)).toEqual([
      { id: 1, chainId, genesisHash: hash, block: 7, blockHash: hash, seq: 2 ** 40 },
    ])
    const raw = await db.execute(sql`select chain_id, block, count(*) over () as rows from ledger.checkpoint`)
    expect(raw.rows).toEqual([{ chain_id: chainId, block: 7, rows: 1 }])
    await db.insert(words).values({ lotRef: 1, word: 0, holders: new Uint8Array([0, 0, 1, 255]) })
    const [word] = await db.select().from(words)
    expect(word?.holders).toEqual(new Uint8Array([0, 0, 1, 255]))
  })

  test('a transaction that throws leaves nothing', async () => {
    const db = await opened()
    const row = { author: '1', root: '0x', kind: 'document', count: 1, seq: 1 }
    const failing = db.transaction(async (tx) => {
      await tx.insert(anchors).values(row)
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    await db.transaction(async (tx) => {
      await tx.insert(anchors).values({ ...row, seq: 2 })
    })
    expect(await db.select({ seq: anchors.seq }).from(anchors)).toEqual([{ seq: 2 }])
  })

  test('migrating again changes nothing, a dropped schema is made anew, a newer one is refused', async () => {
    const db = await opened()
    await db.insert(blocks).values({ number: 1, hash: '0x', time: 1, transactions: 1 })
    await migrate(db, ledgerMigrations)
    expect(await db.select().from(blocks).where(eq(blocks.number, 1))).toHaveLength(1)
    await dropSchema(db, 'ledger')
    await migrate(db, ledgerMigrations)
    expect(await db.select().from(blocks)).toEqual([])
    await db.execute(sql`insert into ledger.migrations values ('x', 9999999999999)`)
    await expect(migrate(db, ledgerMigrations)).rejects.toMatchObject({ code: 'MigrationUnknown', retryable: false })
  })
})

test('what a folder was told to keep is there after the process was killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-database-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const made = await openDatabase({ folder, dump: await testDump() })
  await made.close()
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./database-child.ts', import.meta.url)), folder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const told = await new Promise<number>((resolve) => {
    let newest = 0
    child.stdout.on('data', (chunk: Buffer) => {
      newest = Math.max(newest, ...chunk.toString().trim().split('\n').map(Number))
      if (newest >= 5) child.kill('SIGKILL')
    })
    child.on('exit', () => resolve(newest))
  })
  const { db, close } = await openDatabase({ folder })
  const found = await db.select().from(blocks).orderBy(blocks.number)
  await close()
  expect(found.length).toBeGreaterThanOrEqual(told)
  expect(found.map(({ number }) => number)).toEqual(found.map((_, i) => i + 1))
}, 60_000)

test('a server that is not there, and one that does not know the database, are told apart', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  await expect(openDatabase({ url: `postgres://127.0.0.1:${port}/x` })).rejects.toMatchObject({
    code: 'DatabaseUnavailable',
    retryable: true,
  })
  const url = await testDatabases()
    .find(({ kind }) => kind === 'postgres')
    ?.url?.()
  if (!url) throw new TypeError('no PostgreSQL')
  const nowhere = url.replace(/test_\w+/, 'nowhere')
  await expect(openDatabase({ url: nowhere })).rejects.toMatchObject({ code: 'DatabaseRefused', retryable: false })
})

test('a server that ends the connection is told as one that is away', async () => {
  const url = await testDatabases()
    .find(({ kind }) => kind === 'postgres')
    ?.url?.()
  if (!url) throw new TypeError('no PostgreSQL')
  const { db, close } = await openDatabase({ url, poolSize: 1 })
  onTestFinished(close)
  const fault = await db.execute(sql`select pg_terminate_backend(pg_backend_pid())`).catch(asDatabaseFault)
  expect(fault).toMatchObject({ code: 'DatabaseUnavailable', retryable: true })
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
  const own = await db.execute(sql`select nothing from nowhere`).catch(asDatabaseFault)
  expect(own).toBeUndefined()
})
