import { createEVM, EVM, EVMError, type ExecResult, type Message } from '@ethereumjs/evm'
import { Account, type Address, createZeroAddress } from '@ethereumjs/util'
import type { WorldState } from './world-state.ts'

/**
 * The parts of EthereumJS' interpreter that the fast loop works on. The package does not export the class, so they are
 * declared here, and the class itself is asked for once by running an opcode of our own.
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

interface FrameEnvironment {
  readonly address: Address
  readonly caller: Address
  readonly origin: Address
  readonly callData: Uint8Array
  readonly callValue: bigint
  readonly isStatic: boolean
  readonly depth: number
  /** The account as it was when the frame began or an opcode of EthereumJS' last ran. */
  contract: Account
  readonly block: { readonly header: { readonly number: bigint; readonly timestamp: bigint } }
}

type Prefixed = `0x${string}`
type RawLog = [Uint8Array, Uint8Array[], Uint8Array]

/** An instance of EthereumJS' interpreter: one call frame. */
export interface BaseInterpreter {
  readonly _runState: RunState
  readonly _env: FrameEnvironment
  readonly _result: {
    logs: RawLog[]
    returnValue?: Uint8Array
    selfdestruct: Map<Prefixed, Prefixed>
    createdAddresses: Set<Prefixed>
  }
  readonly _evm: EVM
  runStep(entry?: unknown): Promise<void>
  lookupOpInfo(opcode: number): unknown
}

export type InterpreterClass = new (
  evm: EVM,
  state: WorldState,
  blockchain: unknown,
  environment: object,
  gasLeft: bigint,
  journal: unknown,
  performanceLogger: unknown,
  profiler: undefined,
) => BaseInterpreter

/** What distinguishes one frame of a transaction from another. */
export interface FrameInput {
  readonly address: Address
  readonly caller: Address
  readonly callData: Uint8Array
  readonly callValue: bigint
  readonly code: Uint8Array
  readonly isStatic: boolean
  readonly isCreate: boolean
  readonly depth: number
  readonly codeAddress: Address
  readonly gasRefund: bigint
  readonly gasLimit: bigint
  /** Contracts made and destroyed in the transaction so far; the frame adds to them. */
  readonly createdAddresses: Set<Prefixed>
  readonly selfdestruct: Map<Prefixed, Prefixed>
}

/** How one frame ended. */
export interface FrameResult {
  readonly exceptionError: EVMError | undefined
}

export type RunFrame = (interpreter: BaseInterpreter, code: Uint8Array) => Promise<FrameResult>

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

interface EvmInternals {
  readonly _tx: { readonly gasPrice: bigint; readonly origin: Address }
  readonly _block: object
  readonly performanceLogger: unknown
}

/** EthereumJS' EVM whose frames run in our loop; calls, creates, precompiles and rare opcodes stay EthereumJS'. */
export class FastEvm extends EVM {
  readonly #Interpreter: InterpreterClass
  readonly #state: WorldState
  readonly #runFrame: RunFrame

  constructor(
    options: ConstructorParameters<typeof EVM>[0],
    state: WorldState,
    Interpreter: InterpreterClass,
    runFrame: RunFrame,
  ) {
    super(options)
    this.#Interpreter = Interpreter
    this.#state = state
    this.#runFrame = runFrame
  }

  /** A frame of the running transaction, ready to run. */
  newFrame(input: FrameInput): BaseInterpreter {
    const { _tx, _block, performanceLogger } = this as unknown as EvmInternals
    const environment = {
      ...input,
      gasPrice: _tx.gasPrice,
      origin: _tx.origin,
      block: _block,
      contract: NO_ACCOUNT,
      blobVersionedHashes: [],
    }
    const frame = new this.#Interpreter(
      this,
      this.#state,
      this.blockchain,
      environment,
      input.gasLimit,
      this.journal,
      performanceLogger,
      undefined,
    )
    frame._result.createdAddresses = input.createdAddresses
    frame._result.selfdestruct = input.selfdestruct
    return frame
  }

  protected override async runInterpreter(message: Message): Promise<ExecResult> {
    const address = message.to ?? createZeroAddress()
    const frame = this.newFrame({
      address,
      caller: message.caller,
      callData: message.data,
      callValue: message.value,
      code: message.code as Uint8Array,
      isStatic: message.isStatic,
      isCreate: message.isCreate ?? false,
      depth: message.depth,
      codeAddress: message.codeAddress,
      gasRefund: message.gasRefund,
      gasLimit: message.gasLimit,
      createdAddresses: message.createdAddresses ?? new Set(),
      selfdestruct: message.selfdestruct ?? new Map(),
    })
    const result = frame._result
    const { exceptionError } = await this.#runFrame(frame, message.code as Uint8Array)
    const { gasLeft, gasRefund } = frame._runState
    const failed = exceptionError !== undefined
    const keepsNothing = failed && exceptionError.error !== EVMError.errorMessages.REVERT
    return {
      logs: failed ? [] : result.logs,
      selfdestruct: failed ? new Map() : result.selfdestruct,
      createdAddresses: failed ? new Set() : result.createdAddresses,
      ...(failed ? { exceptionError } : {}),
      gas: gasLeft,
      executionGasUsed: keepsNothing ? message.gasLimit : message.gasLimit - gasLeft,
      gasRefund,
      returnValue: result.returnValue ?? new Uint8Array(0),
    }
  }
}

/** Stands in until an opcode that looks at the account is about to run. */
const NO_ACCOUNT = new Account()
