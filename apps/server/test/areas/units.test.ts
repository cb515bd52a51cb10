import type { TimelineEvent } from '@theriac/api'
import { buildSscc, type Sscc } from '@theriac/gs1'
import {
  denest,
  dispense,
  nest,
  pack,
  quarantine,
  recallLot,
  receiveGoods,
  reinstateProduct,
  release,
  ship,
  suspendProduct,
  unpack,
} from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const sscc = (serialReference: number): Sscc => {
  const built = buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference })
  if (!built.ok) throw new TypeError('no SSCC')
  return built.value
}
const acts = (items: readonly TimelineEvent[]) => items.map(({ act, name }) => act ?? name).reverse()

describe('units and histories', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  const [pallet, box, second] = [sscc(1), sscc(2), sscc(3)]

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('UH1', { serials: 300 })
    const { north, rhine, market } = world.members
    const home = { kind: 'institution', gln: rhine.gln } as const
    const toRhine = { sender: north.gln, number: 5n }
    const toMarket = { sender: rhine.gln, number: 6n }
    await supply.act('north', [
      // Unit 0 travels in a box on a pallet; 1 joins the box before it, 2 the pallet's other box, 3 stays behind.
      pack([{ sscc: box, lot: lot.id, units: [1] }]),
      pack([{ sscc: box, lot: lot.id, units: [0] }]),
      pack([{ sscc: second, lot: lot.id, units: [2] }]),
      nest(pallet, [box, second]),
      ship(toRhine.number, rhine.gln, { containers: [pallet] }),
    ])
    await supply.act('rhine', [
      receiveGoods(toRhine, { containers: [pallet] }),
      denest(home, pallet, [box]),
      unpack(home, [{ sscc: box, lot: lot.id, units: [0] }]),
      // What the empty-handed box does from now on is no part of unit 0's history.
      quarantine(rhine.gln, { containers: [box] }, 'a dent'),
      release(rhine.gln, rhine.gln, { containers: [box] }),
      ship(toMarket.number, market.gln, { units: [{ lot: lot.id, units: [0] }] }),
    ])
    await supply.act('market', [
      receiveGoods(toMarket, { units: [{ lot: lot.id, units: [0] }] }),
      dispense([{ lot: lot.id, units: [0] }]),
    ])
    await supply.act('north', [suspendProduct(lot.gtin, 'smell'), reinstateProduct(lot.gtin, 'fine')])
    await supply.act('north', [recallLot(lot.id, 1, 'glass')])
  }, 120_000)
  afterAll(() => world.close())

  const unit = (index: number) => ({ gtin: lot.gtin, serial: lot.serials[index] ?? ('' as never) })
  const history = (index: number, key: 'regulator' | 'north' | 'rhine' | 'market' = 'regulator') =>
    world.as(key).units.history({ params: unit(index) })

  test('the history of a unit holds what its containers did while it was in them, and no more', async () => {
    const { items, hidden } = await history(0)
    expect(hidden).toBe(0)
    expect(acts(items)).toEqual([
      'registerLot',
      'commission',
      'pack',
      'nest',
      'ship',
      'receiveGoods',
      'denest',
      'unpack',
      'ship',
      'receiveGoods',
      'dispense',
      'suspendProduct',
      'reinstateProduct',
      'recallLot',
    ])
    const [nested, shipped] = [items.at(-4), items.at(-5)]
    expect(nested).toMatchObject({ act: 'nest', container: box, args: { parent: pallet } })
    expect(shipped).toMatchObject({
      act: 'ship',
      container: pallet,
      gln: world.members.north.gln,
      from: { kind: 'institution', gln: world.members.north.gln },
      to: { kind: 'shipment', gln: world.members.north.gln, number: '5', receiver: world.members.rhine.gln },
    })
    expect(shipped?.args).not.toHaveProperty('lots')
    expect(items.every(({ txHash, time }) => /^0x[0-9a-f]{64}$/.test(txHash) && time.endsWith('Z'))).toBe(true)
  })

  test('a unit that stayed in its box shares its way to the end, and one that was never packed has none', async () => {
    const stayed = acts((await history(1)).items)
    expect(stayed.slice(2, 9)).toEqual(['pack', 'nest', 'ship', 'receiveGoods', 'denest', 'quarantine', 'release'])
    expect(stayed).not.toContain('unpack')
    const onPallet = acts((await history(2)).items)
    expect(onPallet.slice(2, 6)).toEqual(['pack', 'nest', 'ship', 'receiveGoods'])
    expect(onPallet).not.toContain('denest')
    expect(acts((await history(3)).items)).toEqual([
      'registerLot',
      'commission',
      'suspendProduct',
      'reinstateProduct',
      'recallLot',
    ])
  })

  test('an institution sees its own part, and how much there is that it does not see', async () => {
    const { items, hidden } = await history(0, 'market')
    expect(acts(items)).toEqual([
      'registerLot',
      'commission',
      'ship',
      'receiveGoods',
      'dispense',
      'suspendProduct',
      'reinstateProduct',
      'recallLot',
    ])
    expect(hidden).toBe(6)
    const own = items.find(({ act }) => act === 'dispense')
    const foreign = items.find(({ act }) => act === 'ship')
    expect(own).toHaveProperty('operator')
    expect(foreign).not.toHaveProperty('operator')
  })

  test('a unit is found by who has it, had it or made it, and by nobody else', async () => {
    const { market } = world.members
    const find = (key: 'regulator' | 'north' | 'rhine' | 'market' | 'station', index = 0) =>
      world.as(key).units.find({ params: unit(index) })
    for (const key of ['regulator', 'north', 'rhine', 'market'] as const) {
      expect(await find(key)).toMatchObject({
        index: 0,
        status: 'lot_recalled',
        holds: ['lot_recalled'],
        state: 'dispensed',
        holder: { kind: 'end', state: 'dispensed', gln: market.gln, day: supply.day(0) },
        lot: { lot: 'UH1' },
        repeated: false,
      })
    }
    expect(await find('rhine', 2)).toMatchObject({
      holder: { kind: 'container', sscc: second },
      root: { kind: 'institution', gln: world.members.rhine.gln },
    })
    expect(await problemOf(find('station'))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(world.as('station').units.history({ params: unit(0) }))).toMatchObject({ code: 'NotFound' })
    const unknown = { gtin: lot.gtin, serial: 'NOSUCH' as never }
    expect(await problemOf(world.as('north').units.find({ params: unknown }))).toMatchObject({ code: 'NotFound' })
  })

  test('histories of containers, shipments, lots, products and institutions are told by whom they concern', async () => {
    const { north, rhine, market } = world.members
    const { units } = world.as('rhine')
    expect(acts((await units.containerHistory({ params: { sscc: box } })).items)).toEqual([
      'denest',
      'unpack',
      'quarantine',
      'release',
    ])
    const all = await world.as('regulator').units.containerHistory({ params: { sscc: box } })
    expect(acts(all.items)).toEqual(['pack', 'pack', 'nest', 'denest', 'unpack', 'quarantine', 'release'])
    expect(await problemOf(world.as('station').units.containerHistory({ params: { sscc: box } }))).toMatchObject({
      code: 'NotFound',
    })
    const shipment = { params: { sender: rhine.gln, number: '6' } }
    expect(acts((await world.as('market').units.shipmentHistory(shipment)).items)).toEqual([
      'ship',
      'ship',
      'receiveGoods',
    ])
    expect(await problemOf(world.as('north').units.shipmentHistory(shipment))).toMatchObject({ code: 'NotFound' })
    const ofLot = await world.as('station').units.lotHistory({ params: { gtin: lot.gtin, lot: lot.lot } })
    expect(acts(ofLot.items)).toEqual(['registerLot', 'commission', 'recallLot'])
    const ofProduct = await world.as('station').units.productHistory({ params: { gtin: lot.gtin } })
    expect(acts(ofProduct.items)).toContain('suspendProduct')
    const ofMarket = await world.as('market').units.institutionHistory({ params: { gln: market.gln } })
    expect(acts(ofMarket.items).slice(-2)).toEqual(['receiveGoods', 'dispense'])
    const ofNorth = await world.as('station').units.institutionHistory({ params: { gln: north.gln } })
    expect(acts(ofNorth.items)).not.toContain('ship')
  })

  test('a history comes in pages that follow each other without a gap', async () => {
    const { gln } = world.members.rhine
    const whole = await world.as('rhine').units.institutionHistory({ params: { gln } })
    const paged: TimelineEvent[] = []
    let cursor: string | undefined
    do {
      const page = await world.as('rhine').units.institutionHistory({
        params: { gln },
        query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
      })
      expect(page.items.length).toBeLessThanOrEqual(3)
      paged.push(...page.items)
      cursor = page.next
    } while (cursor !== undefined)
    expect(paged).toEqual(whole.items)
    const wrong = world.as('rhine').units.institutionHistory({ params: { gln }, query: { cursor: 'x' } })
    expect(await problemOf(wrong)).toMatchObject({ code: 'Invalid', errors: [{ field: 'query.cursor' }] })
  })

  test('whoever tried to dispense a pack of others and was refused learns nothing of it by that', async () => {
    const body = { goods: { units: [unit(3)] }, insist: true }
    const refused = await problemOf(world.as('station').dispensing.dispense({ body, waitSeconds: 20 }))
    expect(refused).toMatchObject({ code: 'Refused' })
    expect(await problemOf(world.as('station').units.find({ params: unit(3) }))).toMatchObject({ code: 'NotFound' })
  })
})
