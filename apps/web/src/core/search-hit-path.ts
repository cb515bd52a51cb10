import type { SearchGroup, SearchHit } from '@theriac/api'
import { paths } from './paths.ts'

/** The page of what a search found. */
export function searchHitPath(group: SearchGroup, { keys }: SearchHit): string {
  const {
    gtin = '',
    serial = '',
    lot = '',
    sscc = '',
    sender = '',
    number = '',
    gln = '',
    txHash = '',
    record = '',
  } = keys
  switch (group) {
    case 'units':
      return paths.unit(gtin, serial)
    case 'products':
      return paths.product(gtin)
    case 'lots':
      return paths.lot(gtin, lot)
    case 'containers':
      return paths.container(sscc)
    case 'shipments':
      return paths.shipment(sender, number)
    case 'institutions':
      return paths.institution(gln)
    case 'transactions':
      return paths.transaction(txHash)
    case 'documents':
      return paths.record(record)
    default:
      return group satisfies never
  }
}
