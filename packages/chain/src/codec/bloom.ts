import type { Log } from '../block/receipt.ts'
import { keccak256 } from './crypto.ts'

/** Bit positions repeat for the same address or topic within a block, so they are hashed once. */
export type BloomCache = Map<string, readonly [number, number, number]>

function bitsOf(item: Uint8Array, cache: BloomCache): readonly [number, number, number] {
  const key = Buffer.from(item.buffer, item.byteOffset, item.byteLength).toString('latin1')
  const known = cache.get(key)
  if (known !== undefined) return known
  const hash = keccak256(item)
  const bit = (i: number) => (((hash[i] ?? 0) << 8) | (hash[i + 1] ?? 0)) & 2047
  const bits = [bit(0), bit(2), bit(4)] as const
  cache.set(key, bits)
  return bits
}

/** The 2048-bit log bloom of a list of logs (Yellow Paper, section 4.3.1). */
export function logsBloom(logs: readonly Log[], cache: BloomCache = new Map()): Uint8Array {
  const bloom = new Uint8Array(256)
  for (const log of logs) {
    for (const item of [log.address, ...log.topics]) {
      for (const bit of bitsOf(item, cache)) bloom[255 - (bit >> 3)] = (bloom[255 - (bit >> 3)] ?? 0) | (1 << (bit & 7))
    }
  }
  return bloom
}
