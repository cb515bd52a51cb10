import { type BlockHeader, packHeader, unpackHeader } from '../block/block.ts'
import { packReceipts, type Receipt, unpackReceipts } from '../block/receipt.ts'
import { parseTransaction, type Transaction } from '../block/transaction.ts'
import { logsBloom } from '../codec/bloom.ts'
import { ByteReader, ByteWriter } from '../codec/bytes.ts'
import { type Hex, toHex } from '../codec/hex.ts'
import { ChainError } from '../errors.ts'
import {
  blockHashKey,
  blockHashRange,
  bodyKey,
  HASH_PREFIX_BYTES,
  HEAD_KEY,
  headerKey,
  receiptsKey,
  transactionHashKey,
  transactionHashRange,
} from './keys.ts'
import type { Change, Database } from './store.ts'

/** A block in the chain, with everything that was executed in it. */
export interface SealedBlock {
  readonly header: BlockHeader
  readonly hash: Hex
  readonly transactions: readonly Transaction[]
  readonly receipts: readonly Receipt[]
  /** Bytes of its RLP encoding, about: what `size` of a block says. */
  readonly size: number
}

/** Blocks that are kept decoded in memory. */
const RECENT_BLOCKS = 64
const RECENT_BYTES = 24 * 1024 * 1024
/** What a decoded transaction and its receipt take beside the raw bytes, about. */
const DECODED_BYTES = 1_500

const weightOf = (block: SealedBlock) => block.size + block.transactions.length * DECODED_BYTES

/** Blocks, receipts and the indexes by hash, on disk. */
export class LedgerStore {
  readonly #db: Database
  readonly #chainId: bigint
  readonly #recent = new Map<number, SealedBlock>()
  #recentBytes = 0

  constructor(db: Database, chainId: bigint) {
    this.#db = db
    this.#chainId = chainId
  }

  /** Number of the last block, or undefined in a new folder. */
  headNumber(): number | undefined {
    const value = this.#db.getSync(HEAD_KEY)
    if (value === undefined) return undefined
    if (value.length !== 4) throw new ChainError('DamagedFolder', 'the head pointer is damaged')
    return value.readUInt32BE()
  }

  /** The writes that make a block part of the chain; they belong into one batch with its state. */
  static batchOf(block: SealedBlock): Change[] {
    const { number } = block.header
    const hash = Buffer.from(block.hash.slice(2), 'hex')
    const head = Buffer.alloc(4)
    head.writeUInt32BE(number)
    const batch: Change[] = [
      { type: 'put', key: HEAD_KEY, value: head },
      { type: 'put', key: headerKey(number), value: Buffer.from(packHeader(block.header, hash)) },
      { type: 'put', key: blockHashKey(hash, number), value: NO_VALUE },
    ]
    if (block.transactions.length === 0) return batch
    const body = new ByteWriter()
    for (const transaction of block.transactions) body.sized(transaction.raw)
    batch.push({ type: 'put', key: bodyKey(number), value: body.done() })
    batch.push({ type: 'put', key: receiptsKey(number), value: packReceipts(block.receipts) as Buffer })
    block.transactions.forEach((transaction, index) => {
      const prefix = Buffer.from(transaction.hash.slice(2, 2 + 2 * HASH_PREFIX_BYTES), 'hex')
      batch.push({ type: 'put', key: transactionHashKey(prefix, number, index), value: NO_VALUE })
    })
    return batch
  }

  /** Keeps a block that was just sealed, decoded as it is. */
  remember(block: SealedBlock): void {
    this.#recent.set(block.header.number, block)
    this.#recentBytes += weightOf(block)
    for (const [number, old] of this.#recent) {
      if (this.#recent.size <= RECENT_BLOCKS && this.#recentBytes <= RECENT_BYTES) return
      if (old === block) return
      this.#recent.delete(number)
      this.#recentBytes -= weightOf(old)
    }
  }

  /** The block of a number, or undefined past the head. */
  block(number: number): SealedBlock | undefined {
    const known = this.#recent.get(number)
    if (known !== undefined) return known
    const packed = this.#db.getSync(headerKey(number))
    if (packed === undefined) return undefined
    const unpacked = unpackHeader(packed)
    if (unpacked === undefined) throw damaged(number)
    const receipts = this.receipts(number)
    const body = this.#db.getSync(bodyKey(number))
    const transactions = body === undefined ? [] : this.#decodeBody(body, number)
    if (transactions.length !== receipts.length) throw damaged(number)
    const header: BlockHeader = {
      ...unpacked.header,
      logsBloom: logsBloom(receipts.flatMap((receipt) => receipt.logs)),
    }
    const block = { header, hash: toHex(unpacked.hash), transactions, receipts, size: blockSize(transactions) }
    this.remember(block)
    return block
  }

  /** The receipts alone, without recovering any sender. */
  receipts(number: number): readonly Receipt[] {
    const known = this.#recent.get(number)
    if (known !== undefined) return known.receipts
    const packed = this.#db.getSync(receiptsKey(number))
    if (packed === undefined) return []
    try {
      return unpackReceipts(packed)
    } catch (cause) {
      throw damaged(number, cause)
    }
  }

  /** The hash of a block without the rest of it. */
  blockHash(number: number): Uint8Array | undefined {
    const packed = this.#db.getSync(headerKey(number))
    return packed === undefined ? undefined : unpackHeader(packed)?.hash
  }

  /** The number of the block with a hash. */
  async numberOfHash(hash: Uint8Array): Promise<number | undefined> {
    for (const key of await this.#db.keys(blockHashRange(hash)).all()) {
      const number = key.readUInt32BE(1 + HASH_PREFIX_BYTES)
      const found = this.blockHash(number)
      if (found !== undefined && Buffer.compare(found, hash) === 0) return number
    }
    return undefined
  }

  /** Where a transaction is. */
  async find(hash: Uint8Array): Promise<{ block: SealedBlock; index: number } | undefined> {
    const wanted = toHex(hash)
    for (const key of await this.#db.keys(transactionHashRange(hash)).all()) {
      const block = this.block(key.readUInt32BE(1 + HASH_PREFIX_BYTES))
      const index = key.readUInt16BE(5 + HASH_PREFIX_BYTES)
      if (block?.transactions[index]?.hash === wanted) return { block, index }
    }
    return undefined
  }

  #decodeBody(body: Uint8Array, number: number): Transaction[] {
    const reader = new ByteReader(body)
    const transactions: Transaction[] = []
    try {
      while (!reader.atEnd) {
        const parsed = parseTransaction(reader.sized(), { chainId: this.#chainId, maxBytes: Number.MAX_SAFE_INTEGER })
        if (!parsed.ok) throw new Error(parsed.message)
        transactions.push(parsed.transaction)
      }
    } catch (cause) {
      throw damaged(number, cause)
    }
    return transactions
  }
}

/** A block's size: its header and its transactions, as encoded. */
export function blockSize(transactions: readonly Transaction[]): number {
  return transactions.reduce((size, transaction) => size + transaction.raw.length + 4, 620)
}

const NO_VALUE = Buffer.alloc(0)

function damaged(number: number, cause?: unknown): ChainError {
  return new ChainError('DamagedFolder', `block ${number} is damaged`, { number }, cause)
}
