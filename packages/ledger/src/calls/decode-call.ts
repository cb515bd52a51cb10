import { type AbiParameter, decodeAbiParameters, type Hex, toFunctionSelector } from 'viem'
import { contractAbis } from '../contract-abis.ts'
import type { ContractName } from './call.ts'

/** What call data asks of a contract. */
export interface DecodedCall {
  readonly contract: ContractName | 'acts'
  /** Name of the function. */
  readonly name: string
  /** By parameter name; undefined where the data behind the selector are missing or malformed. */
  readonly args: Readonly<Record<string, unknown>> | undefined
}

interface Shape {
  readonly contract: DecodedCall['contract']
  readonly name: string
  readonly inputs: readonly AbiParameter[]
}

const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(contractAbis).flatMap(([contract, abi]) =>
    abi.flatMap((item): [string, Shape][] => {
      if (item.type !== 'function' || item.stateMutability !== 'nonpayable') return []
      const { name, inputs } = item
      return [[toFunctionSelector(item), { contract: contract as DecodedCall['contract'], name, inputs }]]
    }),
  ),
)

/**
 * Decodes call data by all functions of the contracts that change anything, `carry` of `Acts` among them, whose acts hold
 * call data in turn. A selector alone is enough for the name. Undefined for a selector that is none of theirs; never throws.
 */
export function decodeCall(data: Hex): DecodedCall | undefined {
  const shape = shapes.get(data.slice(0, 10).toLowerCase())
  if (!shape) return undefined
  const { contract, name, inputs } = shape
  // Asked for the name alone, which is what most ask for: the decoder's error would cost more than all the rest.
  if (data.length <= 10 && inputs.length > 0) return { contract, name, args: undefined }
  try {
    const values: readonly unknown[] = inputs.length === 0 ? [] : decodeAbiParameters(inputs, `0x${data.slice(10)}`)
    return { contract, name, args: Object.fromEntries(inputs.map((input, i) => [nameOf(input, i), values[i]])) }
  } catch {
    return { contract, name, args: undefined }
  }
}

/** Solidity gives a parameter that would hide a function's name an underscore, which means nothing to a reader. */
function nameOf({ name }: AbiParameter, place: number): string {
  return name?.replace(/_$/, '') || String(place)
}
