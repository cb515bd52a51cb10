import type { Address } from 'viem'
import type { Endpoint } from '../endpoint/index.ts'
import { LedgerError } from '../errors.ts'
import { delay } from '../waits.ts'
import { findOutcomes } from './acts/lookup.ts'
import type { Outcome } from './acts/outcome.ts'
import type { Entry } from './queue.ts'

/** What the lookup of repeated acts needs. */
export interface RepeatsOptions {
  readonly endpoint: Endpoint
  readonly acts: Address
  readonly signal: AbortSignal
  settle(entry: Entry, outcome: Outcome): void
  fail(entry: Entry, error: unknown): void
  track(promise: Promise<void>): void
}

/** How often the log is searched for an act before it is given up: the node may lag behind the one that was asked. */
const mostSearches = 3
const betweenSearchesMs = 500

/** Acts that the ledger had settled before: looked up together, one search at a time, off the lanes. */
export function createRepeats({ endpoint, acts, signal, settle, fail, track }: RepeatsOptions): {
  add(entry: Entry): void
} {
  let waiting: { readonly entry: Entry; readonly searches: number }[] = []
  let searching = false

  async function searchAll(): Promise<void> {
    try {
      await searchWaiting()
    } catch {
      // Only the end of the carrier interrupts the pause.
    } finally {
      // In the same turn in which nothing was found waiting, or what comes in between would wait for ever.
      searching = false
    }
  }

  async function searchWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const round = waiting
      waiting = []
      const found = await findOutcomes(
        { endpoint, acts, signal },
        round.map(({ entry }) => entry.act),
      ).catch(() => undefined)
      if (signal.aborted) return
      for (const { entry, searches } of round) {
        const outcome = found?.get(entry.digest)
        if (outcome) settle(entry, outcome)
        else if (!found) waiting.push({ entry, searches })
        else if (searches + 1 < mostSearches) waiting.push({ entry, searches: searches + 1 })
        else
          fail(entry, new LedgerError('ActOutcomeMissing', 'The log does not show the act', { digest: entry.digest }))
      }
      if (waiting.length > 0) await delay(betweenSearchesMs, signal)
    }
  }

  return {
    add(entry) {
      waiting.push({ entry, searches: 0 })
      if (searching) return
      searching = true
      track(searchAll())
    },
  }
}
