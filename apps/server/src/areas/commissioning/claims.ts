import type { Gtin } from '@theriac/gs1'
import { leavesOf } from '@theriac/ledger'
import type { Db, LeafIndex } from '@theriac/read-model'
import { sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import { createLeafSet, type LeafSet } from './leaf-set.ts'
import { letOthers } from './let-others.ts'
import type { SerialStore } from './serial-store.ts'

/** Whether a serial is free; if not, where it was met: on this list before, or on another's. */
export type Taken = { readonly by: 'list'; readonly number: number } | { readonly by: 'other' }

/** Serials of a product that one request is about to use. */
export interface Claim {
  /**
   * Claims leaves, each with its number on the list. Gives for each what stands in the way; undefined where it is claimed
   * now.
   */
  take(leaves: readonly Hex[], numbers: readonly number[]): Promise<readonly (Taken | undefined)[]>
  /** Ends it. What was claimed is free again unless it has been stored. */
  end(isStored: boolean): void
}

/** What claims look into. */
export interface ClaimsDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly store: SerialStore
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** What is claimed of one product, from the first claim that is open to the last. */
interface Product {
  /** Serials of jobs that the ledger had not sealed when the first claim was opened. */
  readonly pending: Promise<LeafSet>
  /** Open claims by when they were opened. */
  readonly open: Map<LeafSet, number>
  /** Claims that ended in being stored meanwhile. */
  readonly stored: Set<LeafSet>
}

/** A request that failed between its claim and its job never ends the claim. */
const longestMs = 3_600_000

/**
 * Keeps two requests from using one serial. The index of leaves only knows what the ledger has; between that and a request
 * are the serials of jobs under way, and those of other requests that are being read at this moment.
 */
export function createClaims({ db, leaves, store, clock }: ClaimsDeps) {
  const products = new Map<Gtin, Product>()

  async function loadPending(gtin: Gtin): Promise<LeafSet> {
    // Whoever is storing serials of the product just now is waited for.
    await db.transaction((tx) => lockSerials(tx as Db, gtin))
    const set = createLeafSet()
    for await (const run of store.pendingOf(gtin)) {
      await letOthers()
      for (const leaf of await leavesOf(gtin, run.serials)) set.add(leaf, 0)
    }
    return set
  }

  function close(gtin: Gtin, product: Product, set: LeafSet, isStored: boolean): void {
    if (!product.open.delete(set)) return
    if (isStored) product.stored.add(set)
    if (product.open.size === 0 && products.get(gtin) === product) products.delete(gtin)
  }

  function productOf(gtin: Gtin): Product {
    const known = products.get(gtin)
    for (const [set, since] of known?.open ?? []) {
      if (known && clock() - since > longestMs) close(gtin, known, set, false)
    }
    const product = products.get(gtin) ?? { pending: loadPending(gtin), open: new Map(), stored: new Set() }
    products.set(gtin, product)
    return product
  }

  return {
    /** Opens a claim on serials of a product. */
    async begin(gtin: Gtin): Promise<Claim> {
      const product = productOf(gtin)
      const own = createLeafSet()
      product.open.set(own, clock())
      const end = (isStored: boolean): void => close(gtin, product, own, isStored)
      let pending: LeafSet
      try {
        pending = await product.pending
      } catch (error) {
        end(false)
        throw error
      }
      const has = (leaf: Hex) => (set: LeafSet) => set !== own && set.find(leaf) >= 0
      return {
        async take(list, numbers) {
          const known = await leaves.findMany(list)
          // From here on nothing is waited for: of two that claim the same serial, one sees the other.
          return list.map((leaf, i): Taken | undefined => {
            const before = own.find(leaf)
            if (before >= 0) return { by: 'list', number: before }
            const others = [pending, ...product.open.keys(), ...product.stored]
            if ((known[i] ?? []).length > 0 || others.some(has(leaf))) return { by: 'other' }
            own.add(leaf, numbers[i] ?? 0)
            return undefined
          })
        },
        end,
      }
    },
  }
}

export type Claims = ReturnType<typeof createClaims>

/** Held until the transaction ends, by who stores serials of a product and by who reads which are under way. */
export async function lockSerials(tx: Db, gtin: Gtin): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`serials ${gtin}`}))`)
}
