import { ApiError, type GoodsInput } from '@theriac/api'
import type { Gtin, LotNumber, Serial, Sscc } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { readCode } from '../../../core/scan/read-code.ts'

/** Something that goes with a shipment. */
export type ShippedGoods =
  | { readonly kind: 'container'; readonly sscc: Sscc; readonly units: number }
  | {
      readonly kind: 'pack'
      readonly gtin: Gtin
      readonly serial: Serial
      readonly lot: string
      readonly productName: string
      readonly isHeld: boolean
    }
  /** Packs of a lot without serials. */
  | {
      readonly kind: 'count'
      readonly gtin: Gtin
      readonly lot: LotNumber
      readonly productName: string
      readonly quantity: number
      readonly isHeld: boolean
    }

/** What a scan is to somebody who ships. */
export type ShipScan =
  | { readonly kind: 'goods'; readonly goods: ShippedGoods }
  | { readonly kind: 'inside'; readonly sscc: string }
  | { readonly kind: 'notHere' | 'unreadable' }

/** Looks up what was scanned, and whether the institution has it to send. */
export async function readGoods(scan: string, gln: string): Promise<ShipScan> {
  const { sscc, gtin, serial } = readCode(scan)?.summary ?? {}
  try {
    if (sscc !== undefined) {
      const { place, root, units } = await client.packing.find({ params: { sscc } })
      if (root.kind !== 'institution' || root.gln !== gln) return { kind: 'notHere' }
      if (place.sscc !== undefined) return { kind: 'inside', sscc: place.sscc }
      return { kind: 'goods', goods: { kind: 'container', sscc, units } }
    }
    if (gtin === undefined || serial === undefined) return { kind: 'unreadable' }
    const { holder, root, lot, product, holds } = await client.units.find({ params: { gtin, serial } })
    if (root.kind !== 'institution' || root.gln !== gln) return { kind: 'notHere' }
    if (holder.kind === 'container') return { kind: 'inside', sscc: holder.sscc ?? '' }
    const pack = { gtin, serial, lot: lot.lot, productName: product.name, isHeld: holds.length > 0 }
    return { kind: 'goods', goods: { kind: 'pack', ...pack } }
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { kind: 'notHere' }
    throw error
  }
}

/** What goods are told apart by. */
export function goodsKey(goods: ShippedGoods): string {
  switch (goods.kind) {
    case 'container':
      return goods.sscc
    case 'pack':
      return `${goods.gtin} ${goods.serial}`
    case 'count':
      return `${goods.gtin} lot ${goods.lot}`
    default:
      return goods satisfies never
  }
}

/** Packs that go. */
export const unitsOf = (goods: ShippedGoods): number =>
  goods.kind === 'container' ? goods.units : goods.kind === 'count' ? goods.quantity : 1

export const countPacks = (list: readonly ShippedGoods[]): number =>
  list.reduce((sum, goods) => sum + unitsOf(goods), 0)

/** The same as the API takes it. */
export function goodsInput(list: readonly ShippedGoods[]): GoodsInput {
  const containers = list.flatMap((goods) => (goods.kind === 'container' ? [goods.sscc] : []))
  const units = list.flatMap((goods) => (goods.kind === 'pack' ? [{ gtin: goods.gtin, serial: goods.serial }] : []))
  const quantities = list.flatMap((goods) =>
    goods.kind === 'count' ? [{ gtin: goods.gtin, lot: goods.lot, quantity: goods.quantity }] : [],
  )
  return {
    ...(containers.length > 0 ? { containers } : {}),
    ...(units.length > 0 ? { units } : {}),
    ...(quantities.length > 0 ? { quantities } : {}),
  }
}
