import type { Address, Hash, Hex } from 'viem'
import type { NodeId } from '../node-id.ts'

/** A vote on a block. */
export interface SealerSignature {
  /** Position in the header's `sealerList`. */
  readonly sealerIndex: number
  /** 65 bytes: r, s, recovery id (0 or 1), over the header's hash. */
  readonly signature: Hex
}

/** What a header's hash is made of, and the hash and votes that came with it. */
export interface BlockHeader {
  readonly number: bigint
  /** As the node tells it; {@link headerHash} computes it. */
  readonly hash: Hash
  /** Of the protocol: major, minor and patch in three bytes, then a zero byte. */
  readonly version: number
  readonly parentInfo: readonly { readonly blockNumber: bigint; readonly blockHash: Hash }[]
  readonly txsRoot: Hash
  readonly receiptsRoot: Hash
  readonly stateRoot: Hash
  readonly gasUsed: bigint
  /** Milliseconds since 1970. */
  readonly timestamp: bigint
  /** Who proposed it: a position in `sealerList`. */
  readonly sealer: bigint
  readonly sealerList: readonly NodeId[]
  readonly extraData: Hex
  readonly consensusWeights: readonly bigint[]
  readonly signatureList: readonly SealerSignature[]
}

/** One log of a receipt. */
export interface LogEntry {
  readonly address: Address
  readonly topics: readonly Hash[]
  readonly data: Hex
}

/** A receipt as the native RPC tells it. Its hash covers neither transaction hash nor `from`, `to` and `input`. */
export interface Receipt {
  readonly blockNumber: bigint
  readonly transactionHash: Hash
  /** As the node tells it; {@link receiptHash} computes it. */
  readonly hash: Hash
  readonly version: number
  readonly status: number
  readonly gasUsed: bigint
  readonly effectiveGasPrice?: string
  readonly from: Address
  /** Absent when the transaction made a contract. */
  readonly to?: Address
  readonly contractAddress?: Address
  readonly input: Hex
  readonly output: Hex
  readonly message: string
  readonly logEntries: readonly LogEntry[]
  /** From the receipt's hash to the header's `receiptsRoot`, when a proof was asked for. */
  readonly txReceiptProof?: readonly Hash[]
}
