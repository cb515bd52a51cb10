import { chainChecks } from './checks/chain.ts'
import { contractChecks } from './checks/contracts.ts'
import { networkChecks } from './checks/network.ts'
import { judgeNative, judgeWeb3 } from './checks/nodes.ts'
import { settingChecks } from './checks/settings.ts'
import type { ChainFacts } from './facts.ts'
import type { Check, Verdict } from './verdict.ts'

const checks = { ...chainChecks, ...settingChecks, ...contractChecks, ...networkChecks } satisfies Record<string, Check>

/** What is looked at, in this order; `web3` and `native` once for each URL. */
export type FindingId = 'web3' | 'native' | keyof typeof checks

/** One thing that was looked at. */
export interface Finding extends Verdict {
  readonly id: FindingId
  /** The URL that it is about, of those that were named; absent where it is about the chain. */
  readonly url?: string
}

/** Judges what was found out about a chain. */
export function examine(facts: ChainFacts, nowMs: number): readonly Finding[] {
  return [
    ...facts.web3.map((node) => ({ id: 'web3' as const, url: node.url, ...judgeWeb3(node, facts) })),
    ...facts.native.map((node) => ({ id: 'native' as const, url: node.url, ...judgeNative(node, facts) })),
    ...(Object.keys(checks) as (keyof typeof checks)[]).map((id) => ({ id, ...checks[id](facts, nowMs) })),
  ]
}
