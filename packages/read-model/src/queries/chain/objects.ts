import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import { containers, eventRefs, lots, records, refKinds, shipments } from '../../schema/index.ts'
import { isOneOf } from '../../sql/bulk.ts'

/** What an event concerns, as it can be asked for elsewhere. */
export type EventObject =
  | { readonly kind: 'institution'; readonly gln: string }
  | { readonly kind: 'product'; readonly gtin: string }
  | { readonly kind: 'lot'; readonly gtin: string; readonly lot: string }
  | { readonly kind: 'container'; readonly sscc: string }
  | { readonly kind: 'shipment'; readonly sender: string; readonly number: string }
  | { readonly kind: 'record'; readonly record: string }
  | { readonly kind: 'proposal'; readonly proposal: number }

/** Finds what events concern. */
export function objectQueries(db: Db) {
  return {
    /** By the events' numbers; an event that concerns nothing is left out. */
    async objects(seqs: readonly number[]): Promise<ReadonlyMap<number, readonly EventObject[]>> {
      const found = new Map<number, EventObject[]>()
      if (seqs.length === 0) return found
      const kindIs = (kind: (typeof refKinds)[number]) => sql`${eventRefs.kind} = ${refKinds.indexOf(kind)}`
      const rows = await db
        .select({
          seq: eventRefs.seq,
          kind: eventRefs.kind,
          ref: eventRefs.ref,
          gtin: lots.gtin,
          lotNumber: lots.lotNumber,
          sscc: containers.sscc,
          sender: shipments.sender,
          number: shipments.number,
          record: records.record,
        })
        .from(eventRefs)
        .leftJoin(lots, sql`${kindIs('lot')} and ${eq(lots.ref, eventRefs.ref)}`)
        .leftJoin(containers, sql`${kindIs('container')} and ${eq(containers.ref, eventRefs.ref)}`)
        .leftJoin(shipments, sql`${kindIs('shipment')} and ${eq(shipments.ref, eventRefs.ref)}`)
        .leftJoin(records, sql`${kindIs('record')} and ${eq(records.ref, eventRefs.ref)}`)
        .where(isOneOf(eventRefs.seq, seqs))
        .orderBy(eventRefs.seq, eventRefs.kind, eventRefs.ref)
      for (const { seq, ...row } of rows) {
        const object = objectOf(row)
        if (object) found.set(seq, [...(found.get(seq) ?? []), object])
      }
      return found
    },
  }
}

interface Found {
  readonly kind: number
  readonly ref: number
  readonly gtin: string | null
  readonly lotNumber: string | null
  readonly sscc: string | null
  readonly sender: string | null
  readonly number: string | null
  readonly record: string | null
}

function objectOf({ kind, ref, gtin, lotNumber, sscc, sender, number, record }: Found): EventObject | undefined {
  const name = refKinds[kind]
  switch (name) {
    case 'institution':
      return { kind: name, gln: String(ref).padStart(13, '0') }
    case 'product':
      return { kind: name, gtin: String(ref).padStart(14, '0') }
    case 'proposal':
      return { kind: name, proposal: ref }
    case 'lot':
      return gtin === null || lotNumber === null ? undefined : { kind: name, gtin, lot: lotNumber }
    case 'container':
      return sscc === null ? undefined : { kind: name, sscc }
    case 'shipment':
      return sender === null || number === null ? undefined : { kind: name, sender, number }
    case 'record':
      return record === null ? undefined : { kind: name, record }
    case undefined:
      return undefined
    default:
      return name satisfies never
  }
}
