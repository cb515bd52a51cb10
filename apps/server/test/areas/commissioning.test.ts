import { randomUUID } from 'node:crypto'
import type { Problem } from '@theriac/api'
import { type LotNumber, readScan, type Serial } from '@theriac/gs1'
import { registerLot } from '@theriac/ledger'
import { schema } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serials as serialTable } from '../../src/db/schema/index.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 30
const gtinDigits = '03400930000014'

describe('commissioning', () => {
  let world: World
  let supply: Supply
  const north = () => world.as('north')

  /** A registered lot of which nothing is made. */
  async function lotOf(lotNumber: string, quantity: number, options: { serialised?: boolean; days?: number } = {}) {
    const { gtin } = params(lotNumber)
    const plan = { production: supply.day(-3), expiry: supply.day(options.days ?? 300), quantity, origin: 'Plant 1' }
    const lot = lotNumber as LotNumber
    await supply.act('north', [registerLot({ gtin, lotNumber: lot, serialised: options.serialised ?? true, ...plan })])
    return params(lotNumber)
  }
  const params = (lot: string) => ({ gtin: gtinDigits as never as Supplied['gtin'], lot: lot as LotNumber })
  type Supplied = Awaited<ReturnType<Supply['makeLot']>>

  interface Label {
    readonly index: number
    readonly serial: Serial
    readonly elementString: string
    readonly digitalLink: string
  }
  async function labelsOf(lot: string, query: { first?: number; limit?: number } = {}): Promise<Label[]> {
    const response = await north().commissioning.serials({ params: params(lot), query })
    const [heading, ...lines] = (await response.text()).trimEnd().split('\r\n')
    expect(heading).toBe('index,serial,elementString,digitalLink')
    return lines.map((line) => {
      const [, index, serial, elementString, digitalLink] =
        /^(\d+),("(?:[^"]|"")*"|[^",]*),("(?:[^"]|"")*"|[^",]*),(.*)$/.exec(line) ?? []
      const plain = (text = '') => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)
      return {
        index: Number(index),
        serial: plain(serial) as Serial,
        elementString: plain(elementString),
        digitalLink: plain(digitalLink),
      }
    })
  }

  async function upload(lot: string, body: string, format = 'text', token = world.token('north')): Promise<Response> {
    return fetch(`${world.url}/api/v1/lots/${gtinDigits}/${lot}/commissioning/upload?format=${format}`, {
      method: 'POST',
      headers: {
        'content-type': 'text/plain',
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
        prefer: `wait=${waitSeconds}`,
      },
      body,
    })
  }
  async function problemOfUpload(lot: string, body: string, format = 'text'): Promise<Problem> {
    const response = await upload(lot, body, format)
    expect(response.ok).toBe(false)
    return (await response.json()) as Problem
  }
  async function commissionedOf(lot: string): Promise<number> {
    const [row] = await world.database.db.select().from(schema.lots).where(eq(schema.lots.lotNumber, lot))
    return row?.commissioned ?? 0
  }
  const storedRuns = async () => (await world.database.db.select().from(serialTable)).length

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
  }, 60_000)
  afterAll(() => world.close())

  test('random serials are made, sealed on the ledger, and kept for the labels', async () => {
    await lotOf('RND', 5_000)
    const job = await north().commissioning.commission({
      params: params('RND'),
      body: { random: { n: 2_500 } },
      waitSeconds,
    })
    expect(job).toMatchObject({
      state: 'sealed',
      progress: { done: 3, total: 3 },
      result: { units: 2_500, serials: 'random', runs: { first: 0, count: 3 }, length: 12 },
    })
    expect(await commissionedOf('RND')).toBe(2_500)

    const labels = await labelsOf('RND')
    expect(labels.map(({ index }) => index)).toEqual(Array.from({ length: 2_500 }, (_, i) => i))
    expect(new Set(labels.map(({ serial }) => serial)).size).toBe(2_500)
    expect(await labelsOf('RND', { first: 1_000, limit: 100 })).toEqual(labels.slice(1_000, 1_100))
    expect(await labelsOf('RND', { first: 2_400 })).toEqual(labels.slice(2_400))
    expect(await labelsOf('RND', { limit: 1 })).toEqual(labels.slice(0, 1))
    for (const { serial } of labels) expect(serial).toMatch(/^[2-9A-HJ-NP-Z]{12}$/)
    const [{ serial, elementString, digitalLink } = labels[0] as Label] = labels
    const expiry = supply.day(300)
    for (const text of [elementString, digitalLink]) {
      const scan = readScan(text, { today: expiry })
      expect(scan.ok && scan.value.summary).toMatchObject({ gtin: gtinDigits, serial, lot: 'RND', expiry })
    }
  })

  test('a second commissioning of a lot goes on where the first one ended', async () => {
    const { gtin } = await lotOf('TWICE', 3_000)
    await north().commissioning.commission({ params: params('TWICE'), body: { random: { n: 10 } }, waitSeconds })
    const again = await north().commissioning.commission({
      params: params('TWICE'),
      body: { serials: ['TWICE1', 'TWICE2'] as Serial[] },
      waitSeconds,
    })
    expect(again.result).toMatchObject({ gtin, units: 2, serials: 'given', runs: { first: 1, count: 1 } })
    const labels = await labelsOf('TWICE')
    expect(labels.slice(10)).toMatchObject([
      { index: 1_024, serial: 'TWICE1' },
      { index: 1_025, serial: 'TWICE2' },
    ])
  })

  test('units without serials are a number', async () => {
    await lotOf('COUNT', 500, { serialised: false })
    const job = await north().commissioning.commission({
      params: params('COUNT'),
      body: { quantity: 300 },
      waitSeconds,
    })
    expect(job).toMatchObject({ state: 'sealed', result: { units: 300, serials: 'none' } })
    expect(await commissionedOf('COUNT')).toBe(300)
    const problem = await problemOf(
      north().commissioning.commission({ params: params('COUNT'), body: { quantity: 201 } }),
    )
    expect(problem).toMatchObject({ code: 'WrongState', reason: { name: 'LotsTooMany', args: { left: 200 } } })
  })

  test('exactly one way is named, and it must be that of the lot', async () => {
    await lotOf('PLAIN', 10, { serialised: false })
    await lotOf('SERIAL', 10)
    const commission = (
      lot: string,
      body: Parameters<ReturnType<typeof north>['commissioning']['commission']>[0]['body'],
    ) => problemOf(north().commissioning.commission({ params: params(lot), body }))
    expect(await commission('SERIAL', {})).toMatchObject({ code: 'Invalid', errors: [{ rule: 'oneOf' }] })
    expect(await commission('SERIAL', { quantity: 1, random: { n: 1 } })).toMatchObject({ code: 'Invalid' })
    expect(await commission('SERIAL', { quantity: 1 })).toMatchObject({ reason: { name: 'LotsSerialised' } })
    expect(await commission('PLAIN', { random: { n: 1 } })).toMatchObject({ reason: { name: 'LotsNotSerialised' } })
    expect(await commission('NONE', { random: { n: 1 } })).toMatchObject({ code: 'NotFound' })
    const foreign = world.as('south').commissioning.commission({ params: params('SERIAL'), body: { random: { n: 1 } } })
    expect(await problemOf(foreign)).toMatchObject({ code: 'NotFound' })
  })

  test('serials are as long as it takes that none can be guessed', async () => {
    await lotOf('SHORT', 1_000_000)
    const job = await north().commissioning.commission({
      params: params('SHORT'),
      body: { random: { n: 5, length: 8 } },
      waitSeconds,
    })
    expect(job.state).toBe('sealed')
    expect((await labelsOf('SHORT')).every(({ serial }) => serial.length === 8)).toBe(true)
  })

  test('a serial that is used already, or comes twice, is refused and nothing is stored', async () => {
    await lotOf('USED', 100)
    await lotOf('USED2', 100)
    const first = { params: params('USED'), body: { serials: ['U1', 'U2'] as Serial[] } }
    await north().commissioning.commission({ ...first, waitSeconds })
    const before = await storedRuns()
    const problem = await problemOf(
      north().commissioning.commission({
        params: params('USED2'),
        body: { serials: ['U3', 'U2', 'U3'] as Serial[] },
      }),
    )
    expect(problem).toMatchObject({
      code: 'Invalid',
      errors: [
        { field: '/serials/1', rule: 'used' },
        { field: '/serials/2', rule: 'repeated' },
      ],
    })
    expect(await storedRuns()).toBe(before)
    const again = { params: params('USED2'), body: { serials: ['U3'] as Serial[] } }
    expect(await north().commissioning.commission({ ...again, waitSeconds })).toMatchObject({ state: 'sealed' })
  })

  test('of two lists that are sent at once with the same serial, one is refused', async () => {
    await lotOf('RACE', 100)
    const commission = (serials: string[]) =>
      north().commissioning.commission({
        params: params('RACE'),
        body: { serials: serials as Serial[] },
        waitSeconds,
      })
    const outcomes = await Promise.allSettled([commission(['R1', 'R2']), commission(['R2', 'R3'])])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await commissionedOf('RACE')).toBe(2)
  })

  test('a file of serials is commissioned, with any line ends and empty lines', async () => {
    await lotOf('FILE', 5_000)
    const list = Array.from({ length: 1_500 }, (_, i) => `F${i}`)
    const response = await upload('FILE', `${list.slice(0, 700).join('\r\n')}\n\n${list.slice(700).join('\n')}\n`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      state: 'sealed',
      operation: 'commissioning.upload',
      result: { units: 1_500, serials: 'given' },
    })
    expect((await labelsOf('FILE')).map(({ serial }) => serial)).toEqual(list)
  })

  test('lines may be JSON', async () => {
    await lotOf('JSON', 10)
    const response = await upload('JSON', '"J1"\n{"serial":"J\\"2"}\n', 'ndjson')
    expect(response.status).toBe(200)
    expect((await labelsOf('JSON')).map(({ serial }) => serial)).toEqual(['J1', 'J"2'])
  })

  test('faults of a file are told by line, the first hundred of them', async () => {
    await lotOf('WRONG', 10_000)
    const before = await storedRuns()
    const problem = await problemOfUpload('WRONG', 'W1\nW 2\n\nW1\nF7\n€\nW5\n')
    expect(problem.code).toBe('Invalid')
    expect(problem.errors?.map(({ field, rule }) => [field, rule])).toEqual([
      ['line/2', 'format'],
      ['line/6', 'format'],
      ['line/4', 'repeated'],
      ['line/5', 'used'],
    ])
    const many = await problemOfUpload('WRONG', 'no serial\n'.repeat(3_000))
    expect(many.errors).toHaveLength(100)
    expect(await problemOfUpload('WRONG', '\n\n')).toMatchObject({ errors: [{ rule: 'required' }] })
    expect(await problemOfUpload('WRONG', '{"serial":7}\n', 'ndjson')).toMatchObject({ errors: [{ field: 'line/1' }] })
    expect(await problemOfUpload('WRONG', 'x'.repeat(5_000))).toMatchObject({ code: 'TooLarge' })
    expect(await storedRuns()).toBe(before)
    expect(await commissionedOf('WRONG')).toBe(0)
  })

  test('no more than the lot has room for, counting what is on its way', async () => {
    await lotOf('ROOM', 3)
    const problem = await problemOfUpload('ROOM', 'O1\nO2\nO3\nO4\n')
    expect(problem).toMatchObject({ code: 'WrongState', reason: { name: 'LotsTooMany', args: { left: 3, asked: 4 } } })
    expect((await upload('ROOM', 'O1\nO2\nO3')).status).toBe(200)
    const more = problemOf(north().commissioning.commission({ params: params('ROOM'), body: { random: { n: 1 } } }))
    expect(await more).toMatchObject({ reason: { name: 'LotsTooMany', args: { left: 0 } } })
  })

  test('nothing is made of a lot on its last day', async () => {
    await lotOf('OLD', 10, { days: 1 })
    const commission = () =>
      problemOf(north().commissioning.commission({ params: params('OLD'), body: { random: { n: 1 } } }))
    world.clock.ahead(86_400_000)
    expect(await commission()).toMatchObject({
      reason: { name: 'LotsHeldBack', args: { lots: [{ hold: 'expired' }] } },
    })
    world.clock.ahead(-86_400_000)
  })

  test('serials are only told to the factory of the lot, and never lie open in the database', async () => {
    await lotOf('SECRET', 10)
    await north().commissioning.commission({
      params: params('SECRET'),
      body: { serials: ['SECRETSERIAL1'] as Serial[] },
      waitSeconds,
    })
    const foreign = world.as('south').commissioning.serials({ params: params('SECRET') })
    expect(await problemOf(foreign)).toMatchObject({ code: 'NotFound' })
    const byRegulator = world.as('regulator').commissioning.serials({ params: params('SECRET') })
    expect(await problemOf(byRegulator)).toMatchObject({ code: 'Forbidden' })
    const rows = await world.database.db.select().from(serialTable)
    for (const { sealed } of rows) expect(Buffer.from(sealed).includes('SECRETSERIAL')).toBe(false)
  })

  test('labels are exact, whatever characters a serial has', async () => {
    await lotOf('CHARS', 10)
    const list = ['=1+2', 'A"B', 'C,D', '(10)', '/?&%'] as Serial[]
    await north().commissioning.commission({ params: params('CHARS'), body: { serials: list }, waitSeconds })
    const labels = await labelsOf('CHARS')
    expect(labels.map(({ serial }) => serial)).toEqual(list)
    for (const { serial, elementString, digitalLink } of labels) {
      for (const text of [elementString, digitalLink]) {
        const scan = readScan(text, { today: supply.day(0) })
        expect(scan.ok && scan.value.summary.serial).toBe(serial)
      }
    }
  })

  test('a repeated request commissions nothing twice', async () => {
    await lotOf('ONCE', 100)
    const request = {
      params: params('ONCE'),
      body: { random: { n: 7 } },
      idempotencyKey: randomUUID(),
      waitSeconds,
    }
    const [first, second] = [
      await north().commissioning.commission(request),
      await north().commissioning.commission(request),
    ]
    expect(second.id).toBe(first.id)
    expect(await commissionedOf('ONCE')).toBe(7)
  })
})
