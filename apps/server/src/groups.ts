import type { ChainEngine } from '@theriac/api'
import type { Address } from 'viem'

/** A group as the others may know it. */
export interface GroupEntry {
  readonly id: string
  readonly name: string
  readonly engine: ChainEngine
  readonly chainId: number
  readonly served: boolean
  /** Where it listens, on the host of all. */
  readonly port?: number
  /** Where people reach it, if it was told. */
  readonly url?: string
}

/** A group that is to be made. */
export interface NewGroup {
  readonly id: string
  readonly name: string
  /** A chain elsewhere with contracts on it; without it the group gets an embedded chain. */
  readonly connect?:
    | {
        readonly engine: 'theriac' | 'fisco-bcos'
        readonly web3: readonly string[]
        readonly rpc: readonly string[]
        readonly group?: string
        readonly directory: Address
      }
    | undefined
}

/** What came of making a group. */
export type AddedGroup =
  | {
      readonly ok: true
      readonly group: GroupEntry
      /** Of the regulator in it; undefined where others must appoint it first. */
      readonly firstAccount: { readonly name: string; readonly password: string } | undefined
    }
  | {
      readonly ok: false
      /** The id is taken; the nodes or the contracts on them are not fit; or it is there now and could not be opened. */
      readonly why: 'taken' | 'unfit' | 'away'
      /** What is wrong, as a sentence. */
      readonly detail: string
    }

/**
 * The groups that one process serves, each by a server of its own with a chain, a database and accounts of its own. A server knows
 * of the others what this says, and nothing else.
 */
export interface Groups {
  /** Id of the one whose server this is. */
  readonly current: string
  /** All, the main one first. */
  list(): readonly GroupEntry[]
  /** Makes one and serves it; the main group's server alone can, where there is a data folder to make it in. */
  readonly add?: (wish: NewGroup) => Promise<AddedGroup>
}
