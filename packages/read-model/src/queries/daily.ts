import { and, asc, between, count, desc, eq, gt, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import {
  contents,
  daily,
  events,
  governance,
  holders,
  institutions,
  licences,
  lots,
  products,
  proposals,
  shipments,
} from '../schema/index.ts'
import { stockKinds } from './stock.ts'

/** Units and events of an act on a day. */
export interface DayRow {
  readonly day: string
  readonly act: string
  readonly units: number
  readonly events: number
}

/** A recalled lot of which something is left to come back or to be destroyed. */
export interface OpenRecall {
  readonly gtin: string
  readonly product: string
  readonly lotNumber: string
  readonly recallClass: number | null
  /** Unix seconds. */
  readonly time: number
  readonly commissioned: number
  /** In stock, in transit, opened, returned or in quarantine: everywhere, or at the institution that was asked for. */
  readonly open: number
}

/** What an institution's stock calls for, in lots. */
export interface StockCare {
  /** May be sold, and expire soon. */
  readonly expiring: number
  readonly expired: number
  readonly recalled: number
}

/** Shipments by what is to be done about them. */
export interface ShipmentCounts {
  readonly toReceive: number
  readonly unitsToReceive: number
  readonly underWay: number
  readonly unitsUnderWay: number
  /** Sent, closed by the receiver, and not all of it arrived. */
  readonly toClear: number
}

const sum = (of: SQL | typeof contents.total | typeof daily.units | typeof daily.events): SQL<number> =>
  sql<number>`coalesce(sum(${of}), 0)::bigint`.mapWith(Number)
const openKinds = [...stockKinds, 'shipment']

/** Figures for dashboards. Where `gln` is absent they are of the whole consortium. */
export function dailyQueries(db: Db) {
  return {
    /** What was done on the days from `from` to `to`, both included, oldest first. Days of nothing have no row. */
    series(from: string, to: string, gln?: string): Promise<DayRow[]> {
      return db
        .select({ day: daily.day, act: daily.act, units: sum(daily.units), events: sum(daily.events) })
        .from(daily)
        .where(and(between(daily.day, from, to), gln === undefined ? undefined : eq(daily.gln, gln)))
        .groupBy(daily.day, daily.act)
        .orderBy(asc(daily.day), asc(daily.act))
    },
    /** What an institution has, in units by kind of holder. */
    async unitsByKind(gln: string): Promise<ReadonlyMap<string, number>> {
      const rows = await db
        .select({ kind: holders.kind, units: sum(contents.total) })
        .from(holders)
        .innerJoin(contents, eq(contents.holderRef, holders.ref))
        .where(and(eq(holders.gln, gln), inArray(holders.kind, [...stockKinds])))
        .groupBy(holders.kind)
      return new Map(rows.map(({ kind, units }) => [kind, units]))
    },
    async institutions(): Promise<{ readonly kind: string; readonly status: string; readonly count: number }[]> {
      const { kind, status } = institutions
      return db.select({ kind, status, count: count() }).from(institutions).groupBy(kind, status).orderBy(kind, status)
    },
    /** Products, lots, and what was commissioned of them; a factory's or all. */
    async catalogue(owner?: string): Promise<{ products: number; lots: number; commissioned: number }> {
      const [product] = await db
        .select({ count: count() })
        .from(products)
        .where(owner === undefined ? undefined : eq(products.owner, owner))
      const [lot] = await db
        .select({ count: count(), commissioned: sum(sql`${lots.commissioned}`) })
        .from(lots)
        .where(owner === undefined ? undefined : eq(lots.owner, owner))
      return { products: product?.count ?? 0, lots: lot?.count ?? 0, commissioned: lot?.commissioned ?? 0 }
    },
    /** Lots of which an institution has something that wants care. */
    async stockCare(
      gln: string,
      { today, soon }: { readonly today: string; readonly soon: string },
    ): Promise<StockCare> {
      const lotsWhere = (condition: SQL): SQL<number> =>
        sql<number>`count(distinct ${lots.ref}) filter (where ${condition})`.mapWith(Number)
      const [row] = await db
        .select({
          expiring: lotsWhere(sql`${lots.expiry} between ${today} and ${soon} and not ${lots.recalled}`),
          expired: lotsWhere(sql`${lots.expiry} < ${today}`),
          recalled: lotsWhere(sql`${lots.recalled}`),
        })
        .from(holders)
        .innerJoin(contents, eq(contents.holderRef, holders.ref))
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .where(and(eq(holders.gln, gln), inArray(holders.kind, [...stockKinds])))
      return row ?? { expiring: 0, expired: 0, recalled: 0 }
    },
    async shipments(gln: string): Promise<ShipmentCounts> {
      const [coming] = await db
        .select({ count: count(), units: sum(sql`${shipments.left}`) })
        .from(shipments)
        .where(and(eq(shipments.receiver, gln), eq(shipments.state, 'in_transit')))
      const [going] = await db
        .select({
          underWay: sql<number>`count(*) filter (where ${shipments.state} = 'in_transit')`.mapWith(Number),
          units: sum(sql`${shipments.left}`),
          toClear: sql<number>`count(*) filter (where ${shipments.state} = 'closed')`.mapWith(Number),
        })
        .from(shipments)
        .where(
          and(eq(shipments.sender, gln), inArray(shipments.state, ['in_transit', 'closed']), gt(shipments.left, 0)),
        )
      return {
        toReceive: coming?.count ?? 0,
        unitsToReceive: coming?.units ?? 0,
        underWay: going?.underWay ?? 0,
        unitsUnderWay: going?.units ?? 0,
        toClear: going?.toClear ?? 0,
      }
    },
    /** Recalls that are not over, newest first: of a factory's lots, or of lots that an institution still has. */
    async recalls(scope: { readonly owner?: string; readonly heldBy?: string }, limit: number): Promise<OpenRecall[]> {
      const { owner, heldBy } = scope
      const open = sum(contents.total)
      return db
        .select({
          gtin: lots.gtin,
          product: products.name,
          lotNumber: lots.lotNumber,
          recallClass: lots.recallClass,
          time: events.time,
          commissioned: lots.commissioned,
          open,
        })
        .from(lots)
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .innerJoin(events, eq(events.seq, lots.recalledSeq))
        .innerJoin(contents, eq(contents.lotRef, lots.ref))
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .where(
          and(
            lots.recalled,
            inArray(holders.kind, openKinds),
            owner === undefined ? undefined : eq(lots.owner, owner),
            heldBy === undefined ? undefined : eq(holders.gln, heldBy),
          ),
        )
        .groupBy(lots.ref, products.gtin, events.seq)
        .orderBy(desc(lots.recalledSeq))
        .limit(limit)
    },
    /** Licences of active institutions that end between two seconds, the soonest first. */
    async licencesEnding(from: number, to: number, limit: number, gln?: string) {
      return db
        .select({
          gln: licences.gln,
          name: institutions.name,
          number: licences.number,
          validTo: licences.validTo,
        })
        .from(licences)
        .innerJoin(institutions, eq(institutions.gln, licences.gln))
        .where(
          and(
            gte(licences.validTo, from),
            lt(licences.validTo, to),
            eq(institutions.status, 'active'),
            gln === undefined ? undefined : eq(licences.gln, gln),
          ),
        )
        .orderBy(asc(licences.validTo), asc(licences.gln), asc(licences.position))
        .limit(limit)
    },
    /** Proposals that can still be approved, and how many strong acts there were. */
    async governance(now: number): Promise<{ readonly open: number; readonly executions: number }> {
      const [open] = await db
        .select({ count: count() })
        .from(proposals)
        .where(and(eq(proposals.state, 'open'), gte(proposals.expiry, now)))
      const [row] = await db.select({ executions: governance.executions }).from(governance)
      return { open: open?.count ?? 0, executions: row?.executions ?? 0 }
    },
  }
}

/** Figures for dashboards; see {@link dailyQueries}. */
export type DailyQueries = ReturnType<typeof dailyQueries>
