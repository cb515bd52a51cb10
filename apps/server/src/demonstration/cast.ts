import { buildGln, type Gln } from '@theriac/gs1'
import type { Kind, Trade } from '@theriac/ledger'

/** An institution of the demonstration. */
export interface Part {
  readonly key: string
  readonly name: string
  readonly kind: Kind
  readonly trade?: Trade
  readonly city: string
  /** Last three digits before the check digit of its GLN. */
  readonly place: number
}

/** Regulator and eight institutions; GLNs with prefix 952, which GS1 keeps for examples. */
export const cast = [
  { key: 'regulator', name: 'National Medicines Authority', kind: 'regulator', city: 'Nuremberg', place: 1 },
  { key: 'north', name: 'Nordwerk Pharma', kind: 'factory', trade: 'manufacture', city: 'Hamburg', place: 11 },
  { key: 'south', name: 'Sudlab', kind: 'factory', trade: 'manufacture', city: 'Venice', place: 12 },
  { key: 'rhine', name: 'Rhine Wholesale', kind: 'distributor', trade: 'wholesale', city: 'Cologne', place: 21 },
  { key: 'coast', name: 'Coast Logistics', kind: 'distributor', trade: 'wholesale', city: 'Rostock', place: 22 },
  { key: 'market', name: 'Market Square Pharmacy', kind: 'pharmacy', trade: 'retail', city: 'Bonn', place: 31 },
  { key: 'station', name: 'Station Pharmacy', kind: 'pharmacy', trade: 'retail', city: 'Kiel', place: 32 },
  { key: 'clinic', name: 'St. Luke Hospital', kind: 'hospital', trade: 'hospital', city: 'Cologne', place: 41 },
  { key: 'infirmary', name: 'City Infirmary', kind: 'hospital', trade: 'hospital', city: 'Lubeck', place: 42 },
] as const satisfies readonly Part[]

/** Password of every account of the demonstration. */
export const demonstrationPassword = 'theriac-demonstration'

export type Key = (typeof cast)[number]['key']

/** GLN of an institution of the demonstration. */
export function glnAt(place: number): Gln {
  const gln = buildGln(`952000000${String(place).padStart(3, '0')}`)
  if (!gln.ok) throw new TypeError(`place ${place} gives no GLN`)
  return gln.value
}
