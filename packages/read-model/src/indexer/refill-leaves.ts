import type { Addresses, Endpoint } from '@theriac/ledger'
import type { Hex } from 'viem'
import type { Database, Db } from '../database.ts'
import type { LeafIndex, LeafRun } from '../leaves/index.ts'
import { lots } from '../schema/index.ts'
import { isOneOf } from '../sql/bulk.ts'
import type { Checkpoint } from './batch.ts'
import type { ChainBatch } from './chain/chain-event.ts'
import { readBatches } from './chain/read-batches.ts'
import { leavesOfRun } from './rules/leaves-of-run.ts'

/** What the leaves are read from, and what must be in the index. */
export interface RefillDeps {
  readonly database: Database
  readonly leaves: LeafIndex
  readonly endpoint: Endpoint
  readonly addresses: Addresses
  readonly checkpoint: Checkpoint
}

/** Reads leaves again that the database has the runs of and the index has not: its folder was lost, or is of another chain. */
export async function refillLeaves(deps: RefillDeps, signal: AbortSignal): Promise<void> {
  const { database, leaves, endpoint, addresses, checkpoint } = deps
  const { genesisHash } = checkpoint
  const head = leaves.head()
  if (head && head.genesisHash !== genesisHash) await leaves.clear()
  if (checkpoint.seq === 0) return
  const fromBlock = (leaves.head()?.block ?? -1) + 1
  if (fromBlock > checkpoint.block) return
  for await (const batch of readBatches({ endpoint, addresses, fromBlock, toBlock: checkpoint.block, signal })) {
    await leaves.add(await runsOf(database.db, batch), { block: batch.toBlock, genesisHash })
  }
}

async function runsOf(db: Db, { events }: ChainBatch): Promise<LeafRun[]> {
  const made = events.flatMap((event) => {
    const leaves = event.name === 'RunCommissioned' ? leavesOfRun(event) : undefined
    return event.name === 'RunCommissioned' && leaves ? [{ lot: event.args.lot, run: event.args.run, leaves }] : []
  })
  if (made.length === 0) return []
  const wanted = new Set<Hex>(made.map(({ lot }) => lot))
  const found = await db.select({ ref: lots.ref, lot: lots.lot }).from(lots).where(isOneOf(lots.lot, wanted))
  const refs = new Map(found.map(({ lot, ref }) => [lot, ref]))
  return made.map(({ lot, run, leaves }) => ({ lotRef: refs.get(lot) ?? 0, first: run * 1_024, leaves }))
}
