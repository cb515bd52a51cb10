import type { Transaction } from './block/transaction.ts'
import type { Hex } from './codec/hex.ts'
import type { ChainError } from './errors.ts'
import type { SealedBlock } from './storage/ledger-store.ts'

/** A transaction in a block. */
export interface Sealed {
  readonly state: 'sealed'
  readonly transaction: Transaction
  readonly block: SealedBlock
  /** Position in the block; its receipt has the same. */
  readonly index: number
}

/** What is known of a transaction. */
export type Located = Sealed | { readonly state: 'pending'; readonly transaction: Transaction }

interface Wait {
  readonly resolve: (sealed: Sealed) => void
  readonly reject: (error: unknown) => void
}

/** Those who wait for a transaction to be sealed. */
export interface Waits {
  waitFor(hash: Hex): Promise<Sealed>
  sealed(block: SealedBlock): void
  /** Ends every wait with an error. */
  abandon(error: ChainError): void
}

export function createWaits(find: (hash: Uint8Array) => Promise<Located | undefined>): Waits {
  const waits = new Map<Hex, Wait[]>()
  const take = (hash: Hex): Wait[] => {
    const found = waits.get(hash) ?? []
    waits.delete(hash)
    return found
  }
  return {
    waitFor: (hash) =>
      new Promise((resolve, reject) => {
        const known = waits.get(hash)
        if (known === undefined) waits.set(hash, [{ resolve, reject }])
        else known.push({ resolve, reject })
        // Looked for after the wait is in place, so that a block sealed in between is not missed.
        find(Buffer.from(hash.slice(2), 'hex')).then(
          (located) => {
            if (located?.state === 'sealed') for (const wait of take(hash)) wait.resolve(located)
          },
          (error) => {
            for (const wait of take(hash)) wait.reject(error)
          },
        )
      }),
    sealed(block) {
      if (waits.size === 0) return
      block.transactions.forEach((transaction, index) => {
        for (const wait of take(transaction.hash)) wait.resolve({ state: 'sealed', transaction, block, index })
      })
    },
    abandon(error) {
      for (const hash of [...waits.keys()]) for (const wait of take(hash)) wait.reject(error)
    },
  }
}
