import { type Addresses, contractAbis, decodeRevert, type Endpoint } from '@theriac/ledger'
import { type AbiFunction, decodeAbiParameters, encodeFunctionData, type Hex, hexToNumber } from 'viem'
import { invalidField, ProblemError } from '../../problem-error.ts'
import { abiValue, typeText, ValueFault } from './abi-values.ts'
import { jsonOf, jsonOfAll } from './wire.ts'

/** What contracts are asked with. */
export interface AskDeps {
  readonly addresses: Addresses
  readonly endpoint: Endpoint
}

/** What a contract answered. */
export interface Told {
  readonly block: number
  readonly values: { name: string; type: string; value: unknown }[]
}

/** Asks functions of the contracts that change nothing. */
export function createAsker({ addresses, endpoint }: AskDeps) {
  return async function ask(contract: keyof Addresses, name: string, args: string | undefined): Promise<Told> {
    const found = readOf(contract, name)
    const data = encode(found, argumentsIn(args))
    const block = hexToNumber((await endpoint.request({ method: 'eth_blockNumber' })) as Hex)
    const answer = (await endpoint
      .request({ method: 'eth_call', params: [{ to: addresses[contract], data }, 'latest'] })
      .catch((error: unknown) => {
        throw refusal(error) ?? error
      })) as Hex
    const values: readonly unknown[] = found.outputs.length === 0 ? [] : decodeAbiParameters(found.outputs, answer)
    return {
      block,
      values: found.outputs.map((output, i) => ({
        name: output.name || String(i),
        type: typeText(output),
        value: jsonOf(values[i]),
      })),
    }
  }
}

function readOf(contract: keyof Addresses, name: string): AbiFunction {
  const found = contractAbis[contract].find((item) => item.type === 'function' && item.name === name)
  if (found?.type === 'function' && (found.stateMutability === 'view' || found.stateMutability === 'pure')) return found
  throw invalidField('path.function', 'function', 'is no function of this contract that changes nothing')
}

function argumentsIn(text = '[]'): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text)
    if (Array.isArray(parsed)) return parsed
  } catch {
    // Told below, as anything else that is no list.
  }
  throw invalidField('query.args', 'json', 'is no JSON array')
}

function encode(item: AbiFunction, args: readonly unknown[]): Hex {
  const fault = (detail: string) => invalidField('query.args', 'arguments', detail)
  if (args.length !== item.inputs.length) throw fault(`${item.name} takes ${item.inputs.length} arguments`)
  try {
    const values = item.inputs.map((input, i) => abiValue(input, args[i]))
    return encodeFunctionData({ abi: [item], functionName: item.name, args: values })
  } catch (error) {
    throw fault(error instanceof ValueFault ? error.message : `${item.name} cannot be given these arguments`)
  }
}

/** What the contract says, where it refused to answer. */
function refusal(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !('data' in error) || typeof error.data !== 'string') return undefined
  const { name, args } = decodeRevert(error.data as Hex)
  return new ProblemError('WrongState', 'The contract refuses to answer', { reason: { name, args: jsonOfAll(args) } })
}
