import { type Hex, toHex } from 'viem'
import { LedgerError } from '../errors.ts'
import type { LotId } from './lots.ts'

/** Units of one lot by their numbers: single ones, or ranges with both ends. */
export interface Units {
  readonly lot: LotId
  /** Numbers (`7`) and inclusive ranges (`[0, 99]`), in any order; none twice. */
  readonly units: readonly (number | readonly [first: number, last: number])[]
}

/** Units of a lot without serials. */
export interface Quantity {
  readonly lot: LotId
  readonly quantity: number
}

/** 256 units of a lot: the key of a word and one bit per unit. */
export interface Slice {
  readonly word: Hex
  readonly mask: bigint
}

/** Units commissioned together at most; run r numbers its units from r x 1 024. */
export const unitsPerRun = 1024

/** Units of a word: one for each bit. */
export const unitsPerWord = 256
/** Number of the word that counts units without serials; no unit's word reaches it. */
export const quantityWord = 0xffffffff
const maxUnitIndex = 0xffffffff

/**
 * The words and masks of units, in the order of their numbers.
 *
 * @throws LedgerError UnitsInvalid for a number out of range, a reversed range, or a unit named twice; QuantityInvalid
 */
export function slicesOf(goods: Units | Quantity): Slice[] {
  if ('quantity' in goods) {
    if (!Number.isSafeInteger(goods.quantity) || goods.quantity < 1 || goods.quantity > quantityWord) {
      const { quantity } = goods
      throw new LedgerError('QuantityInvalid', `${quantity} is no quantity of a lot`, { quantity })
    }
    return [{ word: wordKey(goods.lot, quantityWord), mask: BigInt(goods.quantity) }]
  }
  const masks = new Map<number, bigint>()
  for (const entry of goods.units) {
    const [first, last] = typeof entry === 'number' ? [entry, entry] : entry
    if (!Number.isInteger(first) || !Number.isInteger(last) || first < 0 || last < first || last > maxUnitIndex) {
      throw new LedgerError('UnitsInvalid', `No units ${first} to ${last}`, { first, last, twice: false })
    }
    for (let start = first; start <= last; ) {
      const word = Math.floor(start / unitsPerWord)
      const end = Math.min(last, word * unitsPerWord + unitsPerWord - 1)
      const bits = ((1n << BigInt(end - start + 1)) - 1n) << BigInt(start % unitsPerWord)
      const before = masks.get(word) ?? 0n
      if ((before & bits) !== 0n)
        throw new LedgerError('UnitsInvalid', `Units ${first} to ${last} twice`, { first, last, twice: true })
      masks.set(word, before | bits)
      start = end + 1
    }
  }
  return [...masks].sort(([a], [b]) => a - b).map(([word, mask]) => ({ word: wordKey(goods.lot, word), mask }))
}

/** What slices, in any order, stand for: per lot its units as ascending ranges, or its quantity. */
export function unitsOf(slices: readonly Slice[]): (Units | Quantity)[] {
  const lots = new Map<LotId, Map<number, bigint>>()
  for (const { word, mask } of slices) {
    const { lot, number } = parseWordKey(word)
    const masks = lots.get(lot) ?? new Map<number, bigint>()
    const before = masks.get(number) ?? 0n
    masks.set(number, number === quantityWord ? before + mask : before | mask)
    lots.set(lot, masks)
  }
  const found: (Units | Quantity)[] = []
  for (const [lot, masks] of lots) {
    const quantity = masks.get(quantityWord)
    if (quantity !== undefined) found.push({ lot, quantity: Number(quantity) })
    masks.delete(quantityWord)
    const units: [number, number][] = []
    for (const [number, mask] of [...masks].sort(([a], [b]) => a - b)) appendBits(units, number * unitsPerWord, mask)
    if (units.length > 0) found.push({ lot, units })
  }
  return found
}

function appendBits(ranges: [number, number][], offset: number, mask: bigint): void {
  for (let bit = 0; mask !== 0n; bit++, mask >>= 1n) {
    if ((mask & 1n) === 0n) continue
    const index = offset + bit
    const newest = ranges.at(-1)
    if (newest !== undefined && newest[1] === index - 1) newest[1] = index
    else ranges.push([index, index])
  }
}

/** The key of a word: the lot's id with the word's number in its last four bytes. */
export function wordKey(lot: LotId, word: number): Hex {
  return `${lot.slice(0, -8)}${toHex(word, { size: 4 }).slice(2)}` as Hex
}

/** Lot and number of a word from its key. */
export function parseWordKey(word: Hex): { readonly lot: LotId; readonly number: number } {
  return { lot: `${word.slice(0, -8)}00000000` as LotId, number: Number.parseInt(word.slice(-8), 16) }
}

/** How many units a mask of a word stands for. */
export function countUnits(number: number, mask: bigint): number {
  if (number === quantityWord) return Number(mask)
  let count = 0
  for (let rest = mask; rest !== 0n; rest &= rest - 1n) count++
  return count
}

/** The key of the word that a unit is in, and its bit there. */
export function bitOf(lot: LotId, index: number): Slice {
  return { word: wordKey(lot, Math.floor(index / unitsPerWord)), mask: 1n << BigInt(index % unitsPerWord) }
}
