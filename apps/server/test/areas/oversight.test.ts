import type { Gtin } from '@theriac/gs1'
import { dispense, quarantine, recallLot, receiveGoods, reportGone, ship, withdrawProduct } from '@theriac/ledger'
import { createConsortiumFigures } from '@theriac/read-model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseAlert } from '../../src/alerts/raise.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let supply: Supply
let recalled: SuppliedLot
let good: SuppliedLot
beforeAll(async () => {
  world = await openWorld()
  supply = await openSupply(world)
  const { act, give, makeLot } = supply
  recalled = await makeLot('O1', { serials: 40, days: 60 })
  good = await makeLot('O2', { quantity: 100, days: 400 })
  const units = (first: number, last: number) => ({ units: [{ lot: recalled.id, units: [[first, last] as const] }] })
  await give('market', units(0, 9))
  await give('clinic', { units: [{ lot: good.id, quantity: 30 }] })
  await act('market', [
    dispense([{ lot: recalled.id, units: [[0, 2]] }]),
    quarantine(glnOf('market'), units(3, 4), 'torn'),
  ])
  await act('north', [
    ship(70n, glnOf('rhine'), units(10, 14)),
    reportGone('lost', { kind: 'institution', gln: glnOf('north') }, units(15, 15), 'a flood'),
  ])
  await act('north', [recallLot(recalled.id, 2, 'crystals in the syrup')])
})
afterAll(() => world.close())

const glnOf = (key: keyof World['members']) => world.members[key].gln
const sumOf = (states: readonly { readonly units: number }[]) => states.reduce((sum, { units }) => sum + units, 0)

test('the regulator sees where all units were on each day, and what alerts there were', async () => {
  await world.database.db.transaction(async (tx) => {
    const alert = { code: 'PCK_22', gln: glnOf('market'), gtin: good.gtin, serial: 'S', detail: 'seen' } as const
    await raiseAlert(tx as never, { ...alert, cause: 'double_dispense', now: world.clock.now() })
  })
  const { days, states, alerts, asOf } = await world.as('regulator', 'auditor').oversight.days({ query: { days: 3 } })
  expect(days).toEqual([supply.day(-2), supply.day(-1), supply.day(0)])
  const last = Object.fromEntries(states.map(({ state, units }) => [state, units.at(-1)]))
  expect(last).toEqual({ in_stock: 129, in_transit: 5, quarantined: 2, dispensed: 3, lost: 1 })
  for (const { units } of states) expect(units.slice(0, 2)).toEqual([0, 0])
  expect(alerts).toEqual([{ cause: 'double_dispense', raised: [0, 0, 1] }])
  expect(asOf.block).toMatch(/^\d+$/)
  expect(await problemOf(world.as('market').oversight.days())).toMatchObject({ code: 'Forbidden' })
})

test('what a day is told to have been is what it was, also when days have passed since', async () => {
  const before = await world.as('regulator').oversight.days({ query: { days: 2 } })
  world.clock.ahead(2 * 86_400_000)
  await supply.act('clinic', [dispense([{ lot: good.id, quantity: 7 }])])
  const after = await world.as('regulator').oversight.days({ query: { days: 4 } })
  const at = (of: typeof after, day: string) =>
    Object.fromEntries(of.states.map(({ state, units }) => [state, units[of.days.indexOf(day as never)]]))
  const then = supply.day(-2)
  expect(at(after, then)).toEqual(at(before, then))
  expect(at(after, supply.day(-1))).toEqual(at(before, then))
  expect(at(after, supply.day(0))).toMatchObject({ dispensed: 10, in_stock: 122 })
  // Kept up as well as read anew.
  const anew = await createConsortiumFigures(world.database.db).unitsByDay(supply.day(-3), supply.day(0))
  expect(anew.map((units) => units.get('dispensed') ?? 0)).toEqual([0, 3, 3, 10])
})

test('the stock of all institutions by month of expiry', async () => {
  const { months } = await world.as('regulator').oversight.expiry()
  expect(months).toEqual([
    { month: recalled.expiry.slice(0, 7), good: 0, recalled: 31, lots: 1 },
    { month: good.expiry.slice(0, 7), good: 93, recalled: 0, lots: 1 },
  ])
  expect(await problemOf(world.as('north').oversight.expiry())).toMatchObject({ code: 'Forbidden' })
})

test('every unit of a product is somewhere: by state, kind and institution', async () => {
  const params = { gtin: good.gtin }
  const all = await world.as('regulator').oversight.whereabouts({ params })
  expect(all).toMatchObject({ commissioned: 140, complete: true, detailed: true, more: 0 })
  expect(sumOf(all.totals)).toBe(140)
  expect(all.kinds.map(({ kind }) => kind)).toEqual(['factory', 'pharmacy', 'hospital'])
  expect(all.kinds.reduce((sum, { states }) => sum + sumOf(states), 0)).toBe(140)
  expect(sumOf(all.institutions)).toBe(140)
  expect(all.institutions.find(({ gln }) => gln === glnOf('market'))?.states).toEqual([
    { state: 'in_stock', units: 5 },
    { state: 'quarantined', units: 2 },
    { state: 'dispensed', units: 3 },
  ])
  const few = await world.as('north').oversight.whereabouts({ params, query: { limit: 1 } })
  expect([few.institutions.length, few.more, few.detailed]).toEqual([1, 2, true])
  const own = await world.as('clinic').oversight.whereabouts({ params })
  expect(own).toMatchObject({ detailed: false, kinds: [], totals: all.totals })
  expect(own.institutions.map(({ gln }) => gln)).toEqual([glnOf('clinic')])
  const none = world.as('clinic').oversight.whereabouts({ params: { gtin: '03400930000038' as Gtin } })
  expect(await problemOf(none)).toMatchObject({ code: 'NotFound' })
})

test('a recall is told with what is still out, back, with patients and gone, to whom it concerns', async () => {
  const list = async (key: keyof World['members'], query = {}) => (await world.as(key).recalls.list({ query })).items
  const [one, ...others] = await list('regulator')
  expect(others).toEqual([])
  expect(one).toMatchObject({
    lot: recalled.lot,
    class: 2,
    reason: 'crystals in the syrup',
    commissioned: 40,
    out: 12,
    back: 24,
    atPatients: 3,
    gone: 1,
    here: 0,
  })
  expect(await list('north')).toMatchObject([{ here: 24 }])
  expect(await list('market')).toMatchObject([{ here: 7 }])
  // Goods on their way to it concern it, too.
  expect(await list('rhine')).toMatchObject([{ here: 0, out: 12 }])
  expect(await list('clinic')).toEqual([])
  expect(await list('regulator', { open: false })).toEqual([])
  expect(await list('regulator', { open: true, text: 'doliprane o1' })).toHaveLength(1)
  expect(await list('regulator', { text: 'other' })).toEqual([])

  await supply.act('rhine', [
    receiveGoods({ sender: glnOf('north'), number: 70n }, { units: [{ lot: recalled.id, units: [[10, 14]] }] }),
    ship(71n, glnOf('north'), { units: [{ lot: recalled.id, units: [[10, 14]] }] }, { purpose: 'return' }),
  ])
  await supply.act('north', [
    receiveGoods({ sender: glnOf('rhine'), number: 71n }, { units: [{ lot: recalled.id, units: [[10, 14]] }] }),
  ])
  expect(await list('regulator')).toMatchObject([{ out: 7, back: 29 }])

  const { gtin, lot } = recalled
  expect(await world.as('clinic').recalls.find({ params: { gtin, lot } })).toMatchObject({ out: 7, back: 29, here: 0 })
  const other = world.as('clinic').recalls.find({ params: { gtin, lot: good.lot } })
  expect(await problemOf(other)).toMatchObject({ code: 'NotFound' })
})

test('a withdrawn product is told likewise, over all its lots', async () => {
  const list = async (key: keyof World['members']) => (await world.as(key).recalls.withdrawals()).items
  expect(await list('regulator')).toEqual([])
  await supply.act('north', [withdrawProduct(good.gtin, 'does more harm than good')])
  const sums = { lots: 2, commissioned: 140, out: 30, back: 99, atPatients: 10, gone: 1 }
  expect(await list('regulator')).toMatchObject([{ reason: 'does more harm than good', here: 0, ...sums }])
  expect(await list('clinic')).toMatchObject([{ here: 23, ...sums }])
  expect(await list('coast')).toEqual([])
  const find = (gtin: Gtin) => world.as('coast').recalls.findWithdrawal({ params: { gtin } })
  expect(await find(good.gtin)).toMatchObject({ here: 0, ...sums })
  expect(await problemOf(find('03400930000038' as Gtin))).toMatchObject({ code: 'NotFound' })
})
