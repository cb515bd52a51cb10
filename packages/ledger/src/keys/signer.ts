import { type Address, type Hex, hashTypedData, type TypedDataDefinition } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { LedgerError } from '../errors.ts'
import { type HashSigner, javascriptHashSigner } from './hash-signer.ts'

/**
 * Whoever holds an operator's key: a browser's wallet, an institution's signing service, the key store. A viem account
 * is one.
 */
export interface Signer {
  readonly address: Address
  /** EIP-712 signature r ‖ s ‖ v, 65 bytes. */
  signTypedData(typedData: TypedDataDefinition): Promise<Hex>
  /** Where the key is at hand: signs a digest that is already made, which is faster. */
  signDigest?(digest: Hex): Promise<Hex>
}

/** Signer with a key in this process. `signHash` is {@link nativeHashSigner}'s where speed matters. Throws KeyInvalid. */
export function localSigner(privateKey: Hex, signHash: HashSigner = javascriptHashSigner): Signer {
  return {
    address: addressOfKey(privateKey),
    signTypedData: async (typedData) => signHash(hashTypedData(typedData), privateKey),
    signDigest: async (digest) => signHash(digest, privateKey),
  }
}

/** Address of a private key (32 bytes). Throws KeyInvalid; never tells the key. */
export function addressOfKey(privateKey: Hex): Address {
  if (!/^0x[0-9a-fA-F]{64}$/.test(privateKey)) throw new LedgerError('KeyInvalid', 'Not a private key', {})
  try {
    return privateKeyToAccount(privateKey).address
  } catch {
    // The cause may quote the key.
    throw new LedgerError('KeyInvalid', 'Not a private key', {})
  }
}
