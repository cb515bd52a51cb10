import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { contents, holders, institutions, lots } from '../schema/index.ts'
import { stockKinds } from './stock.ts'

/** Stock of all institutions that expires in a month. */
export interface ExpiryMonth {
  /** YYYY-MM */
  readonly month: string
  readonly good: number
  readonly recalled: number
  readonly lots: number
}

/** Units of a product at holders of one state of one institution; `gln` is whose they are, of a shipment the sender. */
export interface ProductPlaceRow {
  readonly gln: string
  readonly name: string
  readonly kind: string
  /** Kind of holder, or how they ended. */
  readonly state: string
  readonly units: number
}

/** What whoever oversees a country asks. */
export function oversightQueries(db: Db) {
  return {
    /** When what is in stock expires, the soonest first. */
    expiryMonths(): Promise<ExpiryMonth[]> {
      const month = sql<string>`to_char(${lots.expiry}, 'YYYY-MM')`
      const units = (recalled: boolean) =>
        sql<number>`coalesce(sum(${contents.total}) filter (where ${lots.recalled} = ${recalled}), 0)::bigint`.mapWith(
          Number,
        )
      return db
        .select({
          month,
          good: units(false),
          recalled: units(true),
          lots: sql<number>`count(distinct ${lots.ref})`.mapWith(Number),
        })
        .from(holders)
        .innerJoin(contents, eq(contents.holderRef, holders.ref))
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .where(inArray(holders.kind, [...stockKinds]))
        .groupBy(month)
        .orderBy(asc(month))
    },
    /** Where all units of a product are, and how many were commissioned. */
    async productPlaces(
      gtin: string,
    ): Promise<{ readonly commissioned: number; readonly rows: readonly ProductPlaceRow[] }> {
      const state = sql<string>`coalesce(${holders.state}, ${holders.kind})`
      const rows = await db
        .select({
          gln: sql<string>`coalesce(${holders.gln}, '')`,
          name: sql<string>`coalesce(${institutions.name}, '')`,
          kind: sql<string>`coalesce(${institutions.kind}, '')`,
          state,
          units: sql<number>`sum(${contents.total})::bigint`.mapWith(Number),
        })
        .from(lots)
        .innerJoin(contents, eq(contents.lotRef, lots.ref))
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .leftJoin(institutions, eq(institutions.gln, holders.gln))
        // What is in a container counts where the container is.
        .where(and(eq(lots.gtin, gtin), sql`${holders.kind} <> 'container'`))
        .groupBy(holders.gln, institutions.gln, state)
      const [made] = await db
        .select({ commissioned: sql<number>`coalesce(sum(${lots.commissioned}), 0)::bigint`.mapWith(Number) })
        .from(lots)
        .where(eq(lots.gtin, gtin))
      return { commissioned: made?.commissioned ?? 0, rows }
    },
  }
}
