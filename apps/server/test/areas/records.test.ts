import { createHash } from 'node:crypto'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { ship } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documents } from '../../src/db/schema/files.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const sha256 = (text: string) => `0x${createHash('sha256').update(text, 'utf8').digest('hex')}`

let world: World
let supply: Supply
let lot: SuppliedLot
beforeAll(async () => {
  world = await openWorld()
  supply = await openSupply(world)
  lot = await supply.makeLot('REC1', { serials: 8 })
  await supply.act('north', [ship(7n, world.members.rhine.gln, { units: [{ lot: lot.id, units: [[0, 3]] }] })])
})
afterAll(() => world.close())

const regulator = () => world.as('regulator')
const glnOf = (key: keyof World['members']) => world.members[key].gln
const note = (
  subject: Parameters<ReturnType<typeof regulator>['records']['write']>[0]['body']['subject'],
  content = 'a note',
) => ({
  kind: 'circulation_note' as const,
  subject,
  content,
})
const pageOf = async (key: keyof World['members'], query = {}) =>
  (await world.as(key).records.list({ query })).items.map(({ record }) => record)

describe('a record', () => {
  test('says what its author wrote, and the ledger has the hash of exactly that', async () => {
    const north = world.as('north')
    const body = {
      kind: 'sensor_data' as const,
      subject: { kind: 'lot' as const, gtin: lot.gtin, lot: lot.lot },
      content: { z: [1, 2.5], a: { unit: '°C' } },
    }
    const { result, state } = await north.records.write({ body, waitSeconds })
    expect(state).toBe('sealed')
    const record = await north.records.find({ params: { record: result.record } })
    expect(record).toMatchObject({
      author: glnOf('north'),
      kind: 'sensor_data',
      version: 1,
      voided: false,
      subject: body.subject,
      hash: result.hash,
      document: { content: body.content, files: [] },
    })
    expect(sha256(record.document?.text ?? '')).toBe(result.hash)
    expect(record.document?.text).toContain('"content":{"a":{"unit":"°C"},"z":[1,2.5]}')
    const onLedger = await world.server.ledger.reads.records.record(result.record)
    expect(onLedger).toMatchObject({ hash: result.hash, subject: { kind: 'lot', lot: lot.id } })
  })

  test('of the same words twice has two hashes: nobody guesses a short text from the ledger', async () => {
    const write = () => world.as('north').records.write({ body: note({ kind: 'product', gtin: lot.gtin }, 'yes') })
    const [first, second] = [await write(), await write()]
    expect(first.result.hash).not.toBe(second.result.hash)
  })

  test('is amended with a reason: the old version stays readable, with who, when and why', async () => {
    const rhine = world.as('rhine')
    const subject = { kind: 'institution' as const, gln: glnOf('coast') }
    const { result } = await rhine.records.write({ body: note(subject, 'first'), waitSeconds })
    const params = { record: result.record }
    const reason = 'a slip of the pen'
    await rhine.records.amend({ params, body: { version: 1, reason, content: 'second' }, waitSeconds })
    expect(await rhine.records.find({ params })).toMatchObject({ version: 2, document: { content: 'second' } })
    const { items } = await rhine.records.versions({ params })
    expect(items).toMatchObject([
      { version: 1, state: 'written', document: { content: 'first' } },
      { version: 2, state: 'amended', reason, document: { content: 'second' } },
    ])
    for (const { operator, txHash, at } of items) {
      expect(operator).toMatch(/^0x[0-9a-f]{40}$/)
      expect(txHash).toMatch(/^0x[0-9a-f]{64}$/)
      expect(Date.parse(at)).toBeGreaterThan(0)
    }
  })

  test('says when it happened, which lies in the past', async () => {
    const rhine = world.as('rhine')
    const said = note({ kind: 'product', gtin: lot.gtin }, 'a note of yesterday')
    const eventTime = new Date(world.clock.now() - 86_400_000).toISOString()
    const { result } = await rhine.records.write({ body: { ...said, eventTime }, waitSeconds })
    const { document } = await rhine.records.find({ params: { record: result.record } })
    expect(document).toMatchObject({ eventTime })
    expect(JSON.parse(document?.text ?? '')).toMatchObject({ eventTime })
    const late = new Date(world.clock.now() + 86_400_000).toISOString()
    expect(await problemOf(rhine.records.write({ body: { ...said, eventTime: late } }))).toMatchObject({
      code: 'Invalid',
      errors: [{ field: '/eventTime', rule: 'future' }],
    })
  })

  test('is voided with a reason, and what it said stays readable', async () => {
    const rhine = world.as('rhine')
    const { result } = await rhine.records.write({
      body: note({ kind: 'product', gtin: lot.gtin }, 'wrong'),
      waitSeconds,
    })
    const params = { record: result.record }
    await rhine.records.void({ params, body: { version: 1, reason: 'about another product' }, waitSeconds })
    const record = await rhine.records.find({ params })
    expect(record).toMatchObject({ voided: true, version: 2 })
    expect(record.document).toBeUndefined()
    expect((await rhine.records.versions({ params })).items).toMatchObject([
      { version: 1, document: { content: 'wrong' } },
      { version: 2, state: 'voided', reason: 'about another product' },
    ])
    expect(await rhine.records.verify({ params })).toMatchObject({
      whole: true,
      ledger: { version: 2, voided: true, matches: true },
    })
    const body = { version: 2, reason: 'again', content: 'x' }
    expect(await problemOf(rhine.records.amend({ params, body }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'RecordsVoided' },
    })
  })

  test('that somebody has changed meanwhile is not overwritten, and the answer names the newest version', async () => {
    const rhine = world.as('rhine')
    const { result } = await rhine.records.write({ body: note({ kind: 'product', gtin: lot.gtin }), waitSeconds })
    const params = { record: result.record }
    await rhine.records.amend({ params, body: { version: 1, reason: 'r', content: 'two' }, waitSeconds })
    expect(await problemOf(rhine.records.void({ params, body: { version: 1, reason: 'r' } }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'RecordsWrongVersion', args: { version: 2 } },
    })
  })

  test('is changed by its author alone', async () => {
    const { result } = await world
      .as('rhine')
      .records.write({ body: note({ kind: 'institution', gln: glnOf('north') }), waitSeconds })
    const call = { params: { record: result.record }, body: { version: 1, reason: 'r' } }
    expect(await problemOf(world.as('north').records.void(call))).toMatchObject({ code: 'Forbidden' })
    expect(await problemOf(world.as('regulator').records.void(call))).toMatchObject({ code: 'Forbidden' })
    expect(await problemOf(world.as('south').records.void(call))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(world.as('rhine', 'auditor').records.void(call))).toMatchObject({ code: 'Forbidden' })
  })
})

describe('what a record is about', () => {
  const written = async (key: keyof World['members'], body: ReturnType<typeof note>) => {
    const { result } = await world.as(key).records.write({ body, waitSeconds })
    return world.as(key).records.find({ params: { record: result.record } })
  }

  test('can be a product, a lot, a pack, a shipment or an institution', async () => {
    const [serial] = lot.serials
    if (!serial) throw new TypeError('a lot without serials')
    const subjects = [
      { kind: 'product' as const, gtin: lot.gtin },
      { kind: 'lot' as const, gtin: lot.gtin, lot: lot.lot },
      { kind: 'unit' as const, gtin: lot.gtin, lot: lot.lot, index: 7 },
      { kind: 'shipment' as const, sender: glnOf('north'), number: '7' },
      { kind: 'institution' as const, gln: glnOf('rhine') },
    ]
    for (const subject of subjects) expect((await written('north', note(subject))).subject).toEqual(subject)
    const bySerial = await written('north', note({ kind: 'unit', gtin: lot.gtin, serial }))
    expect(bySerial.subject).toEqual({ kind: 'unit', gtin: lot.gtin, lot: lot.lot, index: 0, serial })
  })

  test('must be there, and known to the author', async () => {
    const rule = async (key: keyof World['members'], subject: ReturnType<typeof note>['subject']) => {
      const problem = await problemOf(world.as(key).records.write({ body: note(subject) }))
      expect(problem.code).toBe('Invalid')
      return problem.errors?.map(({ field, rule }) => `${field} ${rule}`)
    }
    const { gtin } = lot
    const unknown = '03400935955838' as Gtin
    expect(await rule('north', { kind: 'product', gtin: unknown })).toEqual(['/subject/gtin unknown'])
    expect(await rule('north', { kind: 'lot', gtin, lot: 'NONE' as LotNumber })).toEqual(['/subject/lot unknown'])
    expect(await rule('north', { kind: 'unit', gtin, lot: lot.lot, index: 8 })).toEqual(['/subject/index unknown'])
    expect(await rule('north', { kind: 'lot', gtin })).toEqual(['/subject/lot required'])
    expect(await rule('north', { kind: 'product', gtin, lot: lot.lot })).toEqual(['/subject/lot unknown'])
    expect(await rule('north', { kind: 'unit', gtin, lot: lot.lot })).toEqual(['/subject/index required'])
    const shipment = { kind: 'shipment' as const, sender: glnOf('north'), number: '7' }
    expect(await rule('coast', shipment)).toEqual(['/subject/number unknown'])
    expect(await rule('north', { ...shipment, number: '8' })).toEqual(['/subject/number unknown'])
  })

  test('says who may read it: the author, the regulator, and whose it is', async () => {
    const { gtin } = lot
    const about = async (subject: ReturnType<typeof note>['subject']) => (await written('rhine', note(subject))).record
    const [product, shipment, coast] = [
      await about({ kind: 'product', gtin }),
      await about({ kind: 'shipment', sender: glnOf('north'), number: '7' }),
      await about({ kind: 'institution', gln: glnOf('coast') }),
    ]
    const readable = async (key: keyof World['members']) => {
      const all = await pageOf(key, { author: glnOf('rhine'), limit: 500 })
      return [product, shipment, coast].map((record) => all.includes(record))
    }
    expect(await readable('rhine')).toEqual([true, true, true])
    expect(await readable('regulator')).toEqual([true, true, true])
    expect(await readable('north')).toEqual([true, true, false])
    expect(await readable('coast')).toEqual([false, false, true])
    expect(await readable('south')).toEqual([false, false, false])
    for (const call of ['find', 'versions', 'verify'] as const)
      expect(await problemOf(world.as('south').records[call]({ params: { record: coast } }))).toMatchObject({
        code: 'NotFound',
      })
  })

  test('finds records: by product with all of it, by lot, institution, shipment, kind and author', async () => {
    const { gtin, lot: number } = lot
    const all = (await regulator().records.list({ query: { limit: 500 } })).items
    const expected = (matches: (record: (typeof all)[number]) => boolean) =>
      all.filter(matches).map(({ record }) => record)
    const limit = 500
    expect(await pageOf('regulator', { gtin, limit })).toEqual(expected(({ subject }) => subject.gtin === gtin))
    expect(await pageOf('regulator', { gtin, lot: number, limit })).toEqual(
      expected(({ subject }) => subject.lot === number),
    )
    expect(await pageOf('regulator', { gln: glnOf('coast'), limit })).toEqual(
      expected(({ subject }) => subject.gln === glnOf('coast')),
    )
    expect(await pageOf('regulator', { sender: glnOf('north'), number: '7', limit })).toEqual(
      expected(({ subject }) => subject.kind === 'shipment'),
    )
    expect(await pageOf('regulator', { kind: 'sensor_data', limit })).toHaveLength(1)
    expect(await pageOf('regulator', { voided: true, limit })).toHaveLength(1)
    const oldest = await regulator().records.list({ query: { sort: 'written', limit: 2 } })
    expect(oldest.items.map(({ record }) => record)).toEqual(
      all
        .toReversed()
        .slice(0, 2)
        .map(({ record }) => record),
    )
    const next = await regulator().records.list({ query: { sort: 'written', limit: 2, cursor: oldest.next ?? '' } })
    expect(next.items.map(({ record }) => record)).toEqual(
      all
        .toReversed()
        .slice(2, 4)
        .map(({ record }) => record),
    )
    expect(await problemOf(regulator().records.list({ query: { lot: number } }))).toMatchObject({ code: 'Invalid' })
    expect(await problemOf(regulator().records.list({ query: { number: '7' } }))).toMatchObject({ code: 'Invalid' })
  })
})

describe('verification', () => {
  test('finds out a document that was changed on the server, and one that is gone', async () => {
    const north = world.as('north')
    const file = await north.files.upload({ query: { name: 'a.txt', mediaType: 'text/plain' }, body: 'evidence' })
    const body = { ...note({ kind: 'product', gtin: lot.gtin }, 'the truth'), files: [file.hash] }
    const { result } = await north.records.write({ body, waitSeconds })
    const params = { record: result.record }
    expect(await north.records.verify({ params })).toEqual({
      whole: true,
      ledger: { version: 1, voided: false, hash: result.hash, matches: true },
      versions: [
        {
          version: 1,
          hash: result.hash,
          document: 'matches',
          files: [{ hash: file.hash, name: 'a.txt', state: 'matches' }],
        },
      ],
    })
    const { db } = world.database
    const [kept] = await db.select().from(documents).where(eq(documents.hash, result.hash))
    const text = kept?.text.replace('the truth', 'a lie') ?? ''
    await db.update(documents).set({ text }).where(eq(documents.hash, result.hash))
    expect(await north.records.verify({ params })).toMatchObject({
      whole: false,
      ledger: { matches: true },
      versions: [{ document: 'differs', files: [] }],
    })
    await db.delete(documents).where(eq(documents.hash, result.hash))
    expect(await north.records.verify({ params })).toMatchObject({ whole: false, versions: [{ document: 'missing' }] })
    expect((await north.records.find({ params })).document).toBeUndefined()
  })
})

describe('an inspection', () => {
  const subject = { kind: 'institution' as const, gln: '' as never }
  const inspection = { day: '2026-11-20' as never, outcome: 'deficient' as const, critical: 0, major: 2 }

  test('is written by the inspecting authority, with its outcome', async () => {
    const about = { ...subject, gln: glnOf('rhine') }
    const body = { kind: 'inspection' as const, subject: about, content: 'Cold store seen', inspection }
    const { result } = await regulator().records.write({ body, waitSeconds })
    const params = { record: result.record }
    expect(await world.as('rhine').records.find({ params })).toMatchObject({ document: { inspection } })
    expect(await problemOf(world.as('coast').records.find({ params }))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(world.as('north').records.write({ body }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'InstitutionsRefused', args: { permission: 'inspect', refusal: 'not_permitted' } },
    })
  })

  test('has an outcome, which nothing else has', async () => {
    const about = { ...subject, gln: glnOf('rhine') }
    const without = { kind: 'inspection' as const, subject: about, content: 'x' }
    expect(await problemOf(regulator().records.write({ body: without }))).toMatchObject({
      errors: [{ field: '/inspection', rule: 'required' }],
    })
    expect(await problemOf(regulator().records.write({ body: { ...note(about), inspection } }))).toMatchObject({
      errors: [{ field: '/inspection', rule: 'unknown' }],
    })
  })
})

describe('bad input', () => {
  test('is told by field', async () => {
    const write = (body: unknown) => problemOf(world.as('north').records.write({ body: body as never }))
    const good = note({ kind: 'product', gtin: lot.gtin })
    expect(await write({ ...good, kind: 'drug_use' })).toMatchObject({ errors: [{ field: '/kind', rule: 'enum' }] })
    expect(await write({ ...good, contents: 'x' })).toMatchObject({ errors: [{ field: '/contents', rule: 'unknown' }] })
    expect((await write({ ...good, content: '' })).code).toBe('Invalid')
    expect((await write({ ...good, content: [1] })).code).toBe('Invalid')
    expect(await write({ ...good, content: { a: '\ud800' } })).toMatchObject({
      errors: [{ field: '/content/a', rule: 'surrogate' }],
    })
    const none = { params: { record: `0x${'0'.repeat(64)}` as const } }
    expect(await problemOf(world.as('north').records.find(none))).toMatchObject({ code: 'NotFound' })
  })

  test('what the ledger refuses leaves no document and frees its files', async () => {
    const south = world.as('south')
    const { hash } = await south.files.upload({ query: { name: 'f', mediaType: 'text/plain' }, body: 'of a race' })
    const { result } = await south.records.write({
      body: note({ kind: 'institution', gln: glnOf('south') }),
      waitSeconds,
    })
    const amend = () =>
      south.records.amend({
        params: { record: result.record },
        body: { version: 1, reason: 'r', content: 'x', files: [hash] },
        waitSeconds,
      })
    const outcomes = await Promise.allSettled([amend(), amend()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { items } = await south.records.versions({ params: { record: result.record } })
    expect(items).toHaveLength(2)
    const kept = await world.database.db
      .select()
      .from(documents)
      .where(eq(documents.gln, glnOf('south')))
    expect(kept.map((row) => row.hash).toSorted()).toEqual(items.map((item) => item.hash).toSorted())
  })
})
