import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Hex, toHex } from 'viem'
import { expect, test } from 'vitest'
import { blockHash, type Chain, openChain, realDisk } from '../src/index.ts'
import { openWal } from '../src/storage/wal.ts'
import { CHAIN_ID, openTestChain, signer, temporaryFolder } from './harness.ts'

const PROGRAM = fileURLToPath(new URL('loaded-process.ts', import.meta.url))

/** Runs the loaded process, optionally under a shell's limits, and kills it after so many acknowledgements. */
async function loaded(dataDir: string, killAfter: number, limits = '') {
  const command = `${limits} exec "$0" --import tsx "$1" "$2" ${CHAIN_ID}`
  const child = spawn('/bin/sh', ['-c', command, process.execPath, PROGRAM, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const hashes: Hex[] = []
  const refusals: string[] = []
  const lines = createInterface({ input: child.stdout })
  const closed = once(lines, 'close')
  lines.on('line', (line) => {
    if (line.startsWith('0x')) hashes.push(line as Hex)
    if (line.startsWith('refused')) refusals.push(line)
    if (hashes.length === killAfter) child.kill('SIGKILL')
  })
  const [code] = await once(child, 'exit')
  await closed
  return { hashes, refusals, code }
}

async function missing(chain: Chain, hashes: readonly Hex[]): Promise<Hex[]> {
  const lost: Hex[] = []
  for (const hash of hashes) {
    const bytes = Buffer.from(hash.slice(2), 'hex')
    let located = await chain.transaction(bytes)
    if (located?.state === 'pending') located = await chain.waitFor(hash)
    if (located?.state !== 'sealed' || located.block.receipts[located.index] === undefined) lost.push(hash)
  }
  return lost
}

test('what was acknowledged has a receipt after the process was killed under load, again and again', async () => {
  const dataDir = temporaryFolder()
  const acknowledged: Hex[] = []
  for (const killAfter of [1, 400, 37, 1500]) acknowledged.push(...(await loaded(dataDir, killAfter)).hashes)
  const chain = await openTestChain({ dataDir })
  expect(acknowledged.length).toBeGreaterThanOrEqual(1938)
  expect(await missing(chain, acknowledged)).toEqual([])
}, 60_000)

test('a full disk stops acknowledging and loses nothing', async () => {
  const dataDir = temporaryFolder()
  await openChain({ dataDir, chainId: CHAIN_ID }).then((chain) => chain.close())
  // Blocks of 512 bytes: no file may grow beyond 1 MiB, so a write fails with EFBIG as one on a full disk with ENOSPC.
  const { hashes, refusals } = await loaded(dataDir, Number.POSITIVE_INFINITY, 'ulimit -f 2048;')
  expect(hashes.length).toBeGreaterThan(0)
  expect(new Set(refusals)).toEqual(new Set(['refused StorageFailed']))
  const chain = await openTestChain({ dataDir })
  expect(await missing(chain, hashes)).toEqual([])
}, 60_000)

test('a log that cannot be written refuses with a reason, and reads go on', async () => {
  let broken = false
  const walDisk = {
    append: (fd: number, bytes: Uint8Array) => {
      if (broken) return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
      return realDisk.append(fd, bytes)
    },
    sync: realDisk.sync,
  }
  const dataDir = temporaryFolder()
  const chain = await openChain({ dataDir, chainId: CHAIN_ID, walDisk })
  const sender = signer()
  const kept = await chain.sendRawTransaction(await sender.sign({ to: sender.address }))
  if (!kept.ok) throw new Error(kept.message)
  await chain.waitFor(kept.hash)
  broken = true
  const raw = await sender.sign({ to: sender.address })
  expect(await chain.sendRawTransaction(raw)).toMatchObject({ ok: false, reason: 'StorageFailed' })
  broken = false
  // The file may end in half a record now: nothing more is written behind it by this process.
  expect(await chain.sendRawTransaction(raw)).toMatchObject({ ok: false, reason: 'StorageFailed' })
  expect(chain.failure?.code).toBe('StorageFailed')
  expect(chain.head().header.number).toBe(1)
  await chain.close()
  const again = await openTestChain({ dataDir })
  expect((await again.sendRawTransaction(raw)).ok).toBe(true)
  expect(await missing(again, [kept.hash])).toEqual([])
})

test('a torn or damaged end of the log is left out, what is before it is not', async () => {
  const folder = temporaryFolder()
  const { wal } = openWal(folder)
  const payloads = [1, 2, 3].map((n) => new Uint8Array(100).fill(n))
  await Promise.all(payloads.map((payload) => wal.append(payload)))
  await wal.close()
  const [name] = readdirSync(folder)
  const path = join(folder, name ?? '')
  const whole = readFileSync(path)
  const replayed = () => openWal(folder).replay
  expect(replayed().records.map((record) => record.payload[0])).toEqual([1, 2, 3])
  truncateSync(path, whole.length - 5)
  expect(replayed()).toMatchObject({ tornBytes: 103 })
  expect(replayed().records.map((record) => record.payload[0])).toEqual([1, 2])
  writeFileSync(path, whole)
  appendFileSync(path, Buffer.alloc(50))
  expect(replayed().records).toHaveLength(3)
  const damaged = Buffer.from(whole)
  damaged[108 + 20] = 0xff
  writeFileSync(path, damaged)
  expect(replayed().records.map((record) => record.payload[0])).toEqual([1])
})

test('segments go when all of their transactions are in blocks', async () => {
  const folder = temporaryFolder()
  const first = openWal(folder)
  const releases = await Promise.all([1, 2].map((n) => first.wal.append(new Uint8Array(10).fill(n))))
  await first.wal.close()
  expect(readdirSync(folder)).toHaveLength(1)
  const second = openWal(folder)
  const [one, two] = second.replay.records
  one?.release()
  one?.release()
  expect(readdirSync(folder)).toHaveLength(1)
  two?.release()
  expect(readdirSync(folder)).toHaveLength(0)
  expect(releases).toHaveLength(2)
  const third = openWal(folder)
  const release = await third.wal.append(new Uint8Array(10))
  release()
  await third.wal.close()
  expect(readdirSync(folder)).toHaveLength(0)
})

test('after a clean close nothing is in the log and the chain opens as it was', async () => {
  const dataDir = temporaryFolder()
  const chain = await openChain({ dataDir, chainId: CHAIN_ID })
  const senders = Array.from({ length: 5 }, () => signer())
  const sent = await Promise.all(
    senders.flatMap((sender) => [0, 1, 2].map((nonce) => sender.sign({ nonce, to: sender.address }))),
  ).then((raws) => Promise.all(raws.map((raw) => chain.sendRawTransaction(raw))))
  const hashes = sent.map((answer) => (answer.ok ? answer.hash : '0x'))
  // Queued behind a gap: acknowledged, so it must survive although no block can take it yet.
  const late = signer()
  const queued = await chain.sendRawTransaction(await late.sign({ nonce: 1, to: late.address }))
  await chain.close()
  const before = chain.head()
  expect(await chain.sendRawTransaction(await late.sign({ nonce: 2 }))).toMatchObject({ reason: 'ChainClosed' })
  expect(readdirSync(join(dataDir, 'wal'))).toHaveLength(1)

  const again = await openTestChain({ dataDir })
  expect(again.sealer).toBe(chain.sealer)
  expect(again.head().hash).toBe(before.hash)
  expect(toHex(blockHash(again.head().header))).toBe(before.hash)
  expect(
    await missing(
      again,
      hashes.filter((hash): hash is Hex => hash !== '0x'),
    ),
  ).toEqual([])
  expect(hashes).not.toContain('0x')
  if (!queued.ok) throw new Error(queued.message)
  expect(again.pending().map((transaction) => transaction.hash)).toEqual([queued.hash])
  const filler = await again.sendRawTransaction(await late.sign({ nonce: 0, to: late.address }))
  expect(filler.ok).toBe(true)
  expect((await again.waitFor(queued.hash)).block.header.number).toBeGreaterThan(before.header.number)
})
