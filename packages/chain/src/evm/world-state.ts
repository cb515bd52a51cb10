import type { AccountFields, StateManagerInterface } from '@ethereumjs/common'
import { Account, type Address, KECCAK256_NULL, KECCAK256_RLP } from '@ethereumjs/util'
import { keccak256 } from '../codec/crypto.ts'
import { bigIntToBytes, bytesToBigInt, toKey } from '../codec/hex.ts'
import type { AccountRecord, StateChanges, StateReader } from '../storage/state-store.ts'

const NO_CODE = new Uint8Array(0)
const EMPTY_ACCOUNT: AccountRecord = { nonce: 0n, balance: 0n, codeHash: undefined }

/** The key of an address, kept on the object: one frame asks for its own many times. */
const keys = new WeakMap<Address, string>()
export function keyOf(address: Address): string {
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
  #storage = new Map<string, Map<bigint, bigint>>()
  #code = new Map<string, Uint8Array>()
  #original = new Map<string, Map<bigint, bigint>>()
  #warmAddresses = new Set<string>()
  #warmSlots = new Map<string, Set<bigint>>()
  #undo: (() => void)[] = []
  #checkpoints: number[] = []

  readonly originalStorageCache = {
    get: (address: Address, key: Uint8Array) =>
      Promise.resolve(bigIntToBytes(this.original(keyOf(address), bytesToBigInt(key)))),
    clear: () => this.#original.clear(),
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

  load(key: string, slot: bigint): bigint {
    return this.#storage.get(key)?.get(slot) ?? this.#base.storage(key, slot)
  }

  /** The slot's value at the start of the transaction. */
  original(key: string, slot: bigint): bigint {
    return this.#original.get(key)?.get(slot) ?? this.load(key, slot)
  }

  store(key: string, slot: bigint, value: bigint): void {
    let slots = this.#storage.get(key)
    if (slots === undefined) {
      slots = new Map()
      this.#storage.set(key, slots)
    }
    const target = slots
    const before = target.get(slot)
    const current = before ?? this.#base.storage(key, slot)
    if (current === value) return
    let originals = this.#original.get(key)
    if (originals === undefined) {
      originals = new Map()
      this.#original.set(key, originals)
    }
    if (!originals.has(slot)) originals.set(slot, current)
    target.set(slot, value)
    this.#undo.push(before === undefined ? () => target.delete(slot) : () => target.set(slot, before))
  }

  codeOf(key: string): Uint8Array {
    const hash = this.record(key)?.codeHash
    return hash === undefined ? NO_CODE : (this.#code.get(toKey(hash)) ?? this.#base.code(hash))
  }

  isWarmAddress(key: string): boolean {
    return this.#warmAddresses.has(key)
  }

  warmAddress(key: string): void {
    const warm = this.#warmAddresses
    if (warm.has(key)) return
    warm.add(key)
    this.#undo.push(() => warm.delete(key))
  }

  isWarmSlot(key: string, slot: bigint): boolean {
    return this.#warmSlots.get(key)?.has(slot) === true
  }

  /** Warms a slot; false when it was warm already. */
  warmSlot(key: string, slot: bigint): boolean {
    let slots = this.#warmSlots.get(key)
    if (slots === undefined) {
      slots = new Set()
      this.#warmSlots.set(key, slots)
    }
    const target = slots
    if (target.has(slot)) return false
    target.add(slot)
    this.#undo.push(() => target.delete(slot))
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
    while (log.length > to) log.pop()?.()
  }

  /** Undoes everything since the transaction began, whatever was open. */
  abandonTransaction(): void {
    this.#checkpoints.length = 0
    this.undo()
  }

  /** Ends a transaction: what it warmed and its original values are forgotten, its changes stay. */
  endTransaction(): void {
    this.#original.clear()
    this.#warmAddresses.clear()
    this.#warmSlots.clear()
    this.#undo.length = 0
    this.#checkpoints.length = 0
  }

  /** Hands over everything that was changed since the last time and starts afresh on what is sealed. */
  takeChanges(): StateChanges {
    const changes = { accounts: this.#accounts, storage: this.#storage, code: this.#code }
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
    if (slots !== undefined) for (const slot of [...slots.keys()]) this.store(key, slot, 0n)
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
    return this.isWarmSlot(toKey(address), bytesToBigInt(slot))
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
