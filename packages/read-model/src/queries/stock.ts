import { and, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { contents, holders, lots, products } from '../schema/index.ts'
import { unitsAt } from '../units.ts'
import { hasWords, type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** Kinds of holder that are at an institution. */
export const stockKinds = ['institution', 'quarantine', 'returned', 'rejected', 'opened'] as const
export type StockKind = (typeof stockKinds)[number]

/** Goods of a lot in one state at an institution. */
export interface StockStateRow {
  readonly gln: string
  readonly kind: StockKind
  readonly lotRef: number
  readonly gtin: string
  readonly lotNumber: string
  readonly owner: string
  readonly productName: string
  readonly productStatus: string
  readonly expiry: string
  readonly recalled: boolean
  /** Whether each unit has a serial. */
  readonly serialised: boolean
  /** In no container. */
  readonly loose: number
  readonly total: number
}

/** How much there is in one state. */
export interface StockTotalRow {
  readonly kind: StockKind
  readonly units: number
  readonly loose: number
  readonly lots: number
  readonly products: number
}

/** Packs of one lot that are loose in an institution's stock. */
export interface LooseInStock {
  readonly serialised: boolean
  readonly units: number
  /** Numbers of the units; empty for a lot without serials. */
  readonly ranges: readonly (readonly [first: number, last: number])[]
}

/** Which goods; all of all institutions unless it says so. */
export interface StockFilter {
  readonly gln?: string | undefined
  readonly gtin?: string | undefined
  readonly kind?: StockKind | undefined
  /** Day: of lots that expire before it. */
  readonly expiringBefore?: string | undefined
  /** Words of the product, or part of the lot number. */
  readonly text?: string | undefined
}

/** What institutions have. */
export function stockQueries(db: Db) {
  /** A row for each institution, state and lot: who set goods aside makes no difference here. */
  const grouped = (filter: StockFilter) =>
    db
      .select({
        gln: sql<string>`coalesce(${holders.gln}, '')`.as('stock_gln'),
        kind: sql<StockKind>`${holders.kind}`.as('stock_kind'),
        lotRef: sql<number>`${contents.lotRef}`.as('stock_lot'),
        loose: sql<number>`sum(${contents.loose})::bigint`.mapWith(Number).as('stock_loose'),
        total: sql<number>`sum(${contents.total})::bigint`.mapWith(Number).as('stock_total'),
      })
      .from(contents)
      .innerJoin(holders, eq(holders.ref, contents.holderRef))
      .where(
        and(
          inArray(holders.kind, filter.kind === undefined ? [...stockKinds] : [filter.kind]),
          filter.gln === undefined ? undefined : eq(holders.gln, filter.gln),
        ),
      )
      .groupBy(holders.gln, holders.kind, contents.lotRef)
      .as('stock')

  const lotFilters = ({ gtin, expiringBefore, text }: StockFilter): SQL | undefined =>
    and(
      gtin === undefined ? undefined : eq(lots.gtin, gtin),
      expiringBefore === undefined ? undefined : lt(lots.expiry, expiringBefore),
      hasWords(sql`(${products.searchText} || ' ' || lower(${lots.lotNumber}))`, text),
    )

  return {
    async list(
      filter: StockFilter,
      request: PageRequest<'expiry' | 'product' | 'units'>,
    ): Promise<Page<StockStateRow>> {
      const stock = grouped(filter)
      const paging: Paging<StockStateRow, 'expiry' | 'product' | 'units'> = {
        sorts: {
          expiry: { by: lots.expiry, type: 'day', value: ({ expiry }) => expiry },
          product: { by: products.name, type: 'text', value: ({ productName }) => productName },
          units: { by: stock.total, type: 'number', value: ({ total }) => total },
        },
        id: {
          by: sql`${stock.gln} || ' ' || ${stock.kind} || ' ' || ${stock.lotRef}`,
          type: 'text',
          value: ({ gln, kind, lotRef }) => `${gln} ${kind} ${lotRef}`,
        },
      }
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await db
        .select({
          gln: stock.gln,
          kind: stock.kind,
          lotRef: stock.lotRef,
          gtin: lots.gtin,
          lotNumber: lots.lotNumber,
          owner: lots.owner,
          productName: products.name,
          productStatus: products.status,
          expiry: lots.expiry,
          recalled: lots.recalled,
          serialised: lots.serialised,
          loose: stock.loose,
          total: stock.total,
        })
        .from(stock)
        .innerJoin(lots, eq(lots.ref, stock.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .where(and(lotFilters(filter), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows)
    },

    /** Packs of a lot that are in stock and in no container; undefined where the institution has none of it. */
    async looseOf(gln: string, gtin: string, lotNumber: string): Promise<LooseInStock | undefined> {
      const [row] = await db
        .select({
          holderRef: contents.holderRef,
          lotRef: contents.lotRef,
          serialised: lots.serialised,
          units: contents.loose,
        })
        .from(contents)
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .where(
          and(
            eq(holders.kind, 'institution'),
            eq(holders.gln, gln),
            eq(lots.gtin, gtin),
            eq(lots.lotNumber, lotNumber),
          ),
        )
      if (!row) return undefined
      const { holderRef, lotRef, serialised, units } = row
      return { serialised, units, ranges: serialised && units > 0 ? await unitsAt(db, holderRef, lotRef) : [] }
    },

    /** Sums by state. */
    async totals(filter: StockFilter): Promise<StockTotalRow[]> {
      const stock = grouped(filter)
      return db
        .select({
          kind: stock.kind,
          units: sql<number>`sum(${stock.total})`.mapWith(Number),
          loose: sql<number>`sum(${stock.loose})`.mapWith(Number),
          lots: sql<number>`count(distinct ${stock.lotRef})`.mapWith(Number),
          products: sql<number>`count(distinct ${lots.gtin})`.mapWith(Number),
        })
        .from(stock)
        .innerJoin(lots, eq(lots.ref, stock.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .where(lotFilters(filter))
        .groupBy(stock.kind)
    },
  }
}

export type StockQueries = ReturnType<typeof stockQueries>
