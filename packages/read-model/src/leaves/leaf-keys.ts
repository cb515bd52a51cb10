import { createCipheriv, randomBytes } from 'node:crypto'

/** Bytes of a key in the index. */
export const keyBytes = 8
const leafBytes = 32
const blockBytes = 16

/** A new secret for an index. */
export const newSecret = (): Uint8Array => randomBytes(blockBytes)

/**
 * Keys of leaves: the first eight bytes of AES-128 over the first sixteen of each. Leaves can be read from the chain by
 * anyone. With plain bytes as keys, a counterfeiter could look for a serial that passes for some unit's, in 2^41 hashes for ten
 * million units; what stands in the index under a secret of its own tells nobody what to look for.
 *
 * @param leaves - of 32 bytes each, one after the other
 */
export function keysOf(secret: Uint8Array, leaves: Uint8Array): Uint8Array[] {
  const count = leaves.length / leafBytes
  const blocks = Buffer.alloc(count * blockBytes)
  for (let i = 0; i < count; i++) blocks.set(leaves.subarray(i * leafBytes, i * leafBytes + blockBytes), i * blockBytes)
  // One call for all of them: a hash for each would cost more than the index does.
  const keys = createCipheriv('aes-128-ecb', secret, null).setAutoPadding(false).update(blocks)
  return Array.from({ length: count }, (_, i) => keys.subarray(i * blockBytes, i * blockBytes + keyBytes))
}
