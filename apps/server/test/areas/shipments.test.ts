import type { GoodsInput } from '@theriac/api'
import { buildSscc, type Sscc } from '@theriac/gs1'
import {
  nest,
  type Packing,
  pack,
  recallLot,
  receiveGoods,
  setLicences,
  setPermissions,
  suspend,
  suspendProduct,
} from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Key } from '../../src/demonstration/cast.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 30

function ssccAt(serialReference: number): Sscc {
  const sscc = buildSscc({ extensionDigit: 1, companyPrefix: '9520000', serialReference })
  if (!sscc.ok) throw new TypeError(sscc.reason.message)
  return sscc.value
}
const unusedSscc = ssccAt(999_999)

describe('shipments', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  let loose: SuppliedLot
  let nextUnit = 0
  let nextBox = 1
  const by = (key: Key) => world.as(key).shipments
  const gln = (key: Key) => world.members[key].gln

  /** Some packs of the lot that no other test has. */
  function packs(count: number): {
    readonly range: NonNullable<GoodsInput['ranges']>[number]
    readonly goods: GoodsInput
  } {
    const first = nextUnit
    nextUnit += count
    const range = { gtin: lot.gtin, lot: lot.lot, first, last: nextUnit - 1 }
    return { range, goods: { ranges: [range] } }
  }
  /** A case with packs in it, in the stock of `north`. */
  async function box(count: number): Promise<{ readonly sscc: Sscc; readonly first: number }> {
    const sscc = ssccAt(nextBox++)
    const { range } = packs(count)
    const packing: Packing = { sscc, lot: lot.id, units: [[range.first, range.last]] }
    await supply.act('north', [pack([packing])])
    return { sscc, first: range.first }
  }
  async function ship(goods: GoodsInput, to: Key = 'rhine', from: Key = 'north') {
    const job = await by(from).ship({ body: { receiver: gln(to), goods }, waitSeconds })
    return { sender: gln(from), number: job.result.number }
  }

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('SHIP', { serials: 2_000 })
    loose = await supply.makeLot('BULK', { quantity: 1_000 })
  }, 60_000)
  afterAll(() => world.close())

  test('goods of all kinds are sent and received whole', async () => {
    const { sscc } = await box(20)
    const { range } = packs(5)
    const goods: GoodsInput = {
      containers: [sscc],
      ranges: [range],
      quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 30 }],
    }
    const sent = await by('north').ship({
      body: { receiver: gln('rhine'), goods, eventTime: '2026-11-27T10:00:00Z', billType: 201 },
      waitSeconds,
    })
    expect(sent).toMatchObject({ state: 'sealed', result: { sender: gln('north'), units: 55 } })
    const params = { sender: gln('north'), number: sent.result.number }
    const shipment = await by('rhine').find({ params })
    expect(shipment).toMatchObject({
      sender: { gln: gln('north'), name: 'Nordwerk Pharma' },
      receiver: { gln: gln('rhine') },
      purpose: 'supply',
      state: 'in_transit',
      sent: { units: 55, containers: 1 },
      left: { units: 55, containers: 1 },
      touched: false,
      lots: [
        { lot: 'BULK', sent: 30, left: 30 },
        { lot: 'SHIP', sent: 25, left: 25 },
      ],
      containers: [{ sscc, units: 20 }],
      loose: [
        { lot: 'BULK', ranges: [], quantity: 30 },
        { lot: 'SHIP', ranges: [{ first: range.first, last: range.last }], quantity: 5 },
      ],
      history: [{ act: 'ship', gln: gln('north'), units: 55, eventTime: '2026-11-27T10:00:00Z' }],
    })

    const received = await by('rhine').receive({ params, body: { all: true }, waitSeconds })
    expect(received.result).toEqual({ ...params, units: 55, left: 0, closes: true })
    expect(await by('north').find({ params })).toMatchObject({
      state: 'settled',
      left: { units: 0, containers: 0 },
      lots: [{ left: 0 }, { left: 0 }],
      containers: [],
      loose: [],
      history: [{ act: 'ship' }, { act: 'receiveGoods', gln: gln('rhine'), units: 55 }],
    })
    const again = by('rhine').receive({ params, body: { all: true } })
    expect(await problemOf(again)).toMatchObject({
      code: 'WrongState',
      reason: { name: 'InventoryShipmentState', args: { state: 'settled' } },
    })
  })

  test('what is received in part is closed with the difference, which the sender takes back', async () => {
    const { sscc, first } = await box(10)
    const { range, goods } = packs(6)
    const params = await ship({ ...goods, containers: [sscc] })
    const part = { ...range, last: range.first + 1 }
    await by('rhine').receive({ params, body: { goods: { ranges: [part] } }, waitSeconds })
    expect(await by('rhine').find({ params })).toMatchObject({
      state: 'in_transit',
      left: { units: 14, containers: 1 },
    })

    const twice = by('rhine').receive({ params, body: { goods: { ranges: [part] } } })
    expect(await problemOf(twice)).toMatchObject({ code: 'WrongState', reason: { name: 'InventoryNotHeld' } })
    const missing = [{ sscc, ranges: [{ ...range, first: first + 2, last: first + 3 }] }]
    const closed = await by('rhine').receive({
      params,
      body: { goods: { containers: [sscc] }, missing, close: { reason: 'two packs and a tray are missing' } },
      waitSeconds,
    })
    expect(closed.result).toMatchObject({ units: 8, left: 6, closes: true })
    expect(await by('north').find({ params })).toMatchObject({
      state: 'closed',
      reason: 'two packs and a tray are missing',
      left: { units: 6, containers: 0 },
      history: [
        { act: 'ship' },
        { act: 'receiveGoods', units: 2 },
        { act: 'missing' },
        { act: 'receiveGoods', units: 8 },
        { act: 'rejectShipment', reason: 'two packs and a tray are missing' },
      ],
    })

    const byReceiver = by('rhine').reclaim({ params, body: {} })
    expect(await problemOf(byReceiver)).toMatchObject({ code: 'Forbidden' })
    const some = { ranges: [{ ...range, first: first + 2, last: first + 3 }] }
    await by('north').reclaim({ params, body: { goods: some }, waitSeconds })
    expect(await by('north').find({ params })).toMatchObject({ state: 'closed', left: { units: 4 } })
    expect(await by('north').reclaim({ params, body: {}, waitSeconds })).toMatchObject({ result: { units: 4 } })
    expect(await by('north').find({ params })).toMatchObject({ state: 'settled', left: { units: 0 } })
  })

  test('a receipt may close without a reason, and closes nothing that has arrived whole', async () => {
    const { range, goods } = packs(4)
    const params = await ship(goods)
    const some = { ranges: [{ ...range, last: range.first }] }
    const job = await by('rhine').receive({ params, body: { goods: some, close: {} }, waitSeconds })
    expect(job.result).toMatchObject({ left: 3, closes: true })
    const closed = await by('rhine').find({ params })
    expect(closed).toMatchObject({ state: 'closed', history: [{}, { act: 'receiveGoods' }, { act: 'close' }] })
    expect(closed).not.toHaveProperty('reason')
    // What turns up later is still taken in.
    const late = await by('rhine').receive({ params, body: { all: true, close: { reason: 'all found' } }, waitSeconds })
    expect(late).toMatchObject({ state: 'sealed', result: { units: 3, left: 0 } })
    expect(await by('rhine').find({ params })).toMatchObject({ state: 'settled' })
  })

  test('a shipment is taken back before anything has arrived, and not after', async () => {
    const { range, goods } = packs(300)
    const params = await ship(goods)
    expect(await problemOf(by('rhine').void({ params }))).toMatchObject({ code: 'Forbidden' })
    expect(await by('north').void({ params, waitSeconds })).toMatchObject({ result: { units: 300 } })
    expect(await by('north').find({ params })).toMatchObject({ state: 'voided', left: { units: 0 } })
    expect(await problemOf(by('north').void({ params }))).toMatchObject({ code: 'WrongState' })

    const second = await ship(goods)
    const some = { ranges: [{ ...range, last: range.first }] }
    await by('rhine').receive({ params: second, body: { goods: some }, waitSeconds })
    expect(await problemOf(by('north').void({ params: second }))).toMatchObject({ code: 'WrongState' })
  })

  test('a receiver refuses a shipment with a reason', async () => {
    const params = await ship(packs(2).goods, 'market')
    expect(await problemOf(by('north').reject({ params, body: { reason: 'no' } }))).toMatchObject({ code: 'Forbidden' })
    await by('market').reject({ params, body: { reason: 'not ordered' }, waitSeconds })
    expect(await by('market').find({ params })).toMatchObject({ state: 'closed', reason: 'not ordered', touched: true })
  })

  test('the regulator refuses for a receiver that cannot act any more, as a strong act', async () => {
    const params = await ship(packs(2).goods, 'station')
    const job = await by('regulator').reject({ params, body: { reason: 'pharmacy has closed' }, waitSeconds })
    expect(job.result).toMatchObject({ proposal: { needed: 1 } })
    expect(await by('regulator').find({ params })).toMatchObject({ state: 'closed', reason: 'pharmacy has closed' })
  })

  test('a return need not be saleable, and waits to be judged where it arrives', async () => {
    const old = await supply.makeLot('RECALLED', { serials: 10 })
    const units = { units: [{ lot: old.id, units: [[0, 4] as const] }] }
    await supply.give('coast', units)
    await supply.act('north', [recallLot(old.id, 2, 'wrong leaflet')], 'admin')
    const goods = { ranges: [{ gtin: old.gtin, lot: old.lot, first: 0, last: 4 }] }
    const supplied = by('coast').ship({ body: { receiver: gln('north'), goods } })
    expect(await problemOf(supplied)).toMatchObject({
      code: 'WrongState',
      reason: { name: 'LotsHeldBack', args: { lots: [{ lot: 'RECALLED', hold: 'lot_recalled' }] } },
    })
    const body = { receiver: gln('north'), goods, purpose: 'return' as const }
    const job = await by('coast').ship({ body, waitSeconds })
    const params = { sender: gln('coast'), number: job.result.number }
    await by('north').receive({ params, body: { all: true }, waitSeconds })
    const { items } = await world.as('north').stock.list({ query: { state: 'returned' } })
    expect(items).toMatchObject([{ lot: 'RECALLED', units: 5, status: 'recalled' }])
  })

  test('a container is judged by what is in it, and an empty one is not supplied', async () => {
    const old = await supply.makeLot('BOXED', { serials: 10 })
    const [outer, inner] = [await box(1), await box(1)]
    const packing: Packing = { sscc: inner.sscc, lot: old.id, units: [[0, 9]] }
    await supply.act('north', [pack([packing]), nest(outer.sscc, [inner.sscc])])
    await supply.act('north', [recallLot(old.id, 1, 'harm')], 'admin')
    const send = (goods: GoodsInput) => problemOf(by('north').ship({ body: { receiver: gln('rhine'), goods } }))
    expect(await send({ containers: [outer.sscc] })).toMatchObject({ reason: { name: 'LotsHeldBack' } })
    const own = world.as('north').packing
    await own.unpack({ body: { containers: [{ sscc: inner.sscc, all: true }] }, waitSeconds })
    await own.unpack({ body: { containers: [{ sscc: outer.sscc, all: true }] }, waitSeconds })
    expect(await send({ containers: [outer.sscc] })).toMatchObject({ reason: { name: 'ContainerEmpty' } })
    expect(await send({ containers: [inner.sscc] })).toMatchObject({ reason: { name: 'InventoryContainerElsewhere' } })
  })

  test('goods that are not in stock, or nowhere, are not sent', async () => {
    const { goods } = packs(3)
    await ship(goods)
    const foreign = await box(2)
    const sent = await ship({ containers: [foreign.sscc] })
    const send = (one: GoodsInput) => problemOf(by('north').ship({ body: { receiver: gln('rhine'), goods: one } }))
    expect(await send(goods)).toMatchObject({ code: 'WrongState', reason: { name: 'InventoryNotHeld' } })
    // Whatever became of it: only that it is not here.
    await supply.act('rhine', [receiveGoods({ ...sent, number: BigInt(sent.number) }, { containers: [foreign.sscc] })])
    expect(await send({ containers: [foreign.sscc] })).toMatchObject({
      reason: { name: 'InventoryContainerElsewhere' },
    })
    expect(await send({})).toMatchObject({ code: 'Invalid', errors: [{ field: '/goods', rule: 'required' }] })
    const unknown = { containers: [unusedSscc], units: [{ gtin: lot.gtin, serial: 'X' as never }] }
    expect((await send(unknown)).errors).toMatchObject([
      { field: '/goods/containers/0', rule: 'unknown' },
      { field: '/goods/units/0', rule: 'unknown' },
    ])
  })

  test('receivers that may not receive are told of', async () => {
    const { goods } = packs(1)
    const send = (receiver: never) => problemOf(by('north').ship({ body: { receiver, goods } }))
    expect(await send(gln('north') as never)).toMatchObject({ errors: [{ field: '/receiver', rule: 'self' }] })
    expect(await send('9520000099990' as never)).toMatchObject({ code: 'Invalid' })
    const licence = { number: 'L-9', validFrom: 0, validTo: 4_000_000_000 }
    await strong([setLicences(gln('infirmary'), [{ ...licence, scope: ['ship'] }])])
    expect(await send(gln('infirmary') as never)).toMatchObject({
      reason: { name: 'InstitutionsRefused', args: { permission: 'receive', refusal: 'not_licensed' } },
    })
    await strong([setPermissions(gln('infirmary'), ['ship'])])
    expect(await send(gln('infirmary') as never)).toMatchObject({ reason: { args: { refusal: 'not_permitted' } } })
    await strong([suspend(gln('infirmary'), 'fraud')])
    expect(await send(gln('infirmary') as never)).toMatchObject({ reason: { args: { refusal: 'not_active' } } })
  })
  async function strong(calls: readonly Parameters<typeof world.server.ledger.govern>[1][]): Promise<void> {
    const signer = await supply.signer('regulator', 'admin')
    for (const call of calls) {
      const outcome = await world.server.ledger.govern(signer, call, 'test')
      expect(outcome.state).toBe('taken')
      await world.server.indexer.waitFor(Number(outcome.blockNumber))
    }
  }

  test('numbers are allotted past those that are in use, and may be given', async () => {
    const send = (number?: string) =>
      by('coast').ship({
        body: { receiver: gln('rhine'), goods: bulk, ...(number === undefined ? {} : { number }) },
        waitSeconds,
      })
    const bulk = { quantities: [{ gtin: loose.gtin, lot: loose.lot, quantity: 1 }] }
    await supply.give('coast', { units: [{ lot: loose.id, quantity: 20 }] })
    const first = await send()
    const next = String(Number(first.result.number) + 1)
    expect((await send(next)).result.number).toBe(next)
    expect(await problemOf(send(next))).toMatchObject({ code: 'AlreadyExists' })
    await send('700000')
    expect((await send()).result.number).toBe('700001')
    expect(await problemOf(send('18446744073709551616'))).toMatchObject({ errors: [{ field: '/number' }] })
    expect((await send('18446744073709551615')).state).toBe('sealed')
    expect((await send()).result.number).toBe('700002')
  })

  test('only sender, receiver and regulator see a shipment', async () => {
    const params = await ship(packs(1).goods)
    expect(await by('regulator').find({ params })).toMatchObject({ number: params.number })
    for (const key of ['coast', 'south', 'market'] as const) {
      expect(await problemOf(by(key).find({ params }))).toMatchObject({ code: 'NotFound' })
      const receive = key === 'coast' ? by(key).receive({ params, body: { all: true } }) : undefined
      if (receive) expect(await problemOf(receive)).toMatchObject({ code: 'NotFound' })
    }
    const { items } = await by('south').list()
    expect(items).toEqual([])
  })

  test('lists are filtered by direction, partner, state and time, newest first', async () => {
    const params = await ship(packs(1).goods, 'clinic')
    const numbers = async (key: Key, query: NonNullable<Parameters<ReturnType<typeof by>['list']>[0]>['query']) =>
      (await by(key).list({ query: { limit: 500, ...query } })).items.map(({ number }) => number)
    expect((await numbers('north', {}))[0]).toBe(params.number)
    expect(await numbers('clinic', { direction: 'in' })).toEqual([params.number])
    expect(await numbers('clinic', { direction: 'out' })).toEqual([])
    expect(await numbers('north', { partner: gln('clinic') })).toEqual([params.number])
    expect(await numbers('north', { partner: gln('clinic'), state: 'settled' })).toEqual([])
    expect(await numbers('regulator', { gln: gln('clinic') })).toEqual([params.number])
    expect(await numbers('north', { since: new Date(world.clock.now() + 60_000).toISOString() })).toEqual([])
    expect(await numbers('north', { number: params.number })).toContain(params.number)
    const all = await numbers('north', { sort: 'shipped' })
    expect(all.at(-1)).toBe(params.number)

    const first = await by('north').list({ query: { limit: 2 } })
    const { next: cursor = '' } = first
    const second = await by('north').list({ query: { limit: 2, cursor } })
    const pages = [...first.items, ...second.items].map(({ number }) => number)
    expect(pages).toEqual((await numbers('north', {})).slice(0, 4))
    const foreign = by('north').list({ query: { gln: gln('clinic') } })
    expect(await problemOf(foreign)).toMatchObject({ code: 'NotFound' })
    const aimless = by('regulator').list({ query: { direction: 'in' } })
    expect(await problemOf(aimless)).toMatchObject({ code: 'Invalid' })
  })

  test('a suspended product is not supplied', async () => {
    await supply.act('north', [suspendProduct(lot.gtin, 'doubt')], 'admin')
    const send = by('north').ship({ body: { receiver: gln('rhine'), goods: packs(1).goods } })
    expect(await problemOf(send)).toMatchObject({ reason: { args: { lots: [{ hold: 'product_suspended' }] } } })
  })
})
