import { createKeccak, type IHasher } from 'hash-wasm'
import type { Address, Hex } from 'viem'
import type { HashSigner } from '../../keys/hash-signer.ts'

/** What a lane sends: always a call, at gas price 0 as consortium chains take it. */
export interface CallTransaction {
  readonly chainId: number
  readonly nonce: number
  readonly gas: bigint
  readonly to: Address
  readonly data: Hex
}

/** A raw transaction with its hash, known before it is sent. */
export interface RawTransaction {
  readonly raw: Hex
  readonly hash: Hex
}

/**
 * Signs a legacy transaction with replay protection (EIP-155), the type that every engine takes. Written on hex digits,
 * because building it from bytes costs more than signing it.
 */
export async function signCall(
  { chainId, nonce, gas, to, data }: CallTransaction,
  privateKey: Hex,
  signHash: HashSigner,
): Promise<RawTransaction> {
  const fields = [
    quantity(nonce),
    quantity(0),
    quantity(gas),
    text(to.slice(2).toLowerCase()),
    quantity(0),
    text(data.slice(2)),
  ]
  const payload = fields.join('')
  const keccak = await (compiling ?? compile())
  const signature = await signHash(
    hashOf(keccak, list(payload + quantity(chainId) + quantity(0) + quantity(0))),
    privateKey,
  )
  const r = signature.slice(2, 66)
  const s = signature.slice(66, 130)
  const parity = signature.endsWith('1c') ? 1 : 0
  const raw = list(
    payload + quantity(chainId * 2 + 35 + parity) + quantity(BigInt(`0x${r}`)) + quantity(BigInt(`0x${s}`)),
  )
  return { raw, hash: hashOf(keccak, raw) }
}

// Two hashes of the whole data for each transaction: viem's took three quarters of a carrier's time. Compiled when first
// needed, as only who carries needs it: a browser that signs may not be allowed WebAssembly.
let compiling: Promise<IHasher> | undefined

function compile(): Promise<IHasher> {
  compiling = createKeccak(256)
  return compiling
}

function hashOf(keccak: IHasher, digits: Hex): Hex {
  return `0x${keccak
    .init()
    .update(Buffer.from(digits.slice(2), 'hex'))
    .digest('hex')}`
}

// RLP, Yellow Paper appendix B, on hex digits.

function quantity(value: number | bigint): string {
  if (value === 0 || value === 0n) return '80'
  const digits = value.toString(16)
  return text(digits.length % 2 ? `0${digits}` : digits)
}

function text(digits: string): string {
  if (digits.length === 2 && digits < '80') return digits
  return header(digits.length / 2, 0x80) + digits
}

function list(payload: string): Hex {
  return `0x${header(payload.length / 2, 0xc0)}${payload}`
}

function header(length: number, base: number): string {
  if (length < 56) return (base + length).toString(16).padStart(2, '0')
  const digits = length.toString(16)
  const even = digits.length % 2 ? `0${digits}` : digits
  return (base + 55 + even.length / 2).toString(16) + even
}
