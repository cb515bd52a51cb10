import { type Call, type Goods, type Holder, type LotId, parseHolder, type Quantity, type Units } from '@theriac/ledger'
import type { EndingQueries } from '@theriac/read-model'
import { ProblemError } from '../../problem-error.ts'
import { splitGoods } from '../act-size.ts'
import { groupBy } from '../group.ts'
import type { Range } from '../ranges.ts'
import type { ContainerRow, LooseGoods, LotRow, ResolvedGoods } from '../resolve.ts'

/** Goods that are right at one holder. */
export interface Place {
  /** Undefined for packs that were never made. */
  readonly holder: Holder | undefined
  /** Where they are in the end: the same, unless they are inside a container. */
  readonly root: Holder | undefined
  /** As the ledger takes them. */
  readonly goods: Goods
  /** How many packs they are, those in containers included. */
  readonly units: number
  readonly containers: readonly ContainerRow[]
  readonly loose: readonly { readonly lot: LotRow; readonly ranges: readonly Range[] }[]
}

/** Where packs without serials are taken from, as nobody can see which ones are meant. */
export interface QuantitySource {
  readonly gln: string
  readonly kinds: readonly Holder['kind'][]
  /** Of the institution's holders, the newest days first. */
  readonly isRight: (holder: Holder) => boolean
  /** In words: `in your stock`. */
  readonly place: string
}

/** The holder that a row tells of. */
export const holderOf = (row: { readonly id: string } | undefined): Holder | undefined =>
  row && parseHolder(BigInt(`0x${row.id}`))

interface Piece {
  readonly ref: number
  readonly container?: ContainerRow
  readonly loose?: { readonly lot: LotRow; readonly ranges: readonly Range[] }
}

/** Where containers and numbered packs are, each group of them that is at one holder; packs without serials are not in it. */
export async function placesOf(
  queries: EndingQueries,
  { containers, loose }: Pick<ResolvedGoods, 'containers' | 'loose'>,
): Promise<Place[]> {
  const pieces: Piece[] = containers.map((container) => ({ ref: container.placeRef, container }))
  for (const one of loose) {
    if ('quantity' in one) continue
    const found = await queries.unitsByHolder(one.lot.ref, one.ranges)
    for (const [ref, ranges] of found) pieces.push({ ref, loose: { lot: one.lot, ranges } })
  }
  const groups = groupBy(pieces, ({ ref }) => ref)
  const roots = await queries.rootsOf([...groups.keys()])
  const rows = await queries.holders([...groups.keys(), ...roots.values()])
  const packed = await queries.unitsIn(containers.map(({ ref }) => ref))
  return [...groups].map(([ref, list]): Place => {
    const inside = list.flatMap(({ container }) => container ?? [])
    const outside = list.flatMap((piece) => piece.loose ?? [])
    const count = outside.flatMap(({ ranges }) => ranges).reduce((sum, [first, last]) => sum + last - first + 1, 0)
    return {
      holder: holderOf(rows.get(ref)),
      root: holderOf(rows.get(roots.get(ref) ?? ref)),
      goods: {
        containers: inside.map(({ sscc }) => sscc as NonNullable<Goods['containers']>[number]),
        units: outside.map(({ lot, ranges }): Units => ({ lot: lot.lot as LotId, units: ranges })),
      },
      units: inside.reduce((sum, row) => sum + (packed.get(row.ref) ?? 0), count),
      containers: inside,
      loose: outside,
    }
  })
}

/**
 * Takes packs without serials from the holders that have them, the newest days first.
 *
 * @throws ProblemError WrongState where there are not enough
 */
export async function takeQuantities(
  queries: EndingQueries,
  loose: readonly LooseGoods[],
  source: QuantitySource,
): Promise<Place[]> {
  const places: Place[] = []
  for (const one of loose) {
    if (!('quantity' in one)) continue
    const { lot, quantity } = one
    let left = quantity
    for (const { holder: row, units } of await queries.quantitiesOf(lot.ref, source.gln, source.kinds)) {
      const holder = holderOf(row)
      if (left === 0) break
      if (!holder || !source.isRight(holder)) continue
      const taken = Math.min(left, units)
      left -= taken
      const goods: Goods = { units: [{ lot: lot.lot as LotId, quantity: taken } satisfies Quantity] }
      places.push({ holder, root: holder, goods, units: taken, containers: [], loose: [] })
    }
    if (left > 0) throw short(lot, quantity, quantity - left, source.place)
  }
  return places
}

function short(lot: LotRow, quantity: number, held: number, place: string): ProblemError {
  const args = { quantities: [{ gtin: lot.gtin, lot: lot.lotNumber, quantity, held }] }
  const detail = `Only ${held} packs of lot ${lot.lotNumber} are ${place}, not ${quantity}`
  return new ProblemError('WrongState', detail, { reason: { name: 'InventoryNotHeld', args } })
}

/** A call for each holder that goods are taken from, and each part of them that one act can hold. */
export function callsFor(places: readonly Place[], call: (part: Goods, holder: Holder) => Call): Call[] {
  return places.flatMap(({ holder, goods }) => (holder ? splitGoods(goods).map((part) => call(part, holder)) : []))
}
