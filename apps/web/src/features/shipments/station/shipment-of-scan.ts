import { ApiError } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { readCode } from '../../../core/scan/read-code.ts'

/** A shipment's key. */
export interface ShipmentKey {
  readonly sender: string
  readonly number: string
}

/**
 * The shipment to an institution that a scanned case or pack is in; undefined where it is in none.
 *
 * @param gln - of the institution that receives
 */
export async function shipmentOfScan(scan: string, gln: string): Promise<ShipmentKey | undefined> {
  const { sscc, gtin, serial } = readCode(scan)?.summary ?? {}
  try {
    if (sscc !== undefined) {
      const { root } = await client.packing.find({ params: { sscc } })
      return root.kind === 'shipment' && root.sender !== undefined && root.number !== undefined
        ? { sender: root.sender, number: root.number }
        : undefined
    }
    if (gtin === undefined || serial === undefined) return undefined
    const { root } = await client.units.find({ params: { gtin, serial } })
    return root.kind === 'shipment' && root.receiver === gln && root.gln !== undefined && root.number !== undefined
      ? { sender: root.gln, number: root.number }
      : undefined
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
