import { randomBytes } from 'node:crypto'
import type { Serial } from '@theriac/gs1'

/** Digits and capitals without 0 and O, 1 and I. As there are 32, five bits of a random byte pick one without a bias. */
const alphabet = Buffer.from('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 'latin1')
const mask = alphabet.length - 1

/** Characters of a random serial unless it is asked for others. */
export const usualLength = 12

/** A guess must hit a serial in use less often than once in so many tries (EU 2016/161, article 4 b). */
const fewestTries = 10_000

/** Serials from the system's cryptographic source. Two may be equal: the caller looks. */
export function randomSerials(count: number, length: number): Serial[] {
  const bytes = randomBytes(count * length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = alphabet[(bytes[i] ?? 0) & mask] ?? 0
  const text = bytes.toString('latin1')
  return Array.from({ length: count }, (_, i) => text.slice(i * length, (i + 1) * length) as Serial)
}

/** The shortest serials of which `units` of a product may be in use. */
export function shortestLength(units: number): number {
  return Math.ceil(Math.log(units * fewestTries) / Math.log(alphabet.length))
}
