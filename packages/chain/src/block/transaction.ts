import { addressOf, curve, keccak256 } from '../codec/crypto.ts'
import { bytesToBigInt, type Hex, toHex, toKey } from '../codec/hex.ts'
import { decodeRlp, encodeRlp, type RlpItem } from '../codec/rlp.ts'
import { type Refusal, refuse } from '../errors.ts'

/** One entry of an EIP-2930 access list. */
export interface AccessListEntry {
  readonly address: Uint8Array
  readonly storageKeys: readonly Uint8Array[]
}

/** A signed transaction whose encoding, chain id and signature have been checked. */
export interface Transaction {
  /** 0 legacy (EIP-155), 1 (EIP-2930) or 2 (EIP-1559). */
  readonly type: 0 | 1 | 2
  readonly chainId: bigint
  readonly raw: Uint8Array
  readonly hash: Hex
  readonly sender: Uint8Array
  /** The sender as 40 hexadecimal digits. */
  readonly senderKey: string
  readonly nonce: bigint
  readonly gasLimit: bigint
  /** Legacy and 2930: gas price; 1559: the fee cap. Fees are never charged on this chain. */
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
  /** Undefined for a contract creation. */
  readonly to: Uint8Array | undefined
  readonly value: bigint
  readonly data: Uint8Array
  readonly accessList: readonly AccessListEntry[]
  readonly r: bigint
  readonly s: bigint
  readonly yParity: 0 | 1
}

/** Limits of what {@link parseTransaction} accepts. */
export interface TransactionLimits {
  readonly chainId: bigint
  /** Longest raw transaction in bytes. */
  readonly maxBytes: number
}

const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
const FIELDS = { 0: 9, 1: 11, 2: 12 } as const

class Malformed extends Error {}

function integer(item: RlpItem | undefined, maxBytes: number, name: string): bigint {
  if (!(item instanceof Uint8Array) || item.length > maxBytes || item[0] === 0) {
    throw new Malformed(`${name} is not an unsigned integer of at most ${maxBytes} bytes without leading zeros`)
  }
  return bytesToBigInt(item)
}

function bytes(item: RlpItem | undefined, name: string): Uint8Array {
  if (!(item instanceof Uint8Array)) throw new Malformed(`${name} is not a byte string`)
  return item
}

function recipient(item: RlpItem | undefined): Uint8Array | undefined {
  const value = bytes(item, 'to')
  if (value.length !== 0 && value.length !== 20) throw new Malformed('to is neither empty nor 20 bytes')
  return value.length === 0 ? undefined : value
}

function accessListOf(item: RlpItem | undefined): AccessListEntry[] {
  if (item === undefined || item instanceof Uint8Array) throw new Malformed('accessList is not a list')
  return item.map((entry) => {
    if (entry instanceof Uint8Array || entry.length !== 2) throw new Malformed('accessList entry is not a pair')
    const address = bytes(entry[0], 'accessList address')
    const keys = entry[1]
    if (address.length !== 20 || keys === undefined || keys instanceof Uint8Array) {
      throw new Malformed('accessList entry is not an address and a list of keys')
    }
    const storageKeys = keys.map((key) => bytes(key, 'accessList key'))
    if (storageKeys.some((key) => key.length !== 32)) throw new Malformed('accessList key is not 32 bytes')
    return { address, storageKeys }
  })
}

/**
 * Decodes and checks a raw transaction: canonical RLP, types 0 to 2, chain id (EIP-155, required), low s (EIP-2),
 * recovery id, and recovers the sender.
 */
export function parseTransaction(
  raw: Uint8Array,
  limits: TransactionLimits,
): { ok: true; transaction: Transaction } | Refusal {
  if (raw.length > limits.maxBytes) {
    return refuse('TransactionTooLarge', `transaction of ${raw.length} bytes is over the limit of ${limits.maxBytes}`, {
      size: raw.length,
      limit: limits.maxBytes,
    })
  }
  const first = raw[0]
  if (first === undefined) return refuse('MalformedTransaction', 'transaction is empty')
  const type = first >= 0xc0 ? 0 : first
  if (type !== 0 && type !== 1 && type !== 2) {
    return refuse('UnsupportedTransactionType', `transaction type ${type} is not supported (only 0, 1 and 2 are)`, {
      type,
    })
  }
  if (type === 0 && first === 0)
    return refuse('UnsupportedTransactionType', 'transaction type 0 takes no prefix byte', { type })
  const fields = decodeRlp(type === 0 ? raw : raw.subarray(1))
  if (fields === undefined || fields instanceof Uint8Array) {
    return refuse('MalformedTransaction', 'transaction is not a canonical RLP list')
  }
  if (fields.length !== FIELDS[type]) {
    return refuse('MalformedTransaction', `transaction has ${fields.length} fields, not ${FIELDS[type]}`)
  }
  try {
    return type === 0 ? parseLegacy(raw, fields, limits.chainId) : parseTyped(raw, type, fields, limits.chainId)
  } catch (error) {
    if (error instanceof Malformed) return refuse('MalformedTransaction', error.message)
    throw error
  }
}

type Parsed = { ok: true; transaction: Transaction } | Refusal
type Unsigned = Omit<Transaction, 'raw' | 'hash' | 'sender' | 'senderKey' | 'r' | 's' | 'yParity'>

function parseLegacy(raw: Uint8Array, fields: readonly RlpItem[], chainId: bigint): Parsed {
  const gasPrice = integer(fields[1], 32, 'gasPrice')
  const unsigned: Unsigned = {
    type: 0,
    chainId,
    nonce: integer(fields[0], 8, 'nonce'),
    maxFeePerGas: gasPrice,
    maxPriorityFeePerGas: gasPrice,
    gasLimit: integer(fields[2], 8, 'gasLimit'),
    to: recipient(fields[3]),
    value: integer(fields[4], 32, 'value'),
    data: bytes(fields[5], 'data'),
    accessList: [],
  }
  const v = integer(fields[6], 8, 'v')
  if (v === 27n || v === 28n) {
    return refuse('WrongChainId', 'transaction carries no chain id (EIP-155 is required)', {
      expected: chainId.toString(),
    })
  }
  if (v < 35n) return refuse('InvalidSignature', `v is ${v}, which is no EIP-155 value`)
  const signedFor = (v - 35n) >> 1n
  if (signedFor !== chainId) return wrongChain(signedFor, chainId)
  const signing = encodeRlp([...fields.slice(0, 6), encodeInteger(chainId), NOTHING, NOTHING])
  return recoverSender(raw, unsigned, signing, v - 35n - 2n * chainId, fields[7], fields[8])
}

function parseTyped(raw: Uint8Array, type: 1 | 2, fields: readonly RlpItem[], chainId: bigint): Parsed {
  const signedFor = integer(fields[0], 8, 'chainId')
  if (signedFor !== chainId) return wrongChain(signedFor, chainId)
  const priority = integer(fields[2], 32, type === 2 ? 'maxPriorityFeePerGas' : 'gasPrice')
  const at = type === 2 ? 4 : 3
  const unsigned: Unsigned = {
    type,
    chainId,
    nonce: integer(fields[1], 8, 'nonce'),
    maxPriorityFeePerGas: priority,
    maxFeePerGas: type === 2 ? integer(fields[3], 32, 'maxFeePerGas') : priority,
    gasLimit: integer(fields[at], 8, 'gasLimit'),
    to: recipient(fields[at + 1]),
    value: integer(fields[at + 2], 32, 'value'),
    data: bytes(fields[at + 3], 'data'),
    accessList: accessListOf(fields[at + 4]),
  }
  if (unsigned.maxPriorityFeePerGas > unsigned.maxFeePerGas) {
    return refuse('MalformedTransaction', 'maxPriorityFeePerGas is above maxFeePerGas')
  }
  const body = encodeRlp(fields.slice(0, at + 5))
  const signing = new Uint8Array(body.length + 1)
  signing[0] = type
  signing.set(body, 1)
  return recoverSender(raw, unsigned, signing, integer(fields[at + 5], 1, 'yParity'), fields[at + 6], fields[at + 7])
}

const NOTHING = new Uint8Array(0)

function encodeInteger(value: bigint): Uint8Array {
  const digits = value.toString(16)
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
}

function wrongChain(actual: bigint, expected: bigint): Refusal {
  return refuse('WrongChainId', `transaction is signed for chain ${actual}, this is chain ${expected}`, {
    actual: actual.toString(),
    expected: expected.toString(),
  })
}

function recoverSender(
  raw: Uint8Array,
  unsigned: Unsigned,
  signing: Uint8Array,
  yParity: bigint,
  rItem: RlpItem | undefined,
  sItem: RlpItem | undefined,
): Parsed {
  const r = integer(rItem, 32, 'r')
  const s = integer(sItem, 32, 's')
  if (yParity !== 0n && yParity !== 1n) return refuse('InvalidSignature', `recovery id ${yParity} is neither 0 nor 1`)
  if (r === 0n || s === 0n || s > HALF_ORDER) return refuse('InvalidSignature', 'r or s is out of range (EIP-2: low s)')
  const parity = yParity === 0n ? 0 : 1
  const signature = new Uint8Array(64)
  const rBytes = bytes(rItem, 'r')
  const sBytes = bytes(sItem, 's')
  signature.set(rBytes, 32 - rBytes.length)
  signature.set(sBytes, 64 - sBytes.length)
  let sender: Uint8Array
  try {
    sender = addressOf(curve.recover(keccak256(signing), signature, parity))
  } catch {
    return refuse('InvalidSignature', 'signature recovers to no account')
  }
  const hash = toHex(keccak256(raw))
  return {
    ok: true,
    transaction: { ...unsigned, raw, hash, sender, senderKey: toKey(sender), r, s, yParity: parity },
  }
}
