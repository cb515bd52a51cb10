import { type Address, encodeErrorResult, type Hex, parseAbi } from 'viem'
import { addresses } from './abi.ts'
import { accounts, authority } from './authority.ts'
import { committee, committeeReads } from './committee.ts'
import { balance, consensus, systemConfig } from './settings.ts'
import { type EngineState, lower, type SystemOutcome, SystemRevert } from './state.ts'

export { refusedStatus } from './authority.ts'

const errorAbi = parseAbi(['error Error(string)'])
/** The text that the engine answers a refusal with. */
export const errorOf = (words: string): Hex => encodeErrorResult({ abi: errorAbi, args: [words] })

const all: ReadonlySet<string> = new Set(Object.values(addresses))
/** Whether the engine itself answers at an address. */
export const isSystem = (to: Address | undefined): boolean => to !== undefined && all.has(lower(to))

/** A call of one of the engine's own contracts. */
export interface SystemCall {
  readonly from: Address
  readonly to: Address
  readonly data: Hex
  /** Of the block that it is in. */
  readonly height: bigint
}

/** Does a call; the state afterwards, which is the one before where it was refused. */
export function runSystem(
  before: EngineState,
  call: SystemCall,
): { readonly state: EngineState; readonly outcome: SystemOutcome } {
  const state = structuredClone(before)
  try {
    return { state, outcome: { status: 0, logs: [], ...run(state, call) } }
  } catch (error) {
    const status = error instanceof SystemRevert ? error.status : 15
    const words = error instanceof SystemRevert ? error.message : 'call undefined function!'
    return { state: before, outcome: { status, output: errorOf(words), logs: [] } }
  }
}

function run(state: EngineState, call: SystemCall): Omit<SystemOutcome, 'status' | 'logs'> & Partial<SystemOutcome> {
  const { data, height } = call
  const [from, to] = [lower(call.from), lower(call.to)]
  switch (to) {
    case addresses.systemConfig:
      return { output: systemConfig(state, from, data) }
    case addresses.consensus:
      return { output: consensus(state, from, data) }
    case addresses.balance:
      return { output: balance(state, from, data) }
    case addresses.authority:
      return { output: authority(state, from, data) }
    case addresses.accounts:
      return { output: accounts(state, from, data) }
    case addresses.committee:
      return committee(state, from, data, height)
    default:
      return { output: committeeReads(state, to, data) }
  }
}
