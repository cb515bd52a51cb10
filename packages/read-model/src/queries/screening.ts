import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { eventRefs, events, lots, products, refKinds, repeatedSerials, shipments } from '../schema/index.ts'

/** Something that was done to an institution's standing. */
export interface StandingRow {
  /** Name of the event: `InstitutionSuspended`, … */
  readonly name: string
  /** Unix seconds. */
  readonly time: number
  readonly reason: string | null
}

/** A lot that was recalled. */
export interface RecallRow {
  readonly gtin: string
  readonly product: string
  readonly lotNumber: string
  readonly recallClass: number | null
  readonly reason: string | null
  readonly by: string | null
  readonly time: number
}

/** What was made. */
export interface MadeCounts {
  readonly products: number
  readonly withdrawnProducts: number
  readonly lots: number
  readonly recalledLots: number
  readonly commissioned: number
  readonly repeatedSerials: number
}

/** Shipments that an institution sent, since a time. */
export interface SentCounts {
  readonly sent: number
  /** Closed with something missing that nobody has cleared. */
  readonly withDifferences: number
  readonly unitsSent: number
  readonly unitsMissing: number
}

const standing = [
  'InstitutionApplied',
  'InstitutionDeclined',
  'InstitutionAdmitted',
  'InstitutionSuspended',
  'InstitutionReinstated',
  'InstitutionRetired',
  'InstitutionRenamed',
  'PermissionsSet',
  'LicencesSet',
]

/** Reads for those who want to know whom they buy from, and what. */
export function screeningQueries(db: Db) {
  const number = (expression: ReturnType<typeof sql>) => sql<number>`coalesce(${expression}, 0)::bigint`.mapWith(Number)

  return {
    /** How an institution's standing came about, oldest first. */
    async standing(gln: string): Promise<StandingRow[]> {
      return db
        .select({ name: events.name, time: events.time, reason: sql<string | null>`${events.args}->>'reason'` })
        .from(eventRefs)
        .innerJoin(events, eq(events.seq, eventRefs.seq))
        .where(
          and(
            eq(eventRefs.kind, refKinds.indexOf('institution')),
            eq(eventRefs.ref, Number(gln)),
            inArray(events.name, standing),
          ),
        )
        .orderBy(asc(events.seq))
    },
    /** What a factory has made, or what was made of a product. */
    async made(scope: { readonly owner: string } | { readonly gtin: string }): Promise<MadeCounts> {
      const ofProduct = 'owner' in scope ? eq(products.owner, scope.owner) : eq(products.gtin, scope.gtin)
      const ofLot = 'owner' in scope ? eq(lots.owner, scope.owner) : eq(lots.gtin, scope.gtin)
      const [product] = await db
        .select({
          products: count(),
          withdrawnProducts: number(sql`count(*) filter (where ${products.status} = 'withdrawn')`),
        })
        .from(products)
        .where(ofProduct)
      const [lot] = await db
        .select({
          lots: count(),
          recalledLots: number(sql`count(*) filter (where ${lots.recalled})`),
          commissioned: number(sql`sum(${lots.commissioned})`),
        })
        .from(lots)
        .where(ofLot)
      const [repeated] = await db
        .select({ count: count() })
        .from(repeatedSerials)
        .innerJoin(lots, eq(lots.ref, repeatedSerials.lotRef))
        .where(ofLot)
      const none = { products: 0, withdrawnProducts: 0, lots: 0, recalledLots: 0, commissioned: 0 }
      return { ...none, ...product, ...lot, repeatedSerials: repeated?.count ?? 0 }
    },
    /** Lots that were recalled, newest first. */
    async recalls(scope: { readonly owner: string } | { readonly gtin: string }, limit: number): Promise<RecallRow[]> {
      return db
        .select({
          gtin: lots.gtin,
          product: products.name,
          lotNumber: lots.lotNumber,
          recallClass: lots.recallClass,
          reason: lots.recallReason,
          by: lots.recalledBy,
          time: events.time,
        })
        .from(lots)
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .innerJoin(events, eq(events.seq, lots.recalledSeq))
        .where(and(lots.recalled, 'owner' in scope ? eq(lots.owner, scope.owner) : eq(lots.gtin, scope.gtin)))
        .orderBy(desc(lots.recalledSeq))
        .limit(limit)
    },
    /** Shipments that an institution sent since a second. */
    async sent(gln: string, since: number): Promise<SentCounts> {
      const isClosed = sql`${shipments.state} = 'closed'`
      const [row] = await db
        .select({
          sent: count(),
          withDifferences: number(sql`count(*) filter (where ${isClosed} and ${shipments.left} > 0)`),
          unitsSent: number(sql`sum(${shipments.sent})`),
          unitsMissing: number(sql`sum(${shipments.left}) filter (where ${isClosed})`),
        })
        .from(shipments)
        .where(
          and(
            eq(shipments.sender, gln),
            sql`${shipments.shippedTime} >= ${since}`,
            sql`${shipments.state} <> 'voided'`,
          ),
        )
      return row ?? { sent: 0, withDifferences: 0, unitsSent: 0, unitsMissing: 0 }
    },
  }
}

/** Reads for screening; see {@link screeningQueries}. */
export type ScreeningQueries = ReturnType<typeof screeningQueries>
