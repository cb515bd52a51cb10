import { Address } from '@ethereumjs/util'
import { addressKey, wordOf } from './words.ts'

/** An account's address in every form that running code needs. */
export interface Party {
  /** 40 hexadecimal digits: the state's form. */
  readonly key: string
  /** The stack's form. */
  readonly word: bigint
  /** EthereumJS' form. */
  readonly address: Address
}

const ADDRESS_MAX = (1n << 160n) - 1n
/** Far more than one block touches; all are forgotten at once, as they are cheap to make again. */
const MOST = 50_000
const parties = new Map<bigint, Party>()

/** The address in the low 160 bits of a word. One object for each, so that what is cached on it is found again. */
export function partyOf(word: bigint): Party {
  const low = word > ADDRESS_MAX ? BigInt.asUintN(160, word) : word
  let party = parties.get(low)
  if (party === undefined) {
    const key = addressKey(low)
    party = { key, word: low, address: new Address(new Uint8Array(Buffer.from(key, 'hex'))) }
    if (parties.size >= MOST) parties.clear()
    parties.set(low, party)
  }
  return party
}

/** The same for an address of EthereumJS'. */
export function partyAt(address: Address): Party {
  return partyOf(wordOf(address.bytes))
}
