import {
  type Address,
  concat,
  type Hex,
  hexToBigInt,
  keccak256,
  numberToHex,
  padHex,
  size,
  slice,
  stringToHex,
} from 'viem'
import { addresses } from './abi.ts'
import { type EngineState, lower, type Proposal } from './state.ts'

const word = (value: bigint): Hex => numberToHex(value, { size: 32 })
const hashed = (...parts: readonly Hex[]): bigint => hexToBigInt(keccak256(concat(parts)))

/** A word of the committee's storage, where its contract keeps what proposals would set; undefined for other contracts. */
export function committeeStorage(state: EngineState, contract: unknown, slot: unknown): Hex | undefined {
  if (lower(String(contract) as Address) !== addresses.committee) return undefined
  const words = new Map<bigint, Hex>([
    [0n, padHex(addresses.members, { size: 32 })],
    [1n, padHex(addresses.proposals, { size: 32 })],
  ])
  state.proposals.forEach((proposal, index) => {
    put(words, hashed(word(BigInt(index + 1)), word(2n)), proposal)
  })
  return words.get(BigInt(String(slot))) ?? word(0n)
}

/** Type and resource share the first word, and small numbers theirs, from its end. */
function put(words: Map<bigint, Hex>, at: bigint, proposal: Proposal): void {
  const { type, resource, numbers, texts, weight, accounts, flag } = proposal
  words.set(at, padHex(concat([resource, numberToHex(type, { size: 1 })]), { size: 32 }))
  list(at + 1n, numbers.length)
  if (numbers.length > 0) {
    const packed = numbers.toReversed().map((number) => numberToHex(number, { size: 1 }))
    words.set(hashed(word(at + 1n)), padHex(concat(packed), { size: 32 }))
  }
  list(at + 2n, texts.length)
  for (const [index, text] of texts.entries()) putText(hashed(word(at + 2n)) + BigInt(index), text)
  words.set(at + 3n, word(BigInt(weight)))
  list(at + 4n, accounts.length)
  for (const [index, account] of accounts.entries())
    words.set(hashed(word(at + 4n)) + BigInt(index), padHex(account, { size: 32 }))
  words.set(at + 5n, word(flag ? 1n : 0n))

  function list(slot: bigint, length: number): void {
    words.set(slot, word(BigInt(length)))
  }

  function putText(slot: bigint, text: string): void {
    const bytes = stringToHex(text)
    const length = size(bytes)
    if (length < 32) {
      const filled = padHex(bytes, { size: 31, dir: 'right' })
      words.set(slot, concat([filled, numberToHex(length * 2, { size: 1 })]))
      return
    }
    words.set(slot, word(BigInt(length * 2 + 1)))
    for (let from = 0; from < length; from += 32) {
      const part = slice(bytes, from, Math.min(from + 32, length))
      words.set(hashed(word(slot)) + BigInt(from / 32), padHex(part, { size: 32, dir: 'right' }))
    }
  }
}
