import { type EVM, EVMError, type ExecResult } from '@ethereumjs/evm'
import { Address } from '@ethereumjs/util'
import type { Log } from '../block/receipt.ts'
import type { AccessListEntry } from '../block/transaction.ts'
import { keccak256 } from '../codec/crypto.ts'
import { bigIntToBytes, bytesToBigInt, toKey } from '../codec/hex.ts'
import { encodeRlp } from '../codec/rlp.ts'
import type { BlockEnvironment } from './machine.ts'
import type { WorldState } from './world-state.ts'

/** A call or transaction to execute. */
export interface Message {
  readonly from: Uint8Array
  /** Undefined creates a contract. */
  readonly to: Uint8Array | undefined
  readonly gasLimit: bigint
  readonly value: bigint
  readonly data: Uint8Array
  readonly accessList: readonly AccessListEntry[]
}

/** How an execution ended. `gasUsed` includes the intrinsic gas; refunds are deducted. */
export interface Outcome {
  readonly status: 'succeeded' | 'reverted' | 'failed'
  /** The EVM's own word for why it stopped, such as `out of gas`; empty on success. */
  readonly problem: string
  readonly gasUsed: bigint
  /** Return data, or the revert data. */
  readonly output: Uint8Array
  readonly logs: readonly Log[]
}

/** Longest creation code in bytes (EIP-3860). */
export const MAX_INIT_CODE_BYTES = 49_152

const knownZeros = new WeakMap<Uint8Array, number>()

/** Counts zero bytes. A transaction's data is asked for when it is admitted and again when it runs, and may be long. */
function zerosIn(data: Uint8Array): number {
  const known = knownZeros.get(data)
  if (known !== undefined) return known
  let zeros = 0
  const { length } = data
  for (let i = 0; i < length; i++) if (data[i] === 0) zeros++
  if (length >= 1024) knownZeros.set(data, zeros)
  return zeros
}

/** Gas that a transaction costs before anything runs (Yellow Paper, section 6.2; EIP-2028, 2930, 3860). */
export function intrinsicGas(message: Pick<Message, 'to' | 'data' | 'accessList'>): bigint {
  const { data } = message
  const zeros = zerosIn(data)
  let gas = 21_000 + zeros * 4 + (data.length - zeros) * 16
  if (message.to === undefined) gas += 32_000 + 2 * Math.ceil(data.length / 32)
  for (const entry of message.accessList) gas += 2400 + 1900 * entry.storageKeys.length
  return BigInt(gas)
}

/** The address of a contract that an account creates with a nonce: keccak256(rlp([sender, nonce])), last 20 bytes. */
export function contractAddress(sender: Uint8Array, nonce: bigint): Uint8Array {
  return keccak256(encodeRlp([sender, bigIntToBytes(nonce)])).slice(12)
}

/** Addresses that are warm from the start: precompiles 1 to 9. */
const PRECOMPILES = Array.from({ length: 9 }, (_, i) => (i + 1).toString(16).padStart(40, '0'))

const environments = new WeakMap<BlockEnvironment, ReturnType<typeof blockOf>>()

function blockOf(environment: BlockEnvironment) {
  return {
    header: {
      number: BigInt(environment.number),
      coinbase: new Address(environment.coinbase),
      timestamp: BigInt(environment.timestamp),
      difficulty: 0n,
      prevRandao: new Uint8Array(32),
      gasLimit: environment.gasLimit,
      baseFeePerGas: 0n,
      slotNumber: 0n,
      getBlobGasPrice: () => 1n,
    },
  }
}

function bumpNonce(state: WorldState, key: string): void {
  const before = state.record(key)
  state.setRecord(key, {
    nonce: (before?.nonce ?? 0n) + 1n,
    balance: before?.balance ?? 0n,
    codeHash: before?.codeHash,
  })
}

function isStorageError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code.startsWith('LEVEL_')
}

/**
 * Executes one message as a transaction of a block: nonce, intrinsic gas, warm addresses (EIP-2929, 2930, 3651), the call
 * itself, refund (EIP-3529), destroyed contracts. No fee is ever taken. What it changes stays in the state; a caller that
 * only simulates discards it.
 */
export async function execute(
  evm: EVM,
  state: WorldState,
  environment: BlockEnvironment,
  message: Message,
): Promise<Outcome> {
  let block = environments.get(environment)
  if (block === undefined) {
    block = blockOf(environment)
    environments.set(environment, block)
  }
  const intrinsic = intrinsicGas(message)
  const senderKey = toKey(message.from)
  if (message.gasLimit < intrinsic) {
    return { status: 'failed', problem: 'out of gas', gasUsed: message.gasLimit, output: EMPTY, logs: [] }
  }
  if ((state.record(senderKey)?.balance ?? 0n) < message.value) {
    bumpNonce(state, senderKey)
    state.endTransaction()
    return { status: 'failed', problem: 'insufficient balance', gasUsed: intrinsic, output: EMPTY, logs: [] }
  }
  for (const key of PRECOMPILES) state.warmAddress(key)
  state.warmAddress(senderKey)
  state.warmAddress(toKey(environment.coinbase))
  if (message.to !== undefined) state.warmAddress(toKey(message.to))
  for (const entry of message.accessList) {
    const key = toKey(entry.address)
    state.warmAddress(key)
    for (const slot of entry.storageKeys) state.warmSlot(key, bytesToBigInt(slot))
  }
  const from = new Address(message.from)
  let execResult: ExecResult
  try {
    const result = await evm.runCall({
      block,
      caller: from,
      origin: from,
      gasPrice: 0n,
      gasLimit: message.gasLimit - intrinsic,
      value: message.value,
      data: message.data,
      ...(message.to === undefined ? {} : { to: new Address(message.to) }),
    })
    execResult = result.execResult
  } catch (error) {
    state.abandonTransaction()
    evm.transientStorage.clear()
    // An unreadable disk is not the transaction's fault; anything else that breaks the EVM must not stop the chain.
    if (isStorageError(error)) throw error
    bumpNonce(state, senderKey)
    state.endTransaction()
    return { status: 'failed', problem: 'internal error', gasUsed: message.gasLimit, output: EMPTY, logs: [] }
  }
  const spent = intrinsic + execResult.executionGasUsed
  const refund = execResult.gasRefund ?? 0n
  const gasUsed = spent - (refund < spent / 5n ? refund : spent / 5n)
  for (const address of execResult.selfdestruct?.keys() ?? []) {
    const key = address.slice(2)
    if (execResult.createdAddresses?.has(address) !== true) continue
    await state.clearStorage(new Address(Buffer.from(key, 'hex')))
    state.setRecord(key, undefined)
  }
  state.endTransaction()
  const error = execResult.exceptionError
  return {
    status: error === undefined ? 'succeeded' : error.error === EVMError.errorMessages.REVERT ? 'reverted' : 'failed',
    problem: error?.error ?? '',
    gasUsed,
    output: execResult.returnValue,
    logs: (execResult.logs ?? []).map(([address, topics, data]) => ({ address, topics, data })),
  }
}

const EMPTY = new Uint8Array(0)
