import type { ProductData } from '@theriac/ledger'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import { events, institutions, packagingLevels, products, productVersions } from '../schema/index.ts'
import { hasWords, type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** What a list of products is narrowed to. */
export interface ProductFilter {
  readonly owner?: string
  readonly status?: string
  /** Words of the name, the substance, the maker, or of a code. */
  readonly text?: string
}

/** A product in its newest version; times in Unix seconds. */
export interface ProductRow {
  readonly gtin: string
  readonly owner: string
  readonly ownerName: string | null
  readonly status: string
  readonly suspendedBy: string | null
  readonly reason: string | null
  readonly version: number
  readonly data: ProductData
  readonly registeredTime: number
  readonly updatedTime: number
}

/** One version of a product; time in Unix seconds. */
export interface ProductVersionRow {
  readonly version: number
  readonly data: ProductData
  readonly reason: string | null
  readonly time: number
  readonly gln: string | null
  readonly operator: string | null
}

/** Which product a GTIN of any packaging level is of. */
export interface LevelRow {
  readonly gtin: string
  /** GTIN of the base pack. */
  readonly product: string
  readonly units: number
}

const registered = alias(events, 'registered')
const updated = alias(events, 'updated')
// In one order on every database, whatever its locale.
const sortName = sql<string>`(lower(${products.name}) collate "C")`

const columns = {
  gtin: products.gtin,
  owner: products.owner,
  ownerName: institutions.name,
  status: products.status,
  suspendedBy: products.suspendedBy,
  reason: products.reason,
  version: products.version,
  data: products.data,
  registeredTime: registered.time,
  updatedTime: updated.time,
  sortName,
}
type Found = ProductRow & { readonly sortName: string }

const paging: Paging<Found, 'name' | 'gtin'> = {
  sorts: {
    name: { by: sortName, type: 'text', value: (row) => row.sortName },
    gtin: { by: products.gtin, type: 'text', value: (row) => row.gtin },
  },
  id: { by: products.gtin, type: 'text', value: (row) => row.gtin },
}

const versionPaging: Paging<ProductVersionRow, 'version'> = {
  sorts: { version: { by: productVersions.version, type: 'number', value: (row) => row.version } },
  id: { by: productVersions.version, type: 'number', value: (row) => row.version },
  order: '-version',
}

const rowOf = ({ sortName: _, ...row }: Found): ProductRow => row

/** Reads on products. */
export function productQueries(db: Db) {
  const select = () =>
    db
      .select(columns)
      .from(products)
      .innerJoin(registered, eq(registered.seq, products.registeredSeq))
      .innerJoin(updated, eq(updated.seq, products.updatedSeq))
      .leftJoin(institutions, eq(institutions.gln, products.owner))

  return {
    async list(filter: ProductFilter, request?: PageRequest<'name' | 'gtin'>): Promise<Page<ProductRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      // Which ones first: what is joined to a product is joined to a page of them, not to all before they are sorted.
      const keys = db
        .select({ gtin: products.gtin })
        .from(products)
        .where(
          and(
            filter.owner === undefined ? undefined : eq(products.owner, filter.owner),
            filter.status === undefined ? undefined : eq(products.status, filter.status),
            hasWords(products.searchText, filter.text),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const rows = await select()
        .where(inArray(products.gtin, keys))
        .orderBy(...orderBy)
      const { items, ...rest } = page(rows)
      return { ...rest, items: items.map(rowOf) }
    },
    /** By the GTIN of the base pack. */
    async find(gtin: string): Promise<ProductRow | undefined> {
      const [row] = await select().where(eq(products.gtin, gtin))
      return row && rowOf(row)
    },
    /** Names by GTIN of the base pack, of those that are known. */
    async names(gtins: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const wanted = [...new Set(gtins)]
      if (wanted.length === 0) return new Map()
      const rows = await db
        .select({ gtin: products.gtin, name: products.name })
        .from(products)
        .where(inArray(products.gtin, wanted))
      return new Map(rows.map(({ gtin, name }) => [gtin, name]))
    },
    /** Which products GTINs of any packaging level are of. */
    async levels(gtins: readonly string[]): Promise<LevelRow[]> {
      if (gtins.length === 0) return []
      return db
        .select()
        .from(packagingLevels)
        .where(inArray(packagingLevels.gtin, [...gtins]))
    },
    /** All versions, newest first unless asked for otherwise. */
    async versions(gtin: string, request?: PageRequest<'version'>): Promise<Page<ProductVersionRow>> {
      const { after, orderBy, limit, page } = pageQuery(versionPaging, request)
      const rows = await db
        .select({
          version: productVersions.version,
          data: productVersions.data,
          reason: productVersions.reason,
          time: events.time,
          gln: events.gln,
          operator: events.operator,
        })
        .from(productVersions)
        .innerJoin(events, eq(events.seq, productVersions.seq))
        .where(and(eq(productVersions.gtin, gtin), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows)
    },
  }
}

/** Reads on products; see {@link productQueries}. */
export type ProductQueries = ReturnType<typeof productQueries>
