import type { Address, Hex } from 'viem'
import type { Profile } from '../endpoint/index.ts'
import type { NodeRole } from '../model/index.ts'
import type {
  AccountState,
  Committee,
  CommitteeAct,
  CommitteeProposals,
  Drift,
  EngineAccount,
  EngineChange,
  EngineVote,
} from './committee-types.ts'
import type { ContractAuthority, ContractState, MethodAuthority } from './contract-types.ts'

/**
 * Why an engine does not do something: `one_sealer` as one node seals alone and there is nobody to agree with; `not_connected`
 * as the node's own interface, beside JSON-RPC, was not given; `no_key` as no administrator's key was given; `not_told` as no
 * node tells it; `no_committee` as authority is not checked; `not_answered` as the node's own interface fails just now.
 */
export const unsupportedReasons = [
  'one_sealer',
  'not_connected',
  'no_key',
  'not_told',
  'no_committee',
  'not_answered',
] as const
export type UnsupportedReason = (typeof unsupportedReasons)[number]

/** What an engine has or does, or why it does not: nothing is made up. */
export type Supported<T> =
  | { readonly supported: true; readonly value: T }
  | { readonly supported: false; readonly why: UnsupportedReason }

/** A block without its transactions. */
export interface BlockSummary {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  /** Unix seconds. */
  readonly time: number
  readonly transactions: number
  readonly gasUsed: bigint
  /** Account of the node that sealed it, where the engine tells it. */
  readonly sealer?: Address
}

/** A transaction as it was sent, and where it stands. */
export interface ChainTransaction {
  readonly hash: Hex
  readonly from: Address
  /** Undefined for one that made a contract. */
  readonly to: Address | undefined
  readonly nonce: bigint
  readonly input: Hex
  /** Undefined while it waits. */
  readonly block: { readonly number: number; readonly hash: Hex; readonly index: number } | undefined
}

/** A block with its transactions. */
export interface ChainBlock extends BlockSummary {
  readonly list: readonly ChainTransaction[]
}

/** What a transaction did. */
export interface ChainReceipt {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly contractAddress: Address | undefined
  /** In order: an entry's place is its position in the receipt. */
  readonly logs: readonly { readonly address: Address; readonly topics: readonly Hex[]; readonly data: Hex }[]
}

/** How a chain does. */
export interface ChainOverview {
  readonly engine: Profile['engine']
  /** What the node says that it is. */
  readonly version: string
  readonly chainId: number
  readonly genesisHash: Hex
  readonly head: BlockSummary
  /** Transactions that are in no block yet. */
  readonly pending: Supported<number>
}

/** A node as the engine sees it. */
export interface EngineNode {
  /** Public key, 64 bytes, where the engine tells it. */
  readonly id?: Hex
  /** Its account: the last 20 bytes of keccak256 of the public key. */
  readonly address: Address
  readonly role: NodeRole
  /** `unknown` where no other node has heard of it. */
  readonly state: 'up' | 'behind' | 'down' | 'unknown'
  readonly height?: number
  /** Blocks that it lacks of the highest one known. */
  readonly lag?: number
  /** What it weighs in a vote; 0 for one that has none. */
  readonly weight: number
  readonly view?: number
  /** The newest block that bears its signature, and how many of the last ones do not. */
  readonly lastSigned?: number
  readonly missedSignatures?: number
}

/** The nodes of a group. */
export interface EngineNodes {
  readonly nodes: readonly EngineNode[]
  readonly sealers: number
  /** Sealers that may fail before the chain halts, from those that are up now. */
  readonly spare: number
}

/** One setting of the chain. */
export interface ConfigEntry {
  readonly key: string
  readonly value: string
  /** `genesis` for what is settled for ever, `program` for what a node's program and start settle, `vote` for what can be changed. */
  readonly settledBy: 'genesis' | 'program' | 'vote'
  /** A switch that cannot be switched off again. */
  readonly irreversible: boolean
}

/**
 * One chain under management: the same questions for every engine. All throw LedgerError of the endpoint.
 */
export interface Administration {
  overview(): Promise<ChainOverview>
  /** Blocks from `before` (exclusive; the newest by default) downwards. */
  blocks(count: number, before?: number): Promise<BlockSummary[]>
  /** By number or hash; undefined where there is none. */
  block(which: number | Hex): Promise<ChainBlock | undefined>
  transaction(hash: Hex): Promise<ChainTransaction | undefined>
  receipt(hash: Hex): Promise<ChainReceipt | undefined>
  nodes(): Promise<Supported<EngineNodes>>
  systemConfiguration(): Promise<Supported<readonly ConfigEntry[]>>
  committee(): Promise<Supported<Committee>>
  /** Makes a node an observer or a sealer, or takes it out of the group. */
  changeRole(id: Hex, role: NodeRole): Promise<Supported<EngineChange>>
  /** Proposals to the committee below `before` (exclusive; the newest by default) downwards. */
  proposals(count: number, before?: number): Promise<Supported<CommitteeProposals>>
  propose(act: CommitteeAct): Promise<Supported<EngineChange>>
  /** The engine counts votes on proposals that have expired: that is looked at before. */
  vote(proposal: number, agree: boolean): Promise<Supported<EngineVote>>
  revoke(proposal: number): Promise<Supported<EngineChange>>
  /** Changes a setting; one that can never be changed back only where `forever` says that this is known. */
  setConfiguration(key: string, value: string, forever: boolean): Promise<Supported<EngineChange>>
  drift(): Promise<Supported<Drift>>
  account(account: Address): Promise<Supported<EngineAccount>>
  /** Freezes an account, thaws it, or abolishes it for good; the last only where `forever` says that this is known. */
  setAccount(account: Address, state: AccountState, forever: boolean): Promise<Supported<EngineChange>>
  /** Who administers a contract on the engine, and who may call these methods of it. */
  contractAuthority(contract: Address, selectors: readonly Hex[]): Promise<Supported<ContractAuthority>>
  /** Settles who may call a method; the accounts take the place of those that were listed before. */
  setMethodRule(contract: Address, selector: Hex, authority: MethodAuthority): Promise<Supported<EngineChange>>
  setContractState(contract: Address, state: ContractState): Promise<Supported<EngineChange>>
}
