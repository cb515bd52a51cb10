import type { Address, Hex } from 'viem'
import type { Revert } from '../../errors.ts'

/** A log entry of an act. */
export interface ActLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  /** Its position in the transaction's receipt; with the transaction hash it is the entry's identity. */
  readonly position: number
}

/** What became of an act; final. */
export type Outcome =
  | {
      readonly state: 'taken'
      readonly txHash: Hex
      readonly blockNumber: bigint
      /** What the act's call logged, in order: the entries after the one before's mark and before its own. */
      readonly logs: readonly ActLog[]
    }
  | {
      readonly state: 'refused'
      readonly txHash: Hex
      readonly blockNumber: bigint
      readonly reason: Revert
    }
