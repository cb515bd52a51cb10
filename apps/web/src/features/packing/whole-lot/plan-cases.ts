import type { Answer, PackingInput, stockRoutes } from '@theriac/api'
import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'

/** Packs of a lot that are in no container. */
export type Loose = Answer<(typeof stockRoutes)['loose']>

/** How a lot goes into cases. */
export interface Plan {
  readonly perCase: number
  /** Full ones. */
  readonly cases: number
  /** Packs in one more case that is not full; 0 where there is none. */
  readonly rest: number
  /** Cases on each pallet; 0 where they are not put on pallets. */
  readonly perPallet: number
}

/** Containers that one go makes: as many as the server allots numbers for at once. */
export const mostContainers = 1000

export const casesIn = ({ cases, rest }: Plan): number => cases + (rest > 0 ? 1 : 0)
export const packsIn = ({ perCase, cases, rest }: Plan): number => perCase * cases + rest
export const palletsIn = (plan: Plan): number => (plan.perPallet > 0 ? Math.ceil(casesIn(plan) / plan.perPallet) : 0)

/** What goes into each case: packs one after the other by their numbers, or counted where they have no serials. */
export function fillCases(
  lot: { readonly gtin: Gtin; readonly lot: LotNumber },
  loose: Loose,
  plan: Plan,
  ssccs: readonly Sscc[],
): readonly PackingInput[] {
  const sizes = Array.from({ length: casesIn(plan) }, (_, index) => (index < plan.cases ? plan.perCase : plan.rest))
  if (!loose.serialised) {
    return sizes.map((quantity, index) => ({ sscc: at(ssccs, index), quantities: [{ ...lot, quantity }] }))
  }
  let ranges = loose.ranges
  return sizes.map((size, index) => {
    const { taken, left } = takeFirst(ranges, size)
    ranges = left
    return { sscc: at(ssccs, index), ranges: taken.map((range) => ({ ...lot, ...range })) }
  })
}

/** Cases by pallet. */
export function loadPallets(cases: readonly Sscc[], perPallet: number): readonly (readonly Sscc[])[] {
  const pallets: Sscc[][] = []
  for (let first = 0; first < cases.length; first += perPallet) pallets.push(cases.slice(first, first + perPallet))
  return pallets
}

type Ranges = Loose['ranges']

function takeFirst(ranges: Ranges, count: number): { readonly taken: Ranges; readonly left: Ranges } {
  const taken: Ranges = []
  const left: Ranges = []
  let missing = count
  for (const { first, last } of ranges) {
    const size = Math.min(missing, last - first + 1)
    if (size > 0) taken.push({ first, last: first + size - 1 })
    if (first + size <= last) left.push({ first: first + size, last })
    missing -= size
  }
  return { taken, left }
}

function at(ssccs: readonly Sscc[], index: number): Sscc {
  const sscc = ssccs[index]
  if (sscc === undefined) throw new RangeError(`no SSCC was allotted for case ${index}`)
  return sscc
}
