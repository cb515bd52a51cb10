import type { Problem } from '@theriac/api'
import { recallLot } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrations, alerts, jobs } from '../../src/db/schema/index.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const dayMs = 86_400_000

describe('dispensing', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let loose: SuppliedLot

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('D1', { serials: 300 })
    loose = await supply.makeLot('D2', { quantity: 500 })
    await supply.give('market', {
      units: [
        { lot: lot.id, units: [[0, 99]] },
        { lot: loose.id, quantity: 100 },
      ],
    })
    await supply.give('station', { units: [{ lot: lot.id, units: [[100, 149]] }] })
    await supply.give('clinic', { units: [{ lot: lot.id, units: [[150, 199]] }] })
  })
  afterAll(() => world.close())

  const pack = (index: number) => ({ gtin: lot.gtin, serial: lot.serials[index] ?? ('' as never) })
  const packs = (...indexes: number[]) => ({ units: indexes.map(pack) })
  const market = () => world.as('market').dispensing
  const reasonOf = ({ reason }: Problem) => reason as { name: string; args: Record<string, unknown> }
  const alertsOf = (index: number) =>
    world.database.db
      .select()
      .from(alerts)
      .where(eq(alerts.serial, pack(index).serial))

  test('packs are dispensed by serial, by number and by quantity', async () => {
    const goods = {
      ...packs(0, 1),
      ranges: [{ gtin: lot.gtin, lot: lot.lot, first: 2, last: 4 }],
      quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 7 }],
    }
    const job = await market().dispense({ body: { goods, billType: 323 }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 12, packs: packs(0, 1).units } })
    const { items } = await world.as('market').endings.list()
    expect(items).toMatchObject([
      { state: 'dispensed', lot: 'D2', units: 7 },
      { state: 'dispensed', lot: 'D1', units: 5, day: supply.day(0), undoableUntil: supply.day(10) },
    ])
  })

  test('a second attempt is refused with what the state is, and raises an alert', async () => {
    const own = await problemOf(market().dispense({ body: { goods: packs(5, 0), scans: ['', ']d201…'] } }))
    expect(own).toMatchObject({ status: 409, code: 'WrongState', alertCode: 'PCK_22' })
    expect(own.errors).toEqual([expect.objectContaining({ field: '/goods/units/1', rule: 'dispensed' })])
    expect(reasonOf(own)).toMatchObject({
      name: 'dispensed',
      args: {
        by: 'own',
        alertCode: 'PCK_22',
        serial: pack(0).serial,
        since: expect.stringMatching(/^\d{4}-.*Z$/),
        units: 1,
      },
    })
    const [alert] = await alertsOf(0)
    expect(alert).toMatchObject({
      code: 'PCK_22',
      cause: 'double_dispense',
      scan: ']d201…',
      lotNumber: 'D1',
      occurrences: 1,
    })

    const other = await problemOf(world.as('station').dispensing.dispense({ body: { goods: packs(0) } }))
    expect(reasonOf(other)).toMatchObject({ name: 'dispensed', args: { by: 'another', alertCode: 'PCK_22' } })
    expect(JSON.stringify(other)).not.toContain(world.members.market.gln)
    expect(await alertsOf(0)).toHaveLength(2)
  })

  test('an attempt that only came late is told from a second dispensing', async () => {
    const eventTime = new Date(world.clock.now() - 2 * dayMs).toISOString()
    await problemOf(world.as('station').dispensing.dispense({ body: { goods: packs(1), eventTime } }))
    expect(await alertsOf(1)).toMatchObject([{ cause: 'late_upload', code: 'PCK_22' }])
  })

  test('what is said to happen tomorrow is refused', async () => {
    const eventTime = new Date(world.clock.now() + dayMs).toISOString()
    const problem = await problemOf(market().dispense({ body: { goods: packs(50), eventTime } }))
    expect(problem).toMatchObject({ status: 400, errors: [{ field: '/eventTime', rule: 'future' }] })
  })

  test('an attempt that is insisted on is on the ledger, and raises the alert when it is refused', async () => {
    const body = { goods: { units: [pack(2), pack(6)] }, scans: ['raw scan'], insist: true }
    const problem = await problemOf(market().dispense({ body, waitSeconds }))
    expect(problem).toMatchObject({ status: 409, code: 'Refused', reason: { name: 'InventoryNotHeld' } })
    const [alert] = await alertsOf(2)
    expect(alert).toMatchObject({
      code: 'PCK_22',
      cause: 'double_dispense',
      scan: 'raw scan',
      gln: world.members.market.gln,
    })
    const rows = await world.database.db
      .select()
      .from(jobs)
      .where(eq(jobs.id, alert?.jobId ?? ''))
    expect(rows).toMatchObject([{ state: 'rejected', operation: 'dispensing.dispense' }])
    expect(await alertsOf(6)).toEqual([])
  })

  test('packs that are somewhere else, packed or unknown are told apart, and raise nothing', async () => {
    expect(reasonOf(await problemOf(market().dispense({ body: { goods: packs(120) } })))).toMatchObject({
      name: 'in_stock',
      args: { by: 'another' },
    })
    expect(await alertsOf(120)).toEqual([])
    const ranges = [{ gtin: lot.gtin, lot: lot.lot, first: 0, last: 1 }]
    const unseen = await problemOf(world.as('station').dispensing.dispense({ body: { goods: { ranges } } }))
    expect(reasonOf(unseen)).toMatchObject({ name: 'elsewhere', args: { by: 'another' } })
    const unknown = await problemOf(
      market().dispense({ body: { goods: { units: [{ gtin: lot.gtin, serial: 'NONE' as never }] } } }),
    )
    expect(unknown).toMatchObject({ status: 400, errors: [{ field: '/goods/units/0', rule: 'unknown' }] })
    const many = { quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 94 }] }
    expect(reasonOf(await problemOf(market().dispense({ body: { goods: many } })))).toMatchObject({
      name: 'InventoryNotHeld',
      args: { quantities: [{ quantity: 94, held: 93 }] },
    })
  })

  test('a dispensing is undone by naming the packs alone', async () => {
    const goods = { ...packs(0), quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 3 }] }
    const job = await market().undo({ body: { goods }, waitSeconds })
    expect(job).toMatchObject({
      state: 'sealed',
      result: { units: 4, ended: [{ state: 'dispensed', day: supply.day(0), units: 4 }] },
    })
    const again = await problemOf(market().undo({ body: { goods: packs(0) } }))
    expect(reasonOf(again)).toMatchObject({ name: 'in_stock', args: { by: 'own', alertCode: 'PCK_19' } })
    const other = await problemOf(world.as('station').dispensing.undo({ body: { goods: packs(1) } }))
    expect(reasonOf(other)).toMatchObject({ name: 'dispensed', args: { by: 'another', alertCode: 'PCK_21' } })
    const live = await problemOf(world.as('station').dispensing.undo({ body: { goods: packs(100) } }))
    expect(reasonOf(live)).toMatchObject({ name: 'in_stock', args: { alertCode: 'PCK_19' } })
  })

  test('a pack is dispensed in parts, and only the newest part is taken back', async () => {
    const { dispensing } = world.as('clinic')
    const first = await dispensing.dispensePart({ body: { ...pack(150), parts: 3 }, waitSeconds })
    expect(first.result).toMatchObject({ parts: 3, taken: 3, packSize: 8 })
    const tooMany = await problemOf(dispensing.dispensePart({ body: { ...pack(150), parts: 6 } }))
    expect(reasonOf(tooMany)).toMatchObject({
      name: 'InventoryBadParts',
      args: { parts: 6, taken: 3, packSize: 8, alertCode: 'PCK_27' },
    })
    const whole = await problemOf(dispensing.dispense({ body: { goods: packs(150) } }))
    expect(reasonOf(whole)).toMatchObject({ name: 'opened', args: { by: 'own' } })
    await dispensing.dispensePart({ body: { ...pack(150), parts: 5 }, waitSeconds })
    expect(tooMany.alertCode).toBe('PCK_27')
    const gone = await problemOf(dispensing.dispensePart({ body: { ...pack(150), parts: 1 } }))
    expect(gone).toMatchObject({ alertCode: 'PCK_22', errors: [{ field: '/serial', rule: 'dispensed_in_parts' }] })
    expect(reasonOf(gone)).toMatchObject({ name: 'dispensed_in_parts', args: { alertCode: 'PCK_22' } })

    const undone = await dispensing.undoPart({ body: pack(150), waitSeconds })
    expect(undone.result).toEqual({ parts: 5, taken: 3 })
    expect(await dispensing.opened()).toMatchObject({ items: [{ lot: 'D1', index: 150, taken: 3, packSize: 8 }] })
    const params = pack(150)
    expect((await world.as('clinic').units.find({ params })).parts).toMatchObject({ packSize: 8, taken: 3, last: 0 })
    const twice = await problemOf(dispensing.undoPart({ body: pack(150) }))
    expect(reasonOf(twice)).toMatchObject({ name: 'InventoryBadParts', args: { alertCode: 'PCK_06' } })
    const never = await problemOf(dispensing.undoPart({ body: pack(151) }))
    expect(reasonOf(never)).toMatchObject({ name: 'InventoryBadParts' })
    expect(await problemOf(world.as('market').dispensing.undoPart({ body: pack(150) }))).toMatchObject({ status: 409 })
  })

  test('who received a pack is known in the hospital alone, and can be erased', async () => {
    const { dispensing } = world.as('clinic')
    await dispensing.dispense({ body: { goods: packs(160, 161) }, waitSeconds })
    const body = { goods: packs(160), patient: 'P-4711', ward: 'B2' }
    const job = await dispensing.administer({ body, waitSeconds })
    expect(job.state).toBe('sealed')
    const { items } = await dispensing.administrations()
    const { commitment } = job.result
    expect(items).toMatchObject([{ units: 1, commitment, details: { patient: 'P-4711', ward: 'B2' } }])
    expect((await world.as('infirmary').dispensing.administrations()).items).toEqual([])
    expect(await problemOf(world.as('regulator').dispensing.administrations())).toMatchObject({ code: 'Forbidden' })
    const [row] = await world.database.db.select().from(administrations)
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('P-4711')

    const params = { id: items[0]?.id ?? '' }
    const foreign = world.as('infirmary').dispensing.eraseAdministration({ params, body: { reason: 'asked' } })
    expect(await problemOf(foreign)).toMatchObject({ status: 404 })
    const erased = await dispensing.eraseAdministration({ params, body: { reason: 'the patient asked' } })
    expect(erased).toMatchObject({ commitment, erased: { by: 'clinic.operator', reason: 'the patient asked' } })
    expect(erased).not.toHaveProperty('details')
    const again = await problemOf(dispensing.eraseAdministration({ params, body: { reason: 'twice' } }))
    expect(again).toMatchObject({ status: 409, reason: { name: 'erased' } })
    const undo = await problemOf(dispensing.undo({ body: { goods: packs(160) } }))
    expect(reasonOf(undo)).toMatchObject({ name: 'administered', args: { alertCode: 'PCK_27' } })
  })

  test('after ten days it is too late', async () => {
    world.clock.ahead(11 * dayMs)
    const late = await problemOf(market().undo({ body: { goods: packs(1) } }))
    expect(reasonOf(late)).toMatchObject({ name: 'dispensed', args: { by: 'own', alertCode: 'PCK_20' } })
    expect(await alertsOf(1)).toHaveLength(2)
    const { items } = await world.as('market').endings.list({ query: { state: 'dispensed' } })
    expect(items).toHaveLength(2)
    for (const item of items) expect(item).not.toHaveProperty('undoableUntil')
  })

  test('a pack of a recalled lot is refused as such, without an alert', async () => {
    await supply.act('north', [recallLot(lot.id, 1, 'wrong strength')], 'admin')
    const recalled = await problemOf(market().dispense({ body: { goods: packs(1, 10) } }))
    expect(reasonOf(recalled)).toEqual({
      name: 'LotsHeldBack',
      args: { lots: [{ gtin: lot.gtin, lot: 'D1', hold: 'lot_recalled' }] },
    })
    expect(await alertsOf(10)).toEqual([])
  })

  test('only pharmacies and hospitals dispense, and no auditor does', async () => {
    const body = { goods: packs(200) }
    expect(await problemOf(world.as('north').dispensing.dispense({ body }))).toMatchObject({ code: 'Forbidden' })
    expect(await problemOf(world.as('market', 'auditor').dispensing.dispense({ body }))).toMatchObject({
      code: 'Forbidden',
    })
  })
})
