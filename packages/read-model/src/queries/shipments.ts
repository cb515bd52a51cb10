import { and, asc, eq, gte, inArray, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import {
  contents,
  eventRefs,
  events,
  institutions,
  lots,
  products,
  refKinds,
  shipmentLots,
  shipments,
} from '../schema/index.ts'
import { type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** A shipment with its parties' names. */
export type ShipmentRow = typeof shipments.$inferSelect & {
  readonly senderName: string
  readonly receiverName: string
}

/** Units of one lot that were sent, and how many of them are left. */
export interface ShipmentLotRow {
  readonly gtin: string
  readonly lotNumber: string
  readonly productName: string
  readonly sent: number
  readonly left: number
}

/** What was done with a shipment. */
export interface ShipmentEventRow {
  readonly seq: number
  readonly name: string
  readonly act: string | null
  readonly gln: string | null
  /** Unix seconds. */
  readonly time: number
  readonly eventTime: number | null
  readonly units: number
  readonly reason: string | null
  readonly txHash: Uint8Array
}

/** Which shipments; all unless it says so. */
export interface ShipmentFilter {
  /** Sent or to be received by it. */
  readonly gln?: string | undefined
  /** Of `gln`. */
  readonly direction?: 'in' | 'out' | undefined
  readonly state?: string | undefined
  /** The other one. */
  readonly partner?: string | undefined
  /** Unix seconds: shipped then or later. */
  readonly since?: number | undefined
  /** What the number starts with. */
  readonly number?: string | undefined
}

const paging: Paging<ShipmentRow, 'shipped'> = {
  sorts: { shipped: { by: shipments.shippedSeq, type: 'number', value: ({ shippedSeq }) => shippedSeq } },
  id: { by: shipments.ref, type: 'number', value: ({ ref }) => ref },
  order: '-shipped',
}

const sender = alias(institutions, 'sender')
const receiver = alias(institutions, 'receiver')

/** Shipments, their goods, and what became of them. */
export function shipmentQueries(db: Db) {
  const select = () =>
    db
      .select({ shipment: shipments, senderName: sender.name, receiverName: receiver.name })
      .from(shipments)
      .innerJoin(sender, eq(sender.gln, shipments.sender))
      .innerJoin(receiver, eq(receiver.gln, shipments.receiver))
  const rowOf = ({ shipment, ...names }: Awaited<ReturnType<typeof select>>[number]): ShipmentRow => ({
    ...shipment,
    ...names,
  })

  return {
    async list(filter: ShipmentFilter, request: PageRequest<'shipped'>): Promise<Page<ShipmentRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await select()
        .where(and(...filtersOf(filter), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows.map(rowOf))
    },

    async find(from: string, number: string): Promise<ShipmentRow | undefined> {
      const [row] = await select().where(and(eq(shipments.sender, from), eq(shipments.number, number)))
      return row && rowOf(row)
    },

    /** The greatest number that a sender has used, of those that can be counted on from. */
    async greatestNumber(from: string): Promise<number> {
      const [row] = await db
        .select({ number: sql<number>`coalesce(max(${shipments.number}::bigint), 0)`.mapWith(Number) })
        .from(shipments)
        .where(and(eq(shipments.sender, from), sql`length(${shipments.number}) < 16`))
      return row?.number ?? 0
    },

    /** What was sent, by lot. */
    async lotsOf(ref: number): Promise<ShipmentLotRow[]> {
      return db
        .select({
          gtin: lots.gtin,
          lotNumber: lots.lotNumber,
          productName: products.name,
          sent: shipmentLots.sent,
          left: sql<number>`coalesce(${contents.total}, 0)`.mapWith(Number),
        })
        .from(shipmentLots)
        .innerJoin(lots, eq(lots.ref, shipmentLots.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .leftJoin(contents, and(eq(contents.holderRef, shipmentLots.shipmentRef), eq(contents.lotRef, lots.ref)))
        .where(eq(shipmentLots.shipmentRef, ref))
        .orderBy(lots.gtin, lots.lotNumber)
    },

    /** What was done with it, from its shipping on. */
    async historyOf(ref: number, most: number): Promise<ShipmentEventRow[]> {
      return db
        .select({
          seq: events.seq,
          name: events.name,
          act: events.act,
          gln: events.gln,
          time: events.time,
          eventTime: events.eventTime,
          units: events.units,
          reason: sql<string | null>`${events.args}->>'reason'`,
          txHash: events.txHash,
        })
        .from(eventRefs)
        .innerJoin(events, eq(events.seq, eventRefs.seq))
        .where(and(eq(eventRefs.kind, refKinds.indexOf('shipment')), eq(eventRefs.ref, ref)))
        .orderBy(asc(eventRefs.seq))
        .limit(most)
    },

    /**
     * Units in shipments to and from an institution; of all shipments without one. What a receiver closed without having
     * it all is no longer on its way to it, and still the sender's.
     */
    async underWay(gln: string | undefined): Promise<{ incoming: number; outgoing: number }> {
      const sum = (where: SQL) =>
        sql<number>`coalesce(sum(${shipments.left}) filter (where ${where}), 0)`.mapWith(Number)
      const [row] = await db
        .select({
          incoming: sum(
            sql`${eq(shipments.state, 'in_transit')} and ${gln === undefined ? sql`true` : eq(shipments.receiver, gln)}`,
          ),
          outgoing: sum(gln === undefined ? sql`true` : eq(shipments.sender, gln)),
        })
        .from(shipments)
        .where(and(inArray(shipments.state, ['in_transit', 'closed']), partyOf(gln)))
      return row ?? { incoming: 0, outgoing: 0 }
    },
  }
}

export type ShipmentQueries = ReturnType<typeof shipmentQueries>

function partyOf(gln: string | undefined): SQL | undefined {
  return gln === undefined ? undefined : or(eq(shipments.sender, gln), eq(shipments.receiver, gln))
}

function filtersOf({ gln, direction, state, partner, since, number }: ShipmentFilter): (SQL | undefined)[] {
  const own = direction === 'in' ? shipments.receiver : shipments.sender
  return [
    gln !== undefined && direction !== undefined ? eq(own, gln) : partyOf(gln),
    state === undefined ? undefined : eq(shipments.state, state),
    partyOf(partner),
    since === undefined ? undefined : gte(shipments.shippedTime, since),
    number === undefined ? undefined : sql`starts_with(${shipments.number}, ${number})`,
  ]
}
