import { type Address, concat, type Hex, hexToBigInt, hexToString, keccak256, numberToHex, padHex, slice } from 'viem'
import { type Committee, type Proposal, proposalTypeOf } from './committee.ts'
import { systemContracts } from './contracts.ts'

/** Reads 32 bytes of a contract's storage, as `eth_getStorageAt` answers. */
export type StorageReader = (contract: Address, slot: Hex) => Promise<Hex>

/** What a proposal would set: what each part means depends on its type. */
export interface ProposalValues {
  /** Two rates in per cent, or the kind of a list. */
  readonly numbers: readonly number[]
  /** Key and value of a setting, or the node. */
  readonly texts: readonly string[]
  readonly weight: number
  readonly accounts: readonly Address[]
  readonly flag: boolean
}

// The committee keeps them in a mapping that it has no function for: after the addresses of the members and of the
// proposals it is the third variable, and Solidity's layout of storage says where each part of an entry is.
const membersSlot = 0n
const valuesSlot = 2n
const parts = { head: 0n, numbers: 1n, texts: 2n, weight: 3n, accounts: 4n, flag: 5n } as const
/** More than any proposal has; a length above it is no length. */
const most = { entries: 8, bytes: 4_096 } as const

const word = (value: bigint): Hex => numberToHex(value, { size: 32 })
const addressIn = (value: Hex, end = 32): Address => slice(value, end - 20, end)

/**
 * What a proposal would set, from the committee's storage. Undefined where what is there is not laid out as in the
 * contracts that are known: nothing is guessed.
 */
export async function readProposalValues(
  storage: StorageReader,
  committee: Committee,
  proposal: Proposal,
): Promise<ProposalValues | undefined> {
  const at = async (slot: bigint): Promise<Hex> => {
    const value = await storage(systemContracts.committee.address, word(slot))
    return value === '0x' ? word(0n) : padHex(value, { size: 32 })
  }
  const entry = hexToBigInt(keccak256(concat([word(proposal.id), word(valuesSlot)])))
  const [members, head] = await Promise.all([at(membersSlot), at(entry + parts.head)])
  const isSame = (one: Address, other: Address) => one.toLowerCase() === other.toLowerCase()
  // The type is the last byte of the word, and the address that it is about lies before it.
  const isKnown =
    isSame(addressIn(members), committee.address) &&
    isSame(addressIn(head, 31), proposal.resource) &&
    proposal.type !== 'unknown' &&
    proposalTypeOf(Number(hexToBigInt(slice(head, 31)))) === proposal.type
  if (!isKnown) return undefined

  const list = async <T>(slot: bigint, element: (first: bigint, index: bigint) => Promise<T>): Promise<T[]> => {
    const length = hexToBigInt(await at(slot))
    if (length > most.entries) throw new RangeError(`A list of ${length} entries`)
    const first = hexToBigInt(keccak256(word(slot)))
    return Promise.all(Array.from({ length: Number(length) }, (_, index) => element(first, BigInt(index))))
  }
  try {
    const [numbers, texts, weight, accounts, flag] = await Promise.all([
      // Up to 32 of them share a word, from its end.
      list(entry + parts.numbers, async (first, index) => {
        const end = 32 - Number(index)
        return Number(hexToBigInt(slice(await at(first), end - 1, end)))
      }),
      list(entry + parts.texts, (first, index) => textAt(at, first + index)),
      at(entry + parts.weight),
      list(entry + parts.accounts, async (first, index) => addressIn(await at(first + index))),
      at(entry + parts.flag),
    ])
    return { numbers, texts, weight: Number(hexToBigInt(weight)), accounts, flag: hexToBigInt(flag) === 1n }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A text of up to 31 bytes lies in its word with twice its length at the end; a longer one elsewhere. */
async function textAt(at: (slot: bigint) => Promise<Hex>, slot: bigint): Promise<string> {
  const value = await at(slot)
  const number = hexToBigInt(value)
  if ((number & 1n) === 0n) return hexToString(slice(value, 0, Number(number & 0xffn) / 2))
  const length = (number - 1n) / 2n
  if (length > most.bytes) throw new RangeError(`A text of ${length} bytes`)
  const first = hexToBigInt(keccak256(word(slot)))
  const words = Math.ceil(Number(length) / 32)
  const found = await Promise.all(Array.from({ length: words }, (_, index) => at(first + BigInt(index))))
  return hexToString(slice(concat(found), 0, Number(length)))
}
