import { and, asc, eq, gt, lte, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../../database.ts'
import { eventRefs, events, holders, refKinds, shipments } from '../../schema/index.ts'
import type { Span } from './span.ts'

/** Where goods came from, or went to. */
export interface MovementPlace {
  /** Kind of holder, or how they ended. */
  readonly state: string
  readonly gln: string | null
  /** Receiver, of a shipment. */
  readonly receiver: string | null
}

/** An event that moved goods. */
export interface MovementRow {
  readonly seq: number
  /** Unix seconds. */
  readonly time: number
  readonly eventTime: number | null
  readonly act: string
  readonly gln: string | null
  readonly from: MovementPlace | undefined
  readonly to: MovementPlace | undefined
  /** Units of the lot that was asked for, else of all. */
  readonly units: number
  readonly containers: number
  readonly txHash: Uint8Array
}

const from = alias(holders, 'from_holder')
const to = alias(holders, 'to_holder')
const fromShipment = alias(shipments, 'from_shipment')
const toShipment = alias(shipments, 'to_shipment')

const columns = {
  seq: events.seq,
  time: events.time,
  eventTime: events.eventTime,
  act: sql<string>`coalesce(${events.act}, ${events.name})`,
  gln: events.gln,
  fromKind: from.kind,
  fromState: from.state,
  fromGln: from.gln,
  fromReceiver: fromShipment.receiver,
  toKind: to.kind,
  toState: to.state,
  toGln: to.gln,
  toReceiver: toShipment.receiver,
  containers: sql<number>`coalesce(jsonb_array_length(coalesce(${events.args}->'containers', ${events.args}->'children')), 0)`,
  txHash: events.txHash,
}

function placeOf(kind: string | null, state: string | null, gln: string | null, receiver: string | null) {
  return kind === null ? undefined : { state: state ?? kind, gln, receiver }
}

/** Reads on how goods moved. */
export function movementReports(db: Db) {
  async function read(
    ref: { readonly kind: (typeof refKinds)[number]; readonly ref: number },
    units: SQL<number>,
    { after, last }: { readonly after: number; readonly last: number },
    narrowed: SQL | undefined,
    limit: number,
  ): Promise<MovementRow[]> {
    const rows = await db
      .select({ ...columns, units: units.mapWith(Number) })
      .from(eventRefs)
      .innerJoin(events, eq(events.seq, eventRefs.seq))
      .leftJoin(from, eq(from.ref, events.fromRef))
      .leftJoin(to, eq(to.ref, events.toRef))
      .leftJoin(fromShipment, eq(fromShipment.ref, events.fromRef))
      .leftJoin(toShipment, eq(toShipment.ref, events.toRef))
      .where(
        and(
          eq(eventRefs.kind, refKinds.indexOf(ref.kind)),
          eq(eventRefs.ref, ref.ref),
          gt(eventRefs.seq, after),
          lte(eventRefs.seq, last),
          gt(events.units, 0),
          narrowed,
        ),
      )
      .orderBy(asc(eventRefs.seq))
      .limit(limit)
    return rows.map((row) => {
      const { fromKind, fromState, fromGln, fromReceiver, toKind, toState, toGln, toReceiver, ...rest } = row
      return {
        ...rest,
        from: placeOf(fromKind, fromState, fromGln, fromReceiver),
        to: placeOf(toKind, toState, toGln, toReceiver),
      }
    })
  }

  /** All of a span, some at a time: what was read already does not change while it is read. */
  async function* batches(next: (after: number) => Promise<MovementRow[]>, { first }: Span, size: number) {
    for (let after = first - 1; ; ) {
      const rows = await next(after)
      if (rows.length > 0) yield rows
      const last = rows.at(-1)
      if (rows.length < size || last === undefined) return
      after = last.seq
    }
  }

  return {
    /**
     * What happened to the units of a lot, oldest first, in batches.
     *
     * @param takingPart - an institution that sees only what it took part in
     */
    ofLot(lotRef: number, span: Span, size: number, takingPart?: string): AsyncGenerator<MovementRow[]> {
      // Commissioning is of one lot and does not tell it again.
      const units = sql<number>`coalesce((${events.args}->'lots'->>${String(lotRef)})::bigint, ${events.units})`
      const narrowed =
        takingPart === undefined
          ? undefined
          : sql`exists (select 1 from ledger.event_refs part where part.kind = ${refKinds.indexOf('institution')}
              and part.ref = ${Number(takingPart)} and part.seq = ${events.seq})`
      const { last } = span
      return batches((after) => read({ kind: 'lot', ref: lotRef }, units, { after, last }, narrowed, size), span, size)
    },
    /** What came to an institution, went from it and happened there, oldest first, in batches. */
    ofInstitution(gln: string, span: Span, size: number): AsyncGenerator<MovementRow[]> {
      const { last } = span
      const ref = { kind: 'institution', ref: Number(gln) } as const
      return batches((after) => read(ref, sql<number>`${events.units}`, { after, last }, undefined, size), span, size)
    },
  }
}
