import { buildSscc, type Sscc } from '@theriac/gs1'
import { pack, quarantine, suspendProduct } from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

function firstSscc(): Sscc {
  const sscc = buildSscc({ extensionDigit: 1, companyPrefix: '9520000', serialReference: 1 })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
}

describe('stock', () => {
  let world: World
  let supply: Supply
  let early: SuppliedLot
  let late: SuppliedLot
  type Query = NonNullable<Parameters<ReturnType<World['as']>['stock']['list']>[0]>['query']
  const list = async (query: Query = {}, key: 'north' | 'rhine' | 'regulator' = 'north') =>
    (await world.as(key).stock.list({ query: { ...query } })).items

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    late = await supply.makeLot('LATE', { serials: 100, days: 300 })
    early = await supply.makeLot('EARLY', { quantity: 500, days: 20 })
    const { gln } = world.members.north
    await supply.act('north', [
      pack([{ sscc: firstSscc(), lot: late.id, units: [[0, 29]] }]),
      quarantine(gln, { units: [{ lot: late.id, units: [[90, 99]] }] }, 'broken seal'),
    ])
    await supply.act('regulator', [quarantine(gln, { units: [{ lot: late.id, units: [80] }] }, 'sample')])
    await supply.give('rhine', { units: [{ lot: early.id, quantity: 200 }] })
  }, 60_000)
  afterAll(() => world.close())

  test('is told by lot and state, loose and in containers', async () => {
    const { gln } = world.members.north
    const product = { gln, gtin: late.gtin, productName: 'DOLIPRANE 1000 mg', owner: gln, status: 'ok' }
    const dated = { ...product, lot: 'LATE', expiry: late.expiry, serialised: true }
    expect(await list()).toEqual([
      {
        ...product,
        lot: 'EARLY',
        expiry: early.expiry,
        state: 'sellable',
        units: 300,
        loose: 300,
        packed: 0,
        serialised: false,
      },
      { ...dated, state: 'sellable', units: 89, loose: 59, packed: 30 },
      { ...dated, state: 'quarantined', units: 11, loose: 11, packed: 0 },
    ])
  })

  test('says which packs are in no container', async () => {
    const loose = (key: 'north' | 'rhine', { gtin, lot }: SuppliedLot) =>
      world.as(key).stock.loose({ params: { gtin, lot } })
    expect(await loose('north', late)).toEqual({
      serialised: true,
      units: 59,
      ranges: [
        { first: 30, last: 79 },
        { first: 81, last: 89 },
      ],
    })
    expect(await loose('north', early)).toEqual({ serialised: false, units: 300, ranges: [] })
    expect(await loose('rhine', early)).toEqual({ serialised: false, units: 200, ranges: [] })
    expect(await problemOf(loose('rhine', late))).toMatchObject({ code: 'NotFound' })
  })

  test('is filtered and sorted', async () => {
    const lots = async (query: Query) => (await list(query)).map(({ lot, state }) => `${lot} ${state}`)
    expect(await lots({ state: 'quarantined' })).toEqual(['LATE quarantined'])
    expect(await lots({ expiringBefore: supply.day(21) })).toEqual(['EARLY sellable'])
    expect(await lots({ text: 'doliprane early' })).toEqual(['EARLY sellable'])
    expect(await lots({ text: 'aspirin' })).toEqual([])
    expect(await lots({ sort: '-units' })).toEqual(['EARLY sellable', 'LATE sellable', 'LATE quarantined'])
    expect(await lots({ sort: '-expiry', state: 'quarantined' })).toEqual(['LATE quarantined'])
    expect(await lots({ gtin: '03400935955838' as never })).toEqual([])
  })

  test('is paged in every order', async () => {
    for (const sort of ['expiry', '-product', '-units'] as const) {
      const whole = await list({ sort })
      const rows = []
      let cursor: string | undefined
      do {
        const page = await world.as('north').stock.list({ query: { sort, limit: 1, ...(cursor ? { cursor } : {}) } })
        rows.push(...page.items)
        cursor = page.next
      } while (cursor)
      expect(rows).toEqual(whole)
    }
  })

  test('is added up by state, with what is on its way', async () => {
    const goods = { quantities: [{ gtin: early.gtin, lot: early.lot, quantity: 7 }] }
    const body = { receiver: world.members.rhine.gln, goods }
    const before = await world.as('rhine').stock.totals()
    const sent = await world.as('north').shipments.ship({ body, waitSeconds: 30 })
    expect(before).toMatchObject({ incoming: 0, outgoing: 0 })
    const sum = { loose: 200, units: 200, lots: 1, products: 1 }
    expect(await world.as('rhine').stock.totals()).toEqual({
      states: [{ state: 'sellable', ...sum }],
      incoming: 7,
      outgoing: 0,
    })
    expect(await world.as('north').stock.totals()).toMatchObject({ incoming: 0, outgoing: 7 })
    await world.as('north').shipments.void({
      params: { sender: world.members.north.gln, number: sent.result.number },
      waitSeconds: 30,
    })
    expect(await world.as('north').stock.totals({ query: { state: 'quarantined' } })).toMatchObject({
      states: [{ state: 'quarantined', units: 11, lots: 1 }],
      outgoing: 0,
    })
  })

  test('is the own; the regulator sees that of all, or of whom it names', async () => {
    expect((await list({}, 'rhine')).map(({ units }) => units)).toEqual([200])
    expect(await list({}, 'regulator')).toHaveLength(4)
    expect(await list({ gln: world.members.rhine.gln }, 'regulator')).toHaveLength(1)
    const foreign = world.as('rhine').stock.list({ query: { gln: world.members.north.gln } })
    expect(await problemOf(foreign)).toMatchObject({ code: 'NotFound' })
    const totals = world.as('rhine').stock.totals({ query: { gln: world.members.north.gln } })
    expect(await problemOf(totals)).toMatchObject({ code: 'NotFound' })
  })

  test('says which lots may not be supplied', async () => {
    world.clock.ahead(30 * 86_400_000)
    expect((await list()).map(({ lot, status }) => `${lot} ${status}`)).toContain('EARLY expired')
    world.clock.ahead(-30 * 86_400_000)
    await supply.act('north', [suspendProduct(late.gtin, 'doubt')], 'admin')
    expect((await list()).every(({ status }) => status === 'product_suspended')).toBe(true)
  })
})
