import type { PacksInput } from '@theriac/api'
import type { Sscc } from '@theriac/gs1'
import type { Packing } from '@theriac/ledger'
import { createFaults, type LooseGoods, locatePacks, type ResolveDeps } from './locate.ts'
import { countOf, unitsOfLoose } from './resolve.ts'

/** Packs in, or for, one container. */
export interface ResolvedPacking {
  readonly sscc: Sscc
  readonly loose: readonly LooseGoods[]
  readonly units: number
}

/**
 * Finds packs that a request names container by container.
 *
 * @param pointer - where the list of containers stands in the body, for the faults
 * @param mayBeEmpty - whether a container may name no packs
 * @throws ProblemError Invalid with a fault for each that is unknown or comes twice, in whichever containers
 */
export async function resolvePackings(
  deps: ResolveDeps,
  list: readonly ({ readonly sscc: Sscc } & PacksInput)[],
  pointer: string,
  mayBeEmpty: (place: number) => boolean = () => false,
): Promise<ResolvedPacking[]> {
  const faults = createFaults()
  const seen = new Set<string>()
  for (const [place, { sscc, units = [], ranges = [], quantities = [] }] of list.entries()) {
    if (seen.has(sscc)) faults.add(`${pointer}/${place}/sscc`, 'repeated', `${sscc} comes twice`)
    seen.add(sscc)
    const isEmpty = units.length + ranges.length + quantities.length === 0
    if (isEmpty && !mayBeEmpty(place)) faults.add(`${pointer}/${place}`, 'required', 'names no packs')
  }
  const groups = list.map(({ sscc: _, ...packs }, place) => ({ packs, pointer: `${pointer}/${place}` }))
  const found = await locatePacks(deps, groups, faults)
  faults.check()
  return list.map(({ sscc }, place) => {
    const loose = found[place] ?? []
    return { sscc, loose, units: loose.reduce((sum, one) => sum + countOf(one), 0) }
  })
}

/** Packings as the ledger takes them. */
export function packingsOf(list: readonly Pick<ResolvedPacking, 'sscc' | 'loose'>[]): Packing[] {
  return list.flatMap(({ sscc, loose }) => loose.map((one): Packing => ({ sscc, ...unitsOfLoose(one) })))
}

/** All loose units of packings together, by lot. */
export function looseOfAll(list: readonly Pick<ResolvedPacking, 'loose'>[]): LooseGoods[] {
  const quantities = new Map<number, Extract<LooseGoods, { quantity: number }>>()
  const ranges = new Map<number, Extract<LooseGoods, { ranges: unknown }>>()
  for (const one of list.flatMap(({ loose }) => loose)) {
    const { lot } = one
    if ('quantity' in one) {
      quantities.set(lot.ref, { lot, quantity: one.quantity + (quantities.get(lot.ref)?.quantity ?? 0) })
    } else {
      const known = ranges.get(lot.ref)?.ranges ?? []
      ranges.set(lot.ref, { lot, ranges: [...known, ...one.ranges] })
    }
  }
  const sorted = [...ranges.values()].map((one) => ({ ...one, ranges: one.ranges.toSorted((a, b) => a[0] - b[0]) }))
  return [...quantities.values(), ...sorted]
}
