import type { Sscc } from '@theriac/gs1'
import type { Key } from '../cast.ts'
import { type Batch, type Box, rangesOf, type Span, ssccsOf } from './shelves.ts'
import type { Stage } from './stage.ts'

/** What is sent together. A pallet has all of the cases on it. */
export interface Cargo {
  readonly boxes?: readonly Box[]
  readonly pallet?: Sscc
  readonly packs?: readonly Span[]
  readonly bulk?: { readonly batch: Batch; readonly quantity: number }
}

/** A shipment that is under way. */
export interface Consignment {
  readonly from: Key
  readonly to: Key
  readonly number: string
  readonly cargo: Cargo
}

// Bill types of the Chinese traceability platform.
const saleBill = 201
const purchaseBill = 102

/** Goods as the API takes them. */
export function goodsOf({ boxes = [], pallet, packs = [], bulk }: Cargo) {
  const containers = pallet === undefined ? ssccsOf(boxes) : [pallet]
  const { batch, quantity } = bulk ?? {}
  return {
    ...(containers.length > 0 ? { containers } : {}),
    ...(packs.length > 0 ? { ranges: rangesOf(packs) } : {}),
    ...(batch && quantity ? { quantities: [{ gtin: batch.gtin, lot: batch.lot, quantity }] } : {}),
  }
}

/** Sends goods that have been taken off the sender's shelf. */
export async function send(stage: Stage, from: Key, to: Key, cargo: Cargo, isReturn = false): Promise<Consignment> {
  const { result } = await stage.as(from).shipments.ship({
    body: {
      receiver: stage.glnOf(to),
      goods: goodsOf(cargo),
      purpose: isReturn ? 'return' : 'supply',
      eventTime: stage.instant(stage.random(from).between(5, 60)),
      ...(isReturn ? {} : { billType: saleBill }),
    },
  })
  return { from, to, number: result.number, cargo }
}

/** Where a shipment is found. */
export const pathOf = (stage: Stage, { from, number }: Consignment) => ({ sender: stage.glnOf(from), number })

/** Takes in all of a shipment; its cases come off their pallet. */
export async function receive(stage: Stage, consignment: Consignment): Promise<void> {
  const { to, cargo } = consignment
  const { boxes = [], pallet } = cargo
  const client = stage.as(to)
  const body = { all: true, billType: purchaseBill, eventTime: stage.instant(stage.random(to).between(1, 30)) }
  await client.shipments.receive({ params: pathOf(stage, consignment), body })
  if (pallet !== undefined) await client.packing.denest({ body: { parent: pallet, children: ssccsOf(boxes) } })
  put(stage, to, cargo)
}

/** Puts goods on a shelf. */
export function put(stage: Stage, key: Key, { boxes = [], packs = [], bulk }: Cargo): void {
  const shelf = stage.shelf(key)
  shelf.boxes.push(...boxes)
  shelf.loose.push(...packs)
  if (bulk) shelf.bulk.set(bulk.batch, bulk.quantity + (shelf.bulk.get(bulk.batch) ?? 0))
}

/** Takes packs out of cases that have been taken off the shelf, and puts them there one by one. */
export async function unpack(stage: Stage, key: Key, boxes: readonly Box[]): Promise<void> {
  if (boxes.length === 0) return
  const containers = boxes.map(({ sscc }) => ({ sscc, all: true }))
  await stage.as(key).packing.unpack({ body: { containers } })
  put(stage, key, { packs: boxes.flatMap(({ packs }) => packs) })
}
