import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import type { Db } from '../database.ts'
import {
  events,
  holders,
  institutions,
  lots,
  products,
  records,
  recordVersions,
  shipmentLots,
  shipments,
} from '../schema/index.ts'
import { type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** Who reads: a GLN sees what is its own, or about something of its own; `all` is for the regulator. */
export type RecordReader = { readonly gln: string } | 'all'

/** What a list of records is narrowed to. */
export interface RecordFilter {
  readonly kinds: readonly string[]
  readonly author?: string
  readonly voided?: boolean
  /** About this product, its lots and its packs; with `lotNumber` about that lot and its packs. */
  readonly gtin?: string
  readonly lotNumber?: string
  /** About this institution. */
  readonly gln?: string
  /** About this shipment: its holder's id. */
  readonly shipment?: string
}

/** What a record is about, as far as the ledger says. */
export type RecordTopic =
  | { readonly kind: 'product'; readonly gtin: string }
  | { readonly kind: 'lot'; readonly gtin: string; readonly lotNumber: string }
  | { readonly kind: 'unit'; readonly gtin: string; readonly lotNumber: string; readonly index: number }
  | { readonly kind: 'shipment'; readonly sender: string; readonly number: string }
  | { readonly kind: 'institution'; readonly gln: string }

/** A record in its newest version. */
export interface RecordRow {
  readonly ref: number
  readonly record: Hex
  readonly author: string
  readonly kind: string
  readonly version: number
  readonly voided: boolean
  readonly topic: RecordTopic
  readonly hash: Hex
  /** Unix seconds. */
  readonly writtenTime: number
  readonly updatedTime: number
  readonly updatedSeq: number
}

/** One version of a record. */
export interface RecordVersionRow {
  readonly version: number
  /** Null for the tombstone. */
  readonly hash: Hex | null
  readonly reason: string | null
  readonly time: number
  readonly block: number
  readonly txHash: Uint8Array
  readonly operator: string | null
}

// A subject is 32 bytes: a GTIN or GLN at the right end, a lot's id, a unit's (the lot's with the unit's number in its last
// four bytes), or a shipment's holder id in the right half.
const lotOfSubject = sql`left(${records.subjectId}, 58) || '00000000'`
const numberOfSubject = (digits: number): SQL =>
  sql`lpad((('x' || right(${records.subjectId}, 16))::bit(64)::bigint)::text, ${sql.raw(String(digits))}, '0')`
const shipmentOfSubject = sql`right(${records.subjectId}, 32)`

/**
 * The condition under which a row of `records` may be read. What a lot's maker or the regulator writes about it, such as its
 * certificates, is for all to whom packs of it were sent; what others write, and records of single packs, are not.
 */
export function recordVisibleTo(reader: RecordReader): SQL | undefined {
  if (reader === 'all') return undefined
  const { gln } = reader
  return sql`(${records.author} = ${gln} or case ${records.subjectKind}
    when 'institution' then ${numberOfSubject(13)} = ${gln}
    when 'product' then exists (
      select 1 from ${products} where ${products.gtin} = ${numberOfSubject(14)} and ${products.owner} = ${gln})
    when 'shipment' then exists (
      select 1 from ${holders} join ${shipments} on ${shipments.ref} = ${holders.ref}
      where ${holders.id} = ${shipmentOfSubject} and ${gln} in (${shipments.sender}, ${shipments.receiver}))
    when 'lot' then exists (select 1 from ${lots} where ${lots.lot} = ${lotOfSubject} and (${lots.owner} = ${gln}
      or exists (select 1 from ${shipmentLots} join ${shipments} on ${shipments.ref} = ${shipmentLots.shipmentRef}
        where ${shipmentLots.lotRef} = ${lots.ref} and ${shipments.receiver} = ${gln}
        and ${records.author} in (${lots.owner}, (select ${institutions.gln} from ${institutions}
          where ${institutions.kind} = 'regulator' limit 1)))))
    else exists (select 1 from ${lots} where ${lots.lot} = ${lotOfSubject} and ${lots.owner} = ${gln}) end)`
}

function matching(filter: RecordFilter): SQL | undefined {
  const { gtin, lotNumber, gln, shipment, author, voided } = filter
  const isOfLot = ['lot', 'unit']
  return and(
    inArray(records.kind, [...filter.kinds]),
    author === undefined ? undefined : eq(records.author, author),
    voided === undefined ? undefined : eq(records.voided, voided),
    gln === undefined ? undefined : and(eq(records.subjectKind, 'institution'), eq(records.subjectId, subjectOf(gln))),
    shipment === undefined
      ? undefined
      : and(eq(records.subjectKind, 'shipment'), eq(records.subjectId, `0x${shipment.padStart(64, '0')}`)),
    gtin === undefined
      ? undefined
      : sql`((${records.subjectKind} = 'product' and ${lotNumber === undefined} and ${records.subjectId} = ${subjectOf(gtin)})
        or (${inArray(records.subjectKind, isOfLot)} and ${lotOfSubject} in (
          select ${lots.lot} from ${lots} where ${lots.gtin} = ${gtin}
          ${lotNumber === undefined ? sql`` : sql`and ${lots.lotNumber} = ${lotNumber}`})))`,
  )
}

/** A GTIN or GLN as the subject of a record. */
function subjectOf(digits: string): string {
  return `0x${BigInt(digits).toString(16).padStart(64, '0')}`
}

const written = sql<number>`(select ${events.time} from ${events} where ${events.seq} = ${records.writtenSeq})`
const updated = sql<number>`(select ${events.time} from ${events} where ${events.seq} = ${records.updatedSeq})`

const columns = {
  ref: records.ref,
  record: records.record,
  author: records.author,
  kind: records.kind,
  version: records.version,
  voided: records.voided,
  subjectKind: records.subjectKind,
  subjectId: records.subjectId,
  hash: records.hash,
  updatedSeq: records.updatedSeq,
  writtenTime: written.mapWith(Number),
  updatedTime: updated.mapWith(Number),
  gtin: lots.gtin,
  lotNumber: lots.lotNumber,
  sender: shipments.sender,
  number: shipments.number,
}
type Found = {
  [Name in keyof typeof columns]: Name extends 'gtin' | 'lotNumber' | 'sender' | 'number' ? string | null : unknown
} & { ref: number; subjectKind: string; subjectId: string; updatedSeq: number }

function rowOf(found: Found): RecordRow {
  const { subjectKind, subjectId, gtin, lotNumber, sender, number, ...row } = found
  const topic = topicOf({ subjectKind, subjectId, gtin, lotNumber, sender, number })
  return { ...row, topic } as unknown as RecordRow
}

function topicOf(
  found: Pick<Found, 'subjectKind' | 'subjectId' | 'gtin' | 'lotNumber' | 'sender' | 'number'>,
): RecordTopic {
  const { subjectKind, subjectId } = found
  const gtin = found.gtin ?? ''
  const lotNumber = found.lotNumber ?? ''
  switch (subjectKind) {
    case 'product':
      return { kind: 'product', gtin: BigInt(subjectId).toString().padStart(14, '0') }
    case 'institution':
      return { kind: 'institution', gln: BigInt(subjectId).toString().padStart(13, '0') }
    case 'shipment':
      return { kind: 'shipment', sender: found.sender ?? '', number: found.number ?? '' }
    case 'unit':
      return { kind: 'unit', gtin, lotNumber, index: Number.parseInt(subjectId.slice(-8), 16) }
    case 'lot':
      return { kind: 'lot', gtin, lotNumber }
    default:
      throw new TypeError(`A record is about a ${subjectKind}`)
  }
}

const paging: Paging<RecordRow, 'written' | 'updated'> = {
  sorts: {
    written: { by: records.ref, type: 'number', value: (row) => row.ref },
    updated: { by: records.updatedSeq, type: 'number', value: (row) => row.updatedSeq },
  },
  id: { by: records.ref, type: 'number', value: (row) => row.ref },
  order: '-written',
}

/** Reads on records. */
export function recordQueries(db: Db) {
  const select = () =>
    db
      .select(columns)
      .from(records)
      .leftJoin(lots, sql`${records.subjectKind} in ('lot', 'unit') and ${lots.lot} = ${lotOfSubject}`)
      .leftJoin(holders, sql`${records.subjectKind} = 'shipment' and ${holders.id} = ${shipmentOfSubject}`)
      .leftJoin(shipments, eq(shipments.ref, holders.ref))

  return {
    /** Records that the reader may read, newest first unless asked for otherwise. */
    async list(
      reader: RecordReader,
      filter: RecordFilter,
      request?: PageRequest<'written' | 'updated'>,
    ): Promise<Page<RecordRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await select()
        .where(and(recordVisibleTo(reader), matching(filter), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows.map(rowOf))
    },
    /** One record that the reader may read. */
    async find(reader: RecordReader, record: string, kinds: readonly string[]): Promise<RecordRow | undefined> {
      const [row] = await select()
        .where(and(eq(records.record, record), inArray(records.kind, [...kinds]), recordVisibleTo(reader)))
        .limit(1)
      return row && rowOf(row)
    },
    /** Whether a version of a record that the reader may read has this document of its author. */
    async shows(reader: RecordReader, author: string, hash: string): Promise<boolean> {
      const [found] = await db
        .select({ ref: records.ref })
        .from(recordVersions)
        .innerJoin(records, eq(records.ref, recordVersions.recordRef))
        .where(and(eq(recordVersions.hash, hash as Hex), eq(records.author, author), recordVisibleTo(reader)))
        .limit(1)
      return found !== undefined
    },
    /** All versions of a record, oldest first. */
    async versions(ref: number): Promise<RecordVersionRow[]> {
      const rows = await db
        .select({
          version: recordVersions.version,
          hash: recordVersions.hash,
          reason: recordVersions.reason,
          time: events.time,
          block: events.block,
          txHash: events.txHash,
          operator: events.operator,
        })
        .from(recordVersions)
        .innerJoin(events, eq(events.seq, recordVersions.seq))
        .where(eq(recordVersions.recordRef, ref))
        .orderBy(asc(recordVersions.version))
      return rows as RecordVersionRow[]
    },
    /** Records about a subject that were not voided, newest first: for screening, which tells only what all may know. */
    async about(
      topic: { readonly gln: string } | { readonly gtin: string },
      kind: string,
      limit: number,
    ): Promise<RecordRow[]> {
      const filter: RecordFilter = { kinds: [kind], voided: false, ...topic }
      const rows = await select().where(matching(filter)).orderBy(desc(records.ref)).limit(limit)
      return rows.map(rowOf)
    },
  }
}

/** Reads on records; see {@link recordQueries}. */
export type RecordQueries = ReturnType<typeof recordQueries>
