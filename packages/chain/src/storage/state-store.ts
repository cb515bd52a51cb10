import { ByteReader, ByteWriter } from '../codec/bytes.ts'
import { keccak256 } from '../codec/crypto.ts'
import { bigIntToBytes, bytesToBigInt, toKey } from '../codec/hex.ts'
import { accountKey, codeKey, storageKey } from './keys.ts'
import type { Change, Database } from './store.ts'

/** An account as the state keeps it; never changed in place. */
export interface AccountRecord {
  readonly nonce: bigint
  readonly balance: bigint
  /** Keccak-256 of the code, or undefined for an account without code. */
  readonly codeHash: Uint8Array | undefined
}

/** What one block changed. An account set to undefined is gone. */
export interface StateChanges {
  readonly accounts: ReadonlyMap<string, AccountRecord | undefined>
  readonly storage: ReadonlyMap<string, ReadonlyMap<bigint, bigint>>
  /** By code hash, as hexadecimal digits. */
  readonly code: ReadonlyMap<string, Uint8Array>
}

/** State as of one sealed block. Reading is synchronous: from memory, or from the database in some microseconds. */
export interface StateReader {
  account(address: string): AccountRecord | undefined
  storage(address: string, slot: bigint): bigint
  /** The same code gives the same array each time, so that what is derived from it can be cached by identity. */
  code(hash: Uint8Array): Uint8Array
}

/** Keeps about `limit` to twice as many recently used entries: the younger generation, and the one before. */
class RecentMap<K, V> {
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  readonly #limit: number
  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: K): V | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const aged = this.#old.get(key)
    if (aged !== undefined) this.set(key, aged)
    return aged
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }
}

const ABSENT = Symbol('absent')
const NO_CODE = new Uint8Array(0)

function packAccount(record: AccountRecord): Buffer {
  const out = new ByteWriter()
  out.sized(bigIntToBytes(record.nonce))
  out.sized(bigIntToBytes(record.balance))
  if (record.codeHash !== undefined) out.bytes(record.codeHash)
  return Buffer.from(out.done())
}

function unpackAccount(bytes: Uint8Array): AccountRecord {
  const reader = new ByteReader(bytes)
  const nonce = bytesToBigInt(reader.sized())
  const balance = bytesToBigInt(reader.sized())
  return { nonce, balance, codeHash: reader.atEnd ? undefined : reader.bytes(32) }
}

/** Flat state of the last sealed block: LevelDB under a bounded cache. One writer applies one block after another. */
export class StateStore implements StateReader {
  readonly #db: Database
  readonly #accounts = new RecentMap<string, AccountRecord | typeof ABSENT>(100_000)
  readonly #slots = new RecentMap<string, RecentMap<bigint, bigint>>(2_000)
  readonly #code = new RecentMap<string, Uint8Array>(500)
  #snapshot: ReturnType<Database['snapshot']> | undefined

  constructor(db: Database) {
    this.#db = db
  }

  #read(key: Buffer): Buffer | undefined {
    return this.#snapshot === undefined ? this.#db.getSync(key) : this.#db.getSync(key, { snapshot: this.#snapshot })
  }

  account(address: string): AccountRecord | undefined {
    let record = this.#accounts.get(address)
    if (record === undefined) {
      const bytes = this.#read(accountKey(address))
      record = bytes === undefined ? ABSENT : unpackAccount(bytes)
      this.#accounts.set(address, record)
    }
    return record === ABSENT ? undefined : record
  }

  storage(address: string, slot: bigint): bigint {
    let slots = this.#slots.get(address)
    if (slots === undefined) {
      slots = new RecentMap(100_000)
      this.#slots.set(address, slots)
    }
    let value = slots.get(slot)
    if (value === undefined) {
      const bytes = this.#read(storageKey(address, slot))
      value = bytes === undefined ? 0n : bytesToBigInt(bytes)
      slots.set(slot, value)
    }
    return value
  }

  code(hash: Uint8Array): Uint8Array {
    const key = toKey(hash)
    let code = this.#code.get(key)
    if (code === undefined) {
      const bytes = this.#read(codeKey(key))
      code = bytes === undefined ? NO_CODE : new Uint8Array(bytes)
      this.#code.set(key, code)
    }
    return code
  }

  /** The changes as database writes, sorted by key. */
  static batchOf(changes: StateChanges): Change[] {
    const batch: Change[] = []
    for (const [address, record] of changes.accounts) {
      const key = accountKey(address)
      batch.push(record === undefined ? { type: 'del', key } : { type: 'put', key, value: packAccount(record) })
    }
    for (const [hash, code] of changes.code) batch.push({ type: 'put', key: codeKey(hash), value: Buffer.from(code) })
    for (const [address, slots] of changes.storage) {
      for (const [slot, value] of slots) {
        const key = storageKey(address, slot)
        batch.push(value === 0n ? { type: 'del', key } : { type: 'put', key, value: bigIntToBytes(value) as Buffer })
      }
    }
    return batch.sort((a, b) => Buffer.compare(a.key, b.key))
  }

  /**
   * The next block's stateRoot: keccak256(previous root ‖ for each change in key order: key length (1 byte) ‖ key ‖
   * value length (4 bytes) ‖ value), a deletion having no value. Whoever replays the blocks gets the same; it proves no
   * single value, as a trie's root would.
   */
  static commitment(previous: Uint8Array, batch: readonly Change[]): Uint8Array {
    const out = new ByteWriter()
    out.bytes(previous)
    const length = Buffer.alloc(4)
    for (const change of batch) {
      out.byte(change.key.length)
      out.bytes(change.key)
      const value = change.type === 'put' ? change.value : NO_CODE
      length.writeUInt32BE(value.length)
      out.bytes(length)
      out.bytes(value)
    }
    return keccak256(out.done())
  }

  /** From now on until {@link StateStore.publish} the database may already hold the next block: read the old one. */
  hold(): void {
    this.#snapshot = this.#db.snapshot()
  }

  /** The next block is on the disk: readers see it from here on. */
  async publish(changes: StateChanges): Promise<void> {
    const snapshot = this.#snapshot
    this.#snapshot = undefined
    for (const [address, record] of changes.accounts) this.#accounts.set(address, record ?? ABSENT)
    for (const [hash, code] of changes.code) this.#code.set(hash, code)
    for (const [address, slots] of changes.storage) {
      const cached = this.#slots.get(address)
      if (cached !== undefined) for (const [slot, value] of slots) cached.set(slot, value)
      // Without a cached account its slots come from the database when they are asked for.
    }
    await snapshot?.close()
  }

  /** The write failed: the last sealed block stays what readers see. */
  async release(): Promise<void> {
    const snapshot = this.#snapshot
    this.#snapshot = undefined
    await snapshot?.close()
  }
}
