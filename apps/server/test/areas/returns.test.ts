import type { PrintedPack, Problem } from '@theriac/api'
import { commissionSerials, dispense, type Holder, recallLot, receiveGoods, ship } from '@theriac/ledger'
import { schema } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alerts } from '../../src/db/schema/index.ts'
import { createProofs } from '../../src/goods/proofs.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const dayMs = 86_400_000
const checked = { isUnopened: true, isKeptAsRequired: true } as const

describe('returns', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let other: SuppliedLot
  let loose: SuppliedLot

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('R1', { serials: 1_500 })
    other = await supply.makeLot('R2', { serials: 20, days: 200 })
    loose = await supply.makeLot('R3', { quantity: 50 })
    await supply.give('market', {
      units: [
        { lot: lot.id, units: [[1_000, 1_199]] },
        { lot: loose.id, quantity: 20 },
      ],
    })
    await supply.act('market', [dispense([{ lot: lot.id, units: [[1_000, 1_149]] }])])
  })
  afterAll(() => world.close())

  const printed = (index: number, change: Partial<PrintedPack> = {}): PrintedPack => ({
    gtin: lot.gtin,
    serial: lot.serials[index] ?? ('' as never),
    lot: lot.lot,
    expiry: lot.expiry,
    ...change,
  })
  const reasonOf = ({ reason }: Problem) => reason as { name: string; args: Record<string, unknown> }
  const returns = () => world.as('market').returns
  const at = async (holder: Holder) => (await world.server.ledger.reads.inventory.unitsAt(holder, lot.id, 1_500)).units

  test('packs that were dispensed here come back, proven in both of their runs', async () => {
    const units = [1_020, 1_023, 1_024, 1_100].map((index) => printed(index))
    const job = await returns().receive({ body: { units }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 4 } })
    expect((await returns().list()).items).toMatchObject([
      { state: 'returned', lot: 'R1', units: 4, since: expect.any(String) },
    ])
    const twice = await problemOf(returns().receive({ body: { units: [printed(1_020)] } }))
    expect(reasonOf(twice)).toMatchObject({ name: 'returned', args: { by: 'own', alertCode: 'PCK_19' } })
  })

  test('many packs come back in as many acts as it takes', async () => {
    const units = Array.from({ length: 70 }, (_, i) => printed(1_030 + i))
    const job = await returns().receive({ body: { units }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', progress: { done: 2, total: 2 } })
  })

  test('each of the four elements is verified, and told by its own field and alert', async () => {
    const units = [
      printed(1_000),
      printed(1_001, { serial: 'FALSE1' as never }),
      printed(1_002, { lot: 'NONE' as never }),
      printed(1_003, { expiry: supply.day(301) }),
      printed(1_004, { lot: other.lot, expiry: other.expiry }),
      printed(1_000),
    ]
    const problem = await problemOf(returns().receive({ body: { units } }))
    expect(problem).toMatchObject({ status: 400, code: 'Invalid' })
    expect(problem.errors?.map(({ field, rule }) => [field, rule])).toEqual([
      ['/units/1/serial', 'PC_02'],
      ['/units/2/lot', 'LOT_03'],
      ['/units/3/expiry', 'LOT_12'],
      ['/units/4/lot', 'LOT_13'],
      ['/units/5/serial', 'repeated'],
    ])
    const raised = await world.database.db.select().from(alerts)
    expect(raised.map(({ code }) => code).sort()).toEqual(['LOT_03', 'LOT_12', 'LOT_13', 'PC_02'])
    expect((await at({ kind: 'returned', gln: world.members.market.gln })).flat()).not.toContain(1_000)
  })

  test('packs that were not dispensed, or not here, do not come back', async () => {
    const live = await problemOf(returns().receive({ body: { units: [printed(1_160)] } }))
    expect(reasonOf(live)).toMatchObject({ name: 'in_stock', args: { by: 'own' } })
    const foreign = await problemOf(world.as('station').returns.receive({ body: { units: [printed(1_005)] } }))
    expect(reasonOf(foreign)).toMatchObject({ name: 'dispensed', args: { by: 'another', alertCode: 'PCK_21' } })
    const [alert] = await world.database.db.select().from(alerts).where(eq(alerts.code, 'PCK_21'))
    expect(alert).toMatchObject({ gln: world.members.station.gln, serial: lot.serials[1_005] })
    const body = { units: [printed(1_005)] }
    expect(await problemOf(world.as('north').returns.receive({ body }))).toMatchObject({ code: 'Forbidden' })
  })

  test('what came back is judged: on sale again, or to be destroyed', async () => {
    const unchecked = { units: [printed(1_020)], isUnopened: false, isKeptAsRequired: true } as never
    expect(await problemOf(returns().accept({ body: unchecked }))).toMatchObject({
      code: 'Invalid',
      errors: [{ field: '/isUnopened' }],
    })
    const job = await returns().accept({ body: { units: [printed(1_020), printed(1_024)], ...checked }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 2 } })
    const goods = { units: [{ gtin: lot.gtin, serial: printed(1_023).serial }] }
    const rejected = await returns().reject({ body: { goods, reason: 'seal broken' }, waitSeconds })
    expect(rejected).toMatchObject({ state: 'sealed', result: { units: 1 } })
    const { gln } = world.members.market
    expect(await at({ kind: 'rejected', gln })).toEqual([[1_023, 1_023]])
    expect((await returns().list({ query: { state: 'rejected' } })).items).toMatchObject([
      { state: 'rejected', lot: 'R1', units: 1, reason: 'seal broken' },
    ])
    expect((await world.as('station').returns.list()).items).toEqual([])
    expect((await world.as('regulator').returns.list({ query: { gln } })).items).toHaveLength(2)
    const again = await problemOf(returns().accept({ body: { units: [printed(1_023)], ...checked } }))
    expect(reasonOf(again)).toMatchObject({ name: 'rejected', args: { by: 'own' } })
    expect(await problemOf(returns().accept({ body: checked }))).toMatchObject({ code: 'Invalid' })
  })

  test('packs without serials come back through a shipment, and are judged by their number', async () => {
    const goods = { units: [{ lot: loose.id, quantity: 10 }] }
    await supply.act('market', [ship(1n, world.members.north.gln, goods, { purpose: 'return' })])
    await supply.act('north', [receiveGoods({ sender: world.members.market.gln, number: 1n }, goods)])
    const north = world.as('north').returns
    const some = (quantity: number, expiry = loose.expiry) => ({
      quantities: [{ gtin: loose.gtin, lot: loose.lot, expiry, quantity }],
      ...checked,
    })
    expect(await problemOf(north.accept({ body: some(6, supply.day(5)) }))).toMatchObject({
      errors: [{ field: '/quantities/0/expiry', rule: 'LOT_12' }],
    })
    expect(reasonOf(await problemOf(north.accept({ body: some(11) })))).toMatchObject({ name: 'InventoryNotHeld' })
    expect(await north.accept({ body: some(6), waitSeconds })).toMatchObject({ state: 'sealed', result: { units: 6 } })
    const rest = { quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 4 }] }
    expect(await north.reject({ body: { goods: rest, reason: 'warm' }, waitSeconds })).toMatchObject({
      state: 'sealed',
    })
  })

  test('proofs are made from what the chain holds, and fail for nobody who tried the run in vain', async () => {
    const bad = commissionSerials(lot.gtin, lot.id, ['X1', 'X2'] as never[])
    await expect(supply.act('north', bad)).rejects.toThrow()
    const proofs = createProofs({ db: world.database.db, ledger: world.server.ledger })
    const [row] = await world.database.db.select().from(schema.lots).where(eq(schema.lots.lot, lot.id))
    if (!row) throw new TypeError('no lot')
    for (const { index, leaf, proof } of await proofs.of(row, [0, 1_023, 1_024, 1_499])) {
      expect(await world.server.ledger.reads.catalogue.includes(lot.id, index, leaf, proof)).toBe(true)
    }
  })

  test('after ten days, and of a recalled lot, a return is refused or can only be refused', async () => {
    await supply.act('north', [recallLot(lot.id, 1, 'wrong strength')], 'admin')
    const recalled = await problemOf(returns().accept({ body: { units: [printed(1_100)], ...checked } }))
    expect(reasonOf(recalled)).toMatchObject({ name: 'LotsHeldBack', args: { lots: [{ hold: 'lot_recalled' }] } })
    expect(await returns().receive({ body: { units: [printed(1_110)] }, waitSeconds })).toMatchObject({
      state: 'sealed',
    })
    world.clock.ahead(11 * dayMs)
    const late = await problemOf(returns().receive({ body: { units: [printed(1_111)] } }))
    expect(reasonOf(late)).toMatchObject({ name: 'dispensed', args: { by: 'own', alertCode: 'PCK_20' } })
  })
})
