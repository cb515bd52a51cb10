import { catalogueAbi } from '@theriac/contracts'
import { type Gln, type Gtin, gtinToNumber, type IsoDate } from '@theriac/gs1'
import type { Client, Hex } from 'viem'
import type { Addresses } from '../addresses.ts'
import type { ProductData } from '../calls/index.ts'
import { readContract } from '../endpoint/read-contract.ts'
import { dateOf, holds, type LotId } from '../model/index.ts'
import { asGln, asGtin, nameAt, unless } from './decode.ts'

const productStatuses = ['none', 'active', 'suspended', 'retired', 'withdrawn'] as const
/** Whether a product may be made and sold. */
export type ProductStatus = Exclude<(typeof productStatuses)[number], 'none'>

/** A product without its texts. */
export interface Product {
  readonly gtin: Gtin
  readonly owner: Gln
  readonly status: ProductStatus
  readonly version: number
  readonly packSize: number
  /** Who suspended it, until it is reinstated; a withdrawal leaves it. */
  readonly suspendedBy?: Gln
}

/** A lot as the chain has it. */
export interface Lot {
  readonly lot: LotId
  readonly gtin: Gtin
  readonly owner: Gln
  readonly production: IsoDate
  readonly expiry: IsoDate
  readonly quantity: number
  readonly commissioned: number
  readonly serialised: boolean
  readonly recalled: boolean
}

/** A commissioning run. */
export interface Run {
  readonly root: Hex
  readonly count: number
  readonly commissioned: IsoDate
}

/** Reads on products and lots; undefined where there is none. */
export function catalogueReads(client: Client, addresses: Addresses) {
  const at = { address: addresses.catalogue, abi: catalogueAbi } as const
  return {
    async product(gtin: Gtin): Promise<Product | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'productOf', args: [gtinToNumber(gtin)] })
      const status = nameAt(productStatuses, raw.status)
      if (status === 'none') return undefined
      const { suspendedBy, ...product } = raw
      const suspension = suspendedBy === 0n ? {} : { suspendedBy: asGln(suspendedBy) }
      return { ...product, ...suspension, gtin, owner: asGln(raw.owner), status }
    },
    /** The newest version's master data; undefined for a GTIN that is no product's. */
    async productData(gtin: Gtin): Promise<ProductData | undefined> {
      const data = readContract(client, { ...at, functionName: 'dataOf', args: [gtinToNumber(gtin)] })
      const raw = await unless('ProductsUnknown', data)
      return raw && { ...raw, levels: raw.levels.map((level) => ({ ...level, gtin: asGtin(level.gtin) })) }
    },
    /** The product that a GTIN of any packaging level belongs to. */
    async baseOf(gtin: Gtin): Promise<Gtin | undefined> {
      const base = await readContract(client, { ...at, functionName: 'baseOf', args: [gtinToNumber(gtin)] })
      return base === 0n ? undefined : asGtin(base)
    },
    async lot(lot: LotId): Promise<Lot | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'lotOf', args: [lot] })
      if (raw.gtin === 0n) return undefined
      const days = { production: dateOf(raw.production), expiry: dateOf(raw.expiry) }
      return { ...raw, ...days, lot, gtin: asGtin(raw.gtin), owner: asGln(raw.owner) }
    },
    async run(lot: LotId, run: number): Promise<Run | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'runOf', args: [lot, run] })
      return raw.count === 0 ? undefined : { root: raw.root, count: raw.count, commissioned: dateOf(raw.day) }
    },
    /** Why goods of a lot may not be supplied today; `none` if they may. */
    async hold(lot: LotId): Promise<(typeof holds)[number]> {
      return nameAt(holds, await readContract(client, { ...at, functionName: 'holdOf', args: [lot] }))
    },
    /** Whether a unit was commissioned with a leaf. */
    includes(lot: LotId, index: number, leaf: Hex, proof: readonly Hex[]): Promise<boolean> {
      return readContract(client, { ...at, functionName: 'includes', args: [lot, index, leaf, proof] })
    },
  }
}
