import type { Transaction } from './block/transaction.ts'
import { type Refusal, refuse } from './errors.ts'
import type { Release } from './storage/wal.ts'

/** Bounds of the pool. */
export interface PoolLimits {
  readonly maxTransactions: number
  readonly maxBytes: number
  /** How far a nonce may be ahead of the next one of its sender. */
  readonly maxNonceGap: number
}

/** A transaction on its way into a block. */
export interface Entry {
  readonly transaction: Transaction
  /** Set once it is in the write-ahead log. */
  release: Release | undefined
}

interface Sender {
  /** The nonce that the next executable transaction must have. */
  next: bigint
  /** No nonce from `next` to before this one is free. */
  free: bigint
  readonly entries: Map<bigint, Entry>
}

/**
 * Transactions that are not in a block yet. One is first admitted (its nonce is taken), then made durable by the caller,
 * then executable: in the order in which they became so, and per sender by nonce.
 */
export class Pool {
  readonly #limits: PoolLimits
  readonly #senders = new Map<string, Sender>()
  readonly #byHash = new Map<string, Entry>()
  #ready: Entry[] = []
  #taken = 0
  #bytes = 0

  constructor(limits: PoolLimits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#byHash.size
  }

  get hasReady(): boolean {
    return this.#taken < this.#ready.length
  }

  get(hash: string): Transaction | undefined {
    return this.#byHash.get(hash)?.transaction
  }

  /** Durable transactions in the pool. */
  *pending(): Iterable<Transaction> {
    for (const entry of this.#byHash.values()) if (entry.release !== undefined) yield entry.transaction
  }

  /** The first nonce of a sender that is free; `sealedNonce` is the account's nonce in the last block. */
  nextNonce(senderKey: string, sealedNonce: bigint): bigint {
    const sender = this.#senders.get(senderKey)
    if (sender === undefined) return sealedNonce
    // What was sealed since is no longer among the entries.
    if (sender.free < sender.next) sender.free = sender.next
    if (sender.free < sealedNonce) sender.free = sealedNonce
    while (sender.entries.has(sender.free)) sender.free++
    return sender.free
  }

  /** Takes a transaction's place in its sender's sequence, or says why not. */
  admit(transaction: Transaction, sealedNonce: bigint): Refusal | { ok: true; entry: Entry } {
    const { senderKey, nonce, hash } = transaction
    if (this.#byHash.has(hash)) return refuse('AlreadyKnown', 'transaction is already in the pool', { hash })
    if (nonce < sealedNonce) {
      return refuse('NonceTooLow', `nonce ${nonce} is used; the next one is ${sealedNonce}`, {
        nonce: nonce.toString(),
        expected: sealedNonce.toString(),
      })
    }
    const sender = this.#senders.get(senderKey) ?? {
      next: sealedNonce,
      free: sealedNonce,
      entries: new Map<bigint, Entry>(),
    }
    if (sender.entries.has(nonce)) {
      return refuse('NonceInUse', `another transaction with nonce ${nonce} is pending and cannot be replaced`, {
        nonce: nonce.toString(),
        hash: sender.entries.get(nonce)?.transaction.hash,
      })
    }
    if (nonce > sealedNonce + BigInt(this.#limits.maxNonceGap)) {
      // A long queue is fine, a hole in front is not: only then is the first free nonce looked for.
      const free = this.nextNonce(senderKey, sealedNonce)
      if (nonce > free + BigInt(this.#limits.maxNonceGap)) {
        return refuse('NonceTooHigh', `nonce ${nonce} is more than ${this.#limits.maxNonceGap} ahead of ${free}`, {
          nonce: nonce.toString(),
          expected: free.toString(),
        })
      }
    }
    if (
      this.#byHash.size >= this.#limits.maxTransactions ||
      this.#bytes + transaction.raw.length > this.#limits.maxBytes
    ) {
      return refuse('PoolFull', 'too many transactions are waiting; try again later', { waiting: this.#byHash.size })
    }
    const entry: Entry = { transaction, release: undefined }
    sender.entries.set(nonce, entry)
    this.#senders.set(senderKey, sender)
    this.#byHash.set(hash, entry)
    this.#bytes += transaction.raw.length
    return { ok: true, entry }
  }

  /** The entry is durable: it and those of its sender that waited for it become executable. */
  promote(entry: Entry, release: Release): void {
    entry.release = release
    const sender = this.#senders.get(entry.transaction.senderKey)
    if (sender === undefined) return
    for (;;) {
      const next = sender.entries.get(sender.next)
      if (next?.release === undefined) return
      sender.next++
      this.#ready.push(next)
    }
  }

  /** The next executable entry; it stays known to the pool until {@link Pool.remove}. */
  take(): Entry | undefined {
    const entry = this.#ready[this.#taken]
    if (entry === undefined) return undefined
    this.#taken++
    if (this.#taken >= 4096) {
      this.#ready = this.#ready.slice(this.#taken)
      this.#taken = 0
    }
    return entry
  }

  /** Forgets an entry: it is in a block, or it could not be made durable. */
  remove(entry: Entry): void {
    const { senderKey, nonce, hash, raw } = entry.transaction
    if (!this.#byHash.delete(hash)) return
    this.#bytes -= raw.length
    const sender = this.#senders.get(senderKey)
    sender?.entries.delete(nonce)
    // One that could not be made durable leaves its nonce free again; one in a block does not.
    if (sender !== undefined && nonce >= sender.next && nonce < sender.free) sender.free = nonce
    if (sender?.entries.size === 0) this.#senders.delete(senderKey)
  }
}
