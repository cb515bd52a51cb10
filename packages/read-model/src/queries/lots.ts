import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import {
  containers,
  contents,
  events,
  holders,
  institutions,
  lots,
  products,
  runs,
  shipments,
  words,
} from '../schema/index.ts'
import { hasWords, type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** What a list of lots is narrowed to. */
export interface LotFilter {
  /** GTIN of the base pack. */
  readonly gtin?: string
  readonly owner?: string
  /** Parts of the lot number, words of the product. */
  readonly text?: string
  readonly recalled?: boolean
  /** A day, YYYY-MM-DD. */
  readonly expiringBefore?: string
}

/** A lot with what is known of its product; times in Unix seconds. */
export interface LotRow {
  readonly ref: number
  /** Id on the chain. */
  readonly lot: string
  readonly gtin: string
  readonly lotNumber: string
  readonly productName: string
  readonly productStatus: string
  readonly owner: string
  readonly ownerName: string | null
  readonly production: string
  readonly expiry: string
  readonly quantity: number
  readonly commissioned: number
  readonly serialised: boolean
  readonly origin: string
  readonly recalled: boolean
  readonly recallClass: number | null
  readonly recallReason: string | null
  readonly recalledBy: string | null
  readonly recalledByName: string | null
  readonly recalledTime: number | null
  readonly registeredTime: number
}

/** Units of a lot at holders of one kind of one institution. */
export interface ReachRow {
  /** Kind of the holder, or the end state. */
  readonly state: string
  /** Whose they are; of a shipment the sender. */
  readonly gln: string
  /** Receiver of a shipment. */
  readonly to: string | null
  readonly units: number
}

/** Units one after the other that are in one state: a kind of holder, an end state, or `none`. */
export interface StateRun {
  readonly count: number
  readonly state: string
}

/** The states of 256 units. */
export interface WordStates {
  readonly word: number
  readonly runs: readonly StateRun[]
}

/** Units that were commissioned together; time in Unix seconds. */
export interface RunRow {
  readonly run: number
  readonly count: number
  readonly root: Uint8Array
  readonly time: number
}

const registered = alias(events, 'registered')
const recalledAt = alias(events, 'recalled_at')
const owner = alias(institutions, 'owner')
const recaller = alias(institutions, 'recaller')

const columns = {
  ref: lots.ref,
  lot: lots.lot,
  gtin: lots.gtin,
  lotNumber: lots.lotNumber,
  productName: products.name,
  productStatus: products.status,
  owner: lots.owner,
  ownerName: owner.name,
  production: lots.production,
  expiry: lots.expiry,
  quantity: lots.quantity,
  commissioned: lots.commissioned,
  serialised: lots.serialised,
  origin: lots.origin,
  recalled: lots.recalled,
  recallClass: lots.recallClass,
  recallReason: lots.recallReason,
  recalledBy: lots.recalledBy,
  recalledByName: recaller.name,
  recalledTime: recalledAt.time,
  registeredTime: registered.time,
}

const paging: Paging<LotRow, 'expiry' | 'registered'> = {
  sorts: {
    expiry: { by: lots.expiry, type: 'day', value: (row) => row.expiry },
    // Refs are counted in that order.
    registered: { by: lots.ref, type: 'number', value: (row) => row.ref },
  },
  id: { by: lots.ref, type: 'number', value: (row) => row.ref },
}

const wordPaging: Paging<{ word: number }, 'word'> = {
  sorts: { word: { by: words.word, type: 'number', value: (row) => row.word } },
  id: { by: words.word, type: 'number', value: (row) => row.word },
}

const runPaging: Paging<RunRow, 'run'> = {
  sorts: { run: { by: runs.run, type: 'number', value: (row) => row.run } },
  id: { by: runs.run, type: 'number', value: (row) => row.run },
}

/** A holder's state: how it ended, or what kind of place it is. */
const stateOfHolder = sql<string>`coalesce(${holders.state}, ${holders.kind})`

/** Reads on lots. */
export function lotQueries(db: Db) {
  const select = () =>
    db
      .select(columns)
      .from(lots)
      .innerJoin(products, eq(products.gtin, lots.gtin))
      .innerJoin(registered, eq(registered.seq, lots.registeredSeq))
      .leftJoin(recalledAt, eq(recalledAt.seq, lots.recalledSeq))
      .leftJoin(owner, eq(owner.gln, lots.owner))
      .leftJoin(recaller, eq(recaller.gln, lots.recalledBy))

  /** States of holders; a container's is that of the place where all the containers around it are. */
  async function statesOf(refs: readonly number[]): Promise<ReadonlyMap<number, string>> {
    if (refs.length === 0) return new Map()
    const root = alias(holders, 'root')
    const rows = await db
      .select({
        ref: holders.ref,
        state: sql<string>`coalesce(${root.state}, ${root.kind}, ${holders.state}, ${holders.kind})`,
      })
      .from(holders)
      .leftJoin(containers, eq(containers.ref, holders.ref))
      .leftJoin(root, eq(root.ref, containers.rootRef))
      .where(inArray(holders.ref, [...refs]))
    return new Map(rows.map(({ ref, state }) => [ref, state]))
  }

  return {
    async list(filter: LotFilter, request?: PageRequest<'expiry' | 'registered'>): Promise<Page<LotRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      // Which ones first: what is joined to a lot is joined to a page of them, not to all before they are sorted.
      const keys = db
        .select({ ref: lots.ref })
        .from(lots)
        .innerJoin(products, eq(products.gtin, lots.gtin))
        .where(
          and(
            filter.gtin === undefined ? undefined : eq(lots.gtin, filter.gtin),
            filter.owner === undefined ? undefined : eq(lots.owner, filter.owner),
            filter.recalled === undefined ? undefined : eq(lots.recalled, filter.recalled),
            filter.expiringBefore === undefined ? undefined : lt(lots.expiry, filter.expiringBefore),
            hasWords(sql`(lower(${lots.lotNumber}) || ' ' || ${products.searchText})`, filter.text),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const rows = await select()
        .where(inArray(lots.ref, keys))
        .orderBy(...orderBy)
      return page(rows)
    },
    /** By its id on the chain. */
    async find(lot: string): Promise<LotRow | undefined> {
      const [row] = await select().where(eq(lots.lot, lot))
      return row
    },
    /** Where all units of a lot are, by state and institution. */
    async reach(ref: number): Promise<ReachRow[]> {
      const rows = await db
        .select({
          state: stateOfHolder,
          gln: holders.gln,
          to: shipments.receiver,
          units: sql<number>`sum(${contents.total})`.mapWith(Number),
        })
        .from(contents)
        .innerJoin(holders, eq(holders.ref, contents.holderRef))
        .leftJoin(shipments, eq(shipments.ref, holders.ref))
        // What is in a container counts where the container is.
        .where(and(eq(contents.lotRef, ref), sql`${holders.kind} <> 'container'`))
        .groupBy(stateOfHolder, holders.gln, shipments.receiver)
        .orderBy(asc(holders.gln), asc(stateOfHolder), asc(shipments.receiver))
      return rows.flatMap(({ gln, ...row }) => (gln === null ? [] : [{ ...row, gln }]))
    },
    /** The state of each unit, 256 to a word, from the word `from` on. */
    async bitmap(ref: number, from: number, request?: PageRequest<'word'>): Promise<Page<WordStates>> {
      const { after, orderBy, limit, page } = pageQuery(wordPaging, request)
      const rows = await db
        .select({ word: words.word, holders: words.holders })
        .from(words)
        .where(and(eq(words.lotRef, ref), gte(words.word, from), after))
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      const read = items.map(({ word, holders }) => ({ word, runs: holderRuns(holders) }))
      const states = await statesOf([...new Set(read.flatMap((row) => row.runs.map((run) => run.holderRef)))])
      return { ...rest, items: read.map((row) => ({ word: row.word, runs: stateRuns(row.runs, states) })) }
    },
    /** Units as they were commissioned together. */
    async runs(ref: number, request?: PageRequest<'run'>): Promise<Page<RunRow>> {
      const { after, orderBy, limit, page } = pageQuery(runPaging, request)
      const rows = await db
        .select({ run: runs.run, count: runs.count, root: runs.root, time: events.time })
        .from(runs)
        .innerJoin(events, eq(events.seq, runs.seq))
        .where(and(eq(runs.lotRef, ref), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows)
    },
  }
}

/** Reads on lots; see {@link lotQueries}. */
export type LotQueries = ReturnType<typeof lotQueries>

const unitsPerWord = 256

/** Holders of a word's units, in order. One alone stands for all 256. */
function holderRuns(bytes: Uint8Array): { count: number; holderRef: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength === 4) return [{ count: unitsPerWord, holderRef: view.getUint32(0) }]
  const found: { count: number; holderRef: number }[] = []
  for (let offset = 0; offset < bytes.byteLength; offset += 4) {
    const holderRef = view.getUint32(offset)
    const last = found.at(-1)
    if (last?.holderRef === holderRef) last.count++
    else found.push({ count: 1, holderRef })
  }
  return found
}

/** The same by state: different holders next to each other may be in one. */
function stateRuns(
  list: readonly { readonly count: number; readonly holderRef: number }[],
  states: ReadonlyMap<number, string>,
): StateRun[] {
  const found: { count: number; state: string }[] = []
  for (const { count, holderRef } of list) {
    const state = holderRef === 0 ? 'none' : (states.get(holderRef) ?? 'none')
    const last = found.at(-1)
    if (last?.state === state) last.count += count
    else found.push({ count, state })
  }
  return found
}
