import type { Client } from '@theriac/api'
import { buildSscc, type Sscc } from '@theriac/gs1'
import { quarantine, reportGone, ship } from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 30

/** An SSCC that no counter of the server gives out. */
function ssccAt(serialReference: number): Sscc {
  const sscc = buildSscc({ extensionDigit: 9, companyPrefix: '9520000', serialReference })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
}

describe('containers', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let loose: SuppliedLot
  let next = 1
  const north = () => world.as('north').packing
  const fresh = (): Sscc => ssccAt(next++)
  const unit = (index: number) => ({ gtin: lot.gtin, serial: lot.serials[index] ?? lot.serials[0] }) as const
  const range = (first: number, last: number) => ({ gtin: lot.gtin, lot: lot.lot, first, last })

  /** A new case with some packs of the lot. */
  async function caseOf(first: number, last: number): Promise<Sscc> {
    const sscc = fresh()
    await north().pack({ body: { containers: [{ sscc, ranges: [range(first, last)] }] }, waitSeconds })
    return sscc
  }
  const find = (sscc: Sscc, by: Client = world.as('north')) => by.packing.find({ params: { sscc } })

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('PACK', { serials: 1_000 })
    loose = await supply.makeLot('LOOSE', { quantity: 500 })
  }, 60_000)
  afterAll(() => world.close())

  test('packs go into a new container by serial, by number and by quantity', async () => {
    const sscc = fresh()
    const containers = [
      {
        sscc,
        units: [unit(3), unit(1)] as never,
        ranges: [range(10, 19)],
        quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 40 }],
      },
    ]
    const job = await north().pack({ body: { containers }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { ssccs: [sscc], units: 52 } })
    const home = { kind: 'institution', gln: world.members.north.gln }
    expect(await find(sscc)).toMatchObject({
      sscc,
      place: home,
      root: home,
      units: 52,
      lots: 2,
      children: 0,
      createdBy: world.members.north.gln,
      content: [
        { lot: 'LOOSE', units: 40, loose: 40 },
        { lot: 'PACK', units: 12, loose: 12, productName: 'DOLIPRANE 1000 mg' },
      ],
      loose: [
        { lot: 'LOOSE', ranges: [], quantity: 40 },
        {
          lot: 'PACK',
          ranges: [
            { first: 1, last: 1 },
            { first: 3, last: 3 },
            { first: 10, last: 19 },
          ],
          quantity: 12,
        },
      ],
    })
  })

  test('what is unknown, comes twice or is elsewhere is told before the ledger is asked', async () => {
    const [sscc, other] = [fresh(), fresh()]
    const faulty = {
      containers: [
        {
          sscc,
          units: [unit(20), { gtin: lot.gtin, serial: 'NOPE' as never }] as never,
          ranges: [range(20, 21), range(990, 1_000), { ...range(5, 4) }],
          quantities: [{ gtin: lot.gtin, lot: lot.lot, quantity: 1 }],
        },
        { sscc: other, ranges: [range(21, 22), { ...range(0, 1), lot: 'ABSENT' as never }] },
        { sscc },
      ],
    }
    const { code, errors = [] } = await problemOf(north().pack({ body: faulty }))
    expect(code).toBe('Invalid')
    expect(errors.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual(
      [
        '/containers/0/units/1 unknown',
        '/containers/0/ranges/0 repeated',
        '/containers/0/ranges/1/last unknown',
        '/containers/0/ranges/2/last order',
        '/containers/0/quantities/0/lot serialised',
        '/containers/1/ranges/0 repeated',
        '/containers/1/ranges/1/lot unknown',
        '/containers/2/sscc repeated',
        '/containers/2 required',
      ].sort(),
    )
    const packed = { containers: [{ sscc, ranges: [range(10, 11), range(30, 30)] }] }
    expect(await problemOf(north().pack({ body: packed }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'InventoryNotHeld', args: { units: [{ lot: 'PACK', first: 10, last: 11 }] } },
    })
    const many = { containers: [{ sscc, quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 9_999 }] }] }
    expect(await problemOf(north().pack({ body: many }))).toMatchObject({
      reason: { name: 'InventoryNotHeld', args: { quantities: [{ lot: 'LOOSE', quantity: 9_999, held: 460 }] } },
    })
  })

  test('cases go onto a pallet and come off again', async () => {
    const [first, second, pallet] = [await caseOf(100, 149), await caseOf(150, 159), fresh()]
    await north().nest({ body: { parent: pallet, children: [first, second] }, waitSeconds })
    expect(await find(pallet)).toMatchObject({ units: 60, children: 2, content: [{ units: 60, loose: 0 }], loose: [] })
    const children = await north().children({ params: { sscc: pallet }, query: { limit: 1 } })
    expect(children.items).toMatchObject([{ sscc: first, place: { kind: 'container', sscc: pallet }, units: 50 }])
    const { next: cursor } = children
    const rest = await north().children({
      params: { sscc: pallet },
      query: { limit: 1, ...(cursor ? { cursor } : {}) },
    })
    expect(rest.items.map(({ sscc }) => sscc)).toEqual([second])
    expect(rest).not.toHaveProperty('next')

    const inside = north().nest({ body: { parent: fresh(), children: [first] } })
    expect(await problemOf(inside)).toMatchObject({ reason: { name: 'InventoryContainerElsewhere' } })
    const itself = north().nest({ body: { parent: pallet, children: [pallet] } })
    expect(await problemOf(itself)).toMatchObject({ code: 'Invalid', errors: [{ rule: 'nested' }] })
    const wrong = north().denest({ body: { parent: first, children: [second] } })
    expect(await problemOf(wrong)).toMatchObject({ reason: { name: 'InventoryContainerElsewhere' } })

    await north().denest({ body: { parent: pallet, children: [second] }, waitSeconds })
    expect(await find(second)).toMatchObject({ place: { kind: 'institution' } })
    expect(await find(pallet)).toMatchObject({ units: 50, children: 1 })
  })

  test('packs come out one by one or all at once, at any depth', async () => {
    const [box, pallet] = [await caseOf(200, 219), fresh()]
    await north().nest({ body: { parent: pallet, children: [box] }, waitSeconds })
    await north().unpack({ body: { containers: [{ sscc: box, units: [unit(205)] as never }] }, waitSeconds })
    expect((await find(box)).loose[0]?.ranges).toEqual([
      { first: 200, last: 204 },
      { first: 206, last: 219 },
    ])
    const gone = north().unpack({ body: { containers: [{ sscc: box, units: [unit(205)] as never }] } })
    expect(await problemOf(gone)).toMatchObject({ reason: { name: 'InventoryNotHeld' } })
    const job = await north().unpack({ body: { containers: [{ sscc: box, all: true }] }, waitSeconds })
    expect(job.result).toMatchObject({ units: 19 })
    expect(await find(pallet)).toMatchObject({ units: 0, lots: 0 })
    const empty = north().unpack({ body: { containers: [{ sscc: box, all: true }] } })
    expect(await problemOf(empty)).toMatchObject({ reason: { name: 'InventoryNothing' } })
    const both = north().unpack({ body: { containers: [{ sscc: box, all: true, ranges: [range(1, 2)] }] } })
    expect(await problemOf(both)).toMatchObject({ code: 'Invalid', errors: [{ rule: 'oneOf' }] })
  })

  test('a container is shown to whom it is at, who sent it and who waits for it; to nobody else', async () => {
    const box = await caseOf(300, 309)
    expect(await problemOf(find(box, world.as('rhine')))).toMatchObject({ code: 'NotFound' })
    expect(await find(box, world.as('regulator'))).toMatchObject({ sscc: box })
    await supply.act('north', [ship(77n, world.members.rhine.gln, { containers: [box] })])
    for (const key of ['north', 'rhine'] as const) {
      expect(await find(box, world.as(key))).toMatchObject({ root: { kind: 'shipment', number: '77' } })
    }
    expect(await problemOf(find(box, world.as('coast')))).toMatchObject({ code: 'NotFound' })
    const unpack = north().unpack({ body: { containers: [{ sscc: box, all: true }] } })
    expect(await problemOf(unpack)).toMatchObject({ reason: { name: 'InventoryContainerElsewhere' } })
    expect(await problemOf(find(fresh()))).toMatchObject({ code: 'NotFound' })
  })

  test('what the regulator set aside stays packed', async () => {
    const box = await caseOf(320, 329)
    await supply.act('regulator', [quarantine(world.members.north.gln, { containers: [box] }, 'inspection')])
    expect(await find(box)).toMatchObject({ root: { kind: 'quarantine', setter: world.members.regulator.gln } })
    const unpack = north().unpack({ body: { containers: [{ sscc: box, all: true }] } })
    expect(await problemOf(unpack)).toMatchObject({ reason: { name: 'InventoryContainerElsewhere' } })
  })

  test('containers that are gone are in no list', async () => {
    const box = await caseOf(340, 349)
    const own = async (query: Parameters<ReturnType<typeof north>['list']>[0] = {}) =>
      (await north().list({ query: { limit: 500, ...query.query } })).items.map(({ sscc }) => sscc)
    expect(await own()).toContain(box)
    expect(await own({ query: { text: box.slice(8) } })).toEqual([box])
    expect(await own({ query: { lot: loose.lot } })).not.toContain(box)
    expect(await own({ query: { gtin: lot.gtin, lot: lot.lot } })).toContain(box)
    const home = { kind: 'institution', gln: world.members.north.gln } as const
    await supply.act('north', [reportGone('lost', home, { containers: [box] }, 'stock-taking')])
    expect(await own()).not.toContain(box)
    expect(await find(box)).toMatchObject({ root: { kind: 'end', state: 'lost' } })
  })

  test('lists tell outermost containers apart, newest first where that is asked for', async () => {
    const [box, pallet] = [await caseOf(360, 361), fresh()]
    await north().nest({ body: { parent: pallet, children: [box] }, waitSeconds })
    const list = async (outermost: boolean) => {
      const { items } = await north().list({ query: { outermost, sort: '-created', limit: 2 } })
      return items.map(({ sscc }) => sscc)
    }
    expect((await list(true))[0]).toBe(pallet)
    expect((await list(false))[0]).toBe(box)
    const ofAll = await world.as('regulator').packing.list({ query: { text: pallet } })
    expect(ofAll.items).toHaveLength(1)
    const foreign = world.as('rhine').packing.list({ query: { gln: world.members.north.gln } })
    expect(await problemOf(foreign)).toMatchObject({ code: 'NotFound' })
  })

  test('serials are told to the factory of the lot, where this server has them', async () => {
    const params = { gtin: lot.gtin, lot: 'TOLD' as never }
    await world.as('north').lots.register({
      body: {
        ...params,
        production: supply.day(-1),
        expiry: supply.day(200),
        quantity: 10,
        origin: 'Plant 1',
        serialised: true,
      },
      waitSeconds,
    })
    const body = { serials: ['T0', 'T1', 'T2'] as never }
    await world.as('north').commissioning.commission({ params, body, waitSeconds })
    const sscc = fresh()
    await north().pack({
      body: { containers: [{ sscc, ranges: [{ ...params, first: 1, last: 2 }] }] },
      waitSeconds,
    })
    const byNorth = await north().find({ params: { sscc }, query: { serials: true } })
    expect(byNorth.loose[0]?.serials).toEqual([
      { index: 1, serial: 'T1' },
      { index: 2, serial: 'T2' },
    ])
    expect((await find(sscc)).loose[0]).not.toHaveProperty('serials')
    const byRegulator = await world.as('regulator').packing.find({ params: { sscc }, query: { serials: true } })
    expect(byRegulator.loose[0]).not.toHaveProperty('serials')
  })

  test('free SSCCs are allotted once, past those that are in use', async () => {
    const rhine = world.as('rhine').packing
    const gln = world.members.rhine.gln
    expect(await rhine.prefix()).toEqual({ prefix: gln.slice(0, 7) })
    const allot = async (n: number) => (await rhine.allotSsccs({ body: { n, extensionDigit: 3 } })).ssccs
    const [first = [], second = []] = await Promise.all([allot(3), allot(4)])
    expect(new Set([...first, ...second]).size).toBe(7)
    for (const sscc of [...first, ...second]) expect(sscc).toMatch(/^39520000\d{10}$/)

    const sscc = buildSscc({ extensionDigit: 3, companyPrefix: '9520000', serialReference: 9 })
    if (!sscc.ok) throw new TypeError('no SSCC')
    await north().pack({ body: { containers: [{ sscc: sscc.value, ranges: [range(400, 400)] }] }, waitSeconds })
    expect(await allot(3)).not.toContain(sscc.value)
  })

  test('an institution sets its own company prefix, which may be used up', async () => {
    const admin = world.as('market', 'admin').packing
    const byOperator = world.as('market').packing.setPrefix({ body: { prefix: '123456789012' } })
    expect(await problemOf(byOperator)).toMatchObject({ code: 'Forbidden' })
    expect(await admin.setPrefix({ body: { prefix: '123456789012' } })).toEqual({ prefix: '123456789012' })
    const allot = (n: number) => world.as('market').packing.allotSsccs({ body: { n } })
    expect((await allot(1)).ssccs[0]).toMatch(/^0123456789012\d{5}$/)
    for (let hundreds = 0; hundreds < 9; hundreds++) await allot(1_000)
    expect(await problemOf(allot(1_000))).toMatchObject({ code: 'WrongState', reason: { name: 'SsccsUsedUp' } })
    expect(await problemOf(admin.setPrefix({ body: { prefix: '12' } }))).toMatchObject({ code: 'Invalid' })
  })
})
