import type { Hex } from 'viem'
import type { SignedAct } from '../acts/act.ts'
import type { Outcome } from '../acts/outcome.ts'

/**
 * Where a carrier stores each act before it is sent. A settlement may be lost in a crash: the act is then sent again, and
 * the ledger tells its outcome.
 */
export interface Journal {
  /** Resolves when the act is stored so that a crash cannot lose it. */
  put(act: SignedAct): Promise<void>
  /** Notes what became of an act. Resolves when that is stored too. */
  settle(digest: Hex, outcome: Outcome): Promise<void>
  /** Forgets an act that can never be carried. */
  drop(digest: Hex): Promise<void>
  /** Acts without an outcome, in the order in which they were put. */
  pending(): Promise<readonly SignedAct[]>
  /** The outcome of an act settled not too long ago; the ledger knows the others. */
  outcomeOf(digest: Hex): Promise<Outcome | undefined>
}

/** Settled outcomes to remember; an act asked for later is looked up in the ledger. */
const defaultOutcomes = 10_000

/** Acts and outcomes in memory: what a journal has open. Never more than `most` outcomes, the oldest forgotten first. */
export function createMemory(most: number = defaultOutcomes) {
  const pending = new Map<Hex, SignedAct>()
  const outcomes = new Map<Hex, Outcome>()
  return {
    pending,
    outcomes,
    settle(digest: Hex, outcome: Outcome): void {
      pending.delete(digest)
      outcomes.set(digest, outcome)
      if (outcomes.size > most) for (const oldest of outcomes.keys()) return void outcomes.delete(oldest)
    },
  }
}

/** A journal that ends with the process: for tests, and for acts whose loss their sender would notice. */
export function memoryJournal(options: { readonly outcomes?: number } = {}): Journal {
  const memory = createMemory(options.outcomes)
  return {
    async put(act) {
      memory.pending.set(act.digest, act)
    },
    async settle(digest, outcome) {
      memory.settle(digest, outcome)
    },
    async drop(digest) {
      memory.pending.delete(digest)
    },
    pending: async () => [...memory.pending.values()],
    outcomeOf: async (digest) => memory.outcomes.get(digest),
  }
}
