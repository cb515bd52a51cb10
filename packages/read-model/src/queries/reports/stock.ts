import { and, asc, eq, inArray, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import { contents, holders, institutions, lots, products, shipments } from '../../schema/index.ts'
import { stockKinds } from '../stock.ts'

/** A lot, with its product and whether it was recalled. */
export interface LotFacts {
  readonly lotRef: number
  readonly gtin: string
  readonly product: string
  readonly productStatus: string
  readonly lotNumber: string
  readonly owner: string
  readonly expiry: string
  readonly commissioned: number
  readonly recalled: boolean
}

/** Units of a lot that an institution has, in one state. */
export interface StockRow extends LotFacts {
  readonly gln: string
  readonly name: string
  /** Kind of holder. */
  readonly state: string
  readonly loose: number
  readonly units: number
}

/** Units of a lot at holders of one state of one institution; `gln` is whose they are, of a shipment the sender. */
export interface ReachedRow extends LotFacts {
  readonly gln: string
  readonly name: string
  readonly kind: string
  /** Kind of holder, or how they ended. */
  readonly state: string
  /** Receiver of a shipment. */
  readonly to: string | null
  readonly units: number
}

const lotFacts = {
  lotRef: lots.ref,
  gtin: lots.gtin,
  product: products.name,
  productStatus: products.status,
  lotNumber: lots.lotNumber,
  owner: lots.owner,
  expiry: lots.expiry,
  commissioned: lots.commissioned,
  recalled: lots.recalled,
}

const count = (expression: SQL): SQL<number> => sql<number>`${expression}::bigint`.mapWith(Number)
const stateOfHolder = sql<string>`coalesce(${holders.state}, ${holders.kind})`

/** In one order on every database, and without a language's rules, which cost more than all the rest of the query. */
const byBytes = (text: SQLWrapper): SQL => sql`${text} collate "C"`

/** Reads on what is where now. Each is one statement: its rows are of one moment, and can be added up. */
export function stockReports(db: Db) {
  return {
    /** What institutions have, or one has; the soonest to expire first. */
    async stock(filter: { readonly gln?: string; readonly expiringUntil?: string }): Promise<StockRow[]> {
      const { gln, expiringUntil } = filter
      const rows = await db
        .select({
          ...lotFacts,
          gln: sql<string>`${holders.gln}`,
          name: institutions.name,
          state: holders.kind,
          loose: count(sql`sum(${contents.loose})`),
          units: count(sql`sum(${contents.total})`),
        })
        .from(holders)
        .innerJoin(contents, eq(contents.holderRef, holders.ref))
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .innerJoin(institutions, eq(institutions.gln, holders.gln))
        .where(
          and(
            inArray(holders.kind, [...stockKinds]),
            gln === undefined ? undefined : eq(holders.gln, gln),
            expiringUntil === undefined ? undefined : lte(lots.expiry, expiringUntil),
          ),
        )
        .groupBy(lots.ref, products.gtin, institutions.gln, holders.gln, holders.kind)
        .orderBy(asc(lots.expiry), asc(lots.ref), byBytes(holders.gln), byBytes(holders.kind))
      return rows
    },
    /** Where all units of lots are. A lot that nothing was commissioned of has no row. */
    async reach(lotRefs: readonly number[]): Promise<ReachedRow[]> {
      if (lotRefs.length === 0) return []
      const rows = await db
        .select({
          ...lotFacts,
          gln: sql<string>`coalesce(${holders.gln}, '')`,
          name: sql<string>`coalesce(${institutions.name}, '')`,
          kind: sql<string>`coalesce(${institutions.kind}, '')`,
          state: stateOfHolder,
          to: shipments.receiver,
          units: count(sql`sum(${contents.total})`),
        })
        .from(contents)
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .leftJoin(institutions, eq(institutions.gln, holders.gln))
        .leftJoin(shipments, eq(shipments.ref, holders.ref))
        // What is in a container counts where the container is.
        .where(and(inArray(contents.lotRef, [...lotRefs]), sql`${holders.kind} <> 'container'`))
        .groupBy(lots.ref, products.gtin, holders.gln, institutions.gln, stateOfHolder, shipments.receiver)
        .orderBy(asc(lots.ref), byBytes(holders.gln), byBytes(stateOfHolder), byBytes(shipments.receiver))
      return rows
    },
  }
}
