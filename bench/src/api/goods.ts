import { type LotNumber, parseGtin, parseLotNumber, type Serial } from '@theriac/gs1'

export type { Serial }

export const product = {
  gtin: mustBe(parseGtin('03400935955838')),
  name: 'Doliprane 1000 mg',
  genericName: 'paracetamol',
  packSize: 8,
}

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Serials that look random and come out the same: a linear congruence over 2^40, eight characters of five bits. */
export function serialOf(job: number, index: number): Serial {
  let bits = (BigInt(job * 1_000_003 + index) * 0x5_1e6b_2d37n + 0x3_9f1an) & ((1n << 40n) - 1n)
  let text = ''
  for (let i = 0; i < 8; i++, bits >>= 5n) text += alphabet[Number(bits & 31n)]
  return `S${text}` as Serial
}

export const lotNumberOf = (job: number): LotNumber => mustBe(parseLotNumber(`BENCH${job}`))

/** A request to verify one. */
export const bodyOf = (serial: Serial): string => JSON.stringify({ gtin: product.gtin, serial })

/** At most so many of a list, evenly spread and in no order of theirs. */
export function spread<T>(list: readonly T[], most: number): T[] {
  const step = 7919
  return Array.from({ length: Math.min(most, list.length) }, (_, i) => list[(i * step) % list.length] as T)
}

function mustBe<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (result.ok) return result.value
  throw new TypeError('not what it must be')
}
