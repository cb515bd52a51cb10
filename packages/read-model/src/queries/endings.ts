import { and, desc, eq, gt, gte, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { contents, eventRefs, events, holders, lots, openedPacks, products, refKinds } from '../schema/index.ts'
import { type PageRequest, type Paging, pageQuery } from './page.ts'
import { whereaboutsQueries } from './whereabouts.ts'

/** Units of a lot at a holder, with what a list tells of them. */
export interface HeldLotRow {
  readonly holderRef: number
  readonly lotRef: number
  readonly kind: string
  readonly gln: string
  readonly setter: string | null
  readonly state: string | null
  readonly day: string | null
  readonly gtin: string
  readonly lotNumber: string
  readonly productName: string
  readonly expiry: string
  readonly loose: number
  readonly total: number
}

/** Why and when goods of a lot came to a holder last. */
export interface ArrivalRow {
  readonly time: number
  readonly act: string | null
  readonly reason: string | null
}

/** As text, since both numbers together are beyond those that JavaScript counts exactly. */
const heldId = sql`${contents.holderRef}::text || '.' || ${contents.lotRef}::text`
const heldIdOf = ({ holderRef, lotRef }: HeldLotRow): string => `${holderRef}.${lotRef}`

const byExpiry: Paging<HeldLotRow, 'expiry'> = {
  sorts: { expiry: { by: lots.expiry, type: 'day', value: ({ expiry }) => expiry } },
  id: { by: heldId, type: 'text', value: heldIdOf },
}
const byDay: Paging<HeldLotRow, 'day'> = {
  sorts: {
    day: { by: sql`coalesce(${holders.day}, date '1970-01-01')`, type: 'day', value: ({ day }) => day ?? '1970-01-01' },
  },
  order: '-day',
  id: { by: heldId, type: 'text', value: heldIdOf },
}

/** Where goods are that are to be moved, and what left circulation, came back or was set aside. */
export function endingQueries(db: Db) {
  const heldLots = (where: SQL | undefined) =>
    db
      .select({
        holderRef: contents.holderRef,
        lotRef: contents.lotRef,
        kind: holders.kind,
        gln: sql<string>`coalesce(${holders.gln}, '')`,
        setter: holders.setter,
        state: holders.state,
        day: holders.day,
        gtin: lots.gtin,
        lotNumber: lots.lotNumber,
        productName: products.name,
        expiry: lots.expiry,
        loose: contents.loose,
        total: contents.total,
      })
      .from(contents)
      .innerJoin(holders, eq(holders.ref, contents.holderRef))
      .innerJoin(lots, eq(lots.ref, contents.lotRef))
      .innerJoin(products, eq(products.gtin, lots.gtin))
      .where(where)

  return {
    ...whereaboutsQueries(db),

    /** Packs that are dispensed in parts, the newest first. */
    async openedPacks({ gln }: { readonly gln?: string | undefined }, request: PageRequest<'day'>) {
      const shape = {
        lotRef: openedPacks.lotRef,
        index: openedPacks.index,
        gln: openedPacks.gln,
        taken: openedPacks.taken,
        last: openedPacks.last,
        day: openedPacks.day,
        gtin: lots.gtin,
        lotNumber: lots.lotNumber,
        packSize: sql<number>`(${products.data}->>'packSize')::int`,
      }
      type Row = { lotRef: number; index: number; day: string }
      const { after, orderBy, limit, page } = pageQuery(
        {
          sorts: { day: { by: openedPacks.day, type: 'day', value: ({ day }: Row) => day } },
          order: '-day',
          id: {
            by: sql`${openedPacks.lotRef}::text || '.' || ${openedPacks.index}::text`,
            type: 'text',
            value: ({ lotRef, index }: Row) => `${lotRef}.${index}`,
          },
        },
        request,
      )
      const rows = await db
        .select(shape)
        .from(openedPacks)
        .innerJoin(lots, eq(lots.ref, openedPacks.lotRef))
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .where(and(gt(openedPacks.taken, 0), gln === undefined ? undefined : eq(openedPacks.gln, gln), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows) as { items: typeof rows; next?: string }
    },

    /** What left circulation, by day and lot. */
    async ended(
      filter: {
        readonly gln?: string | undefined
        readonly state?: string | undefined
        readonly from?: string | undefined
        readonly to?: string | undefined
      },
      request: PageRequest<'day'>,
    ) {
      const { after, orderBy, limit, page } = pageQuery(byDay, request)
      const where = and(
        eq(holders.kind, 'end'),
        filter.gln === undefined ? undefined : eq(holders.gln, filter.gln),
        filter.state === undefined ? undefined : eq(holders.state, filter.state),
        filter.from === undefined ? undefined : gte(holders.day, filter.from),
        filter.to === undefined ? undefined : lte(holders.day, filter.to),
        after,
      )
      return page(
        await heldLots(where)
          .orderBy(...orderBy)
          .limit(limit),
      )
    },

    /** What is at holders of these kinds, by lot. */
    async heldAside(
      filter: {
        readonly kinds: readonly ('returned' | 'rejected' | 'quarantine')[]
        readonly gln?: string | undefined
        readonly setter?: string | undefined
        readonly gtin?: string | undefined
        /** Goods that it has, or that it set aside. */
        readonly party?: string | undefined
      },
      request: PageRequest<'expiry'>,
    ) {
      const { after, orderBy, limit, page } = pageQuery(byExpiry, request)
      const where = and(
        inArray(holders.kind, [...filter.kinds]),
        filter.gln === undefined ? undefined : eq(holders.gln, filter.gln),
        filter.setter === undefined ? undefined : eq(holders.setter, filter.setter),
        filter.gtin === undefined ? undefined : eq(lots.gtin, filter.gtin),
        filter.party === undefined ? undefined : or(eq(holders.gln, filter.party), eq(holders.setter, filter.party)),
        after,
      )
      return page(
        await heldLots(where)
          .orderBy(...orderBy)
          .limit(limit),
      )
    },

    /** The newest act that brought goods of a lot, loose or in containers, to a holder, and the reason that it gave. */
    async arrival(holderRef: number, lotRef: number): Promise<ArrivalRow | undefined> {
      const inContainers = sql`${eventRefs.kind} = ${refKinds.indexOf('container')} and ${eventRefs.ref} in (
        select c.ref from ledger.containers c join ledger.contents i on i.holder_ref = c.ref
        where c.root_ref = ${holderRef} and i.lot_ref = ${lotRef})`
      const ofLot = and(eq(eventRefs.kind, refKinds.indexOf('lot')), eq(eventRefs.ref, lotRef))
      const newest = async (named: SQL | undefined) => {
        const [row] = await db
          .select({ seq: events.seq, time: events.time, act: events.act, digest: events.actDigest })
          .from(eventRefs)
          .innerJoin(events, eq(events.seq, eventRefs.seq))
          .where(and(named, eq(events.toRef, holderRef)))
          .orderBy(desc(eventRefs.seq))
          .limit(1)
        return row
      }
      const candidates = [await newest(ofLot), await newest(inContainers)].filter((row) => row !== undefined)
      const latest = candidates.sort((a, b) => b.seq - a.seq)[0]
      if (!latest) return undefined
      const { time, act, digest } = latest
      const reasons =
        digest === null
          ? []
          : await db
              .select({ reason: sql<string | null>`${events.args}->>'reason'` })
              .from(events)
              .where(and(eq(events.actDigest, digest), eq(events.name, 'Reasoned')))
              .limit(1)
      return { time, act, reason: reasons[0]?.reason ?? null }
    },
  }
}

export type EndingQueries = ReturnType<typeof endingQueries>
