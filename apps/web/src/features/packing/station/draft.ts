import type { PackingInput } from '@theriac/api'
import type { Gtin, LotNumber, Serial, Sscc } from '@theriac/gs1'

/** What is done with a container: something goes in, or comes out. */
export type Mode = 'in' | 'out'

/** Something that goes into a container, or comes out of it. */
export type Item =
  | {
      readonly kind: 'pack'
      readonly gtin: Gtin
      readonly serial: Serial
      readonly lot: string
      readonly productName: string
      readonly isHeld: boolean
    }
  | {
      readonly kind: 'count'
      readonly gtin: Gtin
      readonly lot: LotNumber
      readonly productName: string
      readonly quantity: number
    }
  | { readonly kind: 'case'; readonly sscc: Sscc; readonly units: number }

/** A container that is being packed, and what was scanned for it. */
export interface Draft {
  readonly sscc: Sscc
  readonly isNew: boolean
  readonly items: readonly Item[]
}

/** What an item is told apart by. */
export function keyOf(item: Item): string {
  switch (item.kind) {
    case 'case':
      return item.sscc
    case 'pack':
      return `${item.gtin} ${item.serial}`
    case 'count':
      return `${item.gtin} lot ${item.lot}`
    default:
      return item satisfies never
  }
}

export const unitsOf = (item: Item): number =>
  item.kind === 'case' ? item.units : item.kind === 'count' ? item.quantity : 1

/** The lot of an item; none for a case. */
const lotOf = (item: Item): string | undefined => (item.kind === 'case' ? undefined : `${item.gtin} ${item.lot}`)

/** Whether an item is of another lot than what is on the list. */
export const isMixed = (items: readonly Item[], item: Item): boolean => {
  const lot = lotOf(item)
  return lot !== undefined && items.some((one) => lotOf(one) !== undefined && lotOf(one) !== lot)
}

/** With one more item. Packs without serials add up. */
export function withItem(items: readonly Item[], item: Item): readonly Item[] {
  const key = keyOf(item)
  const before = items.find((one) => keyOf(one) === key)
  if (before === undefined) return [...items, item]
  if (before.kind !== 'count' || item.kind !== 'count') return items
  const sum = { ...before, quantity: before.quantity + item.quantity }
  return items.map((one) => (one === before ? sum : one))
}

/** The loose packs of a draft as the API takes them; undefined where it has none. */
export function packingOf({ sscc, items }: Draft): PackingInput | undefined {
  const units = items.flatMap((item) => (item.kind === 'pack' ? [{ gtin: item.gtin, serial: item.serial }] : []))
  const quantities = items.flatMap((item) =>
    item.kind === 'count' ? [{ gtin: item.gtin, lot: item.lot, quantity: item.quantity }] : [],
  )
  if (units.length + quantities.length === 0) return undefined
  return {
    sscc,
    ...(units.length > 0 ? { units } : {}),
    ...(quantities.length > 0 ? { quantities } : {}),
  }
}

/** The containers of a draft. */
export const casesOf = ({ items }: Draft): readonly Sscc[] =>
  items.flatMap((item) => (item.kind === 'case' ? [item.sscc] : []))
