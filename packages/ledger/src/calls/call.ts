import {
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type ContractFunctionArgs,
  type ContractFunctionName,
  concatHex,
  encodeAbiParameters,
  type Hex,
  toFunctionSelector,
} from 'viem'
import { LedgerError } from '../errors.ts'

/** The contracts an act can call. */
export type ContractName = 'institutions' | 'governance' | 'catalogue' | 'inventory' | 'records' | 'nodes' | 'directory'

/** A call on one of the contracts, ready to be signed as an act. */
export interface Call {
  readonly contract: ContractName
  readonly name: string
  readonly data: Hex
}

/** Makes the encoder of a contract's calls, typed by its ABI. The encoder throws FieldInvalid for what the ABI cannot hold. */
export function encoderOf<const abi extends Abi>(contract: ContractName, abi: abi) {
  // Looked up once: viem's encodeFunctionData would search the ABI and hash the signature on every call.
  const functions = new Map<string, { selector: Hex; inputs: AbiFunction['inputs'] }>()
  for (const item of abi as Abi) {
    if (item.type === 'function') functions.set(item.name, { selector: toFunctionSelector(item), inputs: item.inputs })
  }
  return <name extends ContractFunctionName<abi, 'nonpayable'>>(
    name: name,
    args: ContractFunctionArgs<abi, 'nonpayable', name>,
  ): Call => {
    const found = functions.get(name)
    if (!found) throw new TypeError(`${contract} has no function ${name}`)
    return { contract, name, data: concatHex([found.selector, encode(name, found.inputs, args as readonly unknown[])]) }
  }
}

function encode(call: string, inputs: readonly AbiParameter[], args: readonly unknown[]): Hex {
  try {
    return encodeAbiParameters(inputs, args)
  } catch (cause) {
    const { field, value } = findFault(inputs, args) ?? { field: '', value: args }
    throw new LedgerError('FieldInvalid', `${call} cannot be given this ${field}`, { call, field, value }, cause)
  }
}

/** The innermost value that cannot be encoded, and the way to it. */
function findFault(
  inputs: readonly AbiParameter[],
  args: readonly unknown[],
  path = '',
): { readonly field: string; readonly value: unknown } | undefined {
  for (const [place, input] of inputs.entries()) {
    const value = args[place]
    try {
      encodeAbiParameters([input], [value])
    } catch {
      const name = input.name ?? String(place)
      const field = /^\d+$/.test(name) ? `${path}[${name}]` : path ? `${path}.${name}` : name
      return findInside(input, value, field) ?? { field, value }
    }
  }
  return undefined
}

function findInside(input: AbiParameter, value: unknown, field: string): ReturnType<typeof findFault> {
  if (input.type.endsWith('[]') && Array.isArray(value)) {
    const item = { ...input, type: input.type.slice(0, -2) }
    const items = value.map((_, place) => ({ ...item, name: String(place) }))
    return findFault(items, value, field)
  }
  if (input.type === 'tuple' && 'components' in input && typeof value === 'object' && value !== null) {
    const members = value as Readonly<Record<string, unknown>>
    const values = input.components.map(({ name }) => members[name ?? ''])
    return findFault(input.components, values, field)
  }
  return undefined
}
