import type { AccountFields, StateManagerInterface } from '@ethereumjs/common'
import { Account, type Address, KECCAK256_NULL, KECCAK256_RLP } from '@ethereumjs/util'
import { keccak256 } from '../codec/crypto.ts'
import { bigIntToBytes, bytesToBigInt, toKey } from '../codec/hex.ts'
import type { AccountRecord, StateChanges, StateReader } from '../storage/state-store.ts'

const NO_CODE = new Uint8Array(0)
const EMPTY_ACCOUNT: AccountRecord = { nonce: 0n, balance: 0n, codeHash: undefined }

/** One storage slot as the block being executed sees it. Only {@link WorldState} changes it. */
export interface Slot {
  value: bigint
  /** Whether a transaction of this block has set it. */
  changed: boolean
  /** The transaction that warmed it last (EIP-2929), by its number. */
  warmIn: number
  /** The transaction whose start `original` is of (EIP-2200), by its number. */
  originalIn: number
  original: bigint
}

/** The slots of one account that the block has met. */
export interface Slots {
  readonly key: string
  readonly bySlot: Map<bigint, Slot>
}

/** What a slot was before it was set. */
class SlotUndo {
  readonly slot: Slot
  readonly value: bigint
  readonly changed: boolean
  constructor(slot: Slot) {
    this.slot = slot
    this.value = slot.value
    this.changed = slot.changed
  }
}

/** Undoes one change: of a slot; of a slot's being warm; of an address' (by key) being warm; of anything else. */
type Undo = SlotUndo | Slot | string | (() => void)

/** Code by the array of its hash, which an account's record keeps: the same hash is always of the same code. */
const codes = new WeakMap<Uint8Array, Uint8Array>()

/** The key of an address, kept on the object: one frame asks for its own many times. */
const keys = new WeakMap<Address, string>()
function keyOf(address: Address): string {
  let key = keys.get(address)
  if (key === undefined) {
    key = toKey(address.bytes)
    keys.set(address, key)
  }
  return key
}

/**
 * What is being executed sees and changes this: the changes of the block so far over the last sealed state, with what a
 * transaction has warmed (EIP-2929) and the values its slots had at its start (EIP-2200). Each change leaves its undoing
 * in a journal; a checkpoint is a position in it. It is both EthereumJS' state manager and its access journal.
 *
 * An empty account is the same as none (EIP-161), so one that becomes empty is dropped at once.
 */
export class WorldState implements StateManagerInterface {
  #base: StateReader
  #accounts = new Map<string, AccountRecord | undefined>()
  #storage = new Map<string, Slots>()
  #code = new Map<string, Uint8Array>()
  #warmAddresses = new Set<string>()
  /** Number of the running transaction: what a slot keeps of an earlier one no longer counts. */
  #transaction = 1
  #undo: Undo[] = []
  #checkpoints: number[] = []

  readonly originalStorageCache = {
    get: (address: Address, key: Uint8Array) =>
      Promise.resolve(bigIntToBytes(this.originalOf(this.slot(this.slotsOf(keyOf(address)), bytesToBigInt(key))))),
    clear: () => this.endTransaction(),
  }

  constructor(base: StateReader) {
    this.#base = base
  }

  // --- synchronous core -------------------------------------------------------------------------------------------

  record(key: string): AccountRecord | undefined {
    const changed = this.#accounts.get(key)
    return changed !== undefined || this.#accounts.has(key) ? changed : this.#base.account(key)
  }

  setRecord(key: string, record: AccountRecord | undefined): void {
    const accounts = this.#accounts
    const had = accounts.has(key)
    const before = accounts.get(key)
    const isEmpty =
      record === undefined || (record.nonce === 0n && record.balance === 0n && record.codeHash === undefined)
    if (isEmpty && !had && this.#base.account(key) === undefined) return
    accounts.set(key, isEmpty ? undefined : record)
    this.#undo.push(had ? () => accounts.set(key, before) : () => accounts.delete(key))
  }

  /** An account's slots, for {@link WorldState.slot}. Good until the changes are taken or discarded. */
  slotsOf(key: string): Slots {
    let slots = this.#storage.get(key)
    if (slots === undefined) {
      slots = { key, bySlot: new Map() }
      this.#storage.set(key, slots)
    }
    return slots
  }

  slot({ key, bySlot }: Slots, index: bigint): Slot {
    let slot = bySlot.get(index)
    if (slot === undefined) {
      slot = { value: this.#base.storage(key, index), changed: false, warmIn: 0, originalIn: 0, original: 0n }
      bySlot.set(index, slot)
    }
    return slot
  }

  /** Warms a slot; false when it was warm already. */
  warm(slot: Slot): boolean {
    if (slot.warmIn === this.#transaction) return false
    slot.warmIn = this.#transaction
    this.#undo.push(slot)
    return true
  }

  /** The slot's value at the start of the transaction. */
  originalOf(slot: Slot): bigint {
    return slot.originalIn === this.#transaction ? slot.original : slot.value
  }

  set(slot: Slot, value: bigint): void {
    if (slot.value === value) return
    if (slot.originalIn !== this.#transaction) {
      slot.originalIn = this.#transaction
      slot.original = slot.value
    }
    this.#undo.push(new SlotUndo(slot))
    slot.value = value
    slot.changed = true
  }

  warmSlot(key: string, index: bigint): void {
    this.warm(this.slot(this.slotsOf(key), index))
  }

  load(key: string, index: bigint): bigint {
    return this.slot(this.slotsOf(key), index).value
  }

  store(key: string, index: bigint, value: bigint): void {
    this.set(this.slot(this.slotsOf(key), index), value)
  }

  codeOf(key: string): Uint8Array {
    const hash = this.record(key)?.codeHash
    if (hash === undefined) return NO_CODE
    let code = codes.get(hash)
    if (code === undefined) {
      code = this.#code.get(toKey(hash)) ?? this.#base.code(hash)
      codes.set(hash, code)
    }
    return code
  }

  isWarmAddress(key: string): boolean {
    return this.#warmAddresses.has(key)
  }

  /** Warms an address; false when it was warm already. */
  warmAddress(key: string): boolean {
    const warm = this.#warmAddresses
    if (warm.has(key)) return false
    warm.add(key)
    this.#undo.push(key)
    return true
  }

  mark(): void {
    this.#checkpoints.push(this.#undo.length)
  }

  keep(): void {
    this.#checkpoints.pop()
  }

  undo(): void {
    const to = this.#checkpoints.pop() ?? 0
    const log = this.#undo
    while (log.length > to) this.#undoOne(log.pop())
  }

  #undoOne(change: Undo | undefined): void {
    if (change instanceof SlotUndo) {
      change.slot.value = change.value
      change.slot.changed = change.changed
    } else if (typeof change === 'string') this.#warmAddresses.delete(change)
    else if (typeof change === 'function') change()
    else if (change !== undefined) change.warmIn = 0
  }

  /** Undoes everything since the transaction began, whatever was open. */
  abandonTransaction(): void {
    this.#checkpoints.length = 0
    this.undo()
  }

  /** Ends a transaction: what it warmed and its original values are forgotten, its changes stay. */
  endTransaction(): void {
    this.#transaction++
    this.#warmAddresses.clear()
    this.#undo.length = 0
    this.#checkpoints.length = 0
  }

  /** Hands over everything that was changed since the last time and starts afresh on what is sealed. */
  takeChanges(): StateChanges {
    const storage = new Map<string, Map<bigint, bigint>>()
    for (const { key, bySlot } of this.#storage.values()) {
      const values = new Map<bigint, bigint>()
      for (const [index, slot] of bySlot) if (slot.changed) values.set(index, slot.value)
      if (values.size > 0) storage.set(key, values)
    }
    const changes = { accounts: this.#accounts, storage, code: this.#code }
    this.discard()
    return changes
  }

  /** Forgets every change. */
  discard(): void {
    this.#accounts = new Map()
    this.#storage = new Map()
    this.#code = new Map()
    this.endTransaction()
  }

  // --- EthereumJS: state manager ----------------------------------------------------------------------------------

  async getAccount(address: Address): Promise<Account | undefined> {
    const record = this.record(keyOf(address))
    if (record === undefined) return undefined
    return new Account(record.nonce, record.balance, KECCAK256_RLP, record.codeHash ?? KECCAK256_NULL)
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    if (account === undefined) {
      this.setRecord(keyOf(address), undefined)
      return
    }
    const codeHash = Buffer.compare(account.codeHash, KECCAK256_NULL) === 0 ? undefined : account.codeHash
    const before = this.record(keyOf(address))
    if (before?.nonce === account.nonce && before.balance === account.balance && before.codeHash === codeHash) return
    this.setRecord(keyOf(address), { nonce: account.nonce, balance: account.balance, codeHash })
  }

  async deleteAccount(address: Address): Promise<void> {
    this.setRecord(keyOf(address), undefined)
  }

  async modifyAccountFields(address: Address, fields: AccountFields): Promise<void> {
    const before = this.record(keyOf(address)) ?? EMPTY_ACCOUNT
    this.setRecord(keyOf(address), {
      nonce: fields.nonce ?? before.nonce,
      balance: fields.balance ?? before.balance,
      codeHash: fields.codeHash ?? before.codeHash,
    })
  }

  async putCode(address: Address, value: Uint8Array): Promise<void> {
    const before = this.record(keyOf(address)) ?? EMPTY_ACCOUNT
    if (value.length === 0) {
      this.setRecord(keyOf(address), { ...before, codeHash: undefined })
      return
    }
    const codeHash = keccak256(value)
    const hashKey = toKey(codeHash)
    const code = this.#code
    if (!code.has(hashKey)) {
      code.set(hashKey, value.slice())
      this.#undo.push(() => code.delete(hashKey))
    }
    this.setRecord(keyOf(address), { ...before, codeHash })
  }

  async getCode(address: Address): Promise<Uint8Array> {
    return this.codeOf(keyOf(address))
  }

  async getCodeSize(address: Address): Promise<number> {
    return this.codeOf(keyOf(address)).length
  }

  async getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    return bigIntToBytes(this.load(keyOf(address), bytesToBigInt(key)))
  }

  async putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    this.store(keyOf(address), bytesToBigInt(key), bytesToBigInt(value))
  }

  /** Only contracts of the running transaction are ever destroyed (EIP-6780), so all of their slots are in the changes. */
  async clearStorage(address: Address): Promise<void> {
    const key = keyOf(address)
    const slots = this.#storage.get(key)
    if (slots !== undefined) for (const slot of slots.bySlot.values()) this.set(slot, 0n)
  }

  // --- EthereumJS: access journal ---------------------------------------------------------------------------------

  async checkpoint(): Promise<void> {
    this.mark()
  }

  async commit(): Promise<void> {
    this.keep()
  }

  async revert(): Promise<void> {
    this.undo()
  }

  async cleanup(): Promise<void> {
    this.endTransaction()
  }

  cleanJournal(): void {
    this.endTransaction()
  }

  isWarmedAddress(address: Uint8Array): boolean {
    return this.isWarmAddress(toKey(address))
  }

  addWarmedAddress(address: Uint8Array): void {
    this.warmAddress(toKey(address))
  }

  addAlwaysWarmAddress(address: string): void {
    this.warmAddress(address.startsWith('0x') ? address.slice(2) : address)
  }

  isWarmedStorage(address: Uint8Array, slot: Uint8Array): boolean {
    return this.slot(this.slotsOf(toKey(address)), bytesToBigInt(slot)).warmIn === this.#transaction
  }

  addWarmedStorage(address: Uint8Array, slot: Uint8Array): void {
    const key = toKey(address)
    this.warmAddress(key)
    this.warmSlot(key, bytesToBigInt(slot))
  }

  // --- EthereumJS: parts without a meaning here -------------------------------------------------------------------

  /** State has no trie; the block's commitment is made from its changes. */
  async getStateRoot(): Promise<Uint8Array> {
    return KECCAK256_RLP
  }

  async setStateRoot(): Promise<void> {}

  async hasStateRoot(): Promise<boolean> {
    return false
  }

  clearCaches(): void {}

  shallowCopy(): WorldState {
    return new WorldState(this.#base)
  }
}
