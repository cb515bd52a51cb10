import { and, between, desc, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { containers, contents, events, eventWords, holders, openedPacks, runs, words } from '../schema/index.ts'
import { holderIn, unitsPerWord } from '../words.ts'

/** Numbers of units, both ends included. */
export type UnitRange = readonly [first: number, last: number]
type HolderRow = typeof holders.$inferSelect

/** Units of a lot without serials at a holder. */
export interface QuantityRow {
  readonly holder: HolderRow
  readonly units: number
}

/** An act that moved a unit. */
export interface MoveRow {
  readonly seq: number
  readonly time: number
  readonly act: string | null
  readonly gln: string | null
}

/** Where goods are that somebody wants to move. */
export function whereaboutsQueries(db: Db) {
  return {
    /** Units of a lot by the number of the holder that they are right at; 0 for those that were never made. */
    async unitsByHolder(lotRef: number, ranges: readonly UnitRange[]): Promise<Map<number, [number, number][]>> {
      const found = new Map<number, [number, number][]>()
      const rows = await readWords(db, lotRef, ranges)
      for (const range of ranges) divide(found, range, rows)
      return found
    },

    /** Holders by their numbers. */
    async holders(refs: readonly number[]): Promise<Map<number, HolderRow>> {
      if (refs.length === 0) return new Map()
      const rows = await db
        .select()
        .from(holders)
        .where(inArray(holders.ref, [...refs]))
      return new Map(rows.map((row) => [row.ref, row]))
    },

    /** Units in containers, theirs at any depth included, by the container's number. */
    async unitsIn(containerRefs: readonly number[]): Promise<Map<number, number>> {
      if (containerRefs.length === 0) return new Map()
      const rows = await db
        .select({ ref: contents.holderRef, units: sql<number>`sum(${contents.total})`.mapWith(Number) })
        .from(contents)
        .where(inArray(contents.holderRef, [...containerRefs]))
        .groupBy(contents.holderRef)
      return new Map(rows.map(({ ref, units }) => [ref, units]))
    },

    /** Numbers of the holders that containers are at in the end, by the container's number. */
    async rootsOf(containerRefs: readonly number[]): Promise<Map<number, number>> {
      if (containerRefs.length === 0) return new Map()
      const rows = await db
        .select({ ref: containers.ref, rootRef: containers.rootRef })
        .from(containers)
        .where(inArray(containers.ref, [...containerRefs]))
      return new Map(rows.map(({ ref, rootRef }) => [ref, rootRef]))
    },

    /** When runs of a lot were commissioned, Unix seconds, by the run's number. */
    async commissionedAt(lotRef: number, list: readonly number[]): Promise<Map<number, number>> {
      if (list.length === 0) return new Map()
      const rows = await db
        .select({ run: runs.run, time: events.time })
        .from(runs)
        .innerJoin(events, eq(events.seq, runs.seq))
        .where(and(eq(runs.lotRef, lotRef), inArray(runs.run, [...list])))
      return new Map(rows.map(({ run, time }) => [run, time]))
    },

    /** Loose units of a lot that an institution has anywhere, or ended; the newest days first. */
    async quantitiesOf(lotRef: number, gln: string, kinds: readonly string[]): Promise<QuantityRow[]> {
      const rows = await db
        .select({ holder: holders, units: contents.loose })
        .from(contents)
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .where(
          and(
            eq(contents.lotRef, lotRef),
            eq(holders.gln, gln),
            inArray(holders.kind, [...kinds]),
            gt(contents.loose, 0),
          ),
        )
        .orderBy(sql`${holders.day} desc nulls last`, holders.ref)
      return rows
    },

    /**
     * The newest act that named a unit and was not refused; none for one that only ever moved inside containers since it
     * was made.
     */
    async lastMove(lotRef: number, index: number): Promise<MoveRow | undefined> {
      const [byte, bit] = [Math.floor((index % unitsPerWord) / 8), index % 8]
      const size = sql`octet_length(${eventWords.mask})`
      const [row] = await db
        .select({ seq: events.seq, time: events.time, act: events.act, gln: events.gln })
        .from(eventWords)
        .innerJoin(events, eq(events.seq, eventWords.seq))
        .where(
          and(
            eq(eventWords.lotRef, lotRef),
            eq(eventWords.word, Math.floor(index / unitsPerWord)),
            ne(events.name, 'ActRefused'),
            // Big-endian without leading zeros, and PostgreSQL counts bits from the first byte's lowest.
            sql`case when ${size} > ${byte} then get_bit(${eventWords.mask}, (${size} - 1 - ${byte}) * 8 + ${bit}) else 0 end = 1`,
          ),
        )
        .orderBy(desc(eventWords.seq))
        .limit(1)
      return row
    },

    /** How far a pack is dispensed in parts. */
    async openedPack(lotRef: number, index: number): Promise<typeof openedPacks.$inferSelect | undefined> {
      const [row] = await db
        .select()
        .from(openedPacks)
        .where(and(eq(openedPacks.lotRef, lotRef), eq(openedPacks.index, index)))
      return row
    },
  }
}

type Words = ReadonlyMap<number, Uint8Array>

async function readWords(db: Db, lotRef: number, ranges: readonly UnitRange[]): Promise<Words> {
  const single = new Set<number>()
  const spans: SQL[] = []
  for (const [first, last] of ranges) {
    const [from, to] = [Math.floor(first / unitsPerWord), Math.floor(last / unitsPerWord)]
    if (from === to) single.add(from)
    else spans.push(between(words.word, from, to))
  }
  if (single.size > 0) spans.push(inArray(words.word, [...single]))
  if (spans.length === 0) return new Map()
  const rows = await db
    .select({ word: words.word, holders: words.holders })
    .from(words)
    .where(and(eq(words.lotRef, lotRef), or(...spans)))
    .orderBy(words.word)
  return new Map(rows.map((row) => [row.word, row.holders]))
}

/** Puts the units of a range to their holders. */
function divide(found: Map<number, [number, number][]>, [first, last]: UnitRange, rows: Words): void {
  const put = (ref: number, from: number, to: number): void => {
    const list = found.get(ref) ?? []
    found.set(ref, list)
    const newest = list.at(-1)
    if (newest !== undefined && newest[1] === from - 1) newest[1] = to
    else list.push([from, to])
  }
  for (let start = first; start <= last; ) {
    const word = Math.floor(start / unitsPerWord)
    const end = Math.min(last, word * unitsPerWord + unitsPerWord - 1)
    const refs = rows.get(word)
    if (refs === undefined) put(0, start, end)
    else for (let index = start; index <= end; index++) put(holderIn(refs, index % unitsPerWord), index, index)
    start = end + 1
  }
}
