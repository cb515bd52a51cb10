import { createRequire } from 'node:module'
import { secp256k1 as noble } from '@noble/curves/secp256k1.js'
import { createKeccak, type IHasher } from 'hash-wasm'

/** The part of the native secp256k1 binding that the chain uses; the package ships no types. */
interface NativeCurve {
  ecdsaRecover(signature: Uint8Array, recovery: number, message: Uint8Array, compressed: boolean): Uint8Array
  ecdsaSign(message: Uint8Array, key: Uint8Array): { signature: Uint8Array; recid: number }
  publicKeyCreate(key: Uint8Array, compressed: boolean): Uint8Array
  privateKeyVerify(key: Uint8Array): boolean
}

/** Elliptic-curve operations on secp256k1; public keys are 65 bytes, uncompressed. */
export interface Curve {
  /** `native` (libsecp256k1) or `javascript` where no prebuilt binary fits the machine. */
  readonly kind: 'native' | 'javascript'
  /** Recovers the public key; throws when the signature recovers to none. */
  recover(message: Uint8Array, signature: Uint8Array, recovery: number): Uint8Array
  /** Signs 32 bytes: r ‖ s ‖ recovery id, low s. */
  sign(message: Uint8Array, key: Uint8Array): Uint8Array
  publicKey(key: Uint8Array): Uint8Array
  isKey(key: Uint8Array): boolean
}

/** The pure-JavaScript curve, used where the native binding does not load. */
export const javascriptCurve: Curve = {
  kind: 'javascript',
  recover(message, signature, recovery) {
    return noble.Signature.fromBytes(signature, 'compact')
      .addRecoveryBit(recovery)
      .recoverPublicKey(message)
      .toBytes(false)
  },
  sign(message, key) {
    const recovered = noble.sign(message, key, { prehash: false, format: 'recovered' })
    const signature = new Uint8Array(65)
    signature.set(recovered.subarray(1), 0)
    signature[64] = recovered[0] ?? 0
    return signature
  },
  publicKey: (key) => noble.getPublicKey(key, false),
  isKey: (key) => noble.utils.isValidSecretKey(key),
}

const require = createRequire(import.meta.url)

function loadNativeCurve(): Curve | undefined {
  let native: NativeCurve
  try {
    // The package's own entry falls back to a slower JavaScript library than ours, so its binding is asked for directly.
    native = require('secp256k1/bindings.js') as NativeCurve
  } catch {
    return undefined
  }
  return {
    kind: 'native',
    recover: (message, signature, recovery) => native.ecdsaRecover(signature, recovery, message, false),
    sign(message, key) {
      const { signature, recid } = native.ecdsaSign(message, key)
      const full = new Uint8Array(65)
      full.set(signature, 0)
      full[64] = recid
      return full
    },
    publicKey: (key) => native.publicKeyCreate(key, false),
    isKey: (key) => key.length === 32 && native.privateKeyVerify(key),
  }
}

/** The curve in use: native where it loads. */
export const curve: Curve = loadNativeCurve() ?? javascriptCurve

// Compiling the WASM module is the only asynchronous part; every hash after it is synchronous.
const hasher: IHasher = await createKeccak(256)

/** Keccak-256 as Ethereum uses it (not SHA3-256); 32 bytes. */
export function keccak256(message: Uint8Array): Uint8Array {
  return hasher.init().update(message).digest('binary')
}

/** The address of an uncompressed public key: the last 20 bytes of its hash. */
export function addressOf(publicKey: Uint8Array): Uint8Array {
  return keccak256(publicKey.subarray(1)).slice(12)
}
