import type { Problem } from '@theriac/api'
import { buildSscc, type Sscc } from '@theriac/gs1'
import { destroyGoods, type Holder, nest, pack as packInto, signDestruction } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alerts } from '../../src/db/schema/index.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const dayMs = 86_400_000

const ssccAt = (serialReference: number): Sscc => {
  const sscc = buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference })
  if (!sscc.ok) throw new TypeError('no SSCC')
  return sscc.value
}

describe('endings', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let loose: SuppliedLot
  const [pallet, box, inner] = [ssccAt(1), ssccAt(2), ssccAt(3)]

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('E1', { serials: 1_100 })
    loose = await supply.makeLot('E2', { quantity: 200 })
    await supply.act('north', [
      packInto([
        { sscc: box, lot: lot.id, units: [[600, 619]] },
        { sscc: inner, lot: lot.id, units: [[620, 624]] },
      ]),
      nest(pallet, [inner]),
    ])
    await supply.give('rhine', {
      units: [
        { lot: lot.id, units: [[0, 99]] },
        { lot: loose.id, quantity: 50 },
      ],
    })
  })
  afterAll(() => world.close())

  const pack = (index: number) => ({ gtin: lot.gtin, serial: lot.serials[index] ?? ('' as never) })
  const packs = (...indexes: number[]) => ({ units: indexes.map(pack) })
  const range = (first: number, last: number) => ({ ranges: [{ gtin: lot.gtin, lot: lot.lot, first, last }] })
  const quantity = (count: number) => ({ quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: count }] })
  const reasonOf = ({ reason }: Problem) => reason as { name: string; args: Record<string, unknown> }
  const at = async (holder: Holder) => (await world.server.ledger.reads.inventory.unitsAt(holder, lot.id, 1_100)).units

  test('goods leave circulation, in containers too, and come back by being named alone', async () => {
    const { endings } = world.as('north')
    const out = await endings.decommission({
      body: { state: 'exported', goods: { ...packs(500), containers: [box], ...quantity(5) } },
      waitSeconds,
    })
    expect(out).toMatchObject({ state: 'sealed', result: { units: 26 } })
    await endings.decommission({ body: { state: 'sampled', goods: packs(501) }, waitSeconds })
    const { items } = await endings.list({ query: { state: 'exported' } })
    expect(items).toMatchObject([
      { lot: 'E2', units: 5, loose: 5 },
      { lot: 'E1', units: 21, loose: 1, undoableUntil: supply.day(10) },
    ])

    const twice = await problemOf(endings.decommission({ body: { state: 'exported', goods: packs(500) } }))
    expect(reasonOf(twice)).toMatchObject({ name: 'exported', args: { by: 'own', alertCode: 'PCK_19' } })
    const other = await problemOf(endings.decommission({ body: { state: 'sampled', goods: packs(500) } }))
    expect(reasonOf(other)).toMatchObject({ name: 'exported', args: { alertCode: 'PCK_22' } })
    const [alert] = await world.database.db
      .select()
      .from(alerts)
      .where(eq(alerts.serial, pack(500).serial))
    expect(alert).toMatchObject({ code: 'PCK_22', cause: 'unknown' })

    const inBox = await problemOf(endings.decommission({ body: { state: 'sampled', goods: packs(600) } }))
    expect(reasonOf(inBox)).toMatchObject({ name: 'exported', args: { by: 'own', alertCode: 'PCK_22' } })
    const partly = await problemOf(endings.undo({ body: { goods: packs(601) } }))
    expect(reasonOf(partly)).toMatchObject({ name: 'packed', args: { by: 'own', sscc: box } })
    expect(reasonOf(partly).args).not.toHaveProperty('alertCode')

    const undone = await endings.undo({
      body: { goods: { ...packs(500, 501), containers: [box], ...quantity(2) } },
      waitSeconds,
    })
    expect(undone).toMatchObject({
      state: 'sealed',
      result: {
        units: 24,
        ended: expect.arrayContaining([
          { state: 'exported', day: supply.day(0), units: 23 },
          { state: 'sampled', day: supply.day(0), units: 1 },
        ]),
      },
    })
    expect((await world.server.ledger.reads.inventory.container(box))?.root).toMatchObject({ kind: 'institution' })
  })

  test('packs in containers, and containers in others, are named by what they are in', async () => {
    const { endings } = world.as('north')
    const inBox = await problemOf(endings.decommission({ body: { state: 'sampled', goods: packs(600) } }))
    expect(reasonOf(inBox)).toMatchObject({ name: 'packed', args: { by: 'own', sscc: box } })
    const inside = await problemOf(endings.decommission({ body: { state: 'sampled', goods: { containers: [inner] } } }))
    expect(reasonOf(inside)).toMatchObject({ name: 'packed', args: { by: 'own' } })
    const foreign = await problemOf(
      world.as('rhine').endings.decommission({ body: { state: 'sampled', goods: { containers: [box] } } }),
    )
    expect(reasonOf(foreign)).toMatchObject({ name: 'elsewhere', args: { by: 'another' } })
  })

  test('commissioning is voided by the factory, of packs that it has', async () => {
    const { endings } = world.as('north')
    const job = await endings.voidCommissioning({ body: { goods: range(1_090, 1_095) }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 6 } })
    expect(reasonOf(await problemOf(endings.voidCommissioning({ body: { goods: packs(0) } })))).toMatchObject({
      name: 'in_stock',
      args: { by: 'another' },
    })
    expect(
      await problemOf(world.as('south').endings.voidCommissioning({ body: { goods: range(1_096, 1_096) } })),
    ).toMatchObject({
      status: 404,
    })
    expect(reasonOf(await problemOf(endings.voidCommissioning({ body: { goods: quantity(1) } })))).toMatchObject({
      name: 'InventoryNotVoidable',
    })
    expect(await problemOf(world.as('rhine').endings.voidCommissioning({ body: { goods: packs(0) } }))).toMatchObject({
      code: 'Forbidden',
    })
  })

  test('goods are reported gone by who has them, and by the factory that made them', async () => {
    const evidence = 'Police 26/11'
    const own = await world
      .as('rhine')
      .endings.reportGone({ body: { state: 'stolen', goods: packs(10), evidence }, waitSeconds })
    expect(own).toMatchObject({ state: 'sealed', result: { units: 1, unsaleable: 0 } })
    const maker = await world
      .as('north')
      .endings.reportGone({ body: { state: 'lost', goods: packs(11), evidence }, waitSeconds })
    expect(maker.state).toBe('sealed')
    expect((await world.as('north').endings.list({ query: { state: 'lost' } })).items).toMatchObject([{ units: 1 }])

    await world.as('rhine').quarantine.setAside({ body: { goods: packs(12), reason: 'wet' }, waitSeconds })
    const unsaleable = await world
      .as('rhine')
      .endings.reportGone({ body: { state: 'lost', goods: packs(12), evidence }, waitSeconds })
    expect(unsaleable.result).toEqual({ units: 1, unsaleable: 1 })
    const foreign = world.as('market').endings.reportGone({ body: { state: 'lost', goods: packs(13), evidence } })
    expect(reasonOf(await problemOf(foreign))).toMatchObject({ name: 'in_stock', args: { by: 'another' } })
  })

  test('the regulator gives back what was reported stolen', async () => {
    const body = { gln: world.members.rhine.gln, goods: packs(10), reason: 'found by the police' }
    const undo = await problemOf(world.as('rhine').endings.undo({ body: { goods: packs(10) } }))
    expect(reasonOf(undo)).toMatchObject({ name: 'stolen', args: { alertCode: 'PCK_27' } })
    expect(await problemOf(world.as('rhine').endings.overrideUndo({ body }))).toMatchObject({ code: 'Forbidden' })
    const job = await world.as('regulator').endings.overrideUndo({ body, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 1, ended: [{ state: 'stolen' }] } })
    expect(await at({ kind: 'institution', gln: world.members.rhine.gln })).toContainEqual([0, 10])
    const never = { ...body, goods: packs(12) }
    expect(reasonOf(await problemOf(world.as('regulator').endings.overrideUndo({ body: never })))).toMatchObject({
      name: 'gone_unsaleable',
    })
  })

  describe('destruction', () => {
    const propose = (goods: object) =>
      world.as('rhine').endings.proposeDestruction({ body: { goods, reason: 'mould' } })

    test('takes two operators of one institution, each in a session of its own', async () => {
      await world.as('rhine').quarantine.setAside({ body: { goods: packs(20), reason: 'mould' }, waitSeconds })
      const proposal = await propose({ ...packs(20, 21), ...quantity(5) })
      expect(proposal).toMatchObject({ state: 'open', units: 7, reason: 'mould' })
      const params = { id: proposal.id }
      const waiting = async (role: 'operator' | 'admin' | 'auditor') => {
        const { tasks } = await world.as('rhine', role).dashboard.show()
        const { items } = await world.as('rhine', role).notifications.list({ query: { kind: 'destruction_proposed' } })
        return [tasks.find(({ task }) => task === 'destructions_to_confirm')?.count, items.length]
      }
      expect(await waiting('admin')).toEqual([1, 1])
      expect(await waiting('operator')).toEqual([undefined, 0])
      expect(await waiting('auditor')).toEqual([undefined, 0])
      const alone = await problemOf(world.as('rhine').endings.confirmDestruction({ params }))
      expect(alone).toMatchObject({ status: 409, reason: { name: 'InventoryBadWitness' } })
      expect(await problemOf(world.as('north').endings.confirmDestruction({ params }))).toMatchObject({ status: 404 })
      expect(await problemOf(world.as('rhine', 'auditor').endings.confirmDestruction({ params }))).toMatchObject({
        code: 'Forbidden',
      })

      const job = await world.as('rhine', 'admin').endings.confirmDestruction({ params, waitSeconds })
      expect(job).toMatchObject({
        state: 'sealed',
        progress: { done: 3, total: 3 },
        result: { id: proposal.id, units: 7 },
      })
      const done = await world.as('rhine').endings.findDestruction({ params })
      expect(done).toMatchObject({ state: 'done', jobId: job.id })
      expect(done.confirmedBy).not.toBe(done.proposedBy)
      expect(await waiting('admin')).toEqual([undefined, 1])
      const { items } = await world.as('rhine').endings.list({ query: { state: 'destroyed' } })
      expect(items.reduce((sum, { units }) => sum + units, 0)).toBe(7)
      expect(await problemOf(world.as('rhine', 'admin').endings.confirmDestruction({ params }))).toMatchObject({
        status: 409,
        reason: { name: 'done' },
      })
    })

    test('happens once, whoever confirms at the same time', async () => {
      const { id } = await propose(packs(22))
      const confirm = () => world.as('rhine', 'admin').endings.confirmDestruction({ params: { id }, waitSeconds })
      const settled = await Promise.allSettled([confirm(), confirm()])
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const ended = await world.as('rhine').endings.list({ query: { state: 'destroyed' } })
      expect(ended.items.find(({ lot: number }) => number === 'E1')).toMatchObject({ units: 3 })
    })

    test('is dropped by who thinks better of it, and refused by the ledger when the goods have gone', async () => {
      const dropped = await propose(packs(23))
      const params = { id: dropped.id }
      expect(await world.as('rhine').endings.cancelDestruction({ params })).toMatchObject({ state: 'cancelled' })
      expect(await problemOf(world.as('rhine', 'admin').endings.confirmDestruction({ params }))).toMatchObject({
        reason: { name: 'cancelled' },
      })

      const late = await propose(packs(24))
      await world.as('rhine').endings.decommission({ body: { state: 'sampled', goods: packs(24) }, waitSeconds })
      const refused = world.as('rhine', 'admin').endings.confirmDestruction({ params: { id: late.id }, waitSeconds })
      expect(await problemOf(refused)).toMatchObject({ code: 'Refused', reason: { name: 'InventoryNotHeld' } })
      expect(await world.as('rhine').endings.findDestruction({ params: { id: late.id } })).toMatchObject({
        state: 'refused',
      })
      const { items } = await world.as('rhine').endings.destructions({ query: { state: 'refused' } })
      expect(items).toMatchObject([{ id: late.id }])
      expect((await world.as('north').endings.destructions()).items).toEqual([])
      expect((await world.as('regulator').endings.destructions()).items).toHaveLength(4)
    })

    test('the witness has signed exactly what the ledger is given', async () => {
      const { gln } = world.members.rhine
      const chain = { chainId: world.server.ledger.chainId, inventory: world.server.ledger.addresses.inventory }
      const from: Holder = { kind: 'institution', gln }
      const goods = { units: [{ lot: lot.id, units: [25] }] }
      const witness = await supply.signer('rhine', 'operator')
      const signature = await signDestruction(witness, chain, { gln, from, goods, reason: 'mould' })
      const outcome = await world.server.ledger.perform(
        await supply.signer('rhine', 'admin'),
        destroyGoods(from, { units: [{ lot: lot.id, units: [26] }] }, 'mould', signature),
      )
      expect(outcome).toMatchObject({ state: 'refused', reason: { name: 'InventoryBadWitness' } })
    })
  })

  test('after ten days neither export nor commissioning is taken back, but by the regulator', async () => {
    await world.as('north').endings.decommission({ body: { state: 'exported', goods: packs(502) }, waitSeconds })
    world.clock.ahead(11 * dayMs)
    const late = await problemOf(world.as('north').endings.undo({ body: { goods: packs(502) } }))
    expect(reasonOf(late)).toMatchObject({ name: 'exported', args: { by: 'own', alertCode: 'PCK_20' } })
    const voided = await problemOf(world.as('north').endings.voidCommissioning({ body: { goods: packs(503) } }))
    expect(reasonOf(voided)).toMatchObject({ name: 'InventoryTooLate', args: { alertCode: 'PCK_20' } })
    const body = { gln: world.members.north.gln, goods: packs(502), reason: 'never left the dock' }
    expect(await world.as('regulator').endings.overrideUndo({ body, waitSeconds })).toMatchObject({ state: 'sealed' })
  })
})
