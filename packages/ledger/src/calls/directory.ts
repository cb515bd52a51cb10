import { directoryAbi } from '@theriac/contracts'
import type { Address, Hex } from 'viem'
import { type Call, encoderOf } from './call.ts'

const call = encoderOf('directory', directoryAbi)

/** What is put under a name of the directory. */
export interface Listing {
  readonly name: string
  readonly target: Address
  /** As `abiHash` gives it. */
  readonly abiHash: Hex
}

/** Strong act: puts a contract into the directory, in the place of the version before. */
export function listContract(listing: Listing): Call {
  return call('listContract', [listing])
}
