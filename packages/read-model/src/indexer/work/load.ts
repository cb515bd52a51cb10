import { parseWordKey } from '@theriac/ledger'
import { type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Hex } from 'viem'
import type { Db } from '../../database.ts'
import * as tables from '../../schema/index.ts'
import { arePairs, isOneOf } from '../../sql/bulk.ts'
import { decodeWordHolders } from '../../words.ts'
import { holderText } from './ids.ts'
import type { Keys } from './keys.ts'
import { createWork, type Work } from './work.ts'

/** Reads what a batch will want, a table at a time. */
export async function loadWork(db: Db, keys: Keys): Promise<Work> {
  const work = createWork(await readCounters(db))
  const { holders, lots, products, institutions, operators, proposals, records, nodes } = tables
  const operatorsWanted = sql`(${isOneOf(operators.account, keys.operators)} or ${isOneOf(operators.gln, keys.operatorsOf)})`
  work.holders.load(await rowsOf(db, holders, holders.id, keys.holders))
  work.lots.load(await rowsOf(db, lots, lots.lot, keys.lots))
  work.products.load(await rowsOf(db, products, products.gtin, keys.products))
  work.institutions.load(await rowsOf(db, institutions, institutions.gln, keys.institutions))
  if (keys.operators.size + keys.operatorsOf.size > 0)
    work.operators.load(await rowsWhere(db, operators, operatorsWanted))
  work.proposals.load(await rowsOf(db, proposals, proposals.id, keys.proposals))
  work.records.load(await rowsOf(db, records, records.record, keys.records))
  work.nodes.load(await rowsOf(db, nodes, nodes.node, keys.nodes))
  if (keys.governance) work.governance.load(await rowsWhere(db, tables.governance, sql`true`))
  await loadSubjects(db, work, keys)
  await loadGoods(db, work, keys)
  return work
}

async function rowsWhere<T extends PgTable>(db: Db, table: T, condition: SQL): Promise<T['$inferSelect'][]> {
  return db
    .select()
    .from(table as PgTable)
    .where(condition)
}

async function rowsOf<T extends PgTable>(
  db: Db,
  table: T,
  column: PgColumn,
  values: ReadonlySet<unknown>,
): Promise<T['$inferSelect'][]> {
  return values.size === 0 ? [] : rowsWhere(db, table, isOneOf(column, values))
}

async function readCounters(db: Db): Promise<{ holders: number; lots: number; records: number }> {
  const { holders, lots, records } = tables
  const newest = (column: PgColumn, table: PgTable): SQL => sql`(select coalesce(max(${column}), 0) from ${table})`
  const counted = sql`select ${newest(holders.ref, holders)} as holders, ${newest(lots.ref, lots)} as lots,
    ${newest(records.ref, records)} as records`
  const { rows } = await db.execute<{ holders: number; lots: number; records: number }>(counted)
  return rows[0] ?? { holders: 0, lots: 0, records: 0 }
}

/** What the records are about that are changed. */
async function loadSubjects(db: Db, work: Work, keys: Keys): Promise<void> {
  const lots = new Set<string>()
  const holders = new Set<string>()
  for (const key of keys.records) {
    const record = work.records.find(key)
    if (record?.subjectKind === 'lot' || record?.subjectKind === 'unit')
      lots.add(parseWordKey(record.subjectId as Hex).lot)
    if (record?.subjectKind === 'shipment') holders.add(holderText(BigInt(record.subjectId)))
  }
  work.lots.load(await rowsOf(db, tables.lots, tables.lots.lot, lots))
  const found = await rowsOf(db, tables.holders, tables.holders.id, holders)
  work.holders.load(found)
  const refs = new Set(found.map(({ ref }) => ref))
  work.shipments.load(await rowsOf(db, tables.shipments, tables.shipments.ref, refs))
}

async function loadGoods(db: Db, work: Work, keys: Keys): Promise<void> {
  const { shipments, containers, contents, lots } = tables
  const named = [...keys.holders].flatMap((id) => work.holders.find(id) ?? [])
  const refsOfKind = (kind: string) => new Set(named.filter((row) => row.kind === kind).map(({ ref }) => ref))
  work.shipments.load(await rowsOf(db, shipments, shipments.ref, refsOfKind('shipment')))

  const inside = refsOfKind('container')
  // Totals of all that stand around a container change with it; how high they are stacked is bounded by the contracts.
  for (let wanted: ReadonlySet<number> = inside; wanted.size > 0; ) {
    const found = await rowsOf(db, containers, containers.ref, wanted)
    work.containers.load(found)
    wanted = new Set(found.map(({ placeRef }) => placeRef).filter((ref) => !work.containers.find(ref)))
    if (found.length === 0) break
  }
  for (const ref of inside) work.containerTotals.set(ref, new Map())
  for (const { holderRef, lotRef, total } of await rowsOf(db, contents, contents.holderRef, inside)) {
    work.containerTotals.get(holderRef)?.set(lotRef, total)
  }

  const known = [...keys.lots].flatMap((lot) => work.lots.find(lot) ?? [])
  for (const { ref, gtin } of known) work.gtinOfLot.set(ref, gtin)
  const contained = new Set([...work.containerTotals.values()].flatMap((totals) => [...totals.keys()]))
  for (const ref of work.gtinOfLot.keys()) contained.delete(ref)
  for (const { ref, gtin } of await rowsOf(db, lots, lots.ref, contained)) work.gtinOfLot.set(ref, gtin)
  await loadUnits(db, work, keys)
}

async function loadUnits(db: Db, work: Work, keys: Keys): Promise<void> {
  const { words, openedPacks } = tables
  const pairsOf = (map: Keys['words']): (readonly [number, number])[] =>
    [...map].flatMap(([lot, numbers]) => {
      const ref = work.lots.find(lot)?.ref
      return ref === undefined ? [] : [...numbers].map((number) => [ref, number] as const)
    })
  const wanted = pairsOf(keys.words)
  if (wanted.length > 0) {
    const found = await rowsWhere(db, words, arePairs(words.lotRef, words.word, wanted))
    work.words.load(found.map((row) => ({ ...row, holders: decodeWordHolders(row.holders) })))
  }
  const packs = pairsOf(keys.packs)
  if (packs.length > 0)
    work.openedPacks.load(await rowsWhere(db, openedPacks, arePairs(openedPacks.lotRef, openedPacks.index, packs)))
}
