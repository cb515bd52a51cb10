import { type BlockHeader, blockHash, sealHeader, VANITY_BYTES } from './block/block.ts'
import { encodeReceipt, type Receipt } from './block/receipt.ts'
import { type BloomCache, logsBloom } from './codec/bloom.ts'
import { toHex } from './codec/hex.ts'
import { orderedTrieRoot } from './codec/trie-root.ts'
import { ChainError } from './errors.ts'
import { execute, type Outcome } from './evm/execute.ts'
import { type BlockEnvironment, createMachine, type Rules } from './evm/machine.ts'
import { WorldState } from './evm/world-state.ts'
import type { Entry, Pool } from './pool.ts'
import { blockSize, LedgerStore, type SealedBlock } from './storage/ledger-store.ts'
import { postingsOf } from './storage/log-index.ts'
import { StateStore } from './storage/state-store.ts'
import type { Database } from './storage/store.ts'

/** What the sealer works with. */
export interface SealerDeps {
  readonly db: Database
  readonly store: StateStore
  readonly ledger: LedgerStore
  readonly pool: Pool
  readonly rules: Rules
  readonly sealerKey: Uint8Array
  readonly coinbase: Uint8Array
  readonly gasLimit: bigint
  /** Seconds since 1970. */
  readonly clock: () => number
  readonly maxBlockMs: number
  readonly head: SealedBlock
  readonly onBlock: (block: SealedBlock) => void
}

/** The one writer: takes executable transactions from the pool and makes blocks of them. */
export interface Sealer {
  head(): SealedBlock
  /** There may be something to seal. */
  wake(): void
  /** Set when a block could not be written; nothing is sealed any more. */
  readonly failure: ChainError | undefined
  /** Seals what is executable and stops. */
  stop(): Promise<void>
}

/** Execution goes on for this long before reads get their turn. */
const SLICE_MS = 1
/** The index of a transaction in its block is stored in 16 bits; far fewer keep a block readable. */
const MAX_TRANSACTIONS = 10_000
/** Bytes of transactions after which a block is closed. */
const MAX_BLOCK_BYTES = 8 * 1024 * 1024

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

export function createSealer(deps: SealerDeps): Sealer {
  const { db, store, ledger, pool, rules } = deps
  const state = new WorldState(store)
  const machine = createMachine(rules, state, (number) => ledger.blockHash(number))
  let head = deps.head
  let running: Promise<void> | undefined
  let failure: ChainError | undefined

  async function run(environment: BlockEnvironment, entry: Entry): Promise<Outcome> {
    const { transaction } = entry
    try {
      return await execute(machine, state, environment, { ...transaction, from: transaction.sender })
    } catch (cause) {
      throw new ChainError(
        'ExecutionFailed',
        `the EVM failed on ${transaction.hash}`,
        { hash: transaction.hash },
        cause,
      )
    }
  }

  /** Executes until the pool is empty or the block is full. */
  async function gather(environment: BlockEnvironment): Promise<{ entries: Entry[]; receipts: Receipt[] }> {
    const entries: Entry[] = []
    const receipts: Receipt[] = []
    const startedAt = performance.now()
    let sliceAt = startedAt
    let gas = 0n
    let bytes = 0
    while (entries.length < MAX_TRANSACTIONS && bytes < MAX_BLOCK_BYTES && gas < environment.gasLimit / 2n) {
      const entry = pool.take()
      if (entry === undefined) break
      const { transaction } = entry
      const outcome = await run(environment, entry)
      gas += outcome.gasUsed
      bytes += transaction.raw.length
      entries.push(entry)
      receipts.push({
        type: transaction.type,
        succeeded: outcome.status === 'succeeded',
        gasUsed: outcome.gasUsed,
        cumulativeGasUsed: gas,
        logs: outcome.logs,
      })
      const now = performance.now()
      if (now - startedAt > deps.maxBlockMs) break
      if (now - sliceAt > SLICE_MS) {
        await nextTurn()
        sliceAt = performance.now()
      }
    }
    return { entries, receipts }
  }

  function assemble(
    environment: BlockEnvironment,
    stateRoot: Uint8Array,
    entries: readonly Entry[],
    receipts: readonly Receipt[],
  ): SealedBlock {
    const transactions = entries.map((entry) => entry.transaction)
    const cache: BloomCache = new Map()
    const unsigned: BlockHeader = {
      parentHash: Buffer.from(head.hash.slice(2), 'hex'),
      coinbase: deps.coinbase,
      stateRoot,
      transactionsRoot: orderedTrieRoot(transactions.map((transaction) => transaction.raw)),
      receiptsRoot: orderedTrieRoot(receipts.map((receipt) => encodeReceipt(receipt, cache))),
      logsBloom: logsBloom(
        receipts.flatMap((receipt) => receipt.logs),
        cache,
      ),
      number: environment.number,
      gasLimit: environment.gasLimit,
      gasUsed: receipts.at(-1)?.cumulativeGasUsed ?? 0n,
      timestamp: environment.timestamp,
      extraData: new Uint8Array(VANITY_BYTES),
    }
    const header = sealHeader(unsigned, deps.sealerKey)
    return { header, hash: toHex(blockHash(header)), transactions, receipts, size: blockSize(transactions) }
  }

  async function sealOne(): Promise<void> {
    const environment: BlockEnvironment = {
      number: head.header.number + 1,
      timestamp: Math.max(Math.floor(deps.clock()), head.header.timestamp),
      coinbase: deps.coinbase,
      gasLimit: deps.gasLimit,
    }
    const { entries, receipts } = await gather(environment)
    const changes = state.takeChanges()
    const stateBatch = StateStore.batchOf(changes)
    const block = assemble(environment, StateStore.commitment(head.header.stateRoot, stateBatch), entries, receipts)
    const postings = postingsOf(
      receipts.flatMap((receipt) => receipt.logs),
      block.header.number,
    )
    store.hold()
    try {
      await db.batch([...stateBatch, ...LedgerStore.batchOf(block), ...postings], { sync: true })
    } catch (cause) {
      await store.release()
      throw new ChainError('StorageFailed', `block ${block.header.number} cannot be written`, {}, cause)
    }
    const published = store.publish(changes)
    ledger.remember(block)
    head = block
    for (const entry of entries) {
      pool.remove(entry)
      entry.release?.()
    }
    await published
    deps.onBlock(block)
  }

  async function loop(): Promise<void> {
    try {
      while (failure === undefined && pool.hasReady) {
        await sealOne()
        await nextTurn()
      }
    } catch (error) {
      state.discard()
      failure = error instanceof ChainError ? error : new ChainError('StorageFailed', 'sealing failed', {}, error)
    } finally {
      running = undefined
    }
  }

  const wake = () => {
    if (running === undefined && failure === undefined && pool.hasReady) running = loop()
  }

  return {
    head: () => head,
    wake,
    get failure() {
      return failure
    },
    async stop() {
      wake()
      while (running !== undefined) await running
    },
  }
}
