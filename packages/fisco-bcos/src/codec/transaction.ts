import {
  type Address,
  bytesToHex,
  concat,
  type Hash,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
  stringToHex,
} from 'viem'
import type { Result } from '../errors.ts'
import { TarsFault, TarsReader, tarsBytes, tarsInteger, tarsStructure, tarsText } from './tars.ts'

/** What a native transaction says, in version 0 of its format. */
export interface NativeTransaction {
  /** Of the whole network, such as `chain0`; not the Web3 chain id. */
  readonly chainId: string
  readonly groupId: string
  /** The last block that may hold it: at most 1 000 above the height when it is sent. */
  readonly blockLimit: bigint
  /** Decimal and never used before, in no order: {@link randomNonce}. */
  readonly nonce: string
  /** Absent to make a contract. */
  readonly to?: Address
  readonly input: Hex
  /** The ABI that the node is to keep for a new contract, as JSON; empty for none. */
  readonly abi: string
}

/** One that was signed. */
export interface SignedNativeTransaction {
  readonly transaction: NativeTransaction
  readonly hash: Hash
  /** 65 bytes: r, s, recovery id (0 or 1). */
  readonly signature: Hex
}

/** Why bytes are no native transaction; `offset` counts from 0. */
export interface NativeTransactionFault {
  readonly code: 'Malformed' | 'VersionUnknown' | 'HashMismatch'
  readonly offset: number
  readonly message: string
}

const version = 0n
/** The format has the receiver without 0x, and empty when there is none. */
const receiver = (to: Address | undefined): string => (to === undefined ? '' : to.slice(2).toLowerCase())

/** The hash that is signed, and by which it is found. */
export function nativeTransactionHash(transaction: NativeTransaction): Hash {
  const { chainId, groupId, blockLimit, nonce, to, input, abi } = transaction
  return keccak256(
    concat([
      numberToHex(version, { size: 4 }),
      stringToHex(chainId),
      stringToHex(groupId),
      numberToHex(blockLimit, { size: 8, signed: true }),
      stringToHex(nonce),
      stringToHex(receiver(to)),
      input,
      stringToHex(abi),
    ]),
  )
}

/** The bytes for `sendTransaction`. */
export function encodeNativeTransaction({ transaction, hash, signature }: SignedNativeTransaction): Hex {
  const { chainId, groupId, blockLimit, nonce, to, input, abi } = transaction
  const body = tarsStructure(1, [
    tarsInteger(1, version),
    tarsText(2, chainId),
    tarsText(3, groupId),
    tarsInteger(4, blockLimit),
    tarsText(5, nonce),
    tarsText(6, receiver(to)),
    tarsBytes(7, hexToBytes(input)),
    tarsText(8, abi),
  ])
  return concat(
    [body, tarsBytes(2, hexToBytes(hash)), tarsBytes(3, hexToBytes(signature))].map((part) => bytesToHex(part)),
  )
}

/** Reads the bytes of a native transaction and checks its hash; not who signed it. */
export function decodeNativeTransaction(raw: Hex): Result<SignedNativeTransaction, NativeTransactionFault> {
  const fault = (code: NativeTransactionFault['code'], message: string, offset: number) =>
    ({ ok: false, reason: { code, message, offset } }) as const
  if (!/^0x(?:[0-9a-f]{2})*$/i.test(raw)) return fault('Malformed', 'not hexadecimal', 0)
  const reader = new TarsReader(hexToBytes(raw))
  try {
    reader.open(1)
    const found = reader.integer(1)
    if (found !== version) return fault('VersionUnknown', `version ${found}`, reader.offset)
    const [chainId, groupId, blockLimit, nonce] = [reader.text(2), reader.text(3), reader.integer(4), reader.text(5)]
    const to = reader.text(6)
    if (!/^(?:[0-9a-f]{40})?$/.test(to)) return fault('Malformed', 'a receiver that is no address', reader.offset)
    const [input, abi] = [bytesToHex(reader.bytes(7)), reader.text(8)]
    reader.close()
    const [hash, signature] = [bytesToHex(reader.bytes(2)), bytesToHex(reader.bytes(3))]
    if (signature.length !== 132) return fault('Malformed', 'a signature that is not 65 bytes', reader.offset)
    if (!reader.ended) return fault('Malformed', 'goes on after its end', reader.offset)
    const transaction: NativeTransaction = {
      chainId,
      groupId,
      blockLimit,
      nonce,
      ...(to === '' ? {} : { to: `0x${to}` as const }),
      input,
      abi,
    }
    const computed = nativeTransactionHash(transaction)
    if (computed !== hash) return fault('HashMismatch', `its fields hash to ${computed}`, 0)
    return { ok: true, value: { transaction, hash, signature } }
  } catch (cause) {
    if (cause instanceof TarsFault) return fault('Malformed', cause.message, cause.offset)
    throw cause
  }
}

/** A nonce that nobody has used: 128 random bits, decimal. */
export function randomNonce(): string {
  return BigInt(bytesToHex(globalThis.crypto.getRandomValues(new Uint8Array(16)))).toString()
}
