import { unitStates } from '@theriac/api'
import { buildGtin, buildSscc, type Gtin, type IsoDate, type LotNumber, type Serial } from '@theriac/gs1'
import {
  type Call,
  commissionQuantity,
  commissionSerials,
  dispense,
  endStates,
  lotIdOf,
  pack,
  quarantine,
  receiveGoods,
  ship,
} from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPlan } from '../../src/areas/lots/plan.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import type { Key } from '../../src/demonstration/cast.ts'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

const reason = 'foreign matter'
const waitSeconds = 20
const dayMs = 86_400_000

function must<T>(result: { ok: true; value: T } | { ok: false }): T {
  if (!result.ok) throw new TypeError('no such identifier')
  return result.value
}
const gtinAt = (place: number): Gtin => must(buildGtin(`0952000${String(place).padStart(6, '0')}`))

describe('the dates of a lot', () => {
  const faults = (production: string, expiry: string): string[] => {
    try {
      checkPlan({ production, expiry }, '2026-11-27')
      return []
    } catch (error) {
      const { errors } = (error as { data: { errors: { field: string; rule: string }[] } }).data
      return errors.map(({ field, rule }) => `${field} ${rule}`)
    }
  }

  test('are those that the ledger would take', () => {
    expect(faults('2026-11-27', '2026-11-28')).toEqual([])
    expect(faults('1970-01-01', '2126-11-28')).toEqual([])
    expect(faults('2026-11-28', '2026-11-27')).toEqual(['/production future', '/expiry past'])
    expect(faults('2026-11-28', '2026-11-28')).toEqual(['/production future', '/expiry order'])
    expect(faults('2026-01-01', '2126-11-29')).toEqual(['/expiry far'])
    expect(faults('1969-12-31', '2027-01-01')).toEqual(['/production early'])
  })
})

describe('lots', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
    const drug = { name: 'Doliprane', packSize: 8, levels: [{ gtin: gtinAt(501), units: 20 }] }
    await north().products.register({ body: { gtin: gtinAt(1), ...drug }, waitSeconds })
    await world.as('south').products.register({ body: { gtin: gtinAt(2), name: 'Zoloft', packSize: 1 }, waitSeconds })
  }, 60_000)
  afterAll(() => world.close())

  const north = () => world.as('north')
  const regulator = () => world.as('regulator')
  const day = (days: number) => new Date(world.clock.now() + days * dayMs).toISOString().slice(0, 10) as IsoDate
  const plan = () => ({ production: day(-3), expiry: day(300), quantity: 5000, origin: 'Plant 1' })
  let nextLot = 1
  /** A new lot of the northern factory. */
  async function fresh(more: { serialised?: boolean; expiry?: IsoDate; quantity?: number } = {}) {
    const params = { gtin: gtinAt(1), lot: `L/${nextLot++}` as LotNumber }
    await north().lots.register({ body: { ...params, ...plan(), ...more }, waitSeconds })
    return { params, id: lotIdOf(params.gtin, params.lot) }
  }

  async function signerOf(key: Key) {
    const isIt = eq(accounts.name, world.members[key].accounts.operator)
    const [row] = await world.database.db.select().from(accounts).where(isIt)
    return world.server.keys.signerOf({ operator: row?.operator ?? '', signer: 'store', url: null, token: null })
  }

  /** Acts of an institution's operator, one after the other, until they can be read. */
  async function act(key: Key, ...calls: Call[]): Promise<void> {
    const signer = await signerOf(key)
    for (const call of calls) {
      const outcome = await world.server.ledger.perform(signer, call)
      expect(outcome.state).toBe('taken')
      await world.server.indexer.waitFor(Number(outcome.blockNumber))
    }
  }
  const serials = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => `${prefix}${i}` as Serial)

  test('a lot is registered, and found by the GTIN of any packaging level', async () => {
    const { params, id } = await fresh()
    const lot = await world.as('market', 'auditor').lots.find({ params })
    expect(lot).toMatchObject({
      ...params,
      id,
      productName: 'Doliprane',
      owner: { gln: world.members.north.gln, name: world.members.north.name },
      status: 'ok',
      ...plan(),
      commissioned: 0,
      serialised: true,
    })
    expect(lot).not.toHaveProperty('recall')
    expect(await regulator().lots.find({ params: { gtin: gtinAt(501), lot: params.lot } })).toEqual(lot)
    const unknown = { gtin: gtinAt(1), lot: 'NONE' as LotNumber }
    expect((await problemOf(regulator().lots.find({ params: unknown }))).code).toBe('NotFound')
    expect((await problemOf(regulator().lots.find({ params: { ...params, gtin: gtinAt(3) } }))).code).toBe('NotFound')
  })

  test('a lot number may have any character that GS1 allows', async () => {
    const params = { gtin: gtinAt(1), lot: `%2F?&"+'<;=_` as LotNumber }
    await north().lots.register({ body: { ...params, ...plan() }, waitSeconds })
    expect(await north().lots.find({ params })).toMatchObject(params)
    expect((await north().lots.list({ query: { text: params.lot } })).items).toMatchObject([params])
    await north().lots.recall({ params, body: { class: 3, reason }, waitSeconds })
    expect((await north().lots.find({ params })).status).toBe('recalled')
  })

  test('a lot that breaks a rule is refused with the field, or with what stands in the way', async () => {
    const { params } = await fresh()
    const { register } = north().lots
    const body = { ...params, lot: 'NEW' as LotNumber, ...plan() }
    const wrong = [
      [{ ...body, expiry: day(0) }, '/expiry', 'past'],
      [{ ...body, production: day(1) }, '/production', 'future'],
      [{ ...body, quantity: 0 }, '/quantity', 'minimum'],
      [{ ...body, origin: '' }, '/origin', 'minLength'],
      [{ ...body, lot: 'a b' as LotNumber }, '/lot', 'lotNumber'],
      [{ ...body, expiry: '2028-02-30' as IsoDate }, '/expiry', 'day'],
    ] as const
    for (const [given, field, rule] of wrong) {
      const problem = await problemOf(register({ body: given }))
      expect(problem.code).toBe('Invalid')
      expect(problem.errors).toContainEqual(expect.objectContaining({ field, rule }))
    }
    const twice = await problemOf(register({ body: { ...body, ...params } }))
    expect(twice).toMatchObject({ code: 'AlreadyExists', reason: { name: 'LotsTaken' } })
    const foreign = await problemOf(register({ body: { ...body, gtin: gtinAt(2) } }))
    expect(foreign).toMatchObject({ code: 'Forbidden', reason: { name: 'ProductsNotOwner' } })
    expect((await problemOf(register({ body: { ...body, gtin: gtinAt(3) } }))).code).toBe('NotFound')
    expect((await problemOf(world.as('rhine').lots.register({ body }))).code).toBe('Forbidden')
  })

  test('a lot can be corrected until something of it is made', async () => {
    const { params, id } = await fresh()
    const body = { ...plan(), quantity: 10, origin: 'Plant 2', reason: 'a slip' }
    await north().lots.amend({ params, body, waitSeconds })
    expect(await north().lots.find({ params })).toMatchObject({ quantity: 10, origin: 'Plant 2' })
    const foreign = await problemOf(world.as('south').lots.amend({ params, body }))
    expect(foreign).toMatchObject({ code: 'Forbidden', reason: { name: 'LotsNotOwner' } })
    const past = await problemOf(north().lots.amend({ params, body: { ...body, expiry: day(-1) } }))
    expect(past).toMatchObject({ code: 'Invalid', errors: [{ field: '/expiry' }] })
    await act('north', ...commissionSerials(params.gtin, id, serials(2, 'am')))
    const late = await problemOf(north().lots.amend({ params, body }))
    expect(late).toMatchObject({
      code: 'WrongState',
      reason: { name: 'LotsAlreadyCommissioned', args: { commissioned: 2 } },
    })
  })

  test('factory and regulator recall a lot, once and for good', async () => {
    const { params } = await fresh()
    const body = { class: 2 as const, reason }
    expect((await problemOf(world.as('south').lots.recall({ params, body }))).code).toBe('Forbidden')
    expect((await problemOf(world.as('market').lots.recall({ params, body }))).code).toBe('Forbidden')
    const wrong = await problemOf(north().lots.recall({ params, body: { class: 4 as 3, reason } }))
    expect(wrong).toMatchObject({ code: 'Invalid', errors: [{ field: '/class' }] })
    await north().lots.recall({ params, body, waitSeconds })
    const by = { gln: world.members.north.gln, name: world.members.north.name }
    const recalled = await world.as('station').lots.find({ params })
    expect(recalled).toMatchObject({ status: 'recalled', recall: { class: 2, reason, by } })
    const twice = await problemOf(regulator().lots.recall({ params, body }))
    expect(twice).toMatchObject({ code: 'WrongState', reason: { name: 'LotsAlreadyRecalled' } })

    const other = await fresh()
    await regulator().lots.recall({ params: other.params, body: { class: 1, reason }, waitSeconds })
    const { recall } = await north().lots.find(other)
    expect(recall).toMatchObject({ class: 1, by: { gln: world.members.regulator.gln } })
  })

  test('lots are listed by expiry or registration, narrowed and page by page', async () => {
    await fresh({ expiry: day(20) })
    await fresh({ expiry: day(10) })
    const all = await north().lots.list({ query: { limit: 500 } })
    expect(all.items.map(({ expiry }) => expiry)).toEqual(all.items.map(({ expiry }) => expiry).sort())
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await north().lots.list({ query: { limit: 3, sort: '-registered', ...(cursor ? { cursor } : {}) } })
      seen.push(...page.items.map(({ lot }) => lot))
      if (page.next === undefined) break
      cursor = page.next
    }
    const newestFirst = Array.from({ length: nextLot - 1 }, (_, i) => `L/${nextLot - 1 - i}`)
    expect(seen.filter((lot) => lot.startsWith('L/'))).toEqual(newestFirst)
    const lots = async (query: Parameters<ReturnType<typeof north>['lots']['list']>[0]) =>
      (await north().lots.list(query)).items
    const soon = await lots({ query: { expiringBefore: day(20) } })
    expect(soon.map(({ expiry }) => expiry)).toEqual([day(10)])
    expect(await lots({ query: { text: 'l/1 dolipr' } })).not.toEqual([])
    expect(await lots({ query: { text: 'zoloft' } })).toEqual([])
    expect(await lots({ query: { gtin: gtinAt(501), owner: world.members.north.gln, limit: 500 } })).toEqual(all.items)
    expect(await lots({ query: { gtin: gtinAt(3) } })).toEqual([])
    const recalled = await lots({ query: { recalled: true } })
    expect(recalled.length).toBeGreaterThan(0)
    expect(recalled.every(({ status }) => status === 'recalled')).toBe(true)
    expect(recalled.length + (await lots({ query: { recalled: false, limit: 500 } })).length).toBe(all.items.length)
  })

  test('where all units of a lot are adds up to what was made; who is told what depends on who asks', async () => {
    const { params, id } = await fresh()
    const units = (first: number, last: number) => [{ lot: id, units: [[first, last]] as const }]
    const sscc = must(buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference: 77 }))
    const { north: factory, rhine, market } = world.members
    await act(
      'north',
      ...commissionSerials(params.gtin, id, serials(1500, 're')),
      pack([{ sscc, lot: id, units: [[0, 99]] }]),
      quarantine(factory.gln, { units: units(100, 104) }, 'torn'),
      ship(1n, rhine.gln, { containers: [sscc], units: units(200, 209) }),
    )
    await act('rhine', receiveGoods({ sender: factory.gln, number: 1n }, { units: units(200, 209) }))
    await act('rhine', ship(1n, market.gln, { units: units(200, 205) }))
    await act('market', receiveGoods({ sender: rhine.gln, number: 1n }, { units: units(200, 205) }))
    await act('market', dispense(units(200, 202)))

    const told = await regulator().lots.reach({ params })
    expect(told).toEqual({
      ...params,
      commissioned: 1500,
      totals: [
        { state: 'in_stock', units: 1500 - 100 - 5 - 10 + 4 + 3 },
        { state: 'in_transit', units: 100 },
        { state: 'quarantined', units: 5 },
        { state: 'dispensed', units: 3 },
      ],
      complete: true,
      institutions: expect.arrayContaining([
        { gln: factory.gln, name: factory.name, state: 'in_stock', units: 1385 },
        { gln: factory.gln, name: factory.name, state: 'quarantined', units: 5 },
        {
          gln: factory.gln,
          name: factory.name,
          state: 'in_transit',
          to: { gln: rhine.gln, name: rhine.name },
          units: 100,
        },
        { gln: rhine.gln, name: rhine.name, state: 'in_stock', units: 4 },
        { gln: market.gln, name: market.name, state: 'in_stock', units: 3 },
        { gln: market.gln, name: market.name, state: 'dispensed', units: 3 },
      ]),
      detailed: true,
    })
    expect(told.institutions).toHaveLength(6)
    expect(await north().lots.reach({ params })).toEqual(told)

    const buyer = await world.as('rhine').lots.reach({ params })
    expect(buyer).toMatchObject({ totals: told.totals, complete: true, detailed: false })
    expect(buyer.institutions.map(({ gln, state }) => [gln, state])).toEqual([
      [factory.gln, 'in_transit'],
      [rhine.gln, 'in_stock'],
    ])
    expect((await world.as('clinic').lots.reach({ params })).institutions).toEqual([])
    expect((await world.as('south').lots.reach({ params })).detailed).toBe(false)

    const bitmap = await north().lots.bitmap({ params })
    const counts = new Map<string, number>()
    for (const { runs } of bitmap.items) {
      expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(256)
      for (const { count, state } of runs) counts.set(state, (counts.get(state) ?? 0) + count)
    }
    for (const { state, units: total } of told.totals) expect(counts.get(state)).toBe(total)
    expect(counts.get('none')).toBe(6 * 256 - 1500)
    expect(bitmap.items[0]).toEqual({
      word: 0,
      runs: [
        { count: 100, state: 'in_transit' },
        { count: 5, state: 'quarantined' },
        { count: 95, state: 'in_stock' },
        { count: 3, state: 'dispensed' },
        // The pharmacy's, the wholesaler's and the factory's next to each other.
        { count: 53, state: 'in_stock' },
      ],
    })
    const first = await regulator().lots.bitmap({ params, query: { limit: 2, from: 1 } })
    const second = await regulator().lots.bitmap({ params, query: { limit: 2, from: 1, cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ word }) => word)).toEqual([1, 2, 3, 4])

    const runs = await north().lots.runs({ params })
    expect(runs.items).toMatchObject([
      { run: 0, firstUnit: 0, count: 1024 },
      { run: 1, firstUnit: 1024, count: 476 },
    ])
    expect(runs.items[0]?.root).toBe((await world.server.ledger.reads.catalogue.run(id, 0))?.root)
    for (const read of ['bitmap', 'runs'] as const) {
      expect((await problemOf(world.as('south').lots[read]({ params }))).code).toBe('NotFound')
      expect((await problemOf(world.as('rhine').lots[read]({ params }))).code).toBe('Forbidden')
    }
  })

  test('a lot without serials has totals and no bitmap', async () => {
    const { params, id } = await fresh({ serialised: false })
    await act('north', commissionQuantity(id, 40))
    await act('north', ship(9n, world.members.rhine.gln, { units: [{ lot: id, quantity: 15 }] }))
    const { totals, complete } = await north().lots.reach({ params })
    expect({ totals, complete }).toEqual({
      totals: [
        { state: 'in_stock', units: 25 },
        { state: 'in_transit', units: 15 },
      ],
      complete: true,
    })
    expect((await north().lots.bitmap({ params })).items).toEqual([])
    expect(await north().lots.find({ params })).toMatchObject({ serialised: false, commissioned: 40 })
  })

  test('a lot of which nothing was made is complete', async () => {
    const { params } = await fresh()
    expect(await north().lots.reach({ params })).toMatchObject({ commissioned: 0, totals: [], complete: true })
  })

  test('the API has a word for every way out of circulation', () => {
    expect(unitStates).toEqual(expect.arrayContaining(endStates.filter((state) => state !== 'none')))
  })

  test('the gravest of what is known of a lot is its status', async () => {
    const gtin = gtinAt(40)
    const params = { gtin, lot: 'S1' as LotNumber }
    const status = async () => (await regulator().lots.find({ params })).status
    await north().products.register({ body: { gtin, name: 'Short-lived', packSize: 1 }, waitSeconds })
    await north().lots.register({ body: { ...params, ...plan(), expiry: day(2) }, waitSeconds })
    expect(await status()).toBe('ok')
    world.clock.ahead(2 * dayMs)
    expect(await status()).toBe('ok')
    world.clock.ahead(dayMs)
    expect(await status()).toBe('expired')
    await north().lots.recall({ params, body: { class: 3, reason }, waitSeconds })
    expect(await status()).toBe('recalled')
    await north().products.suspend({ params: { gtin }, body: { reason }, waitSeconds })
    expect(await status()).toBe('product_suspended')
    const late = await problemOf(north().lots.register({ body: { ...params, lot: 'S2' as LotNumber, ...plan() } }))
    expect(late).toMatchObject({ code: 'WrongState', reason: { name: 'LotsProductNotActive' } })
    await north().products.withdraw({ params: { gtin }, body: { reason }, waitSeconds })
    expect(await status()).toBe('product_withdrawn')
  })
})
