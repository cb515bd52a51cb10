import { and, asc, type Column, desc, eq, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import { containers, eventRefs, events, holders, type RefKind, refKinds, shipments } from '../schema/index.ts'

/** A holder as histories tell it. */
export interface HolderRow {
  readonly ref: number
  readonly kind: string
  readonly gln: string | null
  readonly setter: string | null
  readonly sscc: string | null
  readonly number: string | null
  readonly state: string | null
  readonly day: string | null
  /** Who a shipment is for. */
  readonly receiver: string | null
}

/** One event with the holders that it names. */
export interface HistoryEvent {
  readonly seq: number
  readonly block: number
  /** Unix seconds. */
  readonly time: number
  readonly eventTime: number | null
  readonly txHash: Uint8Array
  /** In the transaction's receipt. */
  readonly position: number
  readonly actDigest: Uint8Array | null
  readonly name: string
  readonly act: string | null
  readonly gln: string | null
  readonly operator: string | null
  readonly units: number
  readonly args: Record<string, unknown>
  readonly from: HolderRow | undefined
  readonly to: HolderRow | undefined
}

/** Who looks: an institution sees what it took part in, and what every member may know; the regulator sees all. */
export interface Viewer {
  readonly gln: string
  readonly seesAll: boolean
}

/** What every member may know: what there is, who takes part, and what was stopped. */
export const openEvents = [
  'InstitutionApplied',
  'InstitutionDeclined',
  'InstitutionAdmitted',
  'InstitutionSuspended',
  'InstitutionReinstated',
  'InstitutionRetired',
  'InstitutionRenamed',
  'PermissionsSet',
  'LicencesSet',
  'ProductRegistered',
  'ProductAmended',
  'ProductStatusSet',
  'LotRegistered',
  'LotAmended',
  'LotRecalled',
  'RunCommissioned',
  'QuantityCommissioned',
  'NodeRegistered',
  'NodeRoleAsked',
  'NodeRoleApproved',
  'NodeRoleDeclined',
  'NodeRoleSet',
  'ServiceSet',
  'ContractListed',
] as const
const isOpen: ReadonlySet<string> = new Set(openEvents)

/** Whether a viewer took part in an event: did it, gave or got what it moved. */
export function tookPart(event: HistoryEvent, gln: string): boolean {
  return [event.gln, event.from?.gln, event.from?.receiver, event.to?.gln, event.to?.receiver].includes(gln)
}

/** Whether a viewer may see an event. */
export function maySee(event: HistoryEvent, viewer: Viewer): boolean {
  return viewer.seesAll || isOpen.has(event.name) || tookPart(event, viewer.gln)
}

/** Which events: those that concern one thing. */
export interface HistoryRequest {
  readonly kind: RefKind
  /** As `event_refs.ref` has it. */
  readonly ref: number
  readonly viewer: Viewer
  readonly limit: number
  /** Only events before this one. */
  readonly before?: number
}

/** Which events of the ledger's log. */
export interface LogRequest {
  /** Names of events; all where it is absent. */
  readonly names?: readonly string[]
  readonly gln?: string
  /** Blocks, both included. */
  readonly fromBlock?: number
  readonly toBlock?: number
  readonly viewer: Viewer
  readonly limit: number
  /** Only events before this one. */
  readonly before?: number
}

/** Histories of everything but units, and the events that those of units are made of. */
export function historyQueries(db: Db) {
  const from = alias(holders, 'from_holder')
  const to = alias(holders, 'to_holder')
  const fromShipment = alias(shipments, 'from_shipment')
  const toShipment = alias(shipments, 'to_shipment')

  const holderOf = (holder: typeof from | typeof to, receiver: Column) => ({
    ref: holder.ref,
    kind: holder.kind,
    gln: holder.gln,
    setter: holder.setter,
    sscc: holder.sscc,
    number: holder.number,
    state: holder.state,
    day: holder.day,
    receiver: sql<string | null>`${receiver}`,
  })
  const selection = {
    seq: events.seq,
    block: events.block,
    time: events.time,
    eventTime: events.eventTime,
    txHash: events.txHash,
    position: events.position,
    actDigest: events.actDigest,
    name: events.name,
    act: events.act,
    gln: events.gln,
    operator: events.operator,
    units: events.units,
    args: events.args,
    from: holderOf(from, fromShipment.receiver),
    to: holderOf(to, toShipment.receiver),
  }

  function visible({ gln, seesAll }: Viewer): SQL | undefined {
    if (seesAll) return undefined
    return or(
      inArray(events.name, [...openEvents]),
      eq(events.gln, gln),
      eq(from.gln, gln),
      eq(to.gln, gln),
      eq(fromShipment.receiver, gln),
      eq(toShipment.receiver, gln),
    )
  }

  const withHolders = () =>
    db
      .select(selection)
      .from(events)
      .leftJoin(from, eq(from.ref, events.fromRef))
      .leftJoin(to, eq(to.ref, events.toRef))
      .leftJoin(fromShipment, eq(fromShipment.ref, events.fromRef))
      .leftJoin(toShipment, eq(toShipment.ref, events.toRef))
      .$dynamic()

  return {
    /** Events that concern a thing, newest first. */
    async list({ kind, ref, viewer, limit, before }: HistoryRequest): Promise<HistoryEvent[]> {
      const rows = await withHolders()
        .innerJoin(eventRefs, eq(eventRefs.seq, events.seq))
        .where(
          and(
            eq(eventRefs.kind, refKinds.indexOf(kind)),
            eq(eventRefs.ref, ref),
            before === undefined ? undefined : lt(eventRefs.seq, before),
            visible(viewer),
          ),
        )
        .orderBy(desc(eventRefs.seq))
        .limit(limit)
      return rows.map(historyEvent)
    },
    /** Events of the whole log that a viewer may see, newest first. */
    async inLog({ names, gln, fromBlock, toBlock, viewer, limit, before }: LogRequest): Promise<HistoryEvent[]> {
      const rows = await withHolders()
        .where(
          and(
            names === undefined ? undefined : inArray(events.name, [...names]),
            gln === undefined ? undefined : eq(events.gln, gln),
            fromBlock === undefined ? undefined : gte(events.block, fromBlock),
            toBlock === undefined ? undefined : lte(events.block, toBlock),
            before === undefined ? undefined : lt(events.seq, before),
            visible(viewer),
          ),
        )
        .orderBy(desc(events.seq))
        .limit(limit)
      return rows.map(historyEvent)
    },
    /** All events of a transaction, in their order; who may see which is for `maySee`. */
    async ofTransaction(block: number, txHash: Uint8Array): Promise<HistoryEvent[]> {
      const rows = await withHolders()
        .where(and(eq(events.block, block), eq(events.txHash, txHash)))
        .orderBy(asc(events.seq))
      return rows.map(historyEvent)
    },
    /** Events by their numbers, newest first. */
    async bySeq(seqs: readonly number[]): Promise<HistoryEvent[]> {
      if (seqs.length === 0) return []
      const rows = await withHolders()
        .where(inArray(events.seq, [...seqs]))
        .orderBy(desc(events.seq))
      return rows.map(historyEvent)
    },
    /** Holders by their refs. */
    async holders(refs: readonly number[]): Promise<Map<number, HolderRow>> {
      if (refs.length === 0) return new Map()
      const rows = await db
        .select(holderOf(holders as unknown as typeof from, shipments.receiver))
        .from(holders)
        .leftJoin(shipments, eq(shipments.ref, holders.ref))
        .where(inArray(holders.ref, [...refs]))
      return new Map(rows.map((row) => [row.ref, row]))
    },
    /** A container by its SSCC. */
    async container(sscc: string): Promise<typeof containers.$inferSelect | undefined> {
      const [row] = await db.select().from(containers).where(eq(containers.sscc, sscc))
      return row
    },
    /** A shipment by its sender and number. */
    async shipment(sender: string, number: string): Promise<typeof shipments.$inferSelect | undefined> {
      const [row] = await db
        .select()
        .from(shipments)
        .where(and(eq(shipments.sender, sender), eq(shipments.number, number)))
      return row
    },
  }
}
export type HistoryQueries = ReturnType<typeof historyQueries>

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null }
type Joined = Omit<HistoryEvent, 'from' | 'to'> & {
  readonly from: Nullable<HolderRow> | null
  readonly to: Nullable<HolderRow> | null
}

function historyEvent(row: Joined): HistoryEvent {
  return { ...row, from: joinedHolder(row.from), to: joinedHolder(row.to) }
}

function joinedHolder(row: Nullable<HolderRow> | null): HolderRow | undefined {
  return row === null || row.ref === null || row.kind === null ? undefined : { ...row, ref: row.ref, kind: row.kind }
}
