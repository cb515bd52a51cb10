import type { Destruction } from '@theriac/api'
import { readCode } from '../../../core/scan/read-code.ts'

type Goods = Destruction['goods']

/** One line of what is destroyed. */
export type Part =
  | { readonly kind: 'container'; readonly key: string; readonly sscc: string }
  | { readonly kind: 'pack'; readonly key: string; readonly gtin: string; readonly serial: string }
  | ({ readonly kind: 'quantity'; readonly key: string } & NonNullable<Goods['quantities']>[number])
  | ({ readonly kind: 'range'; readonly key: string } & NonNullable<Goods['ranges']>[number])

/** What is destroyed, line by line. */
export function partsOf({ containers = [], units = [], quantities = [], ranges = [] }: Goods): readonly Part[] {
  return [
    ...containers.map((sscc) => ({ kind: 'container' as const, key: sscc, sscc })),
    ...units.map(({ gtin, serial }) => ({ kind: 'pack' as const, key: `${gtin} ${serial}`, gtin, serial })),
    ...quantities.map((one) => ({ kind: 'quantity' as const, key: `${one.gtin} ${one.lot}`, ...one })),
    ...ranges.map((one) => ({ kind: 'range' as const, key: `${one.gtin} ${one.lot} ${one.first}`, ...one })),
  ]
}

/** The line that a scan ticks off; undefined where it belongs to none. */
export function partOfScan(scan: string, parts: readonly Part[]): Part | undefined {
  const { sscc, gtin, serial, lot } = readCode(scan)?.summary ?? {}
  return parts.find((part) => {
    switch (part.kind) {
      case 'container':
        return part.sscc === sscc
      case 'pack':
        return part.gtin === gtin && part.serial === serial
      case 'quantity':
        return part.gtin === gtin && part.lot === lot && serial === undefined
      case 'range':
        return false
      default:
        return part satisfies never
    }
  })
}
