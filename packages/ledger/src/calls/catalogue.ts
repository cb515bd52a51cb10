import { catalogueAbi } from '@theriac/contracts'
import { type Gtin, gtinToNumber, type IsoDate, type LotNumber, type Serial } from '@theriac/gs1'
import type { Hex } from 'viem'
import { LedgerError } from '../errors.ts'
import { dayOf, type LotId, leafOf, unitsPerRun } from '../model/index.ts'
import { type Call, encoderOf } from './call.ts'

const call = encoderOf('catalogue', catalogueAbi)

/** Master data of a product, as one version holds it. Texts may be empty, except for the name. */
export interface ProductData {
  readonly name: string
  readonly genericName: string
  readonly form: string
  readonly strength: string
  readonly pack: string
  readonly maker: string
  readonly storageConditions: string
  readonly atc: string
  readonly approvalNumber: string
  readonly nationalCode: string
  /** Smallest parts (tablets, ampoules) in a base pack; at least 1. */
  readonly packSize: number
  /** Higher packaging levels with GTINs of their own, and how many base packs each holds. */
  readonly levels: readonly { readonly gtin: Gtin; readonly units: number }[]
}

const encodeProduct = (data: ProductData) => ({
  ...data,
  levels: data.levels.map(({ gtin, units }) => ({ gtin: gtinToNumber(gtin), units })),
})

/** Registers a product under the GTIN of its base pack. */
export function registerProduct(gtin: Gtin, data: ProductData): Call {
  return call('registerProduct', [gtinToNumber(gtin), encodeProduct(data)])
}

/** Puts a new version in the place of `version`, which must still be the newest. */
export function amendProduct(gtin: Gtin, version: number, data: ProductData, reason: string): Call {
  return call('amendProduct', [gtinToNumber(gtin), version, encodeProduct(data), reason])
}

/** No sale until it is reinstated; by the owner, or as a strong act. */
export function suspendProduct(gtin: Gtin, reason: string): Call {
  return call('suspendProduct', [gtinToNumber(gtin), reason])
}

/** Ends a suspension; by the owner if it was its own, or as a strong act. */
export function reinstateProduct(gtin: Gtin, reason: string): Call {
  return call('reinstateProduct', [gtinToNumber(gtin), reason])
}

/** No new lots from now on. */
export function retireProduct(gtin: Gtin, reason: string): Call {
  return call('retireProduct', [gtinToNumber(gtin), reason])
}

/** For good: only return and destruction stay legal; by the owner, or as a strong act. */
export function withdrawProduct(gtin: Gtin, reason: string): Call {
  return call('withdrawProduct', [gtinToNumber(gtin), reason])
}

/** What is known of a lot before anything of it is made. */
export interface LotPlan {
  readonly production: IsoDate
  /** Last day of use. */
  readonly expiry: IsoDate
  /** The most units that may be commissioned. */
  readonly quantity: number
  /** Where it is made. */
  readonly origin: string
}

/** Registers a lot of a product of the signer's institution; `lotIdOf` tells its id. */
export function registerLot(
  lot: LotPlan & { readonly gtin: Gtin; readonly lotNumber: LotNumber; readonly serialised: boolean },
): Call {
  return call('registerLot', [
    gtinToNumber(lot.gtin),
    lot.lotNumber,
    dayOf(lot.production),
    dayOf(lot.expiry),
    lot.quantity,
    lot.serialised,
    lot.origin,
  ])
}

/** Corrects a lot before anything of it is commissioned. */
export function amendLot(lot: LotId, plan: LotPlan, reason: string): Call {
  return call('amendLot', [lot, dayOf(plan.production), dayOf(plan.expiry), plan.quantity, plan.origin, reason])
}

/** Recalls a lot for good; class 1 is the most dangerous. */
export function recallLot(lot: LotId, recallClass: 1 | 2 | 3, reason: string): Call {
  return call('recallLot', [lot, recallClass, reason])
}

/**
 * Commissions units of a run from their leaves (see `leafOf`), in the order of their numbers.
 *
 * @throws LedgerError RunInvalid for none or more than 1 024, SerialRepeated for a leaf that comes twice, FieldInvalid
 */
export function commission(lot: LotId, run: number, leaves: readonly Hex[]): Call {
  if (leaves.length === 0 || leaves.length > unitsPerRun)
    throw new LedgerError('RunInvalid', 'A run has 1 to 1 024 leaves', { count: leaves.length })
  refuseRepeats(
    lot,
    leaves.map((leaf) => leaf.toLowerCase()),
  )
  return call('commission', [lot, run, leaves])
}

/**
 * Commissions units from their serials, as many runs as it takes.
 *
 * @param firstRun - number of the first run; runs are numbered on from there
 * @returns one call per 1 024 serials
 * @throws LedgerError SerialRepeated for a serial that comes twice, FieldInvalid
 */
export function commissionSerials(gtin: Gtin, lot: LotId, serials: readonly Serial[], firstRun = 0): Call[] {
  refuseRepeats(lot, serials)
  const calls: Call[] = []
  for (let start = 0; start < serials.length; start += unitsPerRun) {
    const leaves = serials.slice(start, start + unitsPerRun).map((serial) => leafOf(gtin, serial))
    calls.push(commission(lot, firstRun + start / unitsPerRun, leaves))
  }
  return calls
}

/** Commissions units without serials. */
export function commissionQuantity(lot: LotId, quantity: number): Call {
  return call('commissionQuantity', [lot, quantity])
}

function refuseRepeats(lot: LotId, values: readonly string[]): void {
  const seen = new Set<string>()
  for (const [position, value] of values.entries()) {
    if (seen.has(value)) throw new LedgerError('SerialRepeated', 'A serial comes twice', { lot, position })
    seen.add(value)
  }
}
