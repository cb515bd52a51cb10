import type { Gtin, Serial } from '@theriac/gs1'
import { ProblemError } from '../problem-error.ts'
import { type LotRow, type ResolveDeps, type ResolvedGoods, resolveGoods } from './resolve.ts'

/** One pack of a request, found. */
export interface OnePack {
  readonly resolved: ResolvedGoods
  readonly lot: LotRow
  /** Its number in the lot. */
  readonly index: number
}

/**
 * Finds the pack that a body names by its fields `gtin` and `serial`.
 *
 * @throws ProblemError Invalid with a fault of `/serial`
 */
export async function findPack(
  deps: ResolveDeps,
  { gtin, serial }: { readonly gtin: Gtin; readonly serial: Serial },
): Promise<OnePack> {
  const resolved = await resolveGoods(deps, { units: [{ gtin, serial }] }, '').catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.data.errors === undefined) throw error
    const errors = error.data.errors.map((fault) => ({ ...fault, field: '/serial' }))
    throw new ProblemError('Invalid', errors[0]?.detail ?? error.message, { errors })
  })
  const [one] = resolved.loose
  const range = one && 'ranges' in one ? one.ranges[0] : undefined
  if (!one || !range) throw new TypeError('A serial was found, and no pack')
  return { resolved, lot: one.lot, index: range[0] }
}
