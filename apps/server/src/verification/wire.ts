import type { PackLot, PackProduct, Verification as VerificationAnswer } from '@theriac/api'
import { instantOf } from '../times.ts'
import type { LotRow, ProductFact } from './facts.ts'
import type { Verification } from './verify.ts'

/** A product as verifications tell it. */
export function packProduct({ product }: ProductFact): PackProduct {
  const { name, genericName, form, strength, pack, maker, storageConditions } = product.data
  const texts = { name, genericName, form, strength, pack, maker, storageConditions }
  const reason = product.reason === null ? {} : { reason: product.reason }
  return {
    gtin: product.gtin as PackProduct['gtin'],
    ...texts,
    owner: product.owner,
    status: product.status,
    ...reason,
  }
}

/** A lot as verifications tell it. */
export function packLot(lot: LotRow): PackLot {
  const { lotNumber, expiry, production, origin, recalled, recallClass, recallReason } = lot
  return {
    lot: lotNumber,
    expiry,
    production,
    origin,
    recalled,
    ...(recallClass === null ? {} : { recallClass }),
    ...(recallReason === null ? {} : { recallReason }),
  }
}

/** A verification as it is answered; `alertId` is of the alert that was raised for it. */
export function verificationAnswer(
  { question, judgement, repair }: Verification,
  alertId: string | undefined,
  now: number,
): VerificationAnswer {
  const { verdict, status, holds, isSellable, product, lot, unit, state, location, endedOn, due } = judgement
  const { isDayZero: _, ...pack } = question
  const sscc = location === 'here' ? (unit?.holder.sscc ?? undefined) : undefined
  return {
    verdict,
    status,
    sellable: isSellable,
    holds: [...holds],
    pack,
    ...(product ? { product: packProduct(product) } : {}),
    ...(lot ? { lot: packLot(lot) } : {}),
    ...(unit && state && location
      ? { unit: { state, location, ...(endedOn ? { endedOn } : {}), ...(sscc ? { container: sscc } : {}) } }
      : {}),
    ...(due && alertId ? { alert: { id: alertId, ...due } } : {}),
    ...(repair ? { repair: { causes: [...repair.causes], text: repair.text } } : {}),
    checkedAt: instantOf(now),
  }
}
