import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
} from 'viem'
import { FiscoError } from '../errors.ts'
import { systemContracts } from './contracts.ts'

/** Where a call goes and with what, over either RPC. */
export interface SystemCall {
  readonly to: Address
  readonly data: Hex
}

type Contracts = typeof systemContracts
/** A system contract by its name here. */
export type SystemContractName = keyof Contracts
type AbiOf<Name extends SystemContractName> = Contracts[Name]['abi']

/**
 * Encodes a call that writes to a system contract, such as `systemCall('consensus', 'addObserver', [nodeId])`. Whoever
 * sends it over Web3 sets its gas by hand: the engine estimates 21 000 for system contracts, whatever they need.
 */
export function systemCall<
  const Name extends SystemContractName,
  const Function extends ContractFunctionName<AbiOf<Name>, 'nonpayable'>,
>(contract: Name, functionName: Function, args: ContractFunctionArgs<AbiOf<Name>, 'nonpayable', Function>): SystemCall {
  const { address, abi } = systemContracts[contract]
  return { to: address, data: encode(abi, functionName, args as readonly unknown[]) }
}

// The types of contract, function and arguments fit each other by the signatures of who calls these two.
const encode = (abi: Abi, functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args })
const decode = (abi: Abi, functionName: string, data: Hex): unknown => decodeFunctionResult({ abi, functionName, data })

/** Asks the chain what a call would answer: `rpc.call`, or `eth_call` of a Web3 client. */
export type Reader = (to: Address, data: Hex) => Promise<Hex>

/** Reads from any contract; throws `OutputInvalid` when what is there does not answer as the ABI says. */
export async function read<const ABI extends Abi, const Function extends ContractFunctionName<ABI, 'view'>>(
  reader: Reader,
  address: Address,
  abi: ABI,
  functionName: Function,
  args: ContractFunctionArgs<ABI, 'view', Function>,
): Promise<ContractFunctionReturnType<ABI, 'view', Function>> {
  const output = await reader(address, encode(abi, functionName, args as readonly unknown[]))
  try {
    return decode(abi, functionName, output) as ContractFunctionReturnType<ABI, 'view', Function>
  } catch (cause) {
    throw new FiscoError('OutputInvalid', { address, functionName, output }, cause)
  }
}

/** Reads from a system contract, such as `readSystem(rpc.call, 'balance', 'getBalance', [account])`. */
export async function readSystem<
  const Name extends SystemContractName,
  const Function extends ContractFunctionName<AbiOf<Name>, 'view'>,
>(
  reader: Reader,
  contract: Name,
  functionName: Function,
  args: ContractFunctionArgs<AbiOf<Name>, 'view', Function>,
): Promise<ContractFunctionReturnType<AbiOf<Name>, 'view', Function>> {
  const { address, abi } = systemContracts[contract]
  return read(reader, address, abi as AbiOf<Name>, functionName, args)
}
