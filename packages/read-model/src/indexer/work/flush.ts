import { sql } from 'drizzle-orm'
import type { Db } from '../../database.ts'
import type { RepeatedLeaf } from '../../leaves/index.ts'
import * as tables from '../../schema/index.ts'
import { arePairs, arrayOf, insertRows, isOneOf } from '../../sql/bulk.ts'
import { encodeMask, encodeWordHolders } from '../../words.ts'
import type { ChainBlock } from '../chain/chain-event.ts'
import { rootOf } from './goods.ts'
import { placeKey, type Work } from './work.ts'

/** Writes everything that a batch has changed. */
export async function flushWork(db: Db, work: Work, blocks: readonly ChainBlock[]): Promise<void> {
  await insertRows(db, tables.blocks, blocks)
  await flushLog(db, work)
  await flushMembers(db, work)
  await flushNodes(db, work)
  await flushCatalogue(db, work)
  await flushGoods(db, work)
}

async function flushLog(db: Db, work: Work): Promise<void> {
  await insertRows(db, tables.events, work.events)
  const refs = new Map<string, typeof tables.eventRefs.$inferInsert>()
  for (const { kind, ref, seq } of work.eventRefs) {
    const place = tables.refKinds.indexOf(kind)
    refs.set(`${place}/${ref}/${seq}`, { kind: place, ref, seq })
  }
  await insertRows(db, tables.eventRefs, [...refs.values()])
  // An event may name units of one word more than once.
  const words = new Map<string, Work['eventWords'][number]>()
  for (const named of work.eventWords) {
    const key = `${named.lotRef}/${named.word}/${named.seq}/${named.containerRef}`
    const before = words.get(key)
    words.set(key, before ? { ...before, mask: before.mask | named.mask } : named)
  }
  const rows = [...words.values()].map((row) => ({ ...row, mask: encodeMask(row.mask) }))
  await insertRows(db, tables.eventWords, rows)
}

async function flushMembers(db: Db, work: Work): Promise<void> {
  const { institutions, licences, operators, governance, proposals, approvals } = tables
  const { records, recordVersions, anchors } = tables
  const replace = 'replace' as const
  await insertRows(db, institutions, work.institutions.changed(), { columns: [institutions.gln], onTaken: replace })
  if (work.licences.size > 0) await db.delete(licences).where(isOneOf(licences.gln, work.licences.keys()))
  await insertRows(db, licences, [...work.licences.values()].flat())
  await insertRows(db, operators, work.operators.changed(), { columns: [operators.account], onTaken: replace })
  await insertRows(db, governance, work.governance.changed(), { columns: [governance.id], onTaken: replace })
  await insertRows(db, proposals, work.proposals.changed(), { columns: [proposals.id], onTaken: replace })
  await insertRows(db, approvals, work.approvals)
  await insertRows(db, records, work.records.changed(), { columns: [records.ref], onTaken: replace })
  await insertRows(db, recordVersions, work.recordVersions)
  await insertRows(db, anchors, work.anchors)
}

async function flushNodes(db: Db, work: Work): Promise<void> {
  const { nodes, services, listedContracts } = tables
  const replace = 'replace' as const
  await insertRows(db, nodes, work.nodes.changed(), { columns: [nodes.node], onTaken: replace })
  await insertRows(db, services, [...work.services.values()], { columns: [services.gln], onTaken: replace })
  const listed = [...work.listedContracts.values()]
  await insertRows(db, listedContracts, listed, { columns: [listedContracts.name], onTaken: replace })
}

async function flushCatalogue(db: Db, work: Work): Promise<void> {
  const { products, productVersions, packagingLevels, lots, runs } = tables
  const replace = 'replace' as const
  await insertRows(db, products, work.products.changed(), { columns: [products.gtin], onTaken: replace })
  await insertRows(db, productVersions, work.productVersions)
  const levels = [...work.packagingLevels.values()]
  await insertRows(db, packagingLevels, levels, { columns: [packagingLevels.gtin], onTaken: replace })
  await insertRows(db, lots, work.lots.changed(), { columns: [lots.ref], onTaken: replace })
  await insertRows(db, runs, work.runs)
}

async function flushGoods(db: Db, work: Work): Promise<void> {
  const { holders, words, shipments, shipmentLots, openedPacks, daily } = tables
  await insertRows(db, holders, work.holders.changed())
  const changed = work.words.changed().map((row) => ({ ...row, holders: encodeWordHolders(row.holders) }))
  await insertRows(db, words, changed, { columns: [words.lotRef, words.word], onTaken: 'replace' })
  await flushContainers(db, work)
  await flushContents(db, work)
  await insertRows(db, shipments, work.shipments.changed(), { columns: [shipments.ref], onTaken: 'replace' })
  const sent = [...work.shipmentLots.values()]
  await insertRows(db, shipmentLots, sent, { columns: [shipmentLots.shipmentRef, shipmentLots.lotRef], onTaken: 'add' })
  const packKey = [openedPacks.lotRef, openedPacks.index]
  await insertRows(db, openedPacks, work.openedPacks.changed(), { columns: packKey, onTaken: 'replace' })
  const closed = work.openedPacks.removed().map((key) => key.split('/').map(Number) as [number, number])
  if (closed.length > 0) await db.delete(openedPacks).where(arePairs(openedPacks.lotRef, openedPacks.index, closed))
  const dailyKey = [daily.day, daily.act, daily.gln, daily.gtin]
  await insertRows(db, daily, [...work.daily.values()], { columns: dailyKey, onTaken: 'add' })
}

/** Writes containers, and the new root of everything that stands in those that moved. */
async function flushContainers(db: Db, work: Work): Promise<void> {
  const { containers } = tables
  const changed = work.containers.changed().map((row) => ({ before: row.rootRef, now: rootOf(work, row.ref), row }))
  const rows = changed.map(({ row, now }) => ({ ...row, rootRef: now }))
  await insertRows(db, containers, rows, { columns: [containers.ref], onTaken: 'replace' })
  const moved = changed.filter(({ before, now }) => before !== now)
  if (moved.length === 0) return
  const refs = arrayOf(
    containers.ref,
    moved.map(({ row }) => row.ref),
  )
  const roots = arrayOf(
    containers.rootRef,
    moved.map(({ now }) => now),
  )
  await db.execute(sql`
    with recursive inside (ref, root) as (
      select * from unnest(${refs}, ${roots})
      union all
      select child.ref, inside.root from ${containers} child join inside on child.place_ref = inside.ref
    )
    update ${containers} set root_ref = inside.root from inside
    where ${containers.ref} = inside.ref and ${containers.rootRef} <> inside.root`)
}

async function flushContents(db: Db, work: Work): Promise<void> {
  const { contents } = tables
  const rows: (typeof contents.$inferInsert)[] = []
  const lessened: [number, number][] = []
  for (const [holderRef, lots] of work.contents) {
    for (const [lotRef, { loose, total }] of lots) {
      if (loose === 0 && total === 0) continue
      rows.push({ holderRef, lotRef, loose, total })
      if (total < 0) lessened.push([holderRef, lotRef])
    }
  }
  await insertRows(db, contents, rows, { columns: [contents.holderRef, contents.lotRef], onTaken: 'add' })
  if (lessened.length === 0) return
  const pairs = arePairs(contents.holderRef, contents.lotRef, lessened)
  await db.delete(contents).where(sql`${pairs} and ${contents.total} = 0 and ${contents.loose} = 0`)
}

/** Notes which serials were commissioned before. */
export async function flushRepeated(db: Db, work: Work, repeated: readonly RepeatedLeaf[]): Promise<void> {
  if (repeated.length === 0) return
  const runOf = (index: number): number => Math.floor(index / 1_024)
  const seqs = new Map(work.leaves.map(({ lotRef, first, seq }) => [placeKey(lotRef, runOf(first)), seq]))
  const rows = repeated.map(({ lotRef, index, before }) => ({
    lotRef,
    index,
    firstLotRef: before.lotRef,
    firstIndex: before.index,
    seq: seqs.get(placeKey(lotRef, runOf(index))) ?? 0,
  }))
  const { repeatedSerials } = tables
  await insertRows(db, repeatedSerials, rows, {
    columns: [repeatedSerials.lotRef, repeatedSerials.index],
    onTaken: 'keep',
  })
}
