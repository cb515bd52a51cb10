import type { Address, Hex } from 'viem'
import type { Outcome } from './acts/outcome.ts'
import { type Mark, marksOf, type RawReceipt } from './acts/receipt.ts'
import type { Entry, Parcel } from './queue.ts'

/** What a mined transaction says of the acts that it carried. */
export interface ParcelOutcome {
  readonly settled: readonly (readonly [Entry, Outcome])[]
  /** Settled by an earlier transaction. */
  readonly repeated: readonly Entry[]
  /** Without a mark: their digests are not what the contract computes. */
  readonly unmarked: readonly Entry[]
}

/** Gives each act of a parcel its own outcome, by digest and operator. */
export function outcomesOf({ entries }: Parcel, receipt: RawReceipt, acts: Address): ParcelOutcome {
  const open = new Map(entries.map((entry) => [entry.digest, entry]))
  const doubtful = new Map<Hex, Mark>()
  const settled: [Entry, Outcome][] = []
  const repeated: Entry[] = []
  for (const mark of marksOf(receipt, acts)) {
    const entry = open.get(mark.digest)
    if (!entry) continue
    if (mark.operator.toLowerCase() !== entry.act.operator.toLowerCase()) {
      // Of another signature under the same digest, unless the act itself was signed by another than it says.
      doubtful.set(mark.digest, mark)
      continue
    }
    open.delete(mark.digest)
    if (mark.outcome) settled.push([entry, mark.outcome])
    else repeated.push(entry)
  }
  const unmarked: Entry[] = []
  for (const entry of open.values()) {
    const outcome = doubtful.get(entry.digest)?.outcome
    if (outcome) settled.push([entry, outcome])
    else unmarked.push(entry)
  }
  return { settled, repeated, unmarked }
}
