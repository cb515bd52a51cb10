import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRpcServer } from '@theriac/chain'
import { leafOf } from '@theriac/ledger'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase, openLeafIndex } from '../../src/core.ts'
import { testDump } from '../../src/testing/index.ts'
import { allRows } from '../../src/testing/rows.ts'
import { anyDatabase, gtinA, newFolder, openReader, openStage, serialsOf } from '../stage.ts'

test('an indexer that is killed again and again ends with the rows of a fresh one', async () => {
  const [chainFolder, folder] = [newFolder(), newFolder()]
  const t = await openStage(chainFolder.path)
  const factory = await t.enrol(11, 'factory', 'manufacture')
  const serials = serialsOf(1_100)
  await t.makeLot(factory, 'L1', { serials })
  for (let lot = 0; lot < 12; lot++) await t.makeLot(factory, `SMALL${lot}`, { serials: serialsOf(3, `${lot}-`) })
  const kept = await openDatabase({ folder: join(folder.path, 'database'), dump: await testDump() })
  await kept.close()
  const server = await createRpcServer({ groups: [{ chain: t.chain, path: '/' }], port: 0 })
  const reader = await openReader(t, await anyDatabase())
  onTestFinished(async () => {
    await server.close()
    await reader.close()
    await reader.database.close()
    await t.close()
    for (const one of [chainFolder, folder]) one.close()
  })
  const height = t.chain.head().header.number
  const args = [server.url('/'), folder.path, JSON.stringify(t.addresses), String(height)]

  /** Runs it until it has told so many commits, and kills it then; gives the last block and whether it came to its end. */
  const run = (commits: number) =>
    new Promise<{ readonly told: number; readonly isDone: boolean }>((resolve) => {
      const script = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
      const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      onTestFinished(() => {
        child.kill('SIGKILL')
      })
      let lines: string[] = []
      child.stdout.on('data', (chunk: Buffer) => {
        lines = [...lines, ...chunk.toString().trim().split('\n')]
        if (lines.length >= commits) child.kill('SIGKILL')
      })
      child.on('exit', () => resolve({ told: Number(lines.at(-1)), isDone: lines.includes('done') }))
    })
  const first = await run(1)
  const second = await run(2)
  expect(first.isDone || second.isDone).toBe(false)
  expect(second.told).toBeGreaterThan(first.told)
  expect((await run(Number.POSITIVE_INFINITY)).isDone).toBe(true)

  await reader.catchUp()
  const database = await openDatabase({ folder: join(folder.path, 'database') })
  const rows = await allRows(database.db)
  await database.close()
  expect(rows).toEqual(await allRows(reader.database.db))
  const leaves = await openLeafIndex(join(folder.path, 'leaves'))
  const found = await leaves.findMany(serials.map((serial) => leafOf(gtinA, serial)))
  await leaves.close()
  expect(found.every((places) => places.length === 1)).toBe(true)
}, 120_000)
