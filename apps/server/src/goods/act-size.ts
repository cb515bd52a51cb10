import { encodeUnits, type Goods, type Call as LedgerCall, type Packing, type Slice, unitsOf } from '@theriac/ledger'
import { ProblemError } from '../problem-error.ts'
import { groupBy } from './group.ts'

// A FISCO BCOS node refuses transactions of more than 48 kB; the carrier keeps to 45 000 bytes for all that it sends.

/** Bytes of a call that an act can have, its signature and frame taken off. */
const mostCallBytes = 44_000
/** Groups of 256 units, of 64 bytes each, and containers, of 32, in one of several acts. */
const mostSlices = 500
const mostContainers = 500
/** Groups of 256 units in containers, of 96 bytes each, in one of several acts. */
const mostPackings = 400

/**
 * Refuses a call that does not fit into one act and cannot be made as several.
 *
 * @throws ProblemError Invalid, which says how to make it smaller
 */
export function requireOneAct(call: LedgerCall, field = '/goods'): LedgerCall {
  if ((call.data.length - 2) / 2 <= mostCallBytes) return call
  const detail = 'names more packs, one by one, than one act can hold: pack them into containers, or name fewer'
  throw new ProblemError('Invalid', `${field} ${detail}`, { errors: [{ field, rule: 'tooMany', detail }] })
}

/** Goods in parts that each fit into one act, together all of them. */
export function splitGoods(goods: Goods): Goods[] {
  const parts: Goods[] = [
    ...chunksOf(goods.containers ?? [], mostContainers).map((containers) => ({ containers })),
    ...chunksOf(encodeUnits(goods.units ?? []), mostSlices).map((slices) => ({ units: unitsOf(slices) })),
  ]
  const [first, second, ...more] = parts
  // Mostly there is a part of each, and both fit into one.
  if (first?.containers && second?.units && sizeOf(first) + sizeOf(second) <= mostSlices)
    return [{ ...first, ...second }, ...more]
  return parts
}

/** Packings in parts that each fit into one act; those of one container stay neighbours. */
export function splitPackings(packings: readonly Packing[]): Packing[][] {
  const slices = packings.flatMap((packing): { sscc: Packing['sscc']; slice: Slice }[] =>
    encodeUnits([packing]).map((slice) => ({ sscc: packing.sscc, slice })),
  )
  return chunksOf(slices, mostPackings).map((chunk) => {
    const bySscc = groupBy(chunk, ({ sscc }) => sscc)
    return [...bySscc].flatMap(([sscc, list]) => {
      const units = unitsOf(list.map(({ slice }) => slice))
      return units.map((one): Packing => ({ sscc, ...one }))
    })
  })
}

function sizeOf({ containers = [], units = [] }: Goods): number {
  return containers.length + encodeUnits(units).length
}

function chunksOf<T>(list: readonly T[], size: number): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < list.length; start += size) chunks.push(list.slice(start, start + size))
  return chunks
}
