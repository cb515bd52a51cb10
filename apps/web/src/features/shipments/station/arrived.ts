import type { GoodsInput, ShipmentDetail } from '@theriac/api'
import type { ArrivedContainer, ArrivedPack } from './judge-scan.ts'
import { countMissing, type Missing } from './missing/missing.ts'

type Loose = ShipmentDetail['loose'][number]

/** What has arrived so far, before it is booked. */
export interface Arrived {
  readonly containers: readonly ArrivedContainer[]
  readonly packs: readonly ArrivedPack[]
  /** Packs of lots without serials, by `loose` key. */
  readonly quantities: Readonly<Record<string, number>>
  /** Packs that were not in the containers that have arrived. */
  readonly missing: readonly Missing[]
}

export const nothingArrived: Arrived = { containers: [], packs: [], quantities: {}, missing: [] }

export const looseKey = ({ gtin, lot }: { readonly gtin: string; readonly lot: string }): string => `${gtin} ${lot}`

/** Whether packs of a lot have no serials, so that they are counted rather than scanned. */
export const isCounted = ({ ranges }: Loose): boolean => ranges.length === 0

/** Packs of a lot that were scanned or counted. */
export function arrivedOf(loose: Loose, { packs, quantities }: Arrived): number {
  if (isCounted(loose)) return quantities[looseKey(loose)] ?? 0
  return packs.filter((pack) => looseKey(pack) === looseKey(loose)).length
}

/** What is missing in a container that has arrived. */
export const missingOf = (arrived: Arrived, sscc: string): readonly Missing[] =>
  arrived.missing.filter(({ root }) => root === sscc)

/** The same with a container more or less; what was missing in it goes with it. */
export const withContainers = (arrived: Arrived, containers: Arrived['containers']): Arrived => ({
  ...arrived,
  containers,
  missing: arrived.missing.filter(({ root }) => containers.some(({ sscc }) => sscc === root)),
})

/** All packs that have arrived, those in containers included. */
export function countArrived(shipment: ShipmentDetail, arrived: Arrived): number {
  const boxed = arrived.containers.reduce((sum, { units }) => sum + units, 0)
  return shipment.loose.reduce((sum, loose) => sum + arrivedOf(loose, arrived), boxed) - countMissing(arrived.missing)
}

/** The same as the API takes it. */
export function goodsOf(shipment: ShipmentDetail, arrived: Arrived): GoodsInput {
  const containers = arrived.containers.map(({ sscc }) => sscc)
  const units = arrived.packs.map(({ gtin, serial }) => ({ gtin, serial }))
  const quantities = shipment.loose
    .filter((loose) => isCounted(loose) && arrivedOf(loose, arrived) > 0)
    .map((loose) => ({ gtin: loose.gtin, lot: loose.lot, quantity: arrivedOf(loose, arrived) }))
  return {
    ...(containers.length > 0 ? { containers } : {}),
    ...(units.length > 0 ? { units } : {}),
    ...(quantities.length > 0 ? { quantities } : {}),
  }
}
