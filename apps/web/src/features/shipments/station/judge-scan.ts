import { ApiError, type ShipmentDetail } from '@theriac/api'
import type { Gtin, Serial, Sscc } from '@theriac/gs1'
import { client } from '../../../core/api/client.ts'
import { readCode } from '../../../core/scan/read-code.ts'
import type { ShipmentKey } from './shipment-of-scan.ts'

/** A loose pack that has arrived. */
export interface ArrivedPack {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly lot: string
}

/** A case or pallet that has arrived. */
export interface ArrivedContainer {
  readonly sscc: Sscc
  readonly units: number
}

/** What a scan at the receiving station is. */
export type StationScan =
  | { readonly kind: 'container'; readonly container: ArrivedContainer }
  | { readonly kind: 'pack'; readonly pack: ArrivedPack }
  | { readonly kind: 'inside'; readonly sscc: string }
  | { readonly kind: 'foreign' | 'unreadable' }

/** Compares a scan with what is still under way in a shipment. */
export async function judgeScan(
  scan: string,
  key: ShipmentKey,
  containers: ShipmentDetail['containers'],
): Promise<StationScan> {
  const { sscc, gtin, serial } = readCode(scan)?.summary ?? {}
  try {
    if (sscc !== undefined) {
      const container = containers.find((one) => one.sscc === sscc)
      if (container) return { kind: 'container', container }
      const { root, place, units } = await client.packing.find({ params: { sscc } })
      if (root.kind !== 'shipment' || root.sender !== key.sender || root.number !== key.number)
        return { kind: 'foreign' }
      return place.sscc === undefined
        ? { kind: 'container', container: { sscc, units } }
        : { kind: 'inside', sscc: place.sscc }
    }
    if (gtin === undefined || serial === undefined) return { kind: 'unreadable' }
    const { holder, root, lot } = await client.units.find({ params: { gtin, serial } })
    if (root.kind !== 'shipment' || root.gln !== key.sender || root.number !== key.number) return { kind: 'foreign' }
    if (holder.kind === 'container') return { kind: 'inside', sscc: holder.sscc ?? '' }
    return { kind: 'pack', pack: { gtin, serial, lot: lot.lot } }
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { kind: 'foreign' }
    throw error
  }
}
