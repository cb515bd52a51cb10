import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import { contents, events, holders, institutions, lots, products, shipments } from '../schema/index.ts'
import { hasWords, type Page, type PageRequest, type Paging, pageQuery } from './page.ts'
import { stockKinds } from './stock.ts'

/** Which recalls or withdrawals. */
export interface RecallFilter {
  /** Only of goods that this institution made, has or had, or that are on their way to it. */
  readonly concerning?: string
  /** Only those of which something has to come back or be destroyed, or nothing has. */
  readonly open?: boolean
  /** Words of the product, or part of the lot number. */
  readonly text?: string
  /** Id of one lot on the chain. */
  readonly lot?: string
  /** GTIN of the base pack of one product. */
  readonly gtin?: string
}

/** How far goods were called back, in units: the first four add up to what was commissioned. */
export interface Progress {
  /** At others than the factory, or in transit. */
  readonly out: number
  /** At the factory. */
  readonly back: number
  readonly atPatients: number
  /** Destroyed, exported, stolen, … */
  readonly gone: number
  /** Of `out` and `back`: at the institution that asks. */
  readonly here: number
}

/** A recalled lot; time in Unix seconds. */
export interface RecalledLotRow extends Progress {
  readonly ref: number
  readonly gtin: string
  readonly lotNumber: string
  readonly product: string
  readonly owner: string
  readonly ownerName: string
  readonly recallClass: number
  readonly reason: string
  readonly by: string
  readonly byName: string
  readonly seq: number
  readonly time: number
  readonly commissioned: number
}

/** A withdrawn product; time in Unix seconds. */
export interface WithdrawnRow extends Progress {
  readonly gtin: string
  readonly product: string
  readonly owner: string
  readonly ownerName: string
  readonly reason: string
  readonly seq: number
  readonly time: number
  readonly lots: number
  readonly commissioned: number
}

const nothing: Progress = { out: 0, back: 0, atPatients: 0, gone: 0, here: 0 }
const recaller = alias(institutions, 'recaller')
const text = (column: SQL | typeof lots.recallReason): SQL<string> => sql<string>`coalesce(${column}, '')`
const nameOf = (table: typeof institutions | typeof recaller): SQL<string> => sql<string>`coalesce(${table.name}, '')`

const lotColumns = {
  ref: lots.ref,
  gtin: lots.gtin,
  lotNumber: lots.lotNumber,
  product: products.name,
  owner: lots.owner,
  ownerName: nameOf(institutions),
  recallClass: sql<number>`coalesce(${lots.recallClass}, 1)`.mapWith(Number),
  reason: text(lots.recallReason),
  by: text(sql`${lots.recalledBy}`),
  byName: nameOf(recaller),
  seq: sql<number>`coalesce(${lots.recalledSeq}, 0)`.mapWith(Number),
  time: events.time,
  commissioned: lots.commissioned,
}
type FoundLot = Omit<RecalledLotRow, keyof Progress>

const lotPaging: Paging<FoundLot, 'recalled' | 'class'> = {
  sorts: {
    recalled: { by: lotColumns.seq, type: 'number', value: (row) => row.seq },
    class: { by: lotColumns.recallClass, type: 'number', value: (row) => row.recallClass },
  },
  id: { by: lots.ref, type: 'number', value: (row) => row.ref },
  order: '-recalled',
}

const productPaging: Paging<{ seq: number; gtin: string }, 'withdrawn'> = {
  sorts: { withdrawn: { by: products.updatedSeq, type: 'number', value: (row) => row.seq } },
  id: { by: products.gtin, type: 'text', value: (row) => row.gtin },
  order: '-withdrawn',
}

const stock = sql.join(
  [...stockKinds].map((kind) => sql`${kind}`),
  sql`, `,
)
/** Goods that have to come back or be destroyed. */
const isOpen = sql`(${holders.kind} in (${stock}) or ${holders.kind} = 'shipment')`

/** Recalled lots and withdrawn products, and how far they have come back. */
export function recallQueries(db: Db) {
  /** Units by what has become of them; what is in a container counts where the container is. */
  async function progress<Key extends number | string>(
    key: typeof lots.ref | typeof lots.gtin,
    keys: readonly Key[],
    asking: string,
  ): Promise<ReadonlyMap<unknown, Progress>> {
    if (keys.length === 0) return new Map()
    const isStock = sql`${holders.kind} in (${stock})`
    const units = (condition: SQL) =>
      sql<number>`coalesce(sum(${contents.total}) filter (where ${condition}), 0)::bigint`.mapWith(Number)
    const atPatients = sql`${holders.state} in ('dispensed', 'dispensed_in_parts', 'administered')`
    const rows = await db
      .select({
        key,
        out: units(sql`${isOpen} and not (${isStock} and ${holders.gln} = ${lots.owner})`),
        back: units(sql`${isStock} and ${holders.gln} = ${lots.owner}`),
        atPatients: units(atPatients),
        gone: units(sql`${holders.kind} = 'end' and not (${atPatients})`),
        here: units(sql`${isStock} and ${holders.gln} = ${asking}`),
      })
      .from(contents)
      .innerJoin(holders, eq(holders.ref, contents.holderRef))
      .innerJoin(lots, eq(lots.ref, contents.lotRef))
      .where(inArray(key, [...keys] as never[]))
      .groupBy(key)
    return new Map(rows.map(({ key: of, ...counts }) => [of, counts]))
  }

  /** Of a lot: goods of it are or were at an institution, or are on their way there. */
  const touches = (gln: string): SQL => sql`exists (
    select 1 from ${contents} join ${holders} on ${holders.ref} = ${contents.holderRef}
    left join ${shipments} on ${shipments.ref} = ${holders.ref}
    where ${contents.lotRef} = ${lots.ref} and (${holders.gln} = ${gln} or ${shipments.receiver} = ${gln}))`
  const lotIsOpen = sql`exists (select 1 from ${contents} join ${holders} on ${holders.ref} = ${contents.holderRef}
    where ${contents.lotRef} = ${lots.ref} and ${isOpen})`
  const anyLot = (condition: SQL): SQL =>
    sql`exists (select 1 from ${lots} where ${lots.gtin} = ${products.gtin} and ${condition})`
  const wanted = (open: boolean | undefined, condition: SQL): SQL | undefined =>
    open === undefined ? undefined : open ? condition : sql`not ${condition}`

  return {
    /** Recalled lots, the newest recall first unless asked for otherwise. */
    async lots(
      filter: RecallFilter,
      asking: string,
      request?: PageRequest<'recalled' | 'class'>,
    ): Promise<Page<RecalledLotRow>> {
      const { concerning, open } = filter
      const { after, orderBy, limit, page } = pageQuery(lotPaging, request)
      const found = await db
        .select(lotColumns)
        .from(lots)
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .innerJoin(events, eq(events.seq, lots.recalledSeq))
        .leftJoin(institutions, eq(institutions.gln, lots.owner))
        .leftJoin(recaller, eq(recaller.gln, lots.recalledBy))
        .where(
          and(
            lots.recalled,
            concerning === undefined ? undefined : or(eq(lots.owner, concerning), touches(concerning)),
            filter.lot === undefined ? undefined : eq(lots.lot, filter.lot),
            wanted(open, lotIsOpen),
            hasWords(sql`(lower(${lots.lotNumber}) || ' ' || ${products.searchText})`, filter.text),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(found)
      const counts = await progress(
        lots.ref,
        items.map(({ ref }) => ref),
        asking,
      )
      return { ...rest, items: items.map((row) => ({ ...row, ...(counts.get(row.ref) ?? nothing) })) }
    },
    /** Withdrawn products, the newest first. */
    async products(
      filter: RecallFilter,
      asking: string,
      request?: PageRequest<'withdrawn'>,
    ): Promise<Page<WithdrawnRow>> {
      const { concerning, open } = filter
      const { after, orderBy, limit, page } = pageQuery(productPaging, request)
      const made = (of: SQL) =>
        sql<number>`(select coalesce(${of}, 0)::bigint from ${lots} where ${lots.gtin} = ${products.gtin})`.mapWith(
          Number,
        )
      const found = await db
        .select({
          gtin: products.gtin,
          product: products.name,
          owner: products.owner,
          ownerName: nameOf(institutions),
          reason: text(sql`${products.reason}`),
          seq: products.updatedSeq,
          time: events.time,
          lots: made(sql`count(*)`),
          commissioned: made(sql`sum(${lots.commissioned})`),
        })
        .from(products)
        .innerJoin(events, eq(events.seq, products.updatedSeq))
        .leftJoin(institutions, eq(institutions.gln, products.owner))
        .where(
          and(
            eq(products.status, 'withdrawn'),
            concerning === undefined ? undefined : or(eq(products.owner, concerning), anyLot(touches(concerning))),
            filter.gtin === undefined ? undefined : eq(products.gtin, filter.gtin),
            wanted(open, anyLot(lotIsOpen)),
            hasWords(products.searchText, filter.text),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(found)
      const counts = await progress(
        lots.gtin,
        items.map(({ gtin }) => gtin),
        asking,
      )
      return { ...rest, items: items.map((row) => ({ ...row, ...(counts.get(row.gtin) ?? nothing) })) }
    },
  }
}
