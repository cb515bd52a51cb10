import type { Address, Hex } from 'viem'
import type { NodeRole } from '../model/index.ts'

/** Who may make contracts: everybody, who is listed, or who is not. */
export type DeploymentRule = 'everybody' | 'listed' | 'not_listed'

/** Who decides over an engine's settings and nodes. */
export interface Committee {
  readonly governors: readonly { readonly account: Address; readonly weight: number }[]
  /** Percent of the weight that must take part, and that must agree. */
  readonly participatesRate: number
  readonly winRate: number
  readonly deployment: DeploymentRule
  /** This server's own account, which may be none of the governors; undefined where it has no key. */
  readonly own?: Address
}

/** What a proposal would change. */
export type CommitteeSubject =
  | 'update_governor'
  | 'set_rate'
  | 'upgrade_vote_computer'
  | 'set_deploy_auth_type'
  | 'modify_deploy_auth'
  | 'reset_admin'
  | 'set_sys_config'
  | 'set_consensus_weight'
  | 'remove_node'
  | 'unknown'

/** Whether the server's own account may vote on a proposal now, or why not. */
export type CommitteeBallot = 'may' | 'no_key' | 'not_governor' | 'expired' | 'closed' | 'voted'

/** What a proposal would set, as far as its subject has it. */
export interface ProposedValues {
  readonly account?: Address
  readonly weight?: number
  readonly participatesRate?: number
  readonly winRate?: number
  readonly rule?: DeploymentRule
  /** Whether the account may make contracts. */
  readonly may?: boolean
  readonly key?: string
  readonly value?: string
  /** Public key of a node. */
  readonly node?: Hex
  readonly role?: NodeRole
}

/** A proposal to the committee. */
export interface CommitteeProposal {
  /** They count from 1. */
  readonly id: number
  readonly subject: CommitteeSubject
  readonly proposer: Address
  /** The account or contract that it is about. */
  readonly resource: Address
  /** Undefined where the committee's contract keeps it otherwise than is known. */
  readonly values?: ProposedValues
  readonly agreed: readonly Address[]
  readonly against: readonly Address[]
  readonly state: 'open' | 'passed' | 'denied' | 'revoked' | 'expired' | 'unknown'
  /** The last block that can hold a vote, and how many there are until then, this one among them. */
  readonly lastBlock: number
  readonly blocksLeft: number
  /** How long that takes, as fast as blocks came lately; undefined for one that is not open. */
  readonly secondsLeft?: number
  readonly ballot: CommitteeBallot
  /** Only who made a proposal takes it back. */
  readonly revocable: boolean
}

/** Proposals, newest first. */
export interface CommitteeProposals {
  readonly height: number
  readonly items: readonly CommitteeProposal[]
  /** `before` of the next page. */
  readonly next?: number
}

/** What can be proposed to the committee, beside nodes and settings. */
export type CommitteeAct =
  /** A weight of 0 takes the account out. */
  | { readonly kind: 'governor'; readonly account: Address; readonly weight: number }
  | { readonly kind: 'rates'; readonly participatesRate: number; readonly winRate: number }
  | { readonly kind: 'deployment'; readonly rule: Exclude<DeploymentRule, 'everybody'> }
  | { readonly kind: 'deployer'; readonly account: Address; readonly may: boolean }
  /** Who alone settles who may call a contract's methods, and freezes it. */
  | { readonly kind: 'contract_admin'; readonly contract: Address; readonly account: Address }

/** The engine, or a check before it, did not do it. */
export interface EngineRefusal {
  readonly state: 'refused'
  readonly code: string
  readonly words: { readonly en: string; readonly zh: string }
}

/** A change that was made on the engine, or handed to the committee. */
export type EngineChange =
  | { readonly state: 'made' }
  | { readonly state: 'proposed'; readonly proposal: string }
  | EngineRefusal

/** A vote that was counted; `made` where it was the one that was lacking, and the change was made. */
export type EngineVote = { readonly state: 'made' } | { readonly state: 'counted' } | EngineRefusal

/** States of an account on the engine: a frozen one signs nothing that is taken, an abolished one never again. */
export type AccountState = 'normal' | 'frozen' | 'abolished'

/** An account as the engine sees it. */
export interface EngineAccount {
  readonly state: AccountState
  readonly mayDeploy: boolean
}

/** One of one's own nodes, in the order in which they are given to the server. */
export interface OwnNode {
  readonly place: number
  /** What went wrong where it did not answer; then nothing else is told. */
  readonly fault?: string
  readonly id?: Hex
  readonly version?: string
  readonly height?: number
}

/** How settings and versions of one's own nodes differ. */
export interface Drift {
  readonly nodes: readonly OwnNode[]
  /** Keys on which the nodes that answered do not agree. A value is undefined where a node has none. */
  readonly differences: readonly {
    readonly key: string
    readonly values: readonly { readonly place: number; readonly value?: string }[]
  }[]
}
