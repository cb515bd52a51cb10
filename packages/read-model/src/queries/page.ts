import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** What a list is asked for: `sort` is a name of the list's sorts, with a minus for descending. */
export interface PageRequest<Sorts extends string = string> {
  /** Rows of a page; 50 unless given. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
  readonly sort?: Sorts | `-${Sorts}`
}

/** A page; `next` is absent on the last. */
export interface Page<Row> {
  items: Row[]
  next?: string
}

/** One thing that rows are sorted by. */
export interface SortKey<Row> {
  /** Column or expression; never null. */
  readonly by: SQLWrapper
  readonly type: keyof typeof types
  /** The same of a row that was read. */
  readonly value: (row: Row) => string | number
}

/** How a list may be sorted. */
export interface Paging<Row, Sorts extends string> {
  /** By name. The first is the order of who asks for none. */
  readonly sorts: Readonly<Record<Sorts, SortKey<Row>>>
  /** Tells apart rows with equal values. */
  readonly id: SortKey<Row>
  /** Order of who asks for none, where that is not the first of the sorts. */
  readonly order?: Sorts | `-${Sorts}`
}

/** A page that is about to be read: goes into the query. */
export interface PageQuery<Row> {
  /** Rows after the cursor; undefined on the first page. Goes into `where` beside the filters. */
  readonly after: SQL | undefined
  readonly orderBy: readonly SQL[]
  /** One more than the page has: whether there is another page is seen by it. */
  readonly limit: number
  /** Makes the page of what was read. */
  page<Read extends Row>(rows: readonly Read[]): Page<Read>
}

/** A cursor that was not given by this list in this order. */
export class CursorInvalid extends Error {
  override readonly name = 'CursorInvalid'
  readonly code = 'CursorInvalid'

  constructor() {
    super('The cursor is none of this list in this order')
  }
}

/** A sort that the list does not have. */
export class SortUnknown extends Error {
  override readonly name = 'SortUnknown'
  readonly code = 'SortUnknown'
  readonly sort: string

  constructor(sort: string) {
    super(`The list has no order ${sort}`)
    this.sort = sort
  }
}

// A cursor comes from outside: what the database would choke on must not reach it.
const types = {
  text: { cast: 'text', holds: (value: unknown) => typeof value === 'string' && !value.includes('\0') },
  number: { cast: 'bigint', holds: (value: unknown) => Number.isSafeInteger(value) },
  day: { cast: 'date', holds: (value: unknown) => typeof value === 'string' && isDay(value) },
} as const satisfies Record<string, { cast: string; holds: (value: unknown) => boolean }>

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/**
 * Pages of a list by key, not by offset: each costs the same however far down it is, and a row that comes meanwhile shifts
 * nothing.
 *
 * ```ts
 * const { after, orderBy, limit, page } = pageQuery(paging, request)
 * return page(await db.select().from(products).where(and(filter, after)).orderBy(...orderBy).limit(limit))
 * ```
 *
 * @throws CursorInvalid, SortUnknown
 */
export function pageQuery<Row, Sorts extends string>(
  paging: Paging<Row, Sorts>,
  request: PageRequest<Sorts> | undefined = {},
): PageQuery<Row> {
  const order = request.sort ?? paging.order ?? Object.keys(paging.sorts)[0] ?? ''
  const descending = order.startsWith('-')
  const key = sortKey(paging.sorts, descending ? order.slice(1) : order)
  const size = request.limit ?? 50
  const direction = sql.raw(descending ? 'desc' : 'asc')
  return {
    after: request.cursor === undefined ? undefined : afterOf(request.cursor, order, descending, [key, paging.id]),
    orderBy: [sql`${key.by} ${direction}`, sql`${paging.id.by} ${direction}`],
    limit: size + 1,
    page: (rows) => {
      const items = rows.slice(0, size)
      const last = items.at(-1)
      if (rows.length <= size || last === undefined) return { items }
      return { items, next: encode([order, key.value(last), paging.id.value(last)]) }
    },
  }
}

function sortKey<Row>(sorts: Readonly<Record<string, SortKey<Row>>>, name: string): SortKey<Row> {
  const key = Object.hasOwn(sorts, name) ? sorts[name] : undefined
  if (key === undefined) throw new SortUnknown(name)
  return key
}

function encode(cursor: readonly [order: string, value: string | number, id: string | number]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function afterOf<Row>(
  cursor: string,
  order: string,
  descending: boolean,
  [key, id]: readonly [SortKey<Row>, SortKey<Row>],
): SQL {
  const [ofOrder, value, ofId] = decode(cursor)
  if (ofOrder !== order || !types[key.type].holds(value) || !types[id.type].holds(ofId)) throw new CursorInvalid()
  const bound = (part: unknown, { cast }: { cast: string }) => sql`${part}::${sql.raw(cast)}`
  const compare = sql.raw(descending ? '<' : '>')
  return sql`(${key.by}, ${id.by}) ${compare} (${bound(value, types[key.type])}, ${bound(ofId, types[id.type])})`
}

function decode(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 3) return parts
  } catch {
    // Not ours: told below.
  }
  throw new CursorInvalid()
}

/** Rows in which every word of a search text occurs, in whatever order. The column is in lower case. */
export function hasWords(column: SQLWrapper, text: string | undefined): SQL | undefined {
  const words = (text ?? '')
    .toLowerCase()
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
  return and(...words.map((word) => sql`${column} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`))
}
