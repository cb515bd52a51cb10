import { type Sscc, ssccToNumber } from '@theriac/gs1'
import { type Quantity, type Slice, slicesOf, type Units } from './units.ts'

/** Goods that move together: containers with all they hold, and loose units. */
export interface Goods {
  readonly containers?: readonly Sscc[]
  readonly units?: readonly (Units | Quantity)[]
}

/** Units of one lot in, or for, a container. */
export type Packing = { readonly sscc: Sscc } & (Units | Quantity)

/** Goods as the contracts take them. Throws UnitsInvalid, QuantityInvalid. */
export function encodeGoods(goods: Goods): { containers: bigint[]; units: Slice[] } {
  return { containers: encodeSsccs(goods.containers ?? []), units: encodeUnits(goods.units ?? []) }
}

/** Units as the contracts take them. Throws UnitsInvalid, QuantityInvalid. */
export function encodeUnits(units: readonly (Units | Quantity)[]): Slice[] {
  return units.flatMap(slicesOf)
}

/** Packings as the contracts take them. Throws UnitsInvalid, QuantityInvalid. */
export function encodePackings(packings: readonly Packing[]): ({ sscc: bigint } & Slice)[] {
  return packings.flatMap((packing) => {
    const sscc = ssccToNumber(packing.sscc)
    return slicesOf(packing).map((slice) => ({ sscc, ...slice }))
  })
}

/** SSCCs as the contracts take them. */
export function encodeSsccs(ssccs: readonly Sscc[]): bigint[] {
  return ssccs.map(ssccToNumber)
}
