import { type Gtin, gtinToNumber, type Serial } from '@theriac/gs1'
import { createKeccak, type IHasher } from 'hash-wasm'
import type { Hex } from 'viem'

const gtinBytes = 8
const mostSerialBytes = 20

// Compiled when first needed, as with the lanes' transactions.
let hasher: IHasher | undefined

/**
 * The leaves of many serials, in their order: what `leafOf` gives for each, ten times as fast.
 *
 * @throws RangeError for a serial that no `parseSerial` gives
 */
export async function leavesOf(gtin: Gtin, serials: readonly Serial[]): Promise<Hex[]> {
  hasher ??= await createKeccak(256)
  const bytes = new Uint8Array(gtinBytes + mostSerialBytes)
  new DataView(bytes.buffer).setBigUint64(0, gtinToNumber(gtin))
  const leaves: Hex[] = []
  for (const serial of serials) {
    const end = gtinBytes + serial.length
    if (end > bytes.length) throw new RangeError('A serial has at most 20 characters')
    for (let i = 0; i < serial.length; i++) {
      const code = serial.charCodeAt(i)
      if (code > 0x7f) throw new RangeError('A serial is of character set 82')
      bytes[gtinBytes + i] = code
    }
    hasher.init().update(bytes.subarray(0, end))
    leaves.push(`0x${hasher.digest('hex')}`)
  }
  return leaves
}
