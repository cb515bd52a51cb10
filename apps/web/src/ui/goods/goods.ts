import type { GoodsInput } from '@theriac/api'
import type { Gtin, LotNumber, Serial, Sscc } from '@theriac/gs1'

/** Goods that are collected on a page before something is done with them. */
export type Goods =
  | {
      readonly kind: 'pack'
      readonly gtin: Gtin
      readonly serial: Serial
      readonly lot: LotNumber
      readonly expiry: string
      readonly productName: string
    }
  | { readonly kind: 'container'; readonly sscc: Sscc; readonly units: number }
  | OfLot

/** Packs of a lot that nobody scans one by one: so many without serials, or those between two numbers. */
export type OfLot = {
  readonly gtin: Gtin
  readonly lot: LotNumber
  readonly expiry: string
  readonly productName: string
} & (
  | { readonly kind: 'quantity'; readonly quantity: number }
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
)

/** What goods are told apart by. */
export function goodsKey(goods: Goods): string {
  switch (goods.kind) {
    case 'pack':
      return `${goods.gtin} ${goods.serial}`
    case 'container':
      return goods.sscc
    case 'quantity':
      return `${goods.gtin} ${goods.lot} quantity`
    case 'range':
      return `${goods.gtin} ${goods.lot} ${goods.first}-${goods.last}`
    default:
      return goods satisfies never
  }
}

/** How many packs they are, those in containers included. */
export function unitsOf(goods: Goods): number {
  switch (goods.kind) {
    case 'pack':
      return 1
    case 'container':
      return goods.units
    case 'quantity':
      return goods.quantity
    case 'range':
      return goods.last - goods.first + 1
    default:
      return goods satisfies never
  }
}

/** How many packs a list is. */
export const countPacks = (list: readonly Goods[]): number => list.reduce((sum, goods) => sum + unitsOf(goods), 0)

/** A list of goods as the API takes it. */
export function goodsInput(list: readonly Goods[]): GoodsInput {
  const containers = list.flatMap((one) => (one.kind === 'container' ? [one.sscc] : []))
  const units = list.flatMap((one) => (one.kind === 'pack' ? [{ gtin: one.gtin, serial: one.serial }] : []))
  const quantities = list.flatMap((one) =>
    one.kind === 'quantity' ? [{ gtin: one.gtin, lot: one.lot, quantity: one.quantity }] : [],
  )
  const ranges = list.flatMap((one) =>
    one.kind === 'range' ? [{ gtin: one.gtin, lot: one.lot, first: one.first, last: one.last }] : [],
  )
  return {
    ...(containers.length > 0 ? { containers } : {}),
    ...(units.length > 0 ? { units } : {}),
    ...(quantities.length > 0 ? { quantities } : {}),
    ...(ranges.length > 0 ? { ranges } : {}),
  }
}
