import {
  type Abi,
  type AbiFunction,
  type ContractFunctionArgs,
  type ContractFunctionName,
  concatHex,
  encodeAbiParameters,
  type Hex,
  toFunctionSelector,
} from 'viem'

/** The contracts an act can call. */
export type ContractName = 'institutions' | 'governance' | 'catalogue' | 'inventory' | 'records'

/** A call on one of the contracts, ready to be signed as an act. */
export interface Call {
  readonly contract: ContractName
  readonly name: string
  readonly data: Hex
}

/** Makes the encoder of a contract's calls, typed by its ABI. */
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
    const data = concatHex([found.selector, encodeAbiParameters(found.inputs, args as readonly unknown[])])
    return { contract, name, data }
  }
}
