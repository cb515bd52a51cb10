import type { EventName } from '@theriac/ledger'
import type { Hex } from 'viem'
import type { EventArgs } from './event-args.ts'

/** One event of the contracts, with what the chain tells of it. */
export type ChainEvent<Name extends EventName = EventName> = {
  [Each in Name]: {
    readonly name: Each
    readonly args: EventArgs[Each]
    readonly block: number
    /** Of the block, Unix seconds. */
    readonly time: number
    readonly txHash: Hex
    /** In the transaction's receipt. */
    readonly position: number
    /** Who signed the act, or the transaction where it was a plain one; in lower case. */
    readonly operator: string | undefined
    readonly actDigest: Hex | undefined
    /** Call data of the act; told of refused acts, and of commissionings, whose leaves are in it. */
    readonly callData: Hex | undefined
  }
}[Name]

/** A block with an event in it. */
export interface ChainBlock {
  readonly number: number
  readonly hash: Hex
  readonly time: number
  readonly transactions: number
}

/** Everything that the contracts said in some whole blocks that follow each other. */
export interface ChainBatch {
  readonly fromBlock: number
  readonly toBlock: number
  /** Hash of the last of the blocks. */
  readonly toHash: Hex
  readonly blocks: readonly ChainBlock[]
  readonly events: readonly ChainEvent[]
}
