/** A 0x-prefixed hexadecimal string. */
export type Hex = `0x${string}`

/** Bytes to a 0x-prefixed lower-case string. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/** Bytes to hexadecimal digits without a prefix: the key form of addresses inside the state. */
export function toKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

/** An unsigned integer as a JSON-RPC quantity (no leading zeros). */
export function quantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}

/** Parses hexadecimal digits (with 0x) of even length, or answers undefined. */
export function parseHex(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !value.startsWith('0x') || value.length % 2 !== 0) return undefined
  const bytes = Buffer.from(value.slice(2), 'hex')
  // Buffer stops silently at the first character that is no hexadecimal digit.
  if (bytes.length !== (value.length - 2) / 2) return undefined
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Big-endian bytes to an unsigned integer; empty bytes are zero. */
export function bytesToBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes))
}

/** An unsigned integer to its shortest big-endian bytes; zero is empty. */
export function bigIntToBytes(value: bigint): Uint8Array {
  if (value === 0n) return EMPTY
  const digits = value.toString(16)
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
}

/** No bytes. */
export const EMPTY = new Uint8Array(0)
