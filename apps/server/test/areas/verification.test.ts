import type { Verification } from '@theriac/api'
import { buildSscc, FNC1, formatGs1Date, type LotNumber, type Serial, type Sscc } from '@theriac/gs1'
import {
  type Call,
  commissionSerials,
  dispense,
  lotIdOf,
  nest,
  pack,
  recallLot,
  registerLot,
  reinstate,
  reinstateProduct,
  reportGone,
  ship,
  suspend,
  suspendProduct,
  voidShipping,
} from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alerts } from '../../src/db/schema/index.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const dayMs = 86_400_000
const sscc = (serialReference: number): Sscc => {
  const built = buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference })
  if (!built.ok) throw new TypeError('no SSCC')
  return built.value
}

describe('verification', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let other: SuppliedLot

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('VF1', { serials: 300 })
    other = await supply.makeLot('VF2', { serials: 10 })
    await supply.give('market', { units: [{ lot: lot.id, units: [[0, 49]] }] })
    await supply.give('station', { units: [{ lot: lot.id, units: [[50, 59]] }] })
  }, 120_000)
  afterAll(() => world.close())

  const serialAt = (index: number, of = lot): Serial => of.serials[index] ?? ('' as Serial)
  const scanOf = (index: number, { of = lot, lotNumber = of.lot as string, expiry = formatGs1Date(of.expiry) } = {}) =>
    `]d201${of.gtin}17${expiry}21${serialAt(index, of)}${FNC1}10${lotNumber}`
  const scan = (text: string, key: 'market' | 'station' | 'north' | 'regulator' = 'market') =>
    world.as(key).verification.verify({ body: { scan: text } })
  const count = async () => (await world.database.db.select().from(alerts)).length
  const unitOf = ({ unit }: Verification) => unit

  test('a pack in stock is genuine and may be supplied, and elsewhere it is genuine and may not', async () => {
    const here = await scan(scanOf(0))
    expect(here).toMatchObject({
      verdict: 'genuine',
      status: 'active',
      sellable: true,
      holds: [],
      pack: { gtin: lot.gtin, serial: serialAt(0), lot: 'VF1', expiry: lot.expiry },
      product: { name: 'DOLIPRANE 1000 mg', status: 'active' },
      lot: { lot: 'VF1', recalled: false },
      unit: { state: 'active', location: 'here' },
    })
    expect(here).not.toHaveProperty('alert')
    expect(here).not.toHaveProperty('repair')
    const there = await scan(scanOf(50))
    expect(there).toMatchObject({
      verdict: 'genuine',
      sellable: false,
      unit: { state: 'active', location: 'elsewhere' },
    })
  })

  test('GTIN and serial are enough, as are a Digital Link and an EPC', async () => {
    const { gtin } = lot
    const typed = await world.as('market').verification.verify({ body: { gtin, serial: serialAt(1) } })
    expect(typed).toMatchObject({ verdict: 'genuine', sellable: true })
    const link = await scan(`https://id.gs1.org/01/${gtin}/21/${serialAt(1)}`)
    expect(link).toMatchObject({ verdict: 'genuine', sellable: true })
    const epc = await scan(`urn:epc:id:sgtin:3400930.000001.${serialAt(1)}`)
    expect(epc).toMatchObject({ verdict: 'genuine', sellable: true })
  })

  test('an unknown serial is suspect; the same again is counted in the same alert, with the raw scan', async () => {
    const text = scanOf(0).replace(serialAt(0), 'Z9Z9Z9')
    const first = await scan(text)
    expect(first).toMatchObject({
      verdict: 'suspect',
      status: 'serial_unknown',
      sellable: false,
      alert: { code: 'PC_02' },
    })
    expect(unitOf(first)).toBeUndefined()
    const second = await scan(text)
    expect(second.alert?.id).toBe(first.alert?.id)
    const [row] = await world.database.db
      .select()
      .from(alerts)
      .where(eq(alerts.id, first.alert?.id ?? ''))
    expect(row).toMatchObject({
      scan: text,
      occurrences: 2,
      gln: world.members.market.gln,
      owner: world.members.north.gln,
    })
    const elsewhere = await scan(text, 'station')
    expect(elsewhere.alert?.id).not.toBe(first.alert?.id)
  })

  test('the first check that fails ends it: lot, expiry, then serial', async () => {
    expect(await scan(scanOf(2, { lotNumber: 'NOLOT' }))).toMatchObject({
      status: 'lot_unknown',
      alert: { code: 'LOT_03', cause: 'unknown' },
    })
    expect(await scan(scanOf(2, { expiry: '400101' }))).toMatchObject({
      status: 'expiry_differs',
      alert: { code: 'LOT_12', cause: 'unknown' },
      lot: { lot: 'VF1' },
    })
    expect(await scan(scanOf(2, { lotNumber: 'VF2', expiry: formatGs1Date(other.expiry) }))).toMatchObject({
      status: 'lot_differs',
      alert: { code: 'LOT_13' },
    })
    const unknown = await scan(scanOf(2).replace(lot.gtin, '03400935955838'))
    expect(unknown).toMatchObject({ verdict: 'suspect', status: 'product_unknown' })
    expect(unknown).not.toHaveProperty('alert')
  })

  test('day 00 of a code is every day of its month', async () => {
    const before = await count()
    const month = formatGs1Date(lot.expiry).slice(0, 4)
    expect(await scan(scanOf(3, { expiry: `${month}00` }))).toMatchObject({ verdict: 'genuine', sellable: true })
    expect(await count()).toBe(before)
    const day = lot.expiry.endsWith('15') ? '16' : '15'
    expect(await scan(scanOf(3, { expiry: `${month}${day}` }))).toMatchObject({
      alert: { code: 'LOT_12', cause: 'day_00' },
    })
  })

  test.each([
    ['caps lock', ['capsLock'], (text: string) => text.toLowerCase()],
    ['a lost separator', ['separatorLost'], (text: string) => text.replace(FNC1, '')],
    ['a separator that came as a bar', ['separatorReplaced'], (text: string) => text.replace(FNC1, '|')],
  ])('a scan spoilt by %s is repaired, and no alert is raised', async (_, causes, spoil) => {
    const before = await count()
    const answer = await scan(spoil(scanOf(4).slice(3)))
    expect(answer).toMatchObject({ verdict: 'genuine', sellable: true, pack: { serial: serialAt(4), lot: 'VF1' } })
    expect(answer.repair?.causes).toEqual(causes)
    expect(await count()).toBe(before)
  })

  test('an alert that a repair leads to is told with its likely cause', async () => {
    const answer = await scan(scanOf(5).replace(serialAt(5), 'NOSUCH').slice(3).toLowerCase())
    expect(answer).toMatchObject({ status: 'serial_unknown', alert: { code: 'PC_02', cause: 'caps_lock' } })
  })

  test('a serial of a lot that is not all uploaded may be a late upload', async () => {
    const { gtin } = lot
    const plan = {
      production: supply.day(-3),
      expiry: supply.day(300),
      quantity: 10,
      origin: 'Plant 1',
      serialised: true,
    }
    await supply.act('north', [registerLot({ gtin, lotNumber: 'LATE' as LotNumber, ...plan })])
    const serial = 'LATES1' as Serial
    const body = { gtin, serial, lot: 'LATE' as LotNumber, expiry: plan.expiry }
    const before = await world.as('market').verification.verify({ body })
    expect(before).toMatchObject({ status: 'serial_unknown', alert: { code: 'PC_02', cause: 'late_upload' } })
    await supply.act('north', commissionSerials(gtin, lotIdOf(gtin, body.lot), [serial]))
    const after = await world.as('market').verification.verify({ body })
    expect(after).toMatchObject({ verdict: 'genuine', unit: { location: 'elsewhere' } })
  })

  test('a serial that was commissioned twice is suspect', async () => {
    const { gtin } = lot
    const plan = {
      production: supply.day(-3),
      expiry: supply.day(300),
      quantity: 10,
      origin: 'Plant 1',
      serialised: true,
    }
    await supply.act('north', [
      registerLot({ gtin, lotNumber: 'TWICE' as LotNumber, ...plan }),
      ...commissionSerials(gtin, lotIdOf(gtin, 'TWICE' as LotNumber), [serialAt(6)]),
    ])
    expect(await scan(scanOf(6))).toMatchObject({
      verdict: 'suspect',
      status: 'serial_repeated',
      alert: { code: 'PCK_27', cause: 'repeated_serial' },
    })
  })

  test('a pack that was dispensed is no alert where that was done, and one everywhere else', async () => {
    expect(await scan(scanOf(10))).toMatchObject({ sellable: true })
    await supply.act('market', [dispense([{ lot: lot.id, units: [10] }])])
    const own = await scan(scanOf(10))
    expect(own).toMatchObject({
      verdict: 'not_sellable',
      status: 'dispensed',
      unit: { state: 'dispensed', location: 'ended', endedOn: supply.day(0) },
    })
    expect(own).not.toHaveProperty('alert')
    expect(await scan(scanOf(10), 'station')).toMatchObject({ verdict: 'suspect', alert: { code: 'PCK_22' } })
  })

  test('a stolen pack is an alert everywhere', async () => {
    const market = { kind: 'institution', gln: world.members.market.gln } as const
    await supply.act('market', [reportGone('stolen', market, { units: [{ lot: lot.id, units: [11] }] }, 'case 4711')])
    expect(await scan(scanOf(11))).toMatchObject({ verdict: 'suspect', status: 'stolen', alert: { code: 'PCK_22' } })
  })

  test('a pack in a case is where the outermost container is, and moves with it', async () => {
    const [pallet, box] = [sscc(1), sscc(2)]
    await supply.act('north', [pack([{ sscc: box, lot: lot.id, units: [[100, 109]] }]), nest(pallet, [box])])
    expect(await scan(scanOf(100), 'north')).toMatchObject({
      sellable: true,
      unit: { location: 'here', container: box },
    })
    await supply.act('north', [ship(77n, world.members.market.gln, { containers: [pallet] })])
    const coming = await scan(scanOf(100))
    expect(coming).toMatchObject({ verdict: 'genuine', unit: { state: 'in_transit', location: 'on_its_way_here' } })
    expect(unitOf(coming)).not.toHaveProperty('container')
    expect(unitOf(await scan(scanOf(100), 'north'))).toMatchObject({ location: 'sent_from_here' })
    expect(unitOf(await scan(scanOf(100), 'station'))).toMatchObject({ location: 'elsewhere' })
    await supply.act('north', [voidShipping(77n, { containers: [pallet] })])
    expect(unitOf(await scan(scanOf(100), 'north'))).toMatchObject({ location: 'here' })
  })

  test('a pack at an institution that lost its licence is not to be supplied until it has one again', async () => {
    await supply.give('infirmary', { units: [{ lot: lot.id, units: [200] }] })
    const { gln } = world.members.infirmary
    const govern = async (call: Call) => {
      const outcome = await world.server.ledger.govern(await supply.signer('regulator', 'admin'), call, 'inspection')
      expect(outcome.state).toBe('taken')
      await world.server.indexer.waitFor(Number(outcome.blockNumber))
    }
    expect(await scan(scanOf(200))).toMatchObject({ verdict: 'genuine' })
    await govern(suspend(gln, 'mould'))
    expect(await scan(scanOf(200))).toMatchObject({ verdict: 'not_sellable', status: 'holder_not_licensed' })
    await govern(reinstate(gln, 'clean'))
    expect(await scan(scanOf(200))).toMatchObject({ verdict: 'genuine', holds: [] })
  })

  test('what cannot be verified is told with the rule that it breaks', async () => {
    const verify = (body: object) => problemOf(world.as('market').verification.verify({ body }))
    expect(await verify({ scan: sscc(2) })).toMatchObject({
      code: 'Invalid',
      errors: [{ field: '/scan', rule: 'noSerial' }],
    })
    expect(await verify({ scan: 'hello' })).toMatchObject({ errors: [{ field: '/scan', rule: 'NOT_RECOGNISED' }] })
    expect(await verify({ gtin: lot.gtin })).toMatchObject({ errors: [{ field: '/serial', rule: 'required' }] })
    expect(await verify({ scan: scanOf(0), gtin: lot.gtin })).toMatchObject({
      errors: [{ field: '/gtin', rule: 'beside' }],
    })
  })

  test('what stands against the whole lot or product is no alert, and the gravest is the status', async () => {
    const before = await count()
    await supply.act('north', [suspendProduct(lot.gtin, 'an impurity')])
    expect(await scan(scanOf(1, { of: other }), 'north')).toMatchObject({
      verdict: 'not_sellable',
      status: 'product_suspended',
      product: { status: 'suspended', reason: 'an impurity' },
      sellable: false,
    })
    await supply.act('north', [reinstateProduct(lot.gtin, 'all is well'), recallLot(other.id, 2, 'glass')])
    expect(await scan(scanOf(1, { of: other }), 'north')).toMatchObject({
      verdict: 'not_sellable',
      status: 'lot_recalled',
      holds: ['lot_recalled'],
      lot: { recalled: true, recallClass: 2, recallReason: 'glass' },
    })
    const short = await supply.makeLot('SHORT', { serials: 1, days: 5 })
    expect(await scan(scanOf(0, { of: short }), 'north')).toMatchObject({ verdict: 'genuine', sellable: true })
    world.clock.ahead(6 * dayMs)
    expect(await scan(scanOf(0, { of: short }), 'north')).toMatchObject({
      verdict: 'not_sellable',
      status: 'expired',
      holds: ['expired'],
    })
    expect(await count()).toBe(before)
  })
})
