import { EVMError, type ExecResult } from '@ethereumjs/evm'
import { Address } from '@ethereumjs/util'
import type { BaseInterpreter, FastEvm, RunFrame } from './frame.ts'
import { addressKey } from './words.ts'
import type { WorldState } from './world-state.ts'

const { errorMessages } = EVMError
const CALL = 0xf1
const DELEGATECALL = 0xf4
const STATICCALL = 0xfa
const MAX_DEPTH = 1024
const NOTHING = new Uint8Array(0)

const toSize = (value: bigint) => (value > 0xffff_ffffn ? 0x1_0000_0000 : Number(value))

const addresses = new Map<string, Address>()

/** One object per address: what is cached on it is found again. Forgotten all at once when there are many. */
function addressOfKey(key: string): Address {
  let address = addresses.get(key)
  if (address === undefined) {
    if (addresses.size > 50_000) addresses.clear()
    address = new Address(new Uint8Array(Buffer.from(key, 'hex')))
    addresses.set(key, address)
  }
  return address
}

function memoryCost(words: number): number {
  return words * 3 + Math.floor((words * words) / 512)
}

/** Whether {@link runCallOpcode} takes the opcode that the frame stands at: value transfers stay EthereumJS'. */
export function isPlainCall(frame: BaseInterpreter, opcode: number): boolean {
  if (opcode === DELEGATECALL || opcode === STATICCALL) return frame._runState.stack._len >= 6
  const { _store, _len } = frame._runState.stack
  return opcode === CALL && _len >= 7 && _store[_len - 3] === 0n
}

/**
 * Runs CALL (without value), DELEGATECALL or STATICCALL: gas (EIP-150, EIP-2929), memory, the callee's frame between a
 * checkpoint and its end, return data. It does what EthereumJS' message calls do, without their messages.
 */
export async function runCallOpcode(
  frame: BaseInterpreter,
  opcode: number,
  evm: FastEvm,
  state: WorldState,
  runFrame: RunFrame,
): Promise<void> {
  const runState = frame._runState
  const environment = frame._env
  const stack = runState.stack._store
  const top = runState.stack._len
  const withValue = opcode === CALL ? 1 : 0
  const argument = (index: number) => stack[top - 1 - index] as bigint
  const requested = argument(0)
  const key = addressKey(argument(1))
  const inLength = toSize(argument(3 + withValue))
  const inOffset = inLength === 0 ? 0 : toSize(argument(2 + withValue))
  const outLength = toSize(argument(5 + withValue))
  const outOffset = outLength === 0 ? 0 : toSize(argument(4 + withValue))

  const before = Number(runState.memoryWordCount)
  const inWords = inLength === 0 ? 0 : Math.ceil((inOffset + inLength) / 32)
  const outWords = outLength === 0 ? 0 : Math.ceil((outOffset + outLength) / 32)
  const words = Math.max(before, inWords, outWords)
  let gas = Number(runState.gasLeft) - (memoryCost(words) - memoryCost(before))
  gas -= state.isWarmAddress(key) ? 100 : 2600
  if (gas < 0) throw new EVMError(errorMessages.OUT_OF_GAS)
  state.warmAddress(key)
  growMemory(frame, words)

  const allowed = gas - Math.floor(gas / 64)
  const childGas = requested > BigInt(allowed) ? allowed : Number(requested)
  runState.stack._len = top - 6 - withValue
  runState.programCounter++
  runState.returnBytes = NOTHING
  let succeeded = false
  if (environment.depth < MAX_DEPTH) {
    const memory = runState.memory._store
    const data = memory.slice(inOffset, inOffset + inLength)
    const result = await runCallee(frame, opcode, key, data, childGas, evm, state, runFrame)
    gas -= Number(result.executionGasUsed)
    const error = result.exceptionError
    succeeded = error === undefined
    if (succeeded || error?.error === errorMessages.REVERT) {
      runState.returnBytes = result.returnValue
      if (outLength > 0) memory.set(result.returnValue.subarray(0, outLength), outOffset)
    }
  }
  runState.gasLeft = BigInt(gas)
  stack[runState.stack._len++] = succeeded ? 1n : 0n
}

function growMemory(frame: BaseInterpreter, words: number): void {
  const { _runState: runState } = frame
  runState.memoryWordCount = BigInt(words)
  runState.highestMemCost = BigInt(memoryCost(words))
  const { memory } = runState
  if (words * 32 <= memory._store.length) return
  const grown = new Uint8Array(Math.max(memory._store.length * 2, words * 32))
  grown.set(memory._store)
  memory._store = grown
}

async function runCallee(
  frame: BaseInterpreter,
  opcode: number,
  key: string,
  data: Uint8Array,
  gasLimit: number,
  evm: FastEvm,
  state: WorldState,
  runFrame: RunFrame,
): Promise<ExecResult> {
  const precompile = evm.precompiles.get(key)
  if (precompile !== undefined) {
    return precompile({ data, gasLimit: BigInt(gasLimit), common: evm.common, _EVM: evm })
  }
  const code = state.codeOf(key)
  if (code.length === 0) return { executionGasUsed: 0n, returnValue: NOTHING }
  const { _env: environment, _result: parent, _runState: runState } = frame
  const callee = addressOfKey(key)
  const delegated = opcode === DELEGATECALL
  const child = evm.newFrame({
    address: delegated ? environment.address : callee,
    caller: delegated ? environment.caller : environment.address,
    callData: data,
    callValue: delegated ? environment.callValue : 0n,
    code,
    isStatic: opcode === STATICCALL || environment.isStatic,
    isCreate: false,
    depth: environment.depth + 1,
    codeAddress: callee,
    gasRefund: runState.gasRefund,
    gasLimit: BigInt(gasLimit),
    createdAddresses: new Set(parent.createdAddresses),
    selfdestruct: new Map(parent.selfdestruct),
  })
  const result = child._result
  state.mark()
  evm.transientStorage.checkpoint()
  const { exceptionError } = await runFrame(child, code)
  const left = child._runState.gasLeft
  const returnValue = result.returnValue ?? NOTHING
  if (exceptionError !== undefined) {
    state.undo()
    evm.transientStorage.revert()
    const reverted = exceptionError.error === errorMessages.REVERT
    return { exceptionError, executionGasUsed: reverted ? BigInt(gasLimit) - left : BigInt(gasLimit), returnValue }
  }
  state.keep()
  evm.transientStorage.commit()
  for (const log of result.logs) parent.logs.push(log)
  for (const address of result.createdAddresses) parent.createdAddresses.add(address)
  for (const [address, beneficiary] of result.selfdestruct) parent.selfdestruct.set(address, beneficiary)
  runState.gasRefund = child._runState.gasRefund
  return { executionGasUsed: BigInt(gasLimit) - left, returnValue }
}
