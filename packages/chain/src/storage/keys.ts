/** Keys of the database: a letter for the kind, then binary parts, numbers big-endian so that they sort. */

function numbered(kind: number, number: number): Buffer {
  const key = Buffer.allocUnsafe(5)
  key[0] = kind
  key.writeUInt32BE(number, 1)
  return key
}

export const HEAD_KEY = Buffer.from('H')

const HEADER = 0x68
const BODY = 0x62
const RECEIPTS = 0x72
const ACCOUNT = 0x61
const STORAGE = 0x73
const CODE = 0x63
const BY_BLOCK_HASH = 0x6e
const BY_TRANSACTION_HASH = 0x74

export const headerKey = (number: number) => numbered(HEADER, number)
export const bodyKey = (number: number) => numbered(BODY, number)
export const receiptsKey = (number: number) => numbered(RECEIPTS, number)

export const accountKey = (address: string) => Buffer.from(`61${address}`, 'hex')
export const codeKey = (hash: string) => Buffer.from(`63${hash}`, 'hex')
export const storageKey = (address: string, slot: bigint) =>
  Buffer.from(`73${address}${slot.toString(16).padStart(64, '0')}`, 'hex')

/** Enough of a hash that a look-up rarely meets another; the block itself decides. */
export const HASH_PREFIX_BYTES = 8

/** Block hash prefix, then its number. */
export function blockHashKey(hash: Uint8Array, number: number): Buffer {
  const key = Buffer.allocUnsafe(1 + HASH_PREFIX_BYTES + 4)
  key[0] = BY_BLOCK_HASH
  key.set(hash.subarray(0, HASH_PREFIX_BYTES), 1)
  key.writeUInt32BE(number, 1 + HASH_PREFIX_BYTES)
  return key
}

/** Transaction hash prefix, then block number and index in the block. */
export function transactionHashKey(hash: Uint8Array, number: number, index: number): Buffer {
  const key = Buffer.allocUnsafe(1 + HASH_PREFIX_BYTES + 6)
  key[0] = BY_TRANSACTION_HASH
  key.set(hash.subarray(0, HASH_PREFIX_BYTES), 1)
  key.writeUInt32BE(number, 1 + HASH_PREFIX_BYTES)
  key.writeUInt16BE(index, 5 + HASH_PREFIX_BYTES)
  return key
}

/** Everything that starts with a prefix. */
function rangeOf(prefix: Buffer): { gte: Buffer; lt: Buffer } {
  const lt = Buffer.from(prefix)
  for (let i = lt.length - 1; i >= 0; i--) {
    if ((lt[i] ?? 0) < 0xff) {
      lt[i] = (lt[i] ?? 0) + 1
      return { gte: prefix, lt: lt.subarray(0, i + 1) }
    }
  }
  return { gte: prefix, lt: Buffer.alloc(prefix.length + 1, 0xff) }
}

export const blockHashRange = (hash: Uint8Array) =>
  rangeOf(Buffer.concat([Buffer.of(BY_BLOCK_HASH), hash.subarray(0, HASH_PREFIX_BYTES)]))
export const transactionHashRange = (hash: Uint8Array) =>
  rangeOf(Buffer.concat([Buffer.of(BY_TRANSACTION_HASH), hash.subarray(0, HASH_PREFIX_BYTES)]))

/** Where state lies, for compaction: accounts, code and storage. */
export const STATE_KINDS = [ACCOUNT, CODE, STORAGE]
