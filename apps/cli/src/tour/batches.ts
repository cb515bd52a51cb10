import type { Gtin, IsoDate, LotNumber, Serial, Sscc } from '@theriac/gs1'
import type { Drug } from '@theriac/server'

/** A lot of the tour. */
export interface Batch {
  readonly drug: Drug
  readonly gtin: Gtin
  readonly lot: LotNumber
  readonly expiry: IsoDate
  readonly quantity: number
  /** By number; none where its packs have none. */
  readonly serials: readonly Serial[]
}

/** What the tour is about. */
export interface Batches {
  /** Paracetamol of the northern factory, 2 500 packs. */
  readonly paracetamol: Batch
  /** Insulin of the southern factory, 600 packs, which will be recalled. */
  readonly insulin: Batch
  /** Oral solution without serials, 1 000 packs. */
  readonly unserialised: Batch
}

/** Packs by their serials, as a scanner names them. */
export const packsOf = ({ gtin, serials }: Batch, ...indexes: readonly number[]) => ({
  units: indexes.map((index) => {
    const serial = serials[index]
    if (serial === undefined) throw new RangeError(`There is no pack ${index}`)
    return { gtin, serial }
  }),
})

/** Packs by their numbers, both ends included. */
export const rangeOf = ({ gtin, lot }: Batch, ...ranges: readonly (readonly [first: number, last: number])[]) => ({
  ranges: ranges.map(([first, last]) => ({ gtin, lot, first, last })),
})

/** Packs of a lot without serials. */
export const quantityOf = ({ gtin, lot }: Batch, quantity: number) => ({ quantities: [{ gtin, lot, quantity }] })

/** Packs in, or for, a container. */
export const packing = (sscc: Sscc, batch: Batch, first: number, last: number) => ({
  sscc,
  ...rangeOf(batch, [first, last]),
})

/** A pack with all that is printed on it. */
export const printOf = (batch: Batch, index: number) => {
  const [unit] = packsOf(batch, index).units
  if (!unit) throw new RangeError(`There is no pack ${index}`)
  return { ...unit, lot: batch.lot, expiry: batch.expiry }
}
