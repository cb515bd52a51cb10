import type { Address, Hex } from 'viem'

/** A proposal to the committee, with what it would set. */
export interface Proposal {
  readonly type: number
  readonly resource: Address
  readonly proposer: Address
  readonly lastBlock: bigint
  /** 1 open, 2 passed, 3 denied, 4 revoked, 5 expired. */
  status: number
  readonly agreed: Address[]
  readonly against: Address[]
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
  readonly weight: number
  readonly accounts: readonly Address[]
  readonly flag: boolean
}

/** Who may call a method: the list that counts is that of its type, 1 those in it and 2 all but those. */
export interface MethodRule {
  type: number
  readonly open: Set<Address>
  readonly shut: Set<Address>
}

/** All that the engine's own contracts keep; addresses in small letters. */
export interface EngineState {
  readonly config: Map<string, string>
  readonly balances: Map<string, bigint>
  readonly callers: Set<string>
  readonly sealers: Map<string, number>
  readonly observers: Set<string>
  readonly governors: Map<Address, number>
  readonly rates: { participates: number; win: number }
  readonly proposals: Proposal[]
  readonly deployment: { type: number; readonly listed: Set<string>; readonly shut: Set<string> }
  readonly admins: Map<string, Address>
  readonly methods: Map<string, MethodRule>
  readonly frozen: Set<string>
  readonly accounts: Map<string, number>
}

/** A chain is made with these. */
export interface Genesis {
  readonly nodeIds: readonly string[]
  readonly isAuthChecked: boolean
  readonly governors: readonly Address[]
  readonly participatesRate: number
  readonly winRate: number
}

export const version = '3.16.4'
export const chainId = 20_200

/** The state with the first block. A committee is there whether authority is checked or not. */
export function stateAtGenesis({ nodeIds, isAuthChecked, governors, ...rates }: Genesis): EngineState {
  return {
    config: new Map([
      ['compatibility_version', version],
      ['web3_chain_id', String(chainId)],
      ['auth_check_status', isAuthChecked ? '1' : '0'],
      ['executor_version', '1'],
      ['tx_gas_price', '0x0'],
      ['tx_gas_limit', '3000000000'],
      ['tx_count_limit', '1000'],
      ['consensus_leader_period', '1'],
    ]),
    balances: new Map(),
    callers: new Set(),
    sealers: new Map(nodeIds.map((id) => [id, 1])),
    observers: new Set(),
    governors: new Map(governors.map((account) => [lower(account), 1])),
    rates: { participates: rates.participatesRate, win: rates.winRate },
    proposals: [],
    deployment: { type: 0, listed: new Set(), shut: new Set() },
    admins: new Map(),
    methods: new Map(),
    frozen: new Set(),
    accounts: new Map(),
  }
}

export const lower = (address: Address): Address => `0x${address.slice(2).toLowerCase()}`

/** What a call of a system contract came to: numbers as in a native receipt. */
export interface SystemOutcome {
  readonly status: number
  readonly output: Hex
  readonly logs: readonly { readonly address: Address; readonly topics: readonly Hex[]; readonly data: Hex }[]
}

/** Ends a call: 15 where the engine itself refuses, 16 where a contract does. */
export class SystemRevert extends Error {
  readonly status: 15 | 16
  constructor(status: 15 | 16, words: string) {
    super(words)
    this.status = status
  }
}
