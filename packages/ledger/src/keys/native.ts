import { createRequire } from 'node:module'
import type { HashSigner } from './hash-signer.ts'

/** The part of the native binding in use; the package ships no types. */
interface NativeCurve {
  ecdsaSign(message: Uint8Array, key: Uint8Array): { readonly signature: Uint8Array; readonly recid: number }
}

/**
 * Signs with libsecp256k1, about twenty times as fast as {@link javascriptHashSigner}; undefined where the optional
 * package `secp256k1` has no binary for this machine. Node only.
 */
export function nativeHashSigner(): HashSigner | undefined {
  let native: NativeCurve
  try {
    // The package's own entry falls back to JavaScript silently, so its binding is asked for directly.
    native = createRequire(import.meta.url)('secp256k1/bindings.js') as NativeCurve
  } catch {
    return undefined
  }
  return (hash, privateKey) => {
    const { signature, recid } = native.ecdsaSign(
      Buffer.from(hash.slice(2), 'hex'),
      Buffer.from(privateKey.slice(2), 'hex'),
    )
    return `0x${Buffer.from(signature).toString('hex')}${recid === 0 ? '1b' : '1c'}`
  }
}
