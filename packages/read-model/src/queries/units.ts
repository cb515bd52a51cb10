import { and, asc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { containers, eventRefs, events, eventWords, lots, refKinds } from '../schema/index.ts'
import { unitsPerWord } from '../words.ts'
import { type HistoryEvent, type HistoryQueries, historyQueries } from './history.ts'

/** An event of a unit's history. */
export interface UnitEvent extends HistoryEvent {
  /** Container through which the event concerns the unit; undefined where it names the unit itself. */
  readonly throughSscc: string | undefined
}

/** While a unit was in a container: after the event that put it in, up to the one that took it out. */
interface Stay {
  readonly containerRef: number
  readonly after: number
  readonly until: number
}

const containerKind = refKinds.indexOf('container')
/** Containers around containers; the contracts allow fewer. */
const mostStays = 500

/** Histories of single units. */
export function unitQueries(db: Db, history: HistoryQueries = historyQueries(db)) {
  /** Events that name the unit, and how long it was in which container. */
  async function ownEvents(lotRef: number, index: number): Promise<{ seqs: number[]; stays: Stay[] }> {
    const rows = await db
      .select({
        seq: eventWords.seq,
        containerRef: eventWords.containerRef,
        mask: eventWords.mask,
        name: events.name,
      })
      .from(eventWords)
      .innerJoin(events, eq(events.seq, eventWords.seq))
      .where(and(eq(eventWords.lotRef, lotRef), eq(eventWords.word, Math.floor(index / unitsPerWord))))
      .orderBy(asc(eventWords.seq))
    const mine = rows.filter(({ mask }) => hasBit(mask, index % unitsPerWord))
    const stays: Stay[] = []
    let inside: { containerRef: number; after: number } | undefined
    for (const { seq, containerRef, name } of mine) {
      if (containerRef === 0) continue
      if (name === 'Packed') {
        inside = { containerRef, after: seq }
      } else if (inside?.containerRef === containerRef) {
        stays.push({ ...inside, until: seq })
        inside = undefined
      }
    }
    if (inside) stays.push({ ...inside, until: Number.MAX_SAFE_INTEGER })
    return { seqs: mine.map(({ seq }) => seq), stays }
  }

  /** Events of a container that moved what was in it during a stay, and its stays in others meanwhile. */
  async function containerEvents({ containerRef, after, until }: Stay): Promise<{ seqs: number[]; stays: Stay[] }> {
    const nesting = ['Nested', 'Denested']
    const rows = await db
      .select({ seq: events.seq, name: events.name, args: events.args })
      .from(eventRefs)
      .innerJoin(events, eq(events.seq, eventRefs.seq))
      .where(
        and(
          eq(eventRefs.kind, containerKind),
          eq(eventRefs.ref, containerRef),
          lt(eventRefs.seq, until),
          or(gt(eventRefs.seq, after), inArray(events.name, nesting)),
        ),
      )
      .orderBy(asc(events.seq))
    const sscc = await ssccOf(containerRef)
    const seqs: number[] = []
    const stays: Stay[] = []
    let parent: { sscc: bigint; after: number } | undefined
    const leave = async (to: number) => {
      const ref = parent && to > after ? await containerAt(parent.sscc) : undefined
      if (parent && ref !== undefined)
        stays.push({ containerRef: ref, after: Math.max(parent.after, after), until: to })
      parent = undefined
    }
    for (const { seq, name, args } of rows) {
      // What goes into it or out of it says nothing of what stays in it.
      if (name === 'Packed' || name === 'Unpacked') continue
      if (nesting.includes(name)) {
        if (!listOf(args.children).includes(sscc)) continue
        if (name === 'Nested') parent = { sscc: numberOf(args.parent), after: seq }
        else await leave(seq)
      }
      if (seq > after) seqs.push(seq)
    }
    await leave(until)
    return { seqs, stays }
  }

  async function ssccOf(ref: number): Promise<bigint> {
    const [row] = await db.select({ sscc: containers.sscc }).from(containers).where(eq(containers.ref, ref))
    return BigInt(row?.sscc ?? 0)
  }

  async function containerAt(sscc: bigint): Promise<number | undefined> {
    return (await history.container(sscc.toString().padStart(18, '0')))?.ref
  }

  return {
    /**
     * Everything that happened to a unit, newest first: what names it, what happened to the containers that it was in while
     * it was in them, its lot's registration and recall, and what became of its product's status.
     */
    async history(lotRef: number, index: number): Promise<UnitEvent[]> {
      const [lot] = await db.select().from(lots).where(eq(lots.ref, lotRef))
      if (lot === undefined) return []
      const through = new Map<number, number | undefined>()
      const own = await ownEvents(lotRef, index)
      for (const seq of own.seqs) through.set(seq, undefined)
      const open = own.stays
      for (let i = 0; i < open.length && i < mostStays; i++) {
        const stay = open[i]
        if (stay === undefined) break
        const { seqs, stays } = await containerEvents(stay)
        for (const seq of seqs) if (!through.has(seq)) through.set(seq, stay.containerRef)
        open.push(...stays)
      }
      const ofLot = [lot.registeredSeq, ...(lot.recalledSeq === null ? [] : [lot.recalledSeq])]
      for (const seq of [...ofLot, ...(await statusEvents(lot.gtin, lot.registeredSeq))]) through.set(seq, undefined)
      const ssccs = await ssccsOf([...new Set(through.values())].filter((ref) => ref !== undefined))
      const found = await history.bySeq([...through.keys()])
      return found.map((event) => ({ ...event, throughSscc: ssccs.get(through.get(event.seq) ?? 0) }))
    },
  }

  /** By the name of the event: of one name there are few, of one product there may be millions. */
  async function statusEvents(gtin: string, since: number): Promise<number[]> {
    const rows = await db
      .select({ seq: events.seq })
      .from(events)
      .where(and(eq(events.name, 'ProductStatusSet'), gt(events.seq, since), sql`${events.args} ->> 'gtin' = ${gtin}`))
    return rows.map(({ seq }) => seq)
  }

  async function ssccsOf(refs: readonly number[]): Promise<Map<number, string>> {
    if (refs.length === 0) return new Map()
    const rows = await db
      .select({ ref: containers.ref, sscc: containers.sscc })
      .from(containers)
      .where(inArray(containers.ref, [...refs]))
    return new Map(rows.map(({ ref, sscc }) => [ref, sscc]))
  }
}
export type UnitQueries = ReturnType<typeof unitQueries>

/** Whether bit `place` of a big-endian mask is set. */
function hasBit(mask: Uint8Array, place: number): boolean {
  const byte = mask[mask.length - 1 - (place >> 3)]
  return byte !== undefined && (byte & (1 << (place & 7))) !== 0
}

const numberOf = (value: unknown): bigint =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : 0n
const listOf = (value: unknown): bigint[] => (Array.isArray(value) ? value.map(numberOf) : [])
