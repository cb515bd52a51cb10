import { type Address, type Hash, type Hex, recoverAddress } from 'viem'
import { FiscoError } from '../errors.ts'
import {
  encodeNativeTransaction,
  type NativeTransaction,
  nativeTransactionHash,
  type SignedNativeTransaction,
} from './transaction.ts'

/** Who signs native transactions; viem's `privateKeyToAccount` makes one. */
export interface NativeSigner {
  readonly address: Address
  sign(parameters: { hash: Hash }): Promise<Hex>
}

/** A transaction ready to be sent, and to be looked for whatever the answer to sending it is. */
export interface PreparedTransaction extends SignedNativeTransaction {
  readonly from: Address
  readonly raw: Hex
}

/** Signs a native transaction. Throws `ValueInvalid` when the signer signs with another key than its address's. */
export async function signNativeTransaction(
  transaction: NativeTransaction,
  signer: NativeSigner,
): Promise<PreparedTransaction> {
  const hash = nativeTransactionHash(transaction)
  const signature = recoveryIdOnly(await signer.sign({ hash }))
  const from = await recoverAddress({ hash, signature })
  if (from.toLowerCase() !== signer.address.toLowerCase())
    throw new FiscoError('ValueInvalid', { field: 'signer', value: from, expected: signer.address })
  const signed = { transaction, hash, signature }
  return { ...signed, from, raw: encodeNativeTransaction(signed) }
}

/** Who signed it. */
export async function nativeSender({
  hash,
  signature,
}: Pick<SignedNativeTransaction, 'hash' | 'signature'>): Promise<Address> {
  return recoverAddress({ hash, signature })
}

/** Ethereum signs with 27 or 28 at the end, FISCO BCOS with 0 or 1. */
function recoveryIdOnly(signature: Hex): Hex {
  const last = Number.parseInt(signature.slice(-2), 16)
  return last >= 27 ? `0x${signature.slice(2, -2)}${(last - 27).toString(16).padStart(2, '0')}` : signature
}
