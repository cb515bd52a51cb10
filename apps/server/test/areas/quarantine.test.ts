import type { Problem } from '@theriac/api'
import { buildSscc } from '@theriac/gs1'
import { pack as packInto, quarantine } from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20

describe('quarantine', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let loose: SuppliedLot

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('Q1', { serials: 100 })
    loose = await supply.makeLot('Q2', { quantity: 100, days: 200 })
    await supply.give('market', {
      units: [
        { lot: lot.id, units: [[0, 19]] },
        { lot: loose.id, quantity: 30 },
      ],
    })
  })
  afterAll(() => world.close())

  const packs = (...indexes: number[]) => ({
    units: indexes.map((index) => ({ gtin: lot.gtin, serial: lot.serials[index] ?? ('' as never) })),
  })
  const quantity = (count: number) => ({ quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: count }] })
  const reasonOf = ({ reason }: Problem) => reason as { name: string; args: Record<string, unknown> }
  const area = (key: Parameters<World['as']>[0]) => world.as(key).quarantine

  test('goods are set aside, told with the reason, and put back by who set them aside', async () => {
    const goods = { ...packs(0, 1), ...quantity(4) }
    const job = await area('market').setAside({ body: { goods, reason: 'damp boxes' }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 6 } })
    const { gln } = world.members.market
    expect((await area('market').list()).items).toMatchObject([
      { gln, setter: gln, lot: 'Q2', units: 4, reason: 'damp boxes', act: 'quarantine', since: expect.any(String) },
      { gln, setter: gln, lot: 'Q1', units: 2, loose: 2, reason: 'damp boxes' },
    ])
    const again = await problemOf(area('market').setAside({ body: { goods: packs(0), reason: 'x' } }))
    expect(reasonOf(again)).toMatchObject({ name: 'quarantined', args: { by: 'own', alertCode: 'PCK_19' } })
    const dispensed = await problemOf(world.as('market').dispensing.dispense({ body: { goods: packs(0) } }))
    expect(reasonOf(dispensed)).toMatchObject({ name: 'quarantined', args: { by: 'own' } })

    await area('market').release({ body: { goods: { ...packs(0), ...quantity(4) } }, waitSeconds })
    expect((await area('market').list()).items).toMatchObject([{ lot: 'Q1', units: 1 }])
    expect(reasonOf(await problemOf(area('market').release({ body: { goods: packs(0) } })))).toMatchObject({
      name: 'in_stock',
      args: { alertCode: 'PCK_19' },
    })
  })

  test('what the regulator set aside, anywhere, only the regulator releases', async () => {
    const { gln } = world.members.market
    const body = { gln, goods: { ...packs(5), ...quantity(2) }, reason: 'sample of the inspection' }
    expect(await area('regulator').setAside({ body, waitSeconds })).toMatchObject({
      state: 'sealed',
      result: { units: 3 },
    })
    const setter = world.members.regulator.gln
    expect((await area('market').list({ query: { setter } })).items).toMatchObject([
      { gln, setter, lot: 'Q2', units: 2, reason: 'sample of the inspection' },
      { gln, setter, lot: 'Q1', units: 1 },
    ])
    const own = await problemOf(area('market').release({ body: { goods: packs(5) } }))
    expect(reasonOf(own)).toMatchObject({ name: 'quarantined', args: { by: 'own' } })
    const foreign = world.as('station').quarantine
    expect((await foreign.list()).items).toEqual([])
    expect((await foreign.list({ query: { gln } })).items).toEqual([])
    const released = await area('regulator').release({
      body: { gln, goods: { ...packs(5), ...quantity(2) } },
      waitSeconds,
    })
    expect(released.state).toBe('sealed')
    expect((await area('regulator').list({ query: { gln, setter } })).items).toEqual([])
  })

  test('nobody else sets aside what another has', async () => {
    const { gln } = world.members.market
    const body = { gln, goods: packs(6), reason: 'jealousy' }
    expect(await problemOf(area('station').setAside({ body }))).toMatchObject({ status: 404 })
    const unnamed = { goods: packs(6), reason: 'jealousy' }
    expect(reasonOf(await problemOf(area('station').setAside({ body: unnamed })))).toMatchObject({
      name: 'in_stock',
      args: { by: 'another' },
    })
    const auditor = world.as('market', 'auditor').quarantine.setAside({ body: unnamed })
    expect(await problemOf(auditor)).toMatchObject({ code: 'Forbidden' })
  })

  test('a container that was set aside is told with its packs and the reason', async () => {
    const sscc = buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference: 77 })
    if (!sscc.ok) throw new TypeError('no SSCC')
    await supply.act('north', [
      packInto([{ sscc: sscc.value, lot: lot.id, units: [[50, 59]] }]),
      quarantine(world.members.north.gln, { containers: [sscc.value] }, 'torn wrapping'),
    ])
    expect((await area('north').list()).items).toMatchObject([
      { lot: 'Q1', units: 10, loose: 0, reason: 'torn wrapping', act: 'quarantine' },
    ])
    const job = await area('north').release({ body: { goods: { containers: [sscc.value] } }, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 10 } })
  })

  test('the list goes page by page', async () => {
    const goods = { ...packs(8), ...quantity(1) }
    await area('market').setAside({ body: { goods, reason: 'late van' }, waitSeconds })
    const first = await area('market').list({ query: { limit: 1 } })
    expect(first.items).toMatchObject([{ lot: 'Q2' }])
    const second = await area('market').list({ query: { limit: 1, ...(first.next ? { cursor: first.next } : {}) } })
    expect(second).toMatchObject({ items: [{ lot: 'Q1', units: 2, reason: 'late van' }] })
    expect(second.next).toBeUndefined()
  })
})
