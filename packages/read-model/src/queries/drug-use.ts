import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { events, lots, records, recordVersions } from '../schema/index.ts'
import { type PageRequest, type Paging, pageQuery } from './page.ts'

/** A drug-use record as the ledger has it: that it exists, not what it says. */
export interface DrugUseRow {
  readonly ref: number
  readonly record: string
  readonly author: string
  readonly version: number
  readonly voided: boolean
  readonly hash: string
  readonly subjectKind: string
  readonly subjectId: string
  /** Of the lot that it is about; null where it is about a product. */
  readonly gtin: string | null
  readonly lotNumber: string | null
  readonly writtenSeq: number
  /** Unix seconds. */
  readonly writtenAt: number
  readonly updatedAt: number
}

const paging: Paging<DrugUseRow, 'writtenAt'> = {
  sorts: { writtenAt: { by: records.writtenSeq, type: 'number', value: ({ writtenSeq }) => writtenSeq } },
  order: '-writtenAt',
  id: { by: records.ref, type: 'number', value: ({ ref }) => ref },
}

/** The last four bytes of a unit's subject are its number; a lot's own id has zeros there. */
const subjectLot = sql`case when ${records.subjectKind} in ('lot', 'unit') then left(${records.subjectId}, 58) || '00000000' end`
const timeOf = (seq: SQL): SQL<number> =>
  sql<number>`(select time from ledger.events where seq = ${seq})`.mapWith(Number)

/** Drug-use records on the ledger. */
export function drugUseQueries(db: Db) {
  const select = (where: SQL | undefined) =>
    db
      .select({
        ref: records.ref,
        record: records.record,
        author: records.author,
        version: records.version,
        voided: records.voided,
        hash: records.hash,
        subjectKind: records.subjectKind,
        subjectId: records.subjectId,
        gtin: lots.gtin,
        lotNumber: lots.lotNumber,
        writtenSeq: records.writtenSeq,
        writtenAt: timeOf(sql`${records.writtenSeq}`),
        updatedAt: timeOf(sql`${records.updatedSeq}`),
      })
      .from(records)
      .leftJoin(lots, eq(lots.lot, subjectLot))
      .where(and(eq(records.kind, 'drug_use'), where))

  return {
    async list(
      filter: {
        readonly gln?: string | undefined
        readonly gtin?: string | undefined
        readonly voided?: boolean | undefined
      },
      request: PageRequest<'writtenAt'>,
    ) {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const ofProduct = sql`(${lots.gtin} = ${filter.gtin} or (${records.subjectKind} = 'product' and ${records.subjectId} = ${productSubject(filter.gtin ?? '0')}))`
      const where = and(
        filter.gln === undefined ? undefined : eq(records.author, filter.gln),
        filter.gtin === undefined ? undefined : ofProduct,
        filter.voided === undefined ? undefined : eq(records.voided, filter.voided),
        after,
      )
      return page(
        await select(where)
          .orderBy(...orderBy)
          .limit(limit),
      )
    },
    async find(record: string): Promise<DrugUseRow | undefined> {
      const [row] = await select(eq(records.record, record))
      return row
    },
    /** All versions of a record, oldest first; the tombstone has no hash. */
    async versions(ref: number) {
      return db
        .select({
          version: recordVersions.version,
          hash: recordVersions.hash,
          reason: recordVersions.reason,
          time: events.time,
          operator: events.operator,
        })
        .from(recordVersions)
        .innerJoin(events, eq(events.seq, recordVersions.seq))
        .where(eq(recordVersions.recordRef, ref))
        .orderBy(asc(recordVersions.version))
    },
  }
}

export type DrugUseQueries = ReturnType<typeof drugUseQueries>

/** A product as a record's subject. */
function productSubject(gtin: string): string {
  return `0x${BigInt(gtin).toString(16).padStart(64, '0')}`
}
