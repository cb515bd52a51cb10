import type { Address, Hex } from 'viem'
import { type HashSigner, javascriptHashSigner } from '../../keys/hash-signer.ts'
import { addressOfKey } from '../../keys/signer.ts'
import { type CallTransaction, type RawTransaction, signCall } from './transaction.ts'

/** A plain account that carries acts; it has no authority, but on FISCO BCOS it needs a balance above 0. */
export interface LaneAccount {
  readonly address: Address
  signCall(transaction: CallTransaction): Promise<RawTransaction>
}

/** A lane of a private key. Throws KeyInvalid. */
export function laneAccount(privateKey: Hex, signHash: HashSigner = javascriptHashSigner): LaneAccount {
  return {
    address: addressOfKey(privateKey),
    signCall: (transaction) => signCall(transaction, privateKey, signHash),
  }
}
