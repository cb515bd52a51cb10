import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { expect, onTestFinished, test } from 'vitest'
import { createCarrier, type Outcome, type SignedAct } from '../../src/carry/index.ts'
import { type LogPage, readLogs } from '../../src/logs/index.ts'
import { type FileJournal, type FileJournalOptions, fileJournal } from '../../src/node.ts'
import { lanesOf, openWorld, takeable, temporaryFolder } from './world.ts'

function act(index: number): SignedAct {
  const digest: Hex = `0x${index.toString(16).padStart(64, '0')}`
  const operator = '0x00000000000000000000000000000000000000aa'
  return {
    target: operator,
    deadline: 2_000_000_000,
    nonce: BigInt(index) << 200n,
    data: '0x1234',
    signature: '0xab',
    digest,
    operator,
  }
}

const taken: Outcome = {
  state: 'taken',
  txHash: `0x${'11'.repeat(32)}`,
  blockNumber: 12n,
  logs: [
    {
      address: '0x00000000000000000000000000000000000000bb',
      topics: [`0x${'22'.repeat(32)}`],
      data: '0x',
      position: 3,
    },
  ],
}

const refused: Outcome = {
  state: 'refused',
  txHash: `0x${'33'.repeat(32)}`,
  blockNumber: 13n,
  reason: { name: 'Empty', args: {}, data: '0x' },
}

async function journalAt(path: string, options?: FileJournalOptions): Promise<FileJournal> {
  const journal = await fileJournal(path, options)
  onTestFinished(() => journal.close())
  return journal
}

test('a journal opened again has what is open and what was settled', async () => {
  const path = join(temporaryFolder(), 'journal')
  const journal = await journalAt(path)
  await Promise.all([act(1), act(2), act(3), act(4)].map((one) => journal.put(one)))
  await Promise.all([
    journal.settle(act(1).digest, taken),
    journal.settle(act(2).digest, refused),
    journal.drop(act(3).digest),
  ])
  await journal.close()
  const again = await journalAt(path)
  expect(await again.pending()).toEqual([act(4)])
  expect(await again.outcomeOf(act(1).digest)).toEqual(taken)
  expect(await again.outcomeOf(act(2).digest)).toEqual(refused)
  expect(await again.outcomeOf(act(4).digest)).toBeUndefined()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a torn end is passed over, damage before a good line is not', async () => {
  const path = join(temporaryFolder(), 'journal')
  const journal = await journalAt(path)
  await journal.put(act(1))
  await journal.put(act(2))
  await journal.close()
  const sound = readFileSync(path, 'utf8')
  appendFileSync(path, sound.slice(0, 100))
  const torn = await journalAt(path)
  expect(await torn.pending()).toEqual([act(1), act(2)])
  await torn.put(act(3))
  await torn.close()
  const mended = await journalAt(path)
  expect(await mended.pending()).toHaveLength(3)
  await mended.close()
  writeFileSync(path, sound.replace('0x1234', '0x1235'))
  await expect(fileJournal(path)).rejects.toMatchObject({ code: 'JournalDamaged', data: { path, line: 1 } })
  // The refusal frees the file, and leaves it as it was.
  expect(readFileSync(path, 'utf8')).toBe(sound.replace('0x1234', '0x1235'))
  await expect(fileJournal(path)).rejects.toMatchObject({ code: 'JournalDamaged' })
})

test('a journal is for one holder at a time, and for the next after that one is gone', async () => {
  const path = join(temporaryFolder(), 'journal')
  const journal = await journalAt(path)
  await expect(fileJournal(path)).rejects.toMatchObject({ code: 'JournalLocked', data: { pid: process.pid } })
  await journal.close()
  await (await journalAt(path)).close()
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.pid, id: 'a process that had this number before' }))
  await (await journalAt(path)).close()
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: 1, started: '-1', id: 'before the last boot' }))
  await (await journalAt(path)).close()
  await expect(journal.put(act(1))).rejects.toMatchObject({ code: 'JournalClosed' })
})

test('a journal that has grown is written anew while in use', async () => {
  const path = join(temporaryFolder(), 'journal')
  const journal = await journalAt(path, { compactBytes: 20_000, outcomes: 5 })
  for (let index = 1; index <= 60; index++) {
    await journal.put(act(index))
    if (index % 10 !== 0) await journal.settle(act(index).digest, taken)
  }
  expect(statSync(path).size).toBeLessThan(25_000)
  await journal.close()
  const again = await journalAt(path)
  expect((await again.pending()).map(({ digest }) => digest)).toEqual(
    [10, 20, 30, 40, 50, 60].map((index) => act(index).digest),
  )
})

test('a carrier that is killed again and again loses nothing and does nothing twice', async () => {
  const world = await openWorld()
  const path = join(temporaryFolder(), 'journal')
  const acts = await takeable(world, 1_200)
  const script = new URL('./child.ts', import.meta.url)
  let stored = 0
  for (let round = 0; round < 3; round++) {
    const child = fork(script, [world.url, world.acts, path], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const part = acts.slice(round * 400, round * 400 + 400)
    child.send(part)
    // Killed at another point each time: when the first, some, most are settled.
    const until = [1, 120, 320][round] ?? 1
    let settled = 0
    const reached = new Promise<void>((resolve) => {
      child.on('message', () => {
        if (++settled === until) resolve()
      })
    })
    await reached
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  const journal = await journalAt(path)
  const pending = await journal.pending()
  stored = pending.length
  const carrier = createCarrier({ ...world, lanes: lanesOf(2), journal })
  onTestFinished(() => carrier.close())
  await carrier.resume()
  const resumed = await Promise.all(pending.map((one) => carrier.carry(one)))
  expect(resumed.every(({ state }) => state === 'taken')).toBe(true)
  expect(await journal.pending()).toEqual([])
  // Whatever never reached the journal is sent by its sender again.
  const all = await Promise.all(acts.map((one) => carrier.carry(one)))
  expect(all.every(({ state }) => state === 'taken')).toBe(true)

  const pages: LogPage[] = []
  for await (const page of readLogs({
    endpoint: world.endpoint,
    address: world.acts,
    events: ['ActTaken'],
    fromBlock: 0n,
  }))
    pages.push(page)
  const digests = pages.flatMap((page) => page.logs.map(({ topics }) => topics[1]))
  expect(new Set(digests).size).toBe(digests.length)
  expect(new Set(digests)).toEqual(new Set([...digests.slice(0, 2), ...acts.map(({ digest }) => digest)]))
  expect(digests).toHaveLength(1_202)
  expect(stored).toBeGreaterThan(0)
}, 60_000)

test('what is given to a journal that is closing is stored or refused, never left in between', async () => {
  const path = join(temporaryFolder(), 'journal')
  const journal = await journalAt(path)
  const writes = [1, 2, 3].map((index) => journal.put(act(index)))
  const late = writes[0]?.then(() => journal.put(act(4)))
  await Promise.all([journal.close(), journal.close()])
  const results = await Promise.allSettled([...writes, late])
  const stored = results.flatMap(({ status }, place) => (status === 'fulfilled' ? [act(place + 1)] : []))
  expect(stored.length).toBeGreaterThanOrEqual(3)
  expect(await (await journalAt(path)).pending()).toEqual(stored)
})
