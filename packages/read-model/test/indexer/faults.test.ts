import { cpSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { inProcessRequest, openChain } from '@theriac/chain'
import { createEndpoint, dispense, leafOf, type RequestFunction } from '@theriac/ledger'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createIndexer, openDatabase, openLeafIndex, schema, verify } from '../../src/core.ts'
import { testDatabases } from '../../src/testing/index.ts'
import { allRows } from '../../src/testing/rows.ts'
import {
  anyDatabase,
  gtinA,
  newFolder,
  openReader,
  openStage,
  openTrade,
  type Stage,
  serialsOf,
  type TradeStage,
} from '../stage.ts'

const folder = newFolder()
const earlier = newFolder()
let t: TradeStage
beforeAll(async () => {
  t = await openTrade(folder.path)
  await t.makeLot(t.factory, 'L1', { serials: serialsOf(300) })
})
afterAll(async () => {
  await t.close()
  folder.close()
  earlier.close()
})

/** Until something is so; the test's own time ends it otherwise. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** A reader over an endpoint of its own, closed with the test. */
async function readerOver(request: RequestFunction, stage: Stage | TradeStage = t) {
  const endpoint = createEndpoint({ request })
  const database = await anyDatabase()
  const reader = await openReader(stage, database, endpoint)
  onTestFinished(async () => {
    await reader.close()
    await database.close()
    endpoint.close()
  })
  return reader
}

test('a chain that is away is told, and read on when it is back', async () => {
  const node = inProcessRequest(t.chain)
  let isAway = true
  const reader = await readerOver((request) => (isAway ? Promise.reject(new Error('cut')) : node(request)))
  await until(() => reader.indexer.status().fault !== undefined)
  expect(reader.indexer.status()).toMatchObject({
    fault: { code: 'EndpointUnavailable', retryable: true },
    indexed: -1,
  })
  isAway = false
  await reader.catchUp()
  await until(() => reader.indexer.status().fault === undefined)
  expect(reader.indexer.status()).toMatchObject({ behind: 0, indexed: t.chain.head().header.number })
})

test('a database that is away is told, and written on when it is back', async () => {
  const url = await testDatabases()
    .find(({ kind }) => kind === 'postgres')
    ?.url?.()
  const socket = url && `${new URL(url).searchParams.get('host')}/.s.PGSQL.5432`
  if (!socket) throw new TypeError('no PostgreSQL')
  const sockets = new Set<Socket>()
  let isAway = false
  const line = createServer((client) => {
    if (isAway) return client.destroy()
    const server = connect(socket)
    for (const one of [client, server]) sockets.add(one.on('error', () => {}))
    client.pipe(server).pipe(client)
    client.on('close', () => server.destroy())
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  const { port } = line.address() as { port: number }
  const database = await openDatabase({ url: `postgres://postgres@127.0.0.1:${port}${new URL(url).pathname}` })
  const reader = await openReader(t, database)
  onTestFinished(async () => {
    await reader.close()
    await database.close()
    line.close()
  })
  await reader.catchUp()
  isAway = true
  for (const one of sockets) one.destroy()
  await t.makeLot(t.factory, 'AWAY', { serials: serialsOf(5, 'AWAY') })
  await until(() => reader.indexer.status().fault !== undefined)
  expect(reader.indexer.status().fault).toMatchObject({ code: 'DatabaseUnavailable', retryable: true })
  isAway = false
  await reader.catchUp()
  expect(await verify({ database, endpoint: t.endpoint, addresses: t.addresses })).toEqual([])
})

test('another chain behind the endpoint is told, and nothing of it is written', async () => {
  const node = inProcessRequest(t.chain)
  const other = newFolder()
  const stranger = await openStage(other.path)
  onTestFinished(async () => {
    await stranger.close()
    other.close()
  })
  let behind = node
  const reader = await readerOver((request) => behind(request))
  await reader.catchUp()
  const rows = await allRows(reader.database.db)
  // One of the same id, that is longer too.
  behind = inProcessRequest(stranger.chain)
  await until(() => reader.indexer.status().fault !== undefined)
  await until(() => reader.indexer.status().fault?.code === 'ChainForeign')
  expect(reader.indexer.status().fault).toMatchObject({ retryable: false })
  expect(await allRows(reader.database.db)).toEqual(rows)
  behind = node
  await until(() => reader.indexer.status().fault === undefined)
})

test('a chain that was put back from an older copy is told as shorter, and as forked once it has grown', async () => {
  const own = newFolder()
  const first = await openStage(own.path)
  await first.close()
  cpSync(own.path, earlier.path, { recursive: true })
  const chain = await openChain({ dataDir: own.path, chainId: 20_280, clock: () => 1_800_000_100 })
  const copy = await openChain({ dataDir: earlier.path, chainId: 20_280, clock: () => 1_800_000_200 })
  onTestFinished(async () => {
    await chain.close()
    await copy.close()
    own.close()
  })
  const grow = async (on: typeof chain, blocks: number): Promise<void> => {
    const node = inProcessRequest(on)
    const { address, send } = await plainSender(node)
    for (let nonce = 0; nonce < blocks; nonce++) await on.waitFor((await send(nonce)) as `0x${string}`)
    expect(address).toMatch(/^0x/)
  }
  await grow(chain, 3)
  let behind = inProcessRequest(chain)
  const reader = await readerOver((request) => behind(request), { ...first, chain })
  await reader.catchUp()
  const rows = await allRows(reader.database.db)
  behind = inProcessRequest(copy)
  await until(() => reader.indexer.status().fault?.code === 'ChainShorter')
  await grow(copy, 4)
  await until(() => reader.indexer.status().fault?.code === 'ChainForked')
  expect(reader.indexer.status().fault).toMatchObject({ retryable: false })
  expect(await allRows(reader.database.db)).toEqual(rows)
})

async function plainSender(node: RequestFunction) {
  const { generatePrivateKey, privateKeyToAccount } = await import('viem/accounts')
  const account = privateKeyToAccount(generatePrivateKey())
  const to = account.address
  const send = async (nonce: number) => {
    const raw = await account.signTransaction({
      type: 'legacy',
      chainId: 20_280,
      nonce,
      gas: 21_000n,
      gasPrice: 0n,
      to,
    })
    return node({ method: 'eth_sendRawTransaction', params: [raw] })
  }
  return { address: to, send }
}

test('leaves that are lost are read again, and those that are ahead change nothing', async () => {
  const database = await anyDatabase()
  const { endpoint, addresses } = t
  const [lost, again] = [newFolder(), newFolder()]
  const first = await openReader(t, database)
  await first.catchUp()
  await first.close()
  const rows = await allRows(database.db)
  const leaves = await openLeafIndex(lost.path)
  await leaves.add([], { block: 3, genesisHash: '0xof another chain' })
  const indexer = createIndexer({ database, leaves, endpoint, addresses, fromBlock: 0 })
  indexer.start()
  await until(() => leaves.head()?.block === t.chain.head().header.number)
  const [serial] = serialsOf(300).slice(299)
  expect(serial && (await leaves.find(leafOf(gtinA, serial)))).toEqual([{ lotRef: 1, index: 299 }])
  await indexer.close()

  // The database is lost, the leaves are not.
  const fresh = await anyDatabase()
  const second = createIndexer({ database: fresh, leaves, endpoint, addresses, fromBlock: 0 })
  second.start()
  await second.waitFor(t.chain.head().header.number)
  expect(await allRows(fresh.db)).toEqual(rows)
  await second.close()
  await leaves.close()
  await Promise.all([database.close(), fresh.close()])
  for (const one of [lost, again]) one.close()
})

test('two that write to one read model do not spoil it: the later one is told, and goes on from there', async () => {
  const database = await anyDatabase()
  const [one, other] = [await openReader(t, database), await openReader(t, database)]
  await one.catchUp()
  await other.catchUp()
  for (let i = 0; i < 5; i++) {
    await t.attempt(t.pharmacy, dispense([{ lot: `0x${'00'.repeat(32)}`, units: [i] }]))
    await Promise.all([one.catchUp(), other.catchUp()])
  }
  const [{ seqs, newest } = { seqs: 0, newest: 1 }] = await database.db
    .select({ seqs: sql<number>`count(*)`, newest: sql<number>`max(seq)` })
    .from(schema.events)
  expect(seqs).toBe(newest)
  await one.close()
  await other.close()
  await database.close()
})

test('a start after the contracts were made is moved back to what they said then', async () => {
  const database = await anyDatabase()
  const leaves = newFolder()
  const index = await openLeafIndex(leaves.path)
  const { endpoint, addresses } = t
  const late = createIndexer({ database, leaves: index, endpoint, addresses, fromBlock: 8 })
  late.start()
  await late.waitFor(t.chain.head().header.number)
  const [first] = await database.db.select().from(schema.events).orderBy(schema.events.seq).limit(1)
  expect(first).toMatchObject({ seq: 1, name: 'InstitutionApplied', args: { kind: 'regulator' } })
  await late.close()
  await index.close()
  await database.close()
  leaves.close()
})

test('who waits is let go when it is told to, and when the indexer is closed', async () => {
  const reader = await readerOver(inProcessRequest(t.chain))
  const reason = new RangeError('enough')
  await expect(reader.indexer.waitFor(1e9, AbortSignal.abort(reason))).rejects.toBe(reason)
  const control = new AbortController()
  const aborted = reader.indexer.waitFor(1e9, control.signal)
  control.abort(reason)
  await expect(aborted).rejects.toBe(reason)
  const waiting = reader.indexer.waitFor(1e9)
  await reader.indexer.close()
  await expect(waiting).rejects.toMatchObject({ code: 'IndexerClosed' })
  await expect(reader.indexer.waitFor(1e9)).rejects.toMatchObject({ code: 'IndexerClosed' })
})
