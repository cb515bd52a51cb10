import type { Addresses } from '@theriac/ledger'
import { sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { ReadModelError } from '../errors.ts'
import type { LeafIndex } from '../leaves/index.ts'
import { checkpoint, type RefKind, refKinds } from '../schema/index.ts'
import type { ChainBatch } from './chain/chain-event.ts'
import { applyEvents, keysOf } from './work/apply.ts'
import { flushRepeated, flushWork } from './work/flush.ts'
import { loadWork } from './work/load.ts'
import type { Work } from './work/work.ts'

/** How far the chain was read. */
export type Checkpoint = typeof checkpoint.$inferSelect

/** The gist of an event's row, for whoever waits for it. */
export interface CommittedEvent {
  readonly seq: number
  readonly block: number
  readonly time: number
  readonly name: string
  readonly act: string | null
  readonly gln: string | null
  readonly operator: string | null
  readonly units: number
  readonly fromRef: number | null
  readonly toRef: number | null
  readonly args: Readonly<Record<string, unknown>>
}

/** What a batch has changed: see `event_refs` for what the numbers are. */
export interface Changed {
  readonly institutions: ReadonlySet<number>
  readonly products: ReadonlySet<number>
  readonly lots: ReadonlySet<number>
  readonly containers: ReadonlySet<number>
  readonly shipments: ReadonlySet<number>
  readonly records: ReadonlySet<number>
  readonly proposals: ReadonlySet<number>
  /** Words whose units are elsewhere now, by lot. */
  readonly words: ReadonlyMap<number, ReadonlySet<number>>
}

/** Some whole blocks that are in the database now. */
export interface Commit {
  readonly fromBlock: number
  readonly toBlock: number
  readonly events: readonly CommittedEvent[]
  readonly changed: Changed
}

/** Where batches go. */
export interface BatchTarget {
  readonly db: Db
  readonly leaves: LeafIndex
  readonly addresses: Addresses
}

/**
 * Makes rows of a batch: leaves first, which may be ahead of the rows but never behind, then rows and checkpoint in one
 * transaction.
 *
 * @param before - where the batch goes on from
 * @throws ReadModelError CheckpointMoved, EventInvalid; what the database throws
 */
export async function commitBatch(
  { db, leaves, addresses }: BatchTarget,
  before: Checkpoint,
  batch: ChainBatch,
): Promise<{ readonly checkpoint: Checkpoint; readonly commit: Commit }> {
  const after: Checkpoint = {
    ...before,
    block: batch.toBlock,
    blockHash: batch.toHash,
    seq: before.seq + batch.events.length,
  }
  const work = batch.events.length > 0 ? await loadWork(db, keysOf(batch.events)) : undefined
  if (work) applyEvents(work, addresses, batch.events, before.seq)
  const head = { block: batch.toBlock, genesisHash: before.genesisHash }
  const repeated = work ? await leaves.add(work.leaves, head) : []
  await db.transaction(async (tx) => {
    await moveCheckpoint(tx, before, after)
    if (!work) return
    await flushWork(tx, work, batch.blocks)
    await flushRepeated(tx, work, repeated)
  })
  return { checkpoint: after, commit: commitOf(batch, work) }
}

/** Fails where another process has moved it meanwhile; only the newest rows may be built on. */
async function moveCheckpoint(db: Db, before: Checkpoint, after: Checkpoint): Promise<void> {
  const isFirst = before.blockHash === ''
  const { rows } = isFirst
    ? await db.execute(sql`insert into ${checkpoint} (id, chain_id, genesis_hash, block, block_hash, seq)
        values (1, ${after.chainId.toString()}, ${after.genesisHash}, ${after.block}, ${after.blockHash}, ${after.seq})
        on conflict (id) do nothing returning id`)
    : await db.execute(sql`update ${checkpoint} set block = ${after.block}, block_hash = ${after.blockHash},
        seq = ${after.seq} where id = 1 and block = ${before.block} and seq = ${before.seq} returning id`)
  if (rows.length === 1) return
  const [found] = await db.select({ block: checkpoint.block }).from(checkpoint)
  const data = { expected: before.block, actual: found?.block ?? -1 }
  throw new ReadModelError('CheckpointMoved', 'Another process writes to the read model', data)
}

function commitOf({ fromBlock, toBlock }: ChainBatch, work: Work | undefined): Commit {
  const byKind = Object.fromEntries(refKinds.map((kind) => [kind, new Set<number>()])) as Record<RefKind, Set<number>>
  const words = new Map<number, Set<number>>()
  for (const { kind, ref } of work?.eventRefs ?? []) byKind[kind].add(ref)
  for (const { lotRef, word } of work?.words.changed() ?? []) {
    words.set(lotRef, (words.get(lotRef) ?? new Set()).add(word))
  }
  const events = (work?.events ?? []).map(
    ({ seq, block, time, name, act, gln, operator, units, fromRef, toRef, args }): CommittedEvent => ({
      seq,
      block,
      time,
      name,
      act,
      gln,
      operator,
      units,
      fromRef,
      toRef,
      args,
    }),
  )
  const changed: Changed = {
    institutions: byKind.institution,
    products: byKind.product,
    lots: byKind.lot,
    containers: byKind.container,
    shipments: byKind.shipment,
    records: byKind.record,
    proposals: byKind.proposal,
    words,
  }
  return { fromBlock, toBlock, events, changed }
}
