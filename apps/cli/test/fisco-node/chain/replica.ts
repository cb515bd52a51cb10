import { type Chain, inProcessRequest, openChain } from '@theriac/chain'
import { type Hex, keccak256 } from 'viem'
import { chainId } from '../system/state.ts'

/** A block, as every node runs it. */
export interface BlockToRun {
  /** In the order of the block. */
  readonly transactions: readonly Hex[]
  /** Unix seconds, or milliseconds where contracts see those. */
  readonly time: number
}

/** One node's copy of the chain, on an embedded one. */
export interface Replica {
  readonly chain: Chain
  height(): number
  ask(method: string, ...params: readonly unknown[]): Promise<unknown>
  /** Runs a block; resolves when it is sealed. */
  run(block: BlockToRun): Promise<void>
}

/** Ample for anything: the engine does not hold transactions to the gas that they name. */
export const gasOfAll = 1_400_000_000n

/** Opens one in a folder. With the same key and the same blocks all have the same hashes. */
export async function openReplica(dataDir: string, sealerKey: Uint8Array): Promise<Replica> {
  let time = 0
  const chain = await openChain({
    dataDir,
    chainId,
    sealerKey,
    clock: () => time,
    blockGasLimit: 3_000_000_000_000n,
    maxBlockMs: 600_000,
  })
  const request = inProcessRequest(chain)
  return {
    chain,
    height: () => chain.head().header.number,
    ask: (method, ...params) => request({ method, params }),
    async run(block) {
      time = block.time
      // Those behind the first wait for it in the pool, so that all get into one block.
      for (const raw of block.transactions.toReversed()) {
        const sent = await chain.sendRawTransaction(raw)
        if (!sent.ok) throw new Error(`the imitation's own transaction was refused: ${sent.message}`)
      }
      await Promise.all(block.transactions.map((raw) => chain.waitFor(keccak256(raw))))
    },
  }
}
