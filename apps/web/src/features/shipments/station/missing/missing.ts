import type { Answer, PackingInput, packingRoutes } from '@theriac/api'
import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'

type Content = Answer<(typeof packingRoutes)['find']>['loose']
type Range = Content[number]['ranges'][number]

/** Packs of a lot that were not in the container where they are booked. */
export interface Missing {
  /** The outermost container, which has arrived. */
  readonly root: Sscc
  /** The one that they are booked right in. */
  readonly sscc: Sscc
  readonly gtin: Gtin
  readonly lot: LotNumber
  /** Numbers in the lot; none for lots without serials. */
  readonly ranges: readonly Range[]
  readonly quantity: number
}

/** What was found in a container when it was counted. */
export interface BoxCount {
  /** Numbers of the packs that were scanned, by lot. */
  readonly found: Readonly<Record<string, readonly number[]>>
  /** Packs without serials that are there, by lot; all of them unless somebody says otherwise. */
  readonly counts: Readonly<Record<string, number>>
}

export const nothingCounted: BoxCount = { found: {}, counts: {} }

export const lotKey = ({ gtin, lot }: { readonly gtin: string; readonly lot: string }): string => `${gtin} ${lot}`

/** Packs of a lot that are there. */
export function foundOf(line: Content[number], { found, counts }: BoxCount): number {
  if (line.ranges.length === 0) return Math.min(line.quantity, counts[lotKey(line)] ?? line.quantity)
  return found[lotKey(line)]?.length ?? 0
}

/** What is missing in a container, as far as it was counted. */
export function missingIn(
  at: { readonly root: Sscc; readonly sscc: Sscc },
  content: Content,
  count: BoxCount,
): readonly Missing[] {
  return content.flatMap((line) => {
    const quantity = line.quantity - foundOf(line, count)
    const { gtin, lot } = line
    const ranges = without(line.ranges, count.found[lotKey(line)] ?? [])
    return quantity > 0 ? [{ ...at, gtin, lot, ranges, quantity }] : []
  })
}

/** Ranges without some of their numbers. */
function without(ranges: readonly Range[], numbers: readonly number[]): readonly Range[] {
  const sorted = numbers.toSorted((a, b) => a - b)
  return ranges.flatMap(({ first, last }) => {
    const left: Range[] = []
    let next = first
    for (const number of sorted) {
      if (number < first || number > last) continue
      if (number > next) left.push({ first: next, last: number - 1 })
      next = number + 1
    }
    return next <= last ? [...left, { first: next, last }] : left
  })
}

/** The same as the API takes it. */
export function missingInput(missing: readonly Missing[]): PackingInput[] {
  return [...new Set(missing.map(({ sscc }) => sscc))].map((sscc) => {
    const own = missing.filter((one) => one.sscc === sscc)
    const ranges = own.flatMap(({ gtin, lot, ranges: list }) => list.map((range) => ({ gtin, lot, ...range })))
    const quantities = own.flatMap(({ gtin, lot, ranges: list, quantity }) =>
      list.length === 0 ? [{ gtin, lot, quantity }] : [],
    )
    return {
      sscc,
      ...(ranges.length > 0 ? { ranges } : {}),
      ...(quantities.length > 0 ? { quantities } : {}),
    }
  })
}

export const countMissing = (missing: readonly Missing[]): number =>
  missing.reduce((sum, { quantity }) => sum + quantity, 0)
