import { type Hex, toFunctionSelector } from 'viem'

// Written out, as viem's general decoder took most of the time that a commissioning of 1 024 units took here.

const carry = toFunctionSelector('carry((address,uint48,uint256,bytes,bytes)[])')
const commission = toFunctionSelector('commission(bytes32,uint32,bytes32[])')
const space = 1n << 256n

/** Call data as the EVM reads it: places are counted in bytes behind the selector, and turn around at 2^256. */
interface Reader {
  /** The 32 bytes at a place; zero beyond the end. */
  word(place: bigint): bigint
  /** So many bytes from a place; undefined where they are not all there. */
  digits(place: bigint, bytes: number): string | undefined
}

function readerOf(data: Hex): Reader {
  const behind = data.slice(10)
  const digits: Reader['digits'] = (place, bytes) => {
    const start = Number(place % space) * 2
    const end = start + bytes * 2
    return end <= behind.length ? behind.slice(start, end) : undefined
  }
  return {
    digits,
    word(place) {
      const found = digits(place, 32)
      return found === undefined ? 0n : BigInt(`0x${found}`)
    },
  }
}

/** Whether a transaction's input is a call of `Acts.carry`. */
export const isCarry = (input: Hex): boolean => input.slice(0, 10).toLowerCase() === carry

/**
 * Call data of one of the acts that a call of `Acts.carry` has, read as the contract reads it: a carrier may have put them in
 * any place. Undefined where there is no such act.
 */
export function actDataAt(input: Hex, place: number): Hex | undefined {
  const { word, digits } = readerOf(input)
  const list = word(0n)
  if (BigInt(place) >= word(list)) return undefined
  const heads = list + 32n
  const act = heads + word(heads + 32n * BigInt(place))
  const data = act + word(act + 96n)
  const length = Number(word(data))
  const found = Number.isSafeInteger(length) ? digits(data + 32n, length) : undefined
  return found === undefined ? undefined : `0x${found}`
}

/** What a call of `Catalogue.commission` asks for; `leaves` are 32 bytes each, one behind the other. */
export interface Commissioning {
  readonly lot: Hex
  readonly run: number
  readonly leaves: Uint8Array
}

/** Undefined for any other call. */
export function readCommissioning(data: Hex): Commissioning | undefined {
  if (data.slice(0, 10).toLowerCase() !== commission) return undefined
  const { word, digits } = readerOf(data)
  const list = word(64n)
  const count = Number(word(list))
  const leaves = Number.isSafeInteger(count) ? digits(list + 32n, count * 32) : undefined
  const lot = digits(0n, 32)
  if (leaves === undefined || lot === undefined) return undefined
  return { lot: `0x${lot}`, run: Number(word(32n)), leaves: Buffer.from(leaves, 'hex') }
}
