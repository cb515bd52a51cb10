/** Units of a word: 256, one for each bit of its mask. */
export const unitsPerWord = 256

/** Where each unit of a word is: the holder's `ref` by the unit's place in the word, 0 for one not commissioned. */
export type WordHolders = Uint32Array

/** As `words.holders` keeps it: one `ref` where all are at one holder, else 256 of them, big-endian. */
export function encodeWordHolders(holders: WordHolders): Uint8Array {
  const first = holders[0] ?? 0
  const refs = holders.every((ref) => ref === first) ? [first] : holders
  const bytes = new Uint8Array(refs.length * 4)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < refs.length; i++) view.setUint32(i * 4, refs[i] ?? 0)
  return bytes
}

/** Reads `words.holders`. */
export function decodeWordHolders(bytes: Uint8Array): WordHolders {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length === 4) return new Uint32Array(unitsPerWord).fill(view.getUint32(0))
  const holders = new Uint32Array(unitsPerWord)
  for (let i = 0; i < unitsPerWord; i++) holders[i] = view.getUint32(i * 4)
  return holders
}

/** The holder of one unit of a word. */
export function holderIn(bytes: Uint8Array, place: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.getUint32(bytes.length === 4 ? 0 : place * 4)
}

/** A mask as `event_words.mask` keeps it: big-endian, without the zeros before it. */
export function encodeMask(mask: bigint): Uint8Array {
  const digits = mask.toString(16)
  return new Uint8Array(Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex'))
}

/** Reads `event_words.mask`. */
export function decodeMask(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
}

/** Places of the bits that are set, ascending. */
export function bitsOf(mask: bigint): number[] {
  const bits: number[] = []
  // By 32 bits at a time: shifting the whole mask for each bit took most of what a dispensing costs.
  for (let start = 0, rest = mask; rest !== 0n; start += 32, rest >>= 32n) {
    for (let low = Number(rest & 0xffff_ffffn); low !== 0; ) {
      const bit = 31 - Math.clz32(low & -low)
      bits.push(start + bit)
      low = (low & (low - 1)) >>> 0
    }
  }
  return bits
}
