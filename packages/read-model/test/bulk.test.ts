import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { schema } from '../src/core.ts'
import { arePairs, insertRows, isOneOf } from '../src/sql/bulk.ts'
import { testDatabases } from '../src/testing/index.ts'

const { contents, events, packagingLevels } = schema

const text = fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', ',', '{', '}', ' ', '\n', 'ü', '💊', 'NULL', '') })
const row = fc.record({
  block: fc.nat(2 ** 40),
  time: fc.nat(),
  txHash: fc.uint8Array({ maxLength: 8 }),
  position: fc.nat(99),
  name: text,
  act: fc.option(text),
  gln: fc.option(text),
  operator: fc.constant(null),
  actDigest: fc.option(fc.uint8Array({ maxLength: 8 })),
  eventTime: fc.option(fc.nat()),
  units: fc.nat(2 ** 40),
  fromRef: fc.option(fc.nat(2 ** 31 - 1)),
  toRef: fc.constant(null),
  args: fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text))),
})

describe.each(testDatabases())('on $kind', ({ open }) => {
  async function opened() {
    const { db, close } = await open()
    onTestFinished(close)
    return db
  }

  test('rows come back as they went in, whatever is in them', async () => {
    const db = await opened()
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const numbered = rows.map((one, seq) => ({ seq, ...one }))
        await db.delete(events)
        await insertRows(db, events, numbered)
        const plain = (list: unknown) => JSON.parse(JSON.stringify(list))
        expect(plain(await db.select().from(events).orderBy(events.seq))).toEqual(plain(numbered))
      }),
      { numRuns: 40 },
    )
  })

  test('a NUL, which no PostgreSQL text holds, is read as the replacement character', async () => {
    const db = await opened()
    const nothing = {
      act: null,
      gln: null,
      operator: null,
      actDigest: null,
      eventTime: null,
      fromRef: null,
      toRef: null,
    }
    const event = { ...nothing, seq: 1, block: 1, time: 1, txHash: new Uint8Array(32), position: 0, units: 0 }
    await insertRows(db, events, [{ ...event, name: 'a\0b', args: { name: 'c\0d', list: ['\\u0000'] } }])
    const [found] = await db.select().from(events)
    expect(found).toMatchObject({ name: 'a\ufffdb', args: { name: 'c\ufffdd', list: ['\\u0000'] } })
  })

  test('what is taken is replaced, kept or added to', async () => {
    const db = await opened()
    const key = [contents.holderRef, contents.lotRef]
    const put = (loose: number, onTaken: 'replace' | 'keep' | 'add') =>
      insertRows(db, contents, [{ holderRef: 1, lotRef: 2, loose, total: 10 }], { columns: key, onTaken })
    const rows = async () => (await db.select().from(contents)).map(({ loose, total }) => [loose, total])
    await put(5, 'add')
    await put(-3, 'add')
    expect(await rows()).toEqual([[2, 20]])
    await put(9, 'keep')
    expect(await rows()).toEqual([[2, 20]])
    await put(9, 'replace')
    expect(await rows()).toEqual([[9, 10]])
  })

  test('many rows go in parts, and are found by many keys', async () => {
    const db = await opened()
    const levels = Array.from({ length: 12_000 }, (_, i) => ({ gtin: String(i), product: 'p', units: i }))
    await insertRows(db, packagingLevels, levels)
    await insertRows(db, packagingLevels, [])
    const wanted = ['11999', '5', 'no such', '"']
    const found = await db.select().from(packagingLevels).where(isOneOf(packagingLevels.gtin, wanted))
    expect(found.map(({ units }) => units).sort()).toEqual([11_999, 5])
    const pairs = [
      ['7', 7],
      ['8', 9],
    ] as const
    const both = await db
      .select()
      .from(packagingLevels)
      .where(arePairs(packagingLevels.gtin, packagingLevels.units, pairs))
    expect(both).toMatchObject([{ gtin: '7' }])
    const [{ count } = { count: 0 }] = await db
      .select({ count: sql<number>`count(*)` })
      .from(packagingLevels)
      .where(eq(packagingLevels.product, 'p'))
    expect(count).toBe(12_000)
  })
})
