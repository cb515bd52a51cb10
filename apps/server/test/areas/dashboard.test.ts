import type { Dashboard } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import {
  decommission,
  dispense,
  licenceScopes,
  pack,
  quarantine,
  recallLot,
  receiveGoods,
  reportGone,
  setLicences,
  ship,
  undo,
  unpack,
} from '@theriac/ledger'
import { createConsortiumFigures } from '@theriac/read-model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseAlert } from '../../src/alerts/raise.ts'
import { instantOfSeconds } from '../../src/times.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const sscc = '095200000000000014' as Sscc

let world: World
let supply: Supply
let soon: SuppliedLot
beforeAll(async () => {
  world = await openWorld()
  supply = await openSupply(world)
  const { act, give, makeLot } = supply
  const [good, short] = [await makeLot('D1', { serials: 30 }), await makeLot('D2', { serials: 20, days: 40 })]
  soon = short
  await give('market', { units: [{ lot: good.id, units: [[0, 9]] }] })
  await give('market', { units: [{ lot: short.id, units: [[0, 4]] }] })
  await act('market', [
    dispense([{ lot: good.id, units: [[0, 2]] }]),
    dispense([{ lot: good.id, units: [3] }]),
    quarantine(glnOf('market'), { units: [{ lot: good.id, units: [[4, 5]] }] }, 'torn'),
  ])
  await act('north', [
    ship(90n, glnOf('market'), { units: [{ lot: good.id, units: [[10, 14]] }] }),
    ship(91n, glnOf('rhine'), { units: [{ lot: good.id, units: [[15, 18]] }] }),
  ])
  const arrived = { units: [{ lot: good.id, units: [[15, 17] as const] }] }
  await act('rhine', [receiveGoods({ sender: glnOf('north'), number: 91n }, arrived, { close: true })])
})
afterAll(() => world.close())

const glnOf = (key: keyof World['members']) => world.members[key].gln
const show = (key: keyof World['members'], query = {}) => world.as(key, 'auditor').dashboard.show({ query })
const figuresOf = ({ figures }: Dashboard) => Object.fromEntries(figures.map(({ figure, value }) => [figure, value]))
const tasksOf = ({ tasks }: Dashboard) => Object.fromEntries(tasks.map(({ task, count }) => [task, count]))

test('a pharmacy sees what it has, what comes, and what is to be done', async () => {
  const board = await show('market')
  expect(board).toMatchObject({ kind: 'pharmacy', gln: glnOf('market'), name: 'Market Square Pharmacy' })
  expect(figuresOf(board)).toEqual({ units_in_stock: 9, units_quarantined: 2, units_coming: 5, units_under_way: 0 })
  expect(tasksOf(board)).toEqual({ shipments_to_receive: 1, quarantine_to_decide: 2, expiring_soon: 1 })
})

test('the series has a number for each day, of what the institution did', async () => {
  const board = await show('market', { days: 7 })
  const today = new Date(world.clock.now()).toISOString().slice(0, 10)
  expect([board.days.length, board.days.at(-1)]).toEqual([7, today])
  const dispensed = board.series.find(({ act }) => act === 'dispense')
  expect(dispensed?.units).toEqual([0, 0, 0, 0, 0, 0, 4])
  expect(dispensed?.events.at(-1)).toBe(2)
  expect((await show('coast')).series).toEqual([])
})

test('a factory sees what it made, what is under way, and the difference to clear', async () => {
  const board = await show('north')
  expect(figuresOf(board)).toMatchObject({
    products: 1,
    lots: 2,
    units_commissioned: 50,
    units_in_stock: 26,
    units_under_way: 6,
  })
  expect(tasksOf(board)).toMatchObject({ differences_to_clear: 1, expiring_soon: 1 })
})

test('the regulator sees the whole consortium, and every unit is somewhere', async () => {
  const board = await show('regulator')
  const figures = figuresOf(board)
  expect(figures).toMatchObject({ institutions: 9, products: 1, lots: 2, units_commissioned: 50, units_dispensed: 4 })
  const { units_in_stock, units_in_transit, units_quarantined, units_dispensed } = figures
  expect((units_in_stock ?? 0) + (units_in_transit ?? 0) + (units_quarantined ?? 0) + (units_dispensed ?? 0)).toBe(50)
  expect(board.institutions?.find(({ kind }) => kind === 'pharmacy')).toEqual({
    kind: 'pharmacy',
    status: 'active',
    count: 2,
  })
  expect(board.series.find(({ act }) => act === 'commission')?.units.at(-1)).toBe(50)
  expect((await show('market')).institutions).toBeUndefined()
})

test('samples are counted too, and what is under way is the same wherever it is told', async () => {
  const { act, makeLot } = supply
  const samples = await makeLot('D7', { serials: 5 })
  await act('north', [
    decommission('sampled', { units: [{ lot: samples.id, units: [0] }] }),
    decommission('free_sample', { units: [{ lot: samples.id, units: [[1, 2]] }] }),
  ])
  const figures = figuresOf(await show('regulator'))
  expect(figures.units_sampled).toBe(3)
  const { units_commissioned, ...others } = figures
  const units = Object.entries(others).filter(([figure]) => figure.startsWith('units_'))
  expect(units.reduce((sum, [, value]) => sum + value, 0)).toBe(units_commissioned)

  // A shipment of 4 was closed with 3: the difference is the sender's, and no longer on its way to the receiver.
  const underWay = await world.as('regulator').stock.totals()
  expect(underWay.outgoing).toBe(figures.units_in_transit)
  const { outgoing } = await world.as('north').stock.totals()
  expect(outgoing).toBe(figuresOf(await show('north')).units_under_way)
  expect(await world.as('rhine').stock.totals()).toMatchObject({ incoming: 0 })
})

test('figures that are kept up event by event are those that come out when all is added up', async () => {
  const { act, give, makeLot } = supply
  const lot = await makeLot('D3', { quantity: 40 })
  const cases = { units: [{ lot: lot.id, quantity: 12 }] }
  await act('north', [pack([{ sscc, lot: lot.id, quantity: 6 }])])
  await show('regulator')
  await give('clinic', { containers: [sscc] })
  await give('clinic', cases)
  await act('clinic', [
    unpack({ kind: 'institution', gln: glnOf('clinic') }, [{ sscc, lot: lot.id, quantity: 2 }]),
    dispense([{ lot: lot.id, quantity: 5 }]),
    undo('dispensed', supply.day(0), { units: [{ lot: lot.id, quantity: 1 }] }),
    reportGone(
      'lost',
      { kind: 'institution', gln: glnOf('clinic') },
      { units: [{ lot: lot.id, quantity: 2 }] },
      'fell',
    ),
  ])
  const kept = figuresOf(await show('regulator'))
  const anew = await createConsortiumFigures(world.database.db).unitsByState()
  expect(kept).toMatchObject({
    units_in_stock: anew.get('institution'),
    units_in_transit: anew.get('shipment'),
    units_dispensed: anew.get('dispensed'),
    units_quarantined: anew.get('quarantine'),
    units_gone: anew.get('lost'),
  })
  expect(kept.units_commissioned).toBe([...anew.values()].reduce((sum, units) => sum + units, 0))
})

test('a recall and an alert are told to those whom they concern', async () => {
  await supply.act('north', [recallLot(soon.id, 1, 'glass splinters')])
  await world.database.db.transaction(async (tx) => {
    const alert = { code: 'PCK_22', gln: glnOf('station'), gtin: soon.gtin, serial: 'S', detail: 'seen' } as const
    await raiseAlert(tx as never, { ...alert, cause: 'double_dispense', now: world.clock.now() })
  })
  const market = await show('market')
  expect(market.recalls).toMatchObject([{ lot: soon.lot, recallClass: 1, open: 5, commissioned: 20 }])
  expect(tasksOf(market)).toMatchObject({ recalled_in_stock: 1 })
  expect(market.tasks[0]).toEqual({ task: 'recalled_in_stock', count: 1, severity: 'high' })
  expect(market.alerts).toEqual([])
  for (const key of ['station', 'north', 'regulator'] as const)
    expect((await show(key)).alerts).toEqual([{ cause: 'double_dispense', open: 1, total: 1 }])
  expect((await show('regulator')).recalls).toMatchObject([{ lot: soon.lot, open: 20 }])
  expect((await show('station')).recalls).toEqual([])
})

test('licences that run out are told in time', async () => {
  expect((await show('market')).licences).toEqual([])
  const validTo = Math.floor(world.clock.now() / 1000) + 30 * 86_400
  const licence = { number: 'RX-7', scope: licenceScopes.retail, validFrom: 0, validTo }
  const admin = await supply.signer('regulator', 'admin')
  const outcome = await world.server.ledger.govern(admin, setLicences(glnOf('market'), [licence]), 'for a month')
  await world.server.indexer.waitFor(Number(outcome.blockNumber))
  const board = await show('market')
  const ending = [{ gln: glnOf('market'), number: 'RX-7', validTo: instantOfSeconds(validTo) }]
  expect(board.licences).toMatchObject(ending)
  expect((await show('regulator')).licences).toMatchObject(ending)
  expect(tasksOf(board)).toMatchObject({ licences_running_out: 1 })
})
