import { setMaxListeners } from 'node:events'
import type { Addresses, Endpoint } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { ReadModelError } from '../errors.ts'
import type { LeafIndex } from '../leaves/index.ts'
import { checkpoint as checkpointTable } from '../schema/index.ts'
import { type Checkpoint, type Commit, commitBatch } from './batch.ts'
import { readBatches } from './chain/read-batches.ts'
import { findBlock, readBlocks, readHead } from './chain/read-blocks.ts'
import { refillLeaves } from './refill-leaves.ts'

/** What is read, and where it goes. */
export interface FollowerDeps {
  readonly database: Database
  readonly leaves: LeafIndex
  readonly endpoint: Endpoint
  readonly addresses: Addresses
  /** Block that the contracts were made in, or any before it; of a later one nothing comes but a search from block 0. */
  readonly fromBlock: number
}

/** Reads the chain from where the database ends. */
export interface Follower {
  /** The newest block that is in the database; one before the first where there is none. */
  indexed(): number
  /** Height of the chain when it was last asked; -1 before. */
  head(): number
  /**
   * Reads up to the height that the chain has now. Checks first that it is the chain that was read before, and that no
   * leaf is missing.
   *
   * @throws ReadModelError ChainForeign, ChainShorter, ChainForked, ChainGap, CheckpointMoved, EventInvalid; LedgerError of
   * the endpoint; what the database throws. Nothing of the batch is written then.
   */
  catchUp(onCommit: (commit: Commit) => void, signal: AbortSignal): Promise<void>
}

/** A follower that has read nothing yet; see {@link Follower.catchUp}. */
export function createFollower(deps: FollowerDeps): Follower {
  const { database, leaves, endpoint, addresses, fromBlock } = deps
  const target = { db: database.db, leaves, addresses }
  let checkpoint: Checkpoint | undefined
  let indexed = fromBlock - 1
  let head = -1

  async function open(signal: AbortSignal): Promise<Checkpoint> {
    const [genesis] = await readBlocks(endpoint, [0], signal)
    const genesisHash = genesis?.hash ?? ''
    const [found] = await database.db.select().from(checkpointTable).where(eq(checkpointTable.id, 1))
    const chainId = BigInt(await endpoint.chainId())
    if (found && found.genesisHash !== genesisHash) throw foreign(found.genesisHash, genesisHash)
    if (found && found.chainId !== chainId) throw foreign(found.chainId.toString(), chainId.toString())
    const opened = found ?? { id: 1, chainId, genesisHash, block: 0, blockHash: '', seq: 0 }
    await checkChain(opened, signal)
    if (!found) opened.block = (await findStart(signal)) - 1
    await refillLeaves({ ...deps, checkpoint: opened }, signal)
    return opened
  }

  /** The given block, unless what the contracts said when they were made is older: that the regulator takes part. */
  async function findStart(signal: AbortSignal): Promise<number> {
    if (fromBlock === 0 || head < fromBlock) return 0
    for await (const { events } of readBatches({ endpoint, addresses, fromBlock, toBlock: head, signal })) {
      const [first] = events
      if (first) return first.name === 'InstitutionApplied' && first.args.kind === regulatorKind ? fromBlock : 0
    }
    return 0
  }

  /** Whether the chain still has what was read of it; finds out a copy that was put back and one that went on otherwise. */
  async function checkChain({ block, blockHash }: Checkpoint, signal: AbortSignal): Promise<void> {
    head = await readHead(endpoint, signal)
    if (blockHash === '') return
    if (head < block)
      throw new ReadModelError('ChainShorter', `The chain ends at ${head}, ${block} was read`, { read: block, head })
    const now = await findBlock(endpoint, block, signal)
    if (now?.hash === blockHash) return
    const data = { block, expected: blockHash, actual: now?.hash ?? '' }
    throw new ReadModelError('ChainForked', `Block ${block} is not the one that was read`, data)
  }

  return {
    indexed: () => indexed,
    head: () => head,
    async catchUp(onCommit, signal) {
      // Every request that is under way listens to it, and many are at once.
      setMaxListeners(0, signal)
      try {
        if (checkpoint) await checkChain(checkpoint, signal)
        checkpoint ??= await open(signal)
        indexed = checkpoint.block
        while (checkpoint.block < head) {
          const span = { endpoint, addresses, fromBlock: checkpoint.block + 1, toBlock: head, signal }
          for await (const batch of readBatches(span)) {
            const done = await commitBatch(target, checkpoint, batch)
            checkpoint = done.checkpoint
            indexed = checkpoint.block
            onCommit(done.commit)
            signal.throwIfAborted()
          }
          head = Math.max(checkpoint.block, await readHead(endpoint, signal))
        }
      } catch (error) {
        // Whatever it was may have changed what is in the database or behind the endpoint: everything is checked anew.
        checkpoint = undefined
        throw error
      }
    },
  }
}

// As `Kind` in contracts/src/interfaces/IInstitutions.sol.
const regulatorKind = 1

function foreign(expected: string, actual: string): ReadModelError<'ChainForeign'> {
  return new ReadModelError('ChainForeign', 'The read model was made from another chain', { expected, actual })
}
