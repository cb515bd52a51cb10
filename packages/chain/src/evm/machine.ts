import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { type EVM, EVMError, NobleBN254, type PrecompileInput } from '@ethereumjs/evm'
import { Address } from '@ethereumjs/util'
import { addressOf, curve, keccak256 } from '../codec/crypto.ts'
import { FastEvm } from './fast-evm.ts'
import { findInterpreterClass, type InterpreterClass } from './interpreter.ts'
import { createLoop } from './loop.ts'
import type { WorldState } from './world-state.ts'

/** What contracts see of the block they run in. */
export interface BlockEnvironment {
  readonly number: number
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly coinbase: Uint8Array
  readonly gasLimit: bigint
}

/** Looks up the hash of an earlier block for BLOCKHASH. */
export type BlockHashOf = (number: number) => Uint8Array | undefined

const NOTHING = new Uint8Array(0)
const ECRECOVER_GAS = 3000n

function outOfGas(gasLimit: bigint) {
  return {
    executionGasUsed: gasLimit,
    returnValue: NOTHING,
    exceptionError: new EVMError(EVMError.errorMessages.OUT_OF_GAS),
  }
}

/** ECRECOVER (Yellow Paper, appendix E) on the native curve. */
function ecrecover({ data, gasLimit }: PrecompileInput) {
  if (gasLimit < ECRECOVER_GAS) return outOfGas(gasLimit)
  const input = new Uint8Array(128)
  input.set(data.subarray(0, 128))
  const v = input[63] ?? 0
  const plain = { executionGasUsed: ECRECOVER_GAS, returnValue: NOTHING }
  if ((v !== 27 && v !== 28) || input.subarray(32, 63).some((byte) => byte !== 0)) return plain
  try {
    const returnValue = new Uint8Array(32)
    returnValue.set(addressOf(curve.recover(input.subarray(0, 32), input.subarray(64, 128), v - 27)), 12)
    return { executionGasUsed: ECRECOVER_GAS, returnValue }
  } catch {
    return plain
  }
}

/** Common with the answers that the interpreter asks for at every step kept in tables. */
class FastCommon extends Common {
  readonly #eips = new Map<number, boolean>()
  readonly #params = new Map<string, bigint>()

  override isActivatedEIP(eip: number): boolean {
    // The base constructor asks before this class' fields exist.
    if (!(#eips in this)) return super.isActivatedEIP(eip)
    let active = this.#eips.get(eip)
    if (active === undefined) {
      active = super.isActivatedEIP(eip)
      this.#eips.set(eip, active)
    }
    return active
  }

  override param(name: string): bigint {
    if (!(#params in this)) return super.param(name)
    let value = this.#params.get(name)
    if (value === undefined) {
      value = super.param(name)
      this.#params.set(name, value)
    }
    return value
  }

  override updateParams(params: Parameters<Common['updateParams']>[0]): void {
    super.updateParams(params)
    if (#params in this) this.#params.clear()
  }
}

/** What every machine of a chain shares. */
export interface Rules {
  readonly common: Common
  readonly Interpreter: InterpreterClass
}

/** The rules: Cancun, on Ethereum's gas schedule and code size limits. */
export async function createRules(chainId: bigint): Promise<Rules> {
  const common = new FastCommon({
    chain: { ...Mainnet, name: 'theriac', chainId: Number(chainId) },
    hardfork: Hardfork.Cancun,
    customCrypto: { keccak256 },
  })
  return { common, Interpreter: await findInterpreterClass({ common: common.copy() }) }
}

/** An EthereumJS EVM over one world state. Calls on one machine must follow one another. */
export function createMachine({ common, Interpreter }: Rules, state: WorldState, hashOf: BlockHashOf): EVM {
  const options = {
    common,
    stateManager: state,
    bn254: new NobleBN254(),
    customPrecompiles: [
      { address: address(1), function: ecrecover },
      // There are no blobs here, so there is nothing to evaluate: the address is an account without code.
      { address: address(10) },
    ],
    blockchain: {
      getBlock: async (number: number) => {
        const hash = hashOf(Number(number))
        if (hash === undefined) throw new Error(`no block ${number}`)
        return { hash: () => hash }
      },
      putBlock: async () => {},
      shallowCopy() {
        return this
      },
    },
  }
  const evm = new FastEvm(options, state, Interpreter, createLoop(state))
  // The world state journals accesses together with changes; the EVM's own journal would do it a second time.
  evm.journal = state as unknown as EVM['journal']
  return evm
}

function address(number: number): Address {
  const bytes = new Uint8Array(20)
  bytes[19] = number
  return new Address(bytes)
}
