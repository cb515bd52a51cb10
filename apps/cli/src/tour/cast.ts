import { buildGln, type Gln } from '@theriac/gs1'
import type { Kind, Trade } from '@theriac/ledger'

/** An institution of the tour. */
export interface Role {
  readonly key: string
  readonly name: string
  readonly kind: Kind
  readonly trade?: Trade
  /** Last three digits before the check digit of its GLN. */
  readonly place: number
}

/** Regulator and eight institutions; GLNs with prefix 952, which GS1 keeps for examples. */
export const cast = [
  { key: 'regulator', name: 'National Medicines Authority', kind: 'regulator', place: 1 },
  { key: 'north', name: 'Nordwerk Pharma', kind: 'factory', trade: 'manufacture', place: 11 },
  { key: 'south', name: 'Sudlab', kind: 'factory', trade: 'manufacture', place: 12 },
  { key: 'rhine', name: 'Rhine Wholesale', kind: 'distributor', trade: 'wholesale', place: 21 },
  { key: 'coast', name: 'Coast Logistics', kind: 'distributor', trade: 'wholesale', place: 22 },
  { key: 'market', name: 'Market Square Pharmacy', kind: 'pharmacy', trade: 'retail', place: 31 },
  { key: 'station', name: 'Station Pharmacy', kind: 'pharmacy', trade: 'retail', place: 32 },
  { key: 'clinic', name: 'St. Luke Hospital', kind: 'hospital', trade: 'hospital', place: 41 },
  { key: 'infirmary', name: 'City Infirmary', kind: 'hospital', trade: 'hospital', place: 42 },
] as const satisfies readonly Role[]

export type Key = (typeof cast)[number]['key']

/** GLN of an institution of the tour. */
export function glnAt(place: number): Gln {
  const gln = buildGln(`952000000${String(place).padStart(3, '0')}`)
  if (!gln.ok) throw new TypeError(`place ${place} gives no GLN`)
  return gln.value
}
