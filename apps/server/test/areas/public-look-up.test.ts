import { FNC1, formatGs1Date, type Serial } from '@theriac/gs1'
import { dispense, recallLot, reportGone } from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alerts } from '../../src/db/schema/index.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

describe('public look-up', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('PU1', { serials: 50 })
    await supply.give('market', { units: [{ lot: lot.id, units: [[0, 19]] }] })
    await supply.act('market', [dispense([{ lot: lot.id, units: [1, 2] }])])
  }, 120_000)
  afterAll(() => world.close())

  const serialAt = (index: number): Serial => lot.serials[index] ?? ('' as Serial)
  const scanOf = (index: number) => `01${lot.gtin}17${formatGs1Date(lot.expiry)}21${serialAt(index)}${FNC1}10${lot.lot}`
  const look = (query: object) => world.anonymous.publicLookUp.pack({ query })

  test('a pack in stock: genuine, not sold yet, with the way that it took and what the answer is based on', async () => {
    const answer = await look({ scan: scanOf(0) })
    expect(answer).toMatchObject({
      verdict: 'genuine',
      advice: ['check_again_in_two_days'],
      product: { name: 'DOLIPRANE 1000 mg', maker: 'Nordwerk Pharma' },
      lot: { lot: 'PU1', inDate: true, origin: 'Plant 1' },
      sale: { verdict: 'not_sold_yet' },
      way: [
        { step: 'made', kind: 'factory', name: world.members.north.name },
        { step: 'sent', kind: 'factory' },
        { step: 'received', kind: 'pharmacy' },
      ],
      basis: { block: expect.any(Number), blockHash: expect.stringMatching(/^0x[0-9a-f]{64}$/), chainId: '20262' },
    })
    expect(answer.basis.block).toBeGreaterThan(0)
  })

  test('a sold pack: the day, and nothing of by whom or to whom', async () => {
    const answer = await look({ scan: scanOf(1) })
    expect(answer).toMatchObject({
      verdict: 'genuine',
      advice: ['compare_day_of_sale'],
      sale: { verdict: 'sold_once', day: supply.day(0) },
    })
    expect(answer.way?.at(-1)).toEqual({ step: 'dispensed', day: supply.day(0) })
    const text = JSON.stringify(answer)
    for (const secret of [world.members.market.gln, world.members.market.name, world.members.market.accounts.operator])
      expect(text).not.toContain(secret)
  })

  test('a pack that somebody tried to sell twice is suspect', async () => {
    await problemOf(
      world
        .as('station')
        .dispensing.dispense({ body: { goods: { units: [{ gtin: lot.gtin, serial: serialAt(2) }] } } }),
    )
    const raised = (await world.database.db.select().from(alerts)).filter(({ serial }) => serial === serialAt(2))
    expect(raised).toMatchObject([{ cause: 'double_dispense' }])
    expect(await look({ scan: scanOf(2) })).toMatchObject({
      verdict: 'suspect',
      advice: expect.arrayContaining(['report_to_authority', 'do_not_use']),
      sale: { verdict: 'sold_more_than_once' },
    })
  })

  test('whoever guesses learns nothing, whatever of it is right', async () => {
    const { gtin, lot: lotNumber, expiry } = lot
    const right = { gtin, serial: serialAt(0), lot: lotNumber, expiry }
    const guesses = [
      { ...right, serial: 'GUESS' },
      { ...right, lot: 'GUESS' },
      { ...right, expiry: '2031-01-01' },
      { ...right, gtin: '03400935955838' },
    ]
    const [first, ...others] = await Promise.all(
      guesses.map(async (query) => ({ ...(await look(query)), checkedAt: '' })),
    )
    expect(Object.keys(first ?? {}).sort()).toEqual(['advice', 'basis', 'checkedAt', 'verdict'])
    expect(first).toMatchObject({ verdict: 'unknown' })
    for (const other of others) expect(other).toEqual(first)
    const before = (await world.database.db.select().from(alerts)).length
    await look({ ...right, serial: 'GUESS' })
    expect((await world.database.db.select().from(alerts)).length).toBe(before)
  })

  test('without lot and expiry nothing is told to ask again with, nor whether it was sold', async () => {
    const answers = await Promise.all([0, 1].map((index) => look({ gtin: lot.gtin, serial: serialAt(index) })))
    const [unsold, sold] = answers.map((answer) => ({ ...answer, checkedAt: '' }))
    expect(sold).toMatchObject({ verdict: 'genuine', advice: ['scan_the_square_code'] })
    for (const secret of ['lot', 'sale', 'way']) expect(sold).not.toHaveProperty(secret)
    expect(unsold).toEqual(sold)
  })

  test('a bare GTIN answers the product alone; other codes are unknown', async () => {
    for (const query of [{ gtin: lot.gtin }, { scan: lot.gtin.slice(1) }]) {
      const answer = await look(query)
      expect(answer).toMatchObject({ verdict: 'product_only', product: { gtin: lot.gtin } })
      expect(answer).not.toHaveProperty('lot')
    }
    for (const scan of ['81234567890123456789', '86900001000019', 'hello', '03400935955838'])
      expect(await look({ scan })).toMatchObject({ verdict: 'unknown', advice: ['scan_the_square_code'] })
    expect(await problemOf(look({}))).toMatchObject({ code: 'Invalid', errors: [{ field: 'query.scan' }] })
  })

  test('a Chinese code answers the product that has it', async () => {
    const body = { gtin: '09520000000004' as never, name: 'Amoxicillin', packSize: 1, nationalCode: '8123456' }
    await world.as('north').products.register({ body, waitSeconds: 20 })
    expect(await look({ scan: '81234567890123456789' })).toMatchObject({
      verdict: 'product_only',
      product: { name: 'Amoxicillin' },
    })
  })

  test('a stolen pack is suspect, and a recalled one is not to be used, sold or not', async () => {
    const market = { kind: 'institution', gln: world.members.market.gln } as const
    await supply.act('market', [reportGone('stolen', market, { units: [{ lot: lot.id, units: [3] }] }, 'case 1')])
    expect(await look({ scan: scanOf(3) })).toMatchObject({ verdict: 'suspect' })
    await supply.act('north', [recallLot(lot.id, 1, 'glass')])
    expect(await look({ scan: scanOf(1) })).toMatchObject({
      verdict: 'not_for_use',
      advice: ['recall_ask_pharmacist', 'do_not_use', 'return_to_pharmacy', 'compare_day_of_sale'],
      lot: { recall: { class: 1, reason: 'glass' } },
      sale: { verdict: 'sold_once' },
    })
  })
})

describe('limits of the public look-up', () => {
  test('one address may ask only so often', async () => {
    const world = await openWorld({ settings: { publicPerMinute: 3 } })
    const look = () => world.anonymous.publicLookUp.pack({ query: { gtin: '09520000000004' as never } })
    for (let i = 0; i < 3; i++) await look()
    expect(await problemOf(look())).toMatchObject({ code: 'TooManyRequests', retryAfterSeconds: 60 })
    await world.close()
  })
})
