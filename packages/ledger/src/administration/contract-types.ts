import type { Address, Hex } from 'viem'

/** Who may call a method, as far as the engine is concerned: everybody, who is listed, or who is not. */
export type MethodRule = 'everybody' | 'listed' | 'not_listed'

/**
 * Who may call a method of a contract. The engine looks at the account that sent the transaction, which carries what others signed,
 * and not at them. `listed` without accounts is what a change that was cut short leaves: then other methods decide whether it is open.
 */
export interface MethodAuthority {
  readonly rule: MethodRule
  /** None for everybody. */
  readonly accounts: readonly Address[]
}

/** What a frozen contract is called for is refused, all of it, until it is thawed. */
export type ContractState = 'available' | 'frozen'

/** Authority over a contract on its engine, beside what the contracts themselves decide. */
export interface ContractAuthority {
  /** Who alone changes it; undefined where the engine has noted nobody. */
  readonly admin?: Address
  readonly state: ContractState
  /** This server's own account; undefined where it has no key. */
  readonly own?: Address
  /** Of each method that was asked for, in that order. */
  readonly methods: readonly (MethodAuthority & { readonly selector: Hex })[]
}
