import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CursorInvalid,
  type Database,
  hasWords,
  type PageRequest,
  type Paging,
  pageQuery,
  SortUnknown,
  schema,
} from '../../src/index.ts'
import { testDatabases } from '../../src/testing/index.ts'

const { lots } = schema
type Row = Pick<typeof lots.$inferSelect, 'ref' | 'expiry' | 'lotNumber' | 'quantity'>

const paging: Paging<Row, 'expiry' | 'number' | 'quantity'> = {
  sorts: {
    expiry: { by: lots.expiry, type: 'day', value: (row) => row.expiry },
    number: { by: lots.lotNumber, type: 'text', value: (row) => row.lotNumber },
    quantity: { by: lots.quantity, type: 'number', value: (row) => row.quantity },
  },
  id: { by: lots.ref, type: 'number', value: (row) => row.ref },
}

/** Ten lots; expiry and number come twice each, and the quantity is beyond 32 bits. */
const rows = Array.from({ length: 10 }, (_, i) => ({
  ref: i + 1,
  lot: `0x${String(i).padStart(64, '0')}`,
  gtin: '03400930000014',
  lotNumber: `L"${9 - Math.floor(i / 2)}`,
  owner: '9520000000110',
  production: '2026-01-01',
  expiry: `2028-01-0${1 + (i % 5)}`,
  quantity: 2 ** 40 + (i % 3),
  commissioned: 0,
  serialised: true,
  origin: i === 4 ? '100%_sure \\ plant' : 'Plant 1',
  recalled: false,
  registeredSeq: i,
}))

describe.each(testDatabases())('pages on $kind', ({ open }) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await database.db.insert(lots).values(rows)
  })
  afterAll(() => database.close())

  async function read(request?: PageRequest<'expiry' | 'number' | 'quantity'>) {
    const { after, orderBy, limit, page } = pageQuery(paging, request)
    const found = database.db
      .select()
      .from(lots)
      .where(after)
      .orderBy(...orderBy)
      .limit(limit)
    return page(await found)
  }

  async function walk(sort: 'expiry' | '-expiry' | 'number' | '-number' | 'quantity' | '-quantity', limit: number) {
    const refs: number[] = []
    for (let cursor: string | undefined; ; ) {
      const { items, next } = await read({ sort, limit, ...(cursor === undefined ? {} : { cursor }) })
      expect(items.length).toBeLessThanOrEqual(limit)
      refs.push(...items.map(({ ref }) => ref))
      if (next === undefined) return refs
      cursor = next
    }
  }

  test.each(['expiry', 'number', 'quantity'] as const)(
    'by %s, every row comes once, in order, both ways',
    async (sort) => {
      const key = paging.sorts[sort].value
      const sorted = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.ref - b.ref))
      const expected = sorted.map(({ ref }) => ref)
      for (const limit of [1, 3, 5, 10, 11]) {
        expect(await walk(sort, limit)).toEqual(expected)
        expect(await walk(`-${sort}`, limit)).toEqual([...expected].reverse())
      }
    },
  )

  test('the last page has no cursor, though it is full', async () => {
    expect((await read({ limit: 10 })).next).toBeUndefined()
    expect((await read({ limit: 9 })).next).toBeDefined()
    expect((await read()).items).toHaveLength(10)
  })

  test('a row that is deleted between two pages shifts nothing', async () => {
    const first = await read({ sort: 'number', limit: 4 })
    const gone = first.items[3]
    await database.db.delete(lots).where(eq(lots.ref, gone?.ref ?? 0))
    const second = await read({ sort: 'number', limit: 4, cursor: first.next ?? '' })
    await database.db.insert(lots).values(rows.filter(({ ref }) => ref === gone?.ref))
    expect([...first.items, ...second.items].map(({ ref }) => ref)).toEqual((await walk('number', 10)).slice(0, 8))
  })

  test('a cursor of another order, a foreign one and one that was tampered with are refused before they are asked for', async () => {
    const { next = '' } = await read({ sort: 'expiry', limit: 2 })
    const forge = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const foreign = [
      'x',
      '',
      next.slice(0, 5),
      forge({}),
      forge(['expiry', '2028-01-01']),
      forge(['expiry', '2028-02-31', 1]),
      forge(['expiry', "' or true --", 1]),
      forge(['expiry', 7, 1]),
      forge(['expiry', '2028-01-01', 'x']),
      forge(['expiry', '2028-01-01', 1e300]),
      forge(['number', 'a\0b', 1]),
    ]
    await expect(read({ sort: '-expiry', cursor: next })).rejects.toThrow(CursorInvalid)
    await expect(read({ sort: 'quantity', cursor: next })).rejects.toThrow(CursorInvalid)
    for (const cursor of foreign) await expect(read({ sort: 'expiry', cursor })).rejects.toThrow(CursorInvalid)
    await expect(read({ sort: 'number', cursor: forge(['number', 'a\0b', 1]) })).rejects.toThrow(CursorInvalid)
    await expect(read({ sort: 'constructor' as 'number' })).rejects.toThrow(SortUnknown)
  })

  test('a search finds all of its words, and takes no sign in them for a pattern', async () => {
    const find = async (text: string | undefined) => {
      const found = await database.db.select({ ref: lots.ref }).from(lots).where(hasWords(lots.origin, text))
      return found.map(({ ref }) => ref)
    }
    expect(await find('sure PLANT')).toEqual([5])
    expect(await find('0%_s')).toEqual([5])
    expect(await find('\\')).toEqual([5])
    expect(await find('1_0')).toEqual([])
    expect(await find('\0lant')).toHaveLength(10)
    expect(await find('  ')).toHaveLength(10)
    expect(await find(undefined)).toHaveLength(10)
  })
})
