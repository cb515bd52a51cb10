/** Conversions between 32-byte words in memory and integers on the stack, as few allocations as possible. */

export const WORD_MAX = (1n << 256n) - 1n
export const WORD_SIZE = 1n << 256n

// Every conversion is finished before the next begins, so one word of scratch serves them all. A view on a small array of
// its own would cost more than the copy: the engine has to move such an array out of its heap first.
const scratch = new Uint8Array(32)
const scratchView = new DataView(scratch.buffer)

/** Writes a 256-bit integer big-endian. The setters keep the low 64 bits of what they are given. */
export function writeWord(view: DataView, at: number, value: bigint): void {
  view.setBigUint64(at + 24, value)
  if (value <= 0xffff_ffff_ffff_ffffn) {
    view.setBigUint64(at, 0n)
    view.setBigUint64(at + 8, 0n)
    view.setBigUint64(at + 16, 0n)
    return
  }
  value >>= 64n
  view.setBigUint64(at + 16, value)
  value >>= 64n
  view.setBigUint64(at + 8, value)
  view.setBigUint64(at, value >> 64n)
}

/** Reads 32 bytes big-endian. */
export function readWord(view: DataView, at: number): bigint {
  const high = view.getBigUint64(at)
  const low = view.getBigUint64(at + 24)
  if (high === 0n) {
    const third = view.getBigUint64(at + 16)
    const second = view.getBigUint64(at + 8)
    if (second === 0n) return third === 0n ? low : (third << 64n) | low
    return (second << 128n) | (third << 64n) | low
  }
  return (((high << 64n) | view.getBigUint64(at + 8)) << 128n) | (view.getBigUint64(at + 16) << 64n) | low
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A 32-byte big-endian array. */
export function wordBytes(value: bigint): Uint8Array {
  writeWord(scratchView, 0, value)
  return scratch.slice()
}

/** Up to 32 big-endian bytes as an integer. */
export function wordOf(bytes: Uint8Array): bigint {
  if (bytes.length < 32) scratch.fill(0, 0, 32 - bytes.length)
  scratch.set(bytes, 32 - bytes.length)
  return readWord(scratchView, 0)
}

/** The key form of an address on the stack: its low 160 bits as 40 hexadecimal digits. */
export function addressKey(value: bigint): string {
  return BigInt.asUintN(160, value).toString(16).padStart(40, '0')
}
