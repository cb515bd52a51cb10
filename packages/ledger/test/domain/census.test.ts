import { catalogueAbi, inventoryAbi } from '@theriac/contracts'
import fc from 'fast-check'
import { encodeAbiParameters, encodeEventTopics, type Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Addresses,
  type Call,
  type ContractLog,
  commissionQuantity,
  createEndpoint,
  createTrail,
  decommission,
  dispense,
  encodeUnits,
  type Goods,
  type Holder,
  holderId,
  type LotId,
  pack,
  quarantine,
  readLogs,
  receiveGoods,
  release,
  reportGone,
  ship,
  type Trail,
  undo,
  unpack,
} from '../../src/index.ts'
import { type Member, openTrade, serialsOf, ssccAt } from './world.ts'

type Trade = Awaited<ReturnType<typeof openTrade>>
let t: Trade
let lot: LotId
let loose: LotId
const count = 600

beforeAll(async () => {
  t = await openTrade()
  lot = await t.makeLot(t.factory, 'RANDOM', { serials: serialsOf(count) })
  loose = await t.makeLot(t.factory, 'LOOSE', { quantity: 500 })
  await t.act(t.factory, commissionQuantity(loose, 200), commissionQuantity(loose, 300))
})
afterAll(() => t.close())

/** A trail of everything that the chain's own log says. */
async function trailOfChain(): Promise<Trail> {
  const trail = createTrail(t.addresses)
  for await (const page of readLogs({ endpoint: t.endpoint, address: Object.values(t.addresses), fromBlock: 0n })) {
    for (const log of page.logs) trail.follow(log)
  }
  return trail
}

/** A call that may or may not be legal just then. */
function attempt(kind: number, first: number, length: number, of: LotId): readonly [Member, Call] {
  const { factory, wholesale, pharmacy } = t
  const last = Math.min(count - 1, first + length)
  const units = of === loose ? { lot: of, quantity: length } : { lot: of, units: [[first, last]] as const }
  const goods: Goods = { units: [units] }
  const [from, to] = first % 2 ? [factory, wholesale] : [wholesale, pharmacy]
  const number = BigInt(first % 5)
  const home = (member: Member): Holder => ({ kind: 'institution', gln: member.gln })
  const calls: readonly (readonly [Member, Call])[] = [
    [from, ship(number, to.gln, goods)],
    [to, receiveGoods({ sender: from.gln, number }, goods)],
    [from, pack([{ sscc: ssccAt(first % 4), ...units }])],
    [from, unpack(home(from), [{ sscc: ssccAt(first % 4), ...units }])],
    [pharmacy, dispense([units])],
    [pharmacy, undo('dispensed', t.today(), goods)],
    [from, decommission('sampled', goods)],
    [from, quarantine(from.gln, goods, 'x')],
    [from, release(from.gln, from.gln, goods)],
    [from, reportGone('lost', home(from), goods, 'x')],
  ]
  return calls[kind % calls.length] ?? [factory, pack([])]
}

test('after any life every unit is at exactly one holder, by the log and state of the chain alone', async () => {
  let taken = 0
  const step = fc.tuple(fc.nat(9), fc.nat(count - 1), fc.integer({ min: 1, max: 120 }), fc.boolean())
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      for (const [kind, first, length, whole] of steps) {
        const [by, call] = attempt(kind, first, length, whole ? lot : loose)
        if ((await t.ledger.perform(by.admin, call)).state === 'taken') taken++
      }
      const trail = await trailOfChain()
      expect([...trail.lots()].sort()).toEqual([lot, loose].sort())
      for (const [one, made] of [
        [lot, count],
        [loose, 500],
      ] as const) {
        const census = await trail.count(t.endpoint.client, one)
        expect(census).toMatchObject({ lot: one, commissioned: made, conserved: true })
        expect(census.holders.reduce((sum, { units }) => sum + units, 0)).toBe(made)
      }
    }),
    // At eight, one suite in some hundreds had too few legal steps to show anything.
    { numRuns: 16 },
  )
  expect(taken).toBeGreaterThan(20)
})

test('it says how much each holder has', async () => {
  const census = await (await trailOfChain()).count(t.endpoint.client, lot)
  for (const { holder, units } of census.holders) {
    const { units: ranges } = await t.reads.inventory.unitsAt(holder, lot, count)
    const found = ranges.map((range) => (typeof range === 'number' ? 1 : range[1] - range[0] + 1))
    expect(found.reduce((sum, more) => sum + more, 0)).toBe(units)
  }
})

function log<name extends 'RunCommissioned' | 'QuantityCommissioned'>(name: name, of: LotId, data: Hex): ContractLog {
  const args = { lot: of, gln: BigInt(t.factory.gln) }
  const topics = encodeEventTopics({ abi: catalogueAbi, eventName: name, args } as never) as Hex[]
  return { address: t.addresses.catalogue, topics, data }
}

const runData = (run: number, units: number): Hex =>
  encodeAbiParameters(
    [{ type: 'uint32' }, { type: 'uint32' }, { type: 'bytes32' }],
    [run, units, `0x${'00'.repeat(32)}`],
  )

test('a log that claims a run which was never made is found out', async () => {
  const trail = await trailOfChain()
  trail.follow(log('RunCommissioned', lot, runData(5, 10)))
  expect(await trail.count(t.endpoint.client, lot)).toMatchObject({ commissioned: count + 10, conserved: false })
})

test('a log that claims a quantity which was never made is found out', async () => {
  const trail = await trailOfChain()
  trail.follow(log('QuantityCommissioned', loose, encodeAbiParameters([{ type: 'uint32' }], [1])))
  expect(await trail.count(t.endpoint.client, loose)).toMatchObject({ conserved: false })
})

test('a log of which a part is missing is found out', async () => {
  const none = await createTrail(t.addresses).count(t.endpoint.client, lot)
  expect(none).toEqual({ lot, commissioned: 0, holders: [], conserved: false })
  const onlyMade = createTrail(t.addresses)
  onlyMade.follow(log('RunCommissioned', lot, runData(0, count)))
  expect(await onlyMade.count(t.endpoint.client, lot)).toMatchObject({ commissioned: count, conserved: false })
})

test('a state that shows units of a lot twice is found out', async () => {
  const trail = await trailOfChain()
  const stranger: Holder = { kind: 'opened', gln: t.hospital.gln }
  const [slice] = encodeUnits([{ lot, units: [1] }])
  if (!slice) throw new Error('no slice')
  const args = { gln: BigInt(t.hospital.gln), from: holderId(stranger), to: holderId(stranger) }
  const topics = encodeEventTopics({ abi: inventoryAbi, eventName: 'Transferred', args }) as Hex[]
  const slices = { type: 'tuple[]', components: [{ type: 'bytes32' }, { type: 'uint256' }] } as const
  const data = encodeAbiParameters(
    [{ type: 'bytes4' }, { type: 'uint64[]' }, slices, { type: 'bytes32' }],
    ['0x00000000', [], [[slice.word, slice.mask]], `0x${'00'.repeat(32)}`],
  )
  trail.follow({ address: t.addresses.inventory, topics, data })
  expect(await trail.count(t.endpoint.client, lot)).toMatchObject({ conserved: true })
  // A node that answers for the stranger too what another one holds.
  const doubling = createEndpoint({
    request: async (request) => {
      const call = JSON.stringify(request)
      const asked = holderId(stranger).toString(16).padStart(64, '0')
      return call.includes(asked) ? `0x${(2n ** 256n - 1n).toString(16)}` : t.endpoint.request(request)
    },
  })
  expect(await trail.count(doubling.client, lot)).toMatchObject({ conserved: false })
})

test('a count that goods disturb again and again says so', async () => {
  const trail = await trailOfChain()
  trail.follow(log('RunCommissioned', lot, runData(6, 1)))
  let height = 1_000
  const moving = createEndpoint({
    request: async (request) =>
      request.method === 'eth_blockNumber' ? `0x${(height++).toString(16)}` : t.endpoint.request(request),
  })
  await expect(trail.count(moving.client, lot)).rejects.toMatchObject({ code: 'CensusDisturbed', retryable: true })
})

test('logs of others are passed over, malformed ones of the contracts are not', () => {
  const trail = createTrail(t.addresses)
  const nonsense = { topics: [`0x${'11'.repeat(32)}`] as Hex[], data: '0x' as Hex }
  trail.follow({ ...nonsense, address: t.addresses.records })
  for (const name of ['catalogue', 'inventory'] satisfies (keyof Addresses)[]) {
    expect(() => trail.follow({ ...nonsense, address: t.addresses[name] })).toThrow(
      expect.objectContaining({ code: 'ChainValueInvalid' }),
    )
  }
})
