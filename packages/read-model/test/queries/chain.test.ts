import { decommission, suspend } from '@theriac/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CallFilter, chainQueries, historyQueries } from '../../src/queries/index.ts'
import { liveWholeLife } from '../indexer/whole-life.ts'
import {
  anyDatabase,
  gtinB,
  newFolder,
  newSigner,
  openReader,
  openTrade,
  type Reader,
  type TradeStage,
} from '../stage.ts'

const folder = newFolder()
const stranger = newSigner()
let t: TradeStage
let reader: Reader
let queries: ReturnType<typeof chainQueries>

beforeAll(async () => {
  t = await openTrade(folder.path)
  await liveWholeLife(t)
  // Of no institution: the ledger refuses it, and keeps that it was tried.
  await t.attempt(stranger, suspend(t.factory.gln, 'mischief'))
  t.time.now += 86_400
  await t.attempt(stranger, decommission('exported', { units: [] }))
  reader = await openReader(t, await anyDatabase())
  await reader.catchUp()
  queries = chainQueries(reader.database.db)
}, 60_000)
afterAll(async () => {
  await reader?.close()
  await reader?.database.close()
  await t.close()
  folder.close()
})

const all = async (filter: CallFilter) => {
  const items = []
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await queries.calls(filter, { limit: 7, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

test('every act is one call, however many events it made, and pages leave none out', async () => {
  const calls = await all({})
  const digests = await reader.database.db.execute<{ n: number }>(
    `select count(distinct act_digest)::int as n from ledger.events where act_digest is not null`,
  )
  expect(calls).toHaveLength(digests.rows[0]?.n ?? 0)
  expect(calls.map(({ seq }) => seq)).toEqual(calls.map(({ seq }) => seq).sort((a, b) => b - a))
  expect(new Set(calls.map(({ method }) => method))).toContain('registerNode')
  expect(calls.map(({ method }) => method)).not.toContain('OperatorAdded')
  const byFactory = await all({ gln: t.factory.gln })
  expect(byFactory.length).toBeGreaterThan(10)
  expect(byFactory.every(({ gln, operator }) => gln === t.factory.gln && operator !== stranger.address)).toBe(true)
})

test('calls of unknown accounts, refused ones and strong acts are found', async () => {
  const unknown = await all({ unknown: true })
  expect(unknown.map(({ operator, gln, method, refused, error }) => [operator, gln, method, refused, error])).toEqual([
    [stranger.address.toLowerCase(), null, 'decommission', true, expect.any(String)],
    [stranger.address.toLowerCase(), null, 'suspend', true, 'InstitutionsOnlyGovernance'],
  ])
  const refused = await all({ outcome: 'refused', method: 'dispense' })
  expect(refused).toMatchObject([{ gln: t.pharmacy.gln, error: 'InventoryNotHeld' }])
  const strong = await all({ strong: true })
  expect(new Set(strong.map(({ method }) => method))).toEqual(new Set(['propose', 'approve', 'cancel']))
  expect(strong.every(({ gln }) => gln === t.regulator.gln)).toBe(true)
  expect(await all({ from: t.time.now })).toHaveLength(1)
  expect(await all({ to: t.time.now })).toHaveLength((await all({})).length - 1)
})

test('counts add up to the calls, whatever they are counted by', async () => {
  const calls = await all({})
  for (const by of ['operator', 'institution', 'method', 'day'] as const) {
    const counts = await queries.counts(by, {}, 500)
    expect(
      counts.reduce((sum, { calls: n }) => sum + n, 0),
      by,
    ).toBe(calls.length)
    expect(
      counts.reduce((sum, { refused }) => sum + refused, 0),
      by,
    ).toBe(calls.filter(({ refused }) => refused).length)
  }
  const methods = await queries.counts('method', { gln: t.pharmacy.gln }, 500)
  expect(methods).toContainEqual(expect.objectContaining({ key: 'dispense', calls: 2, refused: 1 }))
  expect((await queries.counts('institution', { unknown: true }, 5)).map(({ key, calls: n }) => [key, n])).toEqual([
    [null, 2],
  ])
  const days = await queries.counts('day', {}, 500)
  expect(days.map(({ key }) => key)).toEqual([t.dayFrom(0), t.dayFrom(-1)])
})

test('an event is told with the things that it concerns', async () => {
  const history = historyQueries(reader.database.db)
  const viewer = { gln: t.regulator.gln, seesAll: true }
  const [shipped] = await history.inLog({ names: ['Shipped'], gln: t.factory.gln, viewer, limit: 1 })
  if (!shipped) throw new TypeError('a shipment was sent')
  const objects = (await queries.objects([shipped.seq])).get(shipped.seq)
  expect(objects).toContainEqual({ kind: 'shipment', sender: t.factory.gln, number: '4' })
  expect(objects).toContainEqual({ kind: 'institution', gln: t.hospital.gln })
  const ofOne = await history.ofTransaction(shipped.block, shipped.txHash)
  expect(ofOne.map(({ name }) => name)).toEqual(['Shipped', 'Transferred'])
  const moved = ofOne[1]?.seq ?? 0
  expect((await queries.objects([moved])).get(moved)).toContainEqual({ kind: 'lot', gtin: gtinB, lot: 'L2' })
  expect(await queries.transactionOfAct(shipped.actDigest ?? new Uint8Array())).toEqual(shipped.txHash)
})

test('a log of events shows each viewer what it may see, within the blocks asked for', async () => {
  const history = historyQueries(reader.database.db)
  const asked = { names: ['Transferred'], limit: 500 }
  const regulator = await history.inLog({ ...asked, viewer: { gln: t.regulator.gln, seesAll: true } })
  const pharmacy = await history.inLog({ ...asked, viewer: { gln: t.pharmacy.gln, seesAll: false } })
  expect(pharmacy.length).toBeGreaterThan(0)
  expect(pharmacy.length).toBeLessThan(regulator.length)
  const [newest] = regulator
  const last = regulator.at(-1)
  if (!newest || !last) throw new TypeError('goods moved')
  const viewer = { gln: t.regulator.gln, seesAll: true }
  expect(await history.inLog({ ...asked, viewer, fromBlock: newest.block, toBlock: newest.block })).toEqual([newest])
  expect(await history.inLog({ ...asked, viewer, before: last.seq + 1 })).toEqual([last])
})

test('days are counted from their blocks', async () => {
  const days = await queries.perDay(0)
  expect(days.map(({ day }) => day)).toEqual([t.dayFrom(-1), t.dayFrom(0)])
  expect(days[1]).toEqual({ day: t.today(), blocks: 1, transactions: 1 })
  expect(await queries.perDay(t.time.now + 1)).toEqual([])
})
