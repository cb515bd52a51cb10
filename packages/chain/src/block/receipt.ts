import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type BloomCache, logsBloom } from '../codec/bloom.ts'
import { ByteReader, ByteWriter } from '../codec/bytes.ts'
import { bigIntToBytes, toKey } from '../codec/hex.ts'
import { encodeRlp } from '../codec/rlp.ts'

/** A log as a contract emitted it. */
export interface Log {
  readonly address: Uint8Array
  readonly topics: readonly Uint8Array[]
  readonly data: Uint8Array
}

/** What executing one transaction gave. What follows from the block (hashes, indices, blooms) is not repeated. */
export interface Receipt {
  readonly type: 0 | 1 | 2
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly cumulativeGasUsed: bigint
  readonly logs: readonly Log[]
}

/** Consensus encoding (EIP-2718, EIP-658): the leaf of receiptsRoot. */
export function encodeReceipt(receipt: Receipt, cache: BloomCache): Uint8Array {
  const body = encodeRlp([
    receipt.succeeded ? new Uint8Array([1]) : new Uint8Array(0),
    bigIntToBytes(receipt.cumulativeGasUsed),
    logsBloom(receipt.logs, cache),
    receipt.logs.map((log) => [log.address, log.topics, log.data]),
  ])
  if (receipt.type === 0) return body
  const typed = new Uint8Array(body.length + 1)
  typed[0] = receipt.type
  typed.set(body, 1)
  return typed
}

/** Deflate pays from about this size on; a single plain receipt is smaller. */
const DEFLATE_FROM = 128

/**
 * Compact form on disk: addresses and topics of the block once, in tables; no bloom (it is recomputed); deflated when
 * that is shorter.
 */
export function packReceipts(receipts: readonly Receipt[]): Uint8Array {
  const words = new Map<string, number>()
  const table: Uint8Array[] = []
  const indexOf = (word: Uint8Array): number => {
    const key = toKey(word)
    let index = words.get(key)
    if (index === undefined) {
      index = table.push(word) - 1
      words.set(key, index)
    }
    return index
  }
  const body = new ByteWriter()
  body.varint(receipts.length)
  for (const receipt of receipts) {
    body.byte((receipt.succeeded ? 0x80 : 0) | receipt.type)
    body.varint(Number(receipt.gasUsed))
    body.varint(receipt.logs.length)
    for (const log of receipt.logs) {
      body.varint(indexOf(log.address))
      body.byte(log.topics.length)
      for (const topic of log.topics) body.varint(indexOf(topic))
      body.sized(log.data)
    }
  }
  const whole = new ByteWriter()
  whole.varint(table.length)
  for (const word of table) whole.sized(word)
  whole.bytes(body.done())
  const plain = whole.done()
  if (plain.length >= DEFLATE_FROM) {
    const deflated = deflateRawSync(plain, { level: 1 })
    if (deflated.length < plain.length) return Buffer.concat([Buffer.of(1), deflated])
  }
  return Buffer.concat([Buffer.of(0), plain])
}

/** Reads what {@link packReceipts} wrote. */
export function unpackReceipts(packed: Uint8Array): Receipt[] {
  const reader = new ByteReader(packed[0] === 1 ? inflateRawSync(packed.subarray(1)) : packed.subarray(1))
  const table: Uint8Array[] = []
  for (let n = reader.varint(); n > 0; n--) table.push(reader.sized())
  const word = (): Uint8Array => table[reader.varint()] ?? new Uint8Array(0)
  const receipts: Receipt[] = []
  let cumulativeGasUsed = 0n
  for (let n = reader.varint(); n > 0; n--) {
    const head = reader.byte()
    const gasUsed = BigInt(reader.varint())
    cumulativeGasUsed += gasUsed
    const logs: Log[] = []
    for (let l = reader.varint(); l > 0; l--) {
      const address = word()
      const topics: Uint8Array[] = []
      for (let t = reader.byte(); t > 0; t--) topics.push(word())
      logs.push({ address, topics, data: reader.sized() })
    }
    receipts.push({ type: (head & 3) as 0 | 1 | 2, succeeded: (head & 0x80) !== 0, gasUsed, cumulativeGasUsed, logs })
  }
  return receipts
}
