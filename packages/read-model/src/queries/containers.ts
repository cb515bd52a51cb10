import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import { containers, contents, events, holders, lots, products, shipments } from '../schema/index.ts'
import { unitsAt } from '../units.ts'
import { type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** Holder that a container is at, as far as a list tells it. */
export interface ContainerPlace {
  readonly kind: string
  readonly gln: string | null
  readonly setter: string | null
  readonly sscc: string | null
  readonly number: string | null
  readonly state: string | null
  readonly day: string | null
}

/** A container, where it is, and how much is in it. */
export interface ContainerRow {
  readonly ref: number
  readonly sscc: string
  readonly placeRef: number
  readonly rootRef: number
  readonly place: ContainerPlace
  readonly root: ContainerPlace
  /** Who a shipment is for that it is in. */
  readonly receiver: string | null
  readonly gln: string
  readonly createdSeq: number
  /** Unix seconds. */
  readonly createdTime: number
  readonly units: number
  readonly lots: number
  readonly children: number
}

/** Units of one lot in a container. */
export interface ContentRow {
  readonly lotRef: number
  readonly lot: string
  readonly gtin: string
  readonly lotNumber: string
  readonly owner: string
  readonly expiry: string
  readonly serialised: boolean
  readonly productName: string
  readonly loose: number
  readonly total: number
}

/** Loose units of a lot at one holder. */
export interface LooseRow {
  readonly lotRef: number
  readonly lot: string
  readonly gtin: string
  readonly lotNumber: string
  readonly owner: string
  /** Numbers of the units; empty for a lot without serials. */
  readonly ranges: readonly (readonly [first: number, last: number])[]
  readonly units: number
}

/** Which containers; all of them unless it says so. */
export interface ContainerFilter {
  /** Institution that they are at. */
  readonly gln?: string | undefined
  /** Only those in no other container. */
  readonly outermost?: boolean | undefined
  readonly gtin?: string | undefined
  readonly lotNumber?: string | undefined
  /** Digits that occur in the SSCC. */
  readonly text?: string | undefined
}

/** Kinds of holder that are at an institution. */
const ownKinds = ['institution', 'opened', 'returned', 'rejected', 'quarantine']

const place = alias(holders, 'place')
const root = alias(holders, 'root')

const units = sql<number>`coalesce((select sum(total) from ledger.contents where holder_ref = ${containers.ref}), 0)`
const lotCount = sql<number>`(select count(*) from ledger.contents where holder_ref = ${containers.ref})`
const children = sql<number>`(select count(*) from ledger.containers c where c.place_ref = ${containers.ref})`

const placeOf = (holder: typeof place) => ({
  kind: holder.kind,
  gln: holder.gln,
  setter: holder.setter,
  sscc: holder.sscc,
  number: holder.number,
  state: holder.state,
  day: holder.day,
})

const paging: Paging<ContainerRow, 'sscc' | 'created'> = {
  sorts: {
    sscc: { by: containers.sscc, type: 'text', value: ({ sscc }) => sscc },
    created: { by: containers.createdSeq, type: 'number', value: ({ createdSeq }) => createdSeq },
  },
  id: { by: containers.ref, type: 'number', value: ({ ref }) => ref },
}

/** Containers, and what is in them. */
export function containerQueries(db: Db) {
  const select = () =>
    db
      .select({
        ref: containers.ref,
        sscc: containers.sscc,
        placeRef: containers.placeRef,
        rootRef: containers.rootRef,
        place: placeOf(place),
        root: placeOf(root as unknown as typeof place),
        receiver: shipments.receiver,
        gln: containers.gln,
        createdSeq: containers.createdSeq,
        createdTime: events.time,
        units: units.mapWith(Number),
        lots: lotCount.mapWith(Number),
        children: children.mapWith(Number),
      })
      .from(containers)
      .innerJoin(place, eq(place.ref, containers.placeRef))
      .innerJoin(root, eq(root.ref, containers.rootRef))
      .innerJoin(events, eq(events.seq, containers.createdSeq))
      .leftJoin(shipments, eq(shipments.ref, containers.rootRef))

  async function list(where: SQL | undefined, request: PageRequest<'sscc' | 'created'>): Promise<Page<ContainerRow>> {
    const { after, orderBy, limit, page } = pageQuery(paging, request)
    const rows = await select()
      .where(and(where, after))
      .orderBy(...orderBy)
      .limit(limit)
    return page(rows)
  }

  return {
    async find(sscc: string): Promise<ContainerRow | undefined> {
      const [row] = await select().where(eq(containers.sscc, sscc))
      return row
    },

    /** Containers that are at institutions. */
    list(
      { gln, outermost, gtin, lotNumber, text }: ContainerFilter,
      request: PageRequest<'sscc' | 'created'>,
    ): Promise<Page<ContainerRow>> {
      const holds =
        gtin === undefined && lotNumber === undefined
          ? undefined
          : sql`exists (select 1 from ledger.contents i join ledger.lots l on l.ref = i.lot_ref
              where i.holder_ref = ${containers.ref}
                and (${gtin ?? null}::text is null or l.gtin = ${gtin ?? null})
                and (${lotNumber ?? null}::text is null or l.lot_number = ${lotNumber ?? null}))`
      const where = and(
        inArray(root.kind, ownKinds),
        gln === undefined ? undefined : eq(root.gln, gln),
        outermost ? sql`${containers.placeRef} = ${containers.rootRef}` : undefined,
        outermost === false ? sql`${containers.placeRef} <> ${containers.rootRef}` : undefined,
        holds,
        text === undefined ? undefined : sql`position(${text} in ${containers.sscc}) > 0`,
      )
      return list(where, request)
    },

    /** Containers right inside one, or right at any other holder. */
    at: (holderRef: number, request: PageRequest<'sscc' | 'created'>): Promise<Page<ContainerRow>> =>
      list(eq(containers.placeRef, holderRef), request),

    /** All containers right at a holder, without what is in them. */
    async ssccsAt(holderRef: number): Promise<(typeof containers.$inferSelect)[]> {
      return db.select().from(containers).where(eq(containers.placeRef, holderRef)).orderBy(containers.sscc)
    },

    /** What a holder has, by lot. */
    async contentOf(holderRef: number): Promise<ContentRow[]> {
      return db
        .select({
          lotRef: contents.lotRef,
          lot: lots.lot,
          gtin: lots.gtin,
          lotNumber: lots.lotNumber,
          owner: lots.owner,
          expiry: lots.expiry,
          serialised: lots.serialised,
          productName: products.name,
          loose: contents.loose,
          total: contents.total,
        })
        .from(contents)
        .innerJoin(lots, eq(lots.ref, contents.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .where(eq(contents.holderRef, holderRef))
        .orderBy(lots.gtin, lots.lotNumber)
    },

    /** Units that are right at a holder, in no container, by lot. */
    async looseAt(holderRef: number, content: readonly ContentRow[]): Promise<LooseRow[]> {
      const rows: LooseRow[] = []
      for (const { lotRef, lot, gtin, lotNumber, owner, serialised, loose } of content) {
        if (loose === 0) continue
        const ranges = serialised ? await unitsAt(db, holderRef, lotRef) : []
        rows.push({ lotRef, lot, gtin, lotNumber, owner, ranges, units: loose })
      }
      return rows
    },

    /** Those of some SSCCs that are containers already. */
    async known(ssccs: readonly string[], tx: Db = db): Promise<Set<string>> {
      if (ssccs.length === 0) return new Set()
      const rows = await tx
        .select({ sscc: containers.sscc })
        .from(containers)
        .where(inArray(containers.sscc, [...ssccs]))
      return new Set(rows.map(({ sscc }) => sscc))
    },
  }
}

export type ContainerQueries = ReturnType<typeof containerQueries>

/** Whether an institution may know of a container: it has it, sent it, is about to get it, or had it set aside. */
export function isPartyOf({ root: at, receiver }: Pick<ContainerRow, 'root' | 'receiver'>, gln: string): boolean {
  return [at.gln, at.setter, receiver].includes(gln)
}
