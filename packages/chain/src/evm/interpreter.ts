import { createEVM, type EVM } from '@ethereumjs/evm'
import type { Account, Address } from '@ethereumjs/util'
import type { WorldState } from './world-state.ts'

/**
 * The parts of EthereumJS' interpreter that the opcodes left to it work on. The package does not export the class, so they
 * are declared here, and the class itself is asked for once by running an opcode of our own.
 */
interface RunState {
  programCounter: number
  opCode: number
  readonly memory: { _store: Uint8Array }
  memoryWordCount: bigint
  highestMemCost: bigint
  readonly stack: { _store: bigint[]; _len: number }
  code: Uint8Array
  shouldDoJumpAnalysis: boolean
  validJumps: Uint8Array
  gasRefund: bigint
  gasLeft: bigint
  returnBytes: Uint8Array
}

export type Prefixed = `0x${string}`
export type RawLog = [Uint8Array, Uint8Array[], Uint8Array]

/** What an interpreter is told of its call. */
interface InterpreterEnvironment {
  readonly address: Address
  readonly caller: Address
  readonly origin: Address
  readonly callData: Uint8Array
  readonly callValue: bigint
  readonly code: Uint8Array
  readonly codeAddress: Address
  readonly isStatic: boolean
  readonly isCreate: boolean
  readonly depth: number
  readonly gasPrice: bigint
  readonly gasRefund: bigint
  readonly block: object
  readonly blobVersionedHashes: readonly Prefixed[]
  readonly createdAddresses: Set<Prefixed>
  /** The account as it is when an opcode that may look at it begins. */
  contract: Account
}

/** An instance of EthereumJS' interpreter: one call frame. */
export interface BaseInterpreter {
  readonly _runState: RunState
  readonly _env: InterpreterEnvironment
  readonly _result: {
    logs: RawLog[]
    selfdestruct: Map<Prefixed, Prefixed>
    createdAddresses: Set<Prefixed>
  }
  runStep(entry?: unknown): Promise<void>
  lookupOpInfo(opcode: number): unknown
}

export type InterpreterClass = new (
  evm: EVM,
  state: WorldState,
  blockchain: unknown,
  environment: InterpreterEnvironment,
  gasLeft: bigint,
  journal: unknown,
  performanceLogger: unknown,
  profiler: undefined,
) => BaseInterpreter

/** Finds the interpreter's class: an opcode defined by us is handed the interpreter that runs it. */
export async function findInterpreterClass(options: ConstructorParameters<typeof EVM>[0]): Promise<InterpreterClass> {
  let found: unknown
  const probe = await createEVM({
    ...options,
    customOpcodes: [
      {
        opcode: 0x21,
        opcodeName: 'PROBE',
        baseFee: 0,
        logicFunction: (runState) => {
          found = runState.interpreter.constructor
        },
      },
    ],
  })
  await probe.runCode({ code: new Uint8Array([0x21]) })
  if (typeof found !== 'function') throw new Error('the interpreter of @ethereumjs/evm was not found')
  return found as InterpreterClass
}
