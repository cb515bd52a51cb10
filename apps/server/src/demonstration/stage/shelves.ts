import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'
import type { Key } from '../cast.ts'
import type { Drug } from '../drugs.ts'

/** A lot of the demonstration. */
export interface Batch {
  readonly maker: Key
  readonly drug: Drug
  readonly gtin: Gtin
  readonly lot: LotNumber
  readonly units: number
  /** Day of the story that is the last day of use; may lie after its end. */
  readonly expiry: number
  readonly serialised: boolean
}

/** Packs of a lot by their numbers, both ends included. */
export interface Span {
  readonly batch: Batch
  readonly first: number
  readonly last: number
}

/** A case with packs of one lot. */
export interface Box {
  readonly sscc: Sscc
  readonly batch: Batch
  readonly packs: readonly Span[]
}

/** What an institution has for sale, as the story keeps count of it; the ledger keeps its own. */
export interface Shelf {
  boxes: Box[]
  loose: Span[]
  /** Packs of lots without serials. */
  readonly bulk: Map<Batch, number>
}

export const newShelf = (): Shelf => ({ boxes: [], loose: [], bulk: new Map() })

const sizeOf = ({ first, last }: Span): number => last - first + 1

/** How many packs some spans are. */
export const countOf = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + sizeOf(span), 0)

/** Takes cases of a lot off the shelf, the oldest first; fewer where there are no more. */
export function takeBoxes(shelf: Shelf, batch: Batch, most: number): Box[] {
  const taken = shelf.boxes.filter((box) => box.batch === batch).slice(0, most)
  shelf.boxes = shelf.boxes.filter((box) => !taken.includes(box))
  return taken
}

/** Takes loose packs of a lot off the shelf, the oldest first; fewer where there are no more. */
export function takePacks(shelf: Shelf, batch: Batch, most: number): Span[] {
  const taken: Span[] = []
  const left: Span[] = []
  let wanted = most
  for (const span of shelf.loose) {
    const count = span.batch === batch ? Math.min(wanted, sizeOf(span)) : 0
    if (count > 0) taken.push({ ...span, last: span.first + count - 1 })
    if (count < sizeOf(span)) left.push({ ...span, first: span.first + count })
    wanted -= count
  }
  shelf.loose = left
  return taken
}

/** Lots that an institution has loose packs of, the oldest first. */
export const looseBatches = ({ loose }: Shelf): Batch[] => [...new Set(loose.map(({ batch }) => batch))]
/** Lots that an institution has cases of, the oldest first. */
export const boxedBatches = ({ boxes }: Shelf): Batch[] => [...new Set(boxes.map(({ batch }) => batch))]

/** Packs as the API takes them. */
export const rangesOf = (spans: readonly Span[]) =>
  spans.map(({ batch, first, last }) => ({ gtin: batch.gtin, lot: batch.lot, first, last }))

/** The SSCCs of cases. */
export const ssccsOf = (boxes: readonly Box[]): Sscc[] => boxes.map(({ sscc }) => sscc)
