import { EVM, EVMError, type ExecResult, type Message } from '@ethereumjs/evm'
import { Account, type Address, createZeroAddress } from '@ethereumjs/util'
import { analysisOf } from './code-analysis.ts'
import { type Frame, Frames, memoryCost } from './frame.ts'
import type { BaseInterpreter, InterpreterClass, Prefixed } from './interpreter.ts'
import { type Party, partyAt, partyOf } from './party.ts'
import { viewOf } from './words.ts'
import type { WorldState } from './world-state.ts'

interface EvmInternals {
  readonly _tx: { readonly gasPrice: bigint; readonly origin: Address }
  readonly _block: { readonly header: { readonly number: bigint; readonly timestamp: bigint } }
  readonly performanceLogger: unknown
}

/** Runs a frame and those it calls to their end; answers why it stopped, if not by itself. */
export type RunFrames = (evm: FastEvm, outermost: Frame) => Promise<EVMError | undefined>

/** EthereumJS' EVM whose frames run in our loop; calls from outside, creates and rare opcodes stay EthereumJS'. */
export class FastEvm extends EVM {
  readonly frames = new Frames(partyOf(0n))
  readonly chainId: bigint
  readonly #Interpreter: InterpreterClass
  readonly #state: WorldState
  readonly #runFrames: RunFrames

  constructor(
    options: ConstructorParameters<typeof EVM>[0],
    state: WorldState,
    Interpreter: InterpreterClass,
    runFrames: RunFrames,
  ) {
    super(options)
    this.chainId = this.common.chainId()
    this.#Interpreter = Interpreter
    this.#state = state
    this.#runFrames = runFrames
  }

  /** The precompile at an address (40 hexadecimal digits), if there is one. */
  precompileAt(key: string) {
    // All are at small addresses; whatever else is called needs no look at the table.
    return key.startsWith('00000000') ? this.precompiles.get(key) : undefined
  }

  /** The transaction's sender. */
  get origin(): Party {
    return partyAt((this as unknown as EvmInternals)._tx.origin)
  }

  get header(): EvmInternals['_block']['header'] {
    return (this as unknown as EvmInternals)._block.header
  }

  protected override async runInterpreter(message: Message): Promise<ExecResult> {
    const frame = this.frames.at(message.depth)
    const created = message.createdAddresses ?? new Set<Prefixed>()
    const destroyed = message.selfdestruct ?? new Map<Prefixed, Prefixed>()
    const gasLimit = Number(message.gasLimit)
    frame.code = message.code as Uint8Array
    frame.analysis = analysisOf(frame.code)
    frame.gas = gasLimit
    frame.gasLimit = gasLimit
    frame.refund = Number(message.gasRefund)
    frame.isStatic = message.isStatic
    frame.isCreate = message.isCreate ?? false
    frame.self = partyAt(message.to ?? createZeroAddress())
    frame.caller = partyAt(message.caller)
    // A creation's message carries no code address.
    frame.codeAt = frame.isCreate ? frame.self : partyAt(message.codeAddress)
    frame.value = message.value
    frame.input = message.data
    frame.inputView = viewOf(message.data)
    frame.inputAt = 0
    frame.inputLength = message.data.length
    frame.parent = undefined
    frame.logs = []
    frame.logsFrom = 0
    frame.created = created
    frame.destroyed = destroyed
    const exceptionError = await this.#runFrames(this, frame)
    const failed = exceptionError !== undefined
    const keepsNothing = failed && exceptionError.error !== EVMError.errorMessages.REVERT
    return {
      logs: failed ? [] : frame.logs,
      selfdestruct: failed ? new Map() : destroyed,
      createdAddresses: failed ? new Set() : created,
      ...(failed ? { exceptionError } : {}),
      gas: BigInt(frame.gas),
      executionGasUsed: BigInt(keepsNothing ? gasLimit : gasLimit - frame.gas),
      gasRefund: BigInt(frame.refund),
      returnValue: frame.output,
    }
  }

  /**
   * Lets EthereumJS run the opcode at which a frame stands: an interpreter of its own is brought to the frame's state, and
   * what it made of it is taken over, also when it stops the frame by throwing.
   */
  async runOpcode(frame: Frame, opcode: number): Promise<void> {
    frame.interpreter ??= this.#interpreterOf(frame)
    const { interpreter } = frame
    const { _runState: runState, _result: result } = interpreter
    runState.opCode = opcode
    runState.programCounter = frame.pc
    runState.gasLeft = BigInt(frame.gas)
    runState.gasRefund = BigInt(frame.refund)
    runState.memory._store = frame.memory
    runState.memoryWordCount = BigInt(frame.words)
    runState.highestMemCost = BigInt(memoryCost(frame.words))
    runState.stack._len = frame.sp
    runState.returnBytes = frame.returned
    result.logs = frame.logs
    interpreter._env.contract = (await this.#state.getAccount(frame.self.address)) ?? new Account()
    try {
      await interpreter.runStep(interpreter.lookupOpInfo(opcode))
    } finally {
      frame.pc = runState.programCounter
      frame.gas = Number(runState.gasLeft)
      frame.refund = Number(runState.gasRefund)
      frame.words = Number(runState.memoryWordCount)
      if (runState.memory._store !== frame.memory) {
        frame.memory = runState.memory._store
        frame.view = viewOf(frame.memory)
      }
      frame.sp = runState.stack._len
      frame.returned = runState.returnBytes
      // A call's logs come in a new list behind the old ones; the list here is shared by the frames around.
      const { logs } = result
      if (logs !== frame.logs) for (let i = frame.logs.length; i < logs.length; i++) frame.logs.push(logs[i] as never)
    }
  }

  #interpreterOf(frame: Frame): BaseInterpreter {
    const { _tx, _block, performanceLogger } = this as unknown as EvmInternals
    const around = inherited(frame)
    const created = around === frame && frame.created ? frame.created : new Set(around.created)
    const destroyed = around === frame && frame.destroyed ? frame.destroyed : new Map(around.destroyed)
    frame.created = created
    frame.destroyed = destroyed
    const environment = {
      address: frame.self.address,
      caller: frame.caller.address,
      origin: _tx.origin,
      callData: frame.input.slice(frame.inputAt, frame.inputAt + frame.inputLength),
      callValue: frame.value,
      code: frame.code,
      codeAddress: frame.codeAt.address,
      isStatic: frame.isStatic,
      isCreate: frame.isCreate,
      depth: frame.depth,
      gasPrice: _tx.gasPrice,
      gasRefund: 0n,
      block: _block,
      blobVersionedHashes: [],
      createdAddresses: created,
      contract: NO_ACCOUNT,
    }
    const { blockchain, journal } = this
    const state = this.#state
    const made = new this.#Interpreter(this, state, blockchain, environment, 0n, journal, performanceLogger, undefined)
    const { _runState: runState, _result: result } = made
    runState.code = frame.code
    runState.validJumps = frame.analysis.jumps
    runState.shouldDoJumpAnalysis = false
    runState.stack._store = frame.stack
    result.createdAddresses = created
    result.selfdestruct = destroyed
    return made
  }
}

/** The nearest frame around whose lists of contracts made and destroyed are its own; the outermost one's always are. */
function inherited(frame: Frame): Frame {
  let around = frame
  while (around.created === undefined && around.parent !== undefined) around = around.parent
  return around
}

/** Stands in until an opcode is about to run. */
const NO_ACCOUNT = new Account()
