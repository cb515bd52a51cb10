import type { ChainFacts } from './facts.ts'
import { networkChecks } from './network-checks.ts'
import { nodeChecks } from './node-checks.ts'
import { settingChecks } from './setting-checks.ts'
import type { Check, Verdict } from './verdict.ts'

const checks = { ...nodeChecks, ...settingChecks, ...networkChecks } satisfies Record<string, Check>

/** What is looked at, in this order. */
export type FindingId = keyof typeof checks

/** One thing that was looked at. */
export interface Finding extends Verdict {
  readonly id: FindingId
}

/** Judges what was found out about a chain. */
export function examine(facts: ChainFacts, nowMs: number): readonly Finding[] {
  return (Object.keys(checks) as FindingId[]).map((id) => ({ id, ...checks[id](facts, nowMs) }))
}
