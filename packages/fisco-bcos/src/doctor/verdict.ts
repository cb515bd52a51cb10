import type { Words } from '../words.ts'
import type { Asked } from './asked.ts'
import type { ChainFacts } from './facts.ts'

/** How something is: `fault` keeps the platform from working, `warning` will one day; `unknown` could not be found out. */
export type FindingState = 'good' | 'warning' | 'fault' | 'unknown'

/** What came of looking at one thing. */
export interface Verdict {
  readonly state: FindingState
  /** What was found. */
  readonly found: Words
  /** What to change, or to do so as to find out; absent where nothing is to be done. */
  readonly advice?: Words
}

/** Judges one thing by what was found out about the chain. */
export type Check = (facts: ChainFacts, nowMs: number) => Verdict

export const good = (en: string, zh: string): Verdict => ({ state: 'good', found: { en, zh } })
export const bad = (state: 'warning' | 'fault', found: Words, advice: Words): Verdict => ({ state, found, advice })

/** Looks at what was asked for; what was not answered cannot be judged. */
export function judge<Value>(asked: Asked<Value>, look: (value: Value) => Verdict): Verdict {
  return asked.ok ? look(asked.value) : { state: 'unknown', found: asked.fault.found }
}
