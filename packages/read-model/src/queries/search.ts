import { and, asc, desc, eq, exists, inArray, like, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import {
  containers,
  contents,
  eventRefs,
  events,
  holders,
  institutions,
  lots,
  packagingLevels,
  products,
  records,
  recordVersions,
  refKinds,
  shipments,
} from '../schema/index.ts'
import type { Viewer } from './history.ts'
import { hasWords } from './page.ts'

/** What is looked for. */
export interface SearchRequest {
  /** As typed, without white space around it. */
  readonly text: string
  readonly viewer: Viewer
  /** Hits of each kind at most; one more is answered where there are more. */
  readonly limit: number
}

/** Searches for each kind of thing; who may not see a thing does not find it. */
export function searchQueries(db: Db) {
  const startsWith = (text: string) => `${text.replace(/[\\%_]/g, '\\$&')}%`

  /** Things that an institution has taken part in moving. */
  const movedBy = (kind: 'container' | 'shipment' | 'lot', ref: SQL | typeof containers.ref, gln: string) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(eventRefs)
        .innerJoin(events, eq(events.seq, eventRefs.seq))
        .leftJoin(holders, or(eq(holders.ref, events.fromRef), eq(holders.ref, events.toRef)))
        .leftJoin(shipments, eq(shipments.ref, holders.ref))
        .where(
          and(
            eq(eventRefs.kind, refKinds.indexOf(kind)),
            eq(eventRefs.ref, sql`${ref}`),
            or(eq(events.gln, gln), eq(holders.gln, gln), eq(shipments.receiver, gln)),
          ),
        ),
    )

  return {
    products({ text, limit }: SearchRequest) {
      const byCode = /^\d{8,14}$/.test(text)
        ? inArray(
            products.gtin,
            db
              .select({ gtin: packagingLevels.product })
              .from(packagingLevels)
              .where(eq(packagingLevels.gtin, text.padStart(14, '0'))),
          )
        : undefined
      return db
        .select({ gtin: products.gtin, name: products.name, status: products.status, maker: products.owner })
        .from(products)
        .where(or(hasWords(products.searchText, text), byCode))
        .orderBy(asc(products.name), asc(products.gtin))
        .limit(limit + 1)
    },

    lots({ text, limit }: SearchRequest) {
      return db
        .select({ gtin: lots.gtin, lotNumber: lots.lotNumber, expiry: lots.expiry, name: products.name })
        .from(lots)
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .where(like(lots.lotNumber, startsWith(text)))
        .orderBy(desc(lots.registeredSeq))
        .limit(limit + 1)
    },

    containers({ text, viewer, limit }: SearchRequest) {
      if (!/^\d{4,18}$/.test(text)) return Promise.resolve([])
      return db
        .select({ sscc: containers.sscc, gln: containers.gln })
        .from(containers)
        .where(
          and(
            text.length === 18 ? eq(containers.sscc, text) : like(containers.sscc, startsWith(text)),
            viewer.seesAll ? undefined : movedBy('container', containers.ref, viewer.gln),
          ),
        )
        .orderBy(asc(containers.sscc))
        .limit(limit + 1)
    },

    shipments({ text, viewer, limit }: SearchRequest) {
      if (!/^\d{1,20}$/.test(text)) return Promise.resolve([])
      const own = or(eq(shipments.sender, viewer.gln), eq(shipments.receiver, viewer.gln))
      return db
        .select({
          sender: shipments.sender,
          number: shipments.number,
          receiver: shipments.receiver,
          state: shipments.state,
        })
        .from(shipments)
        .where(and(eq(shipments.number, text), viewer.seesAll ? undefined : own))
        .orderBy(desc(shipments.shippedSeq))
        .limit(limit + 1)
    },

    institutions({ text, limit }: SearchRequest) {
      return db
        .select({
          gln: institutions.gln,
          name: institutions.name,
          kind: institutions.kind,
          status: institutions.status,
        })
        .from(institutions)
        .where(or(hasWords(sql`lower(${institutions.name})`, text), eq(institutions.gln, text)))
        .orderBy(asc(institutions.name), asc(institutions.gln))
        .limit(limit + 1)
    },

    /** What the viewer may see of a transaction. By its block: events are found by that, not by hashes. */
    async transaction(txHash: string, block: number, viewer: Viewer) {
      const hash = new Uint8Array(Buffer.from(txHash.slice(2), 'hex'))
      const [row] = await db
        .select({ name: events.name, gln: events.gln, time: events.time })
        .from(events)
        .where(
          and(
            eq(events.block, block),
            eq(events.txHash, hash),
            viewer.seesAll ? undefined : eq(events.gln, viewer.gln),
          ),
        )
        .orderBy(asc(events.seq))
        .limit(1)
      return row
    },

    /** Records whose document has the hash, in any version. */
    documents({ text, viewer, limit }: SearchRequest) {
      if (!/^0x[0-9a-f]{64}$/i.test(text)) return Promise.resolve([])
      return db
        .selectDistinct({
          record: records.record,
          kind: records.kind,
          author: records.author,
          version: records.version,
        })
        .from(records)
        .innerJoin(recordVersions, eq(recordVersions.recordRef, records.ref))
        .where(
          and(eq(recordVersions.hash, text.toLowerCase()), viewer.seesAll ? undefined : eq(records.author, viewer.gln)),
        )
        .limit(limit + 1)
    },

    /** Units of lots that an institution has any of: what a search for a bare serial may look through. */
    heldGtins(gln: string, limit: number) {
      return db
        .selectDistinct({ gtin: lots.gtin })
        .from(contents)
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .where(eq(holders.gln, gln))
        .limit(limit)
    },

    /** All GTINs, the newest lots' first, for the regulator. */
    allGtins(limit: number) {
      return db.select({ gtin: products.gtin }).from(products).orderBy(desc(products.updatedSeq)).limit(limit)
    },
  }
}
export type SearchQueries = ReturnType<typeof searchQueries>
