import type { Hex } from 'viem'
import type { SignedAct } from './acts/act.ts'
import { type EncodedAct, emptyCarrySize } from './acts/calldata.ts'
import type { Outcome } from './acts/outcome.ts'

/** Whoever waits for an act's outcome. */
export interface Waiter {
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/** An act under way. */
export interface Entry {
  readonly act: SignedAct
  readonly digest: Hex
  readonly encoded: EncodedAct
  readonly waiters: Set<Waiter>
}

/** Acts that travel in one transaction. */
export interface Parcel {
  readonly entries: readonly Entry[]
  /** Gas to send it with; undefined: as much as such acts commonly need. */
  readonly gas?: bigint
}

/** What bounds a parcel. */
export interface ParcelLimits {
  /** Bytes of transaction data. */
  readonly dataBytes: number
  readonly acts: number
}

/** Acts in the order in which they came, taken out in parcels. */
export interface ParcelQueue {
  readonly size: number
  push(entry: Entry): void
  /** Puts a parcel before everything else, as it is. */
  putBack(parcel: Parcel): void
  take(): Parcel | undefined
}

/** An empty queue. */
export function createQueue({ dataBytes, acts }: ParcelLimits): ParcelQueue {
  const returned: Parcel[] = []
  let entries: Entry[] = []
  let head = 0
  let returnedSize = 0
  return {
    get size() {
      return entries.length - head + returnedSize
    },
    push(entry) {
      entries.push(entry)
    },
    putBack(parcel) {
      returned.push(parcel)
      returnedSize += parcel.entries.length
    },
    take() {
      const parcel = returned.shift()
      if (parcel) {
        returnedSize -= parcel.entries.length
        return parcel
      }
      let bytes = emptyCarrySize
      let end = head
      for (; end < entries.length && end - head < acts; end++) {
        const entry = entries[end]
        // One goes even if it is too much: bounds that were lowered since it was stored must not block all others.
        if (!entry || (end > head && bytes + entry.encoded.size > dataBytes)) break
        bytes += entry.encoded.size
      }
      if (end === head) return undefined
      const taken = entries.slice(head, end)
      head = end
      // What is gone must not be held: an act may have 40 kB.
      if (head === entries.length || head > 1_000) {
        entries = entries.slice(head)
        head = 0
      }
      return { entries: taken }
    },
  }
}
