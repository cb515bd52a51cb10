import { EVMError, type ExecResult } from '@ethereumjs/evm'
import { analysisOf } from './code-analysis.ts'
import type { FastEvm } from './fast-evm.ts'
import { type Frame, memoryCost, NOTHING } from './frame.ts'
import { partyOf } from './party.ts'
import type { WorldState } from './world-state.ts'

const { errorMessages } = EVMError
const CALL = 0xf1
const DELEGATECALL = 0xf4
const STATICCALL = 0xfa
const MAX_DEPTH = 1024

const toSize = (value: bigint) => (value > 0xffff_ffffn ? 0x1_0000_0000 : Number(value))

/** Whether {@link beginCall} takes the opcode that the frame stands at: value transfers stay EthereumJS'. */
export function isPlainCall({ stack, sp }: Frame, opcode: number): boolean {
  if (opcode === DELEGATECALL || opcode === STATICCALL) return sp >= 6
  return opcode === CALL && sp >= 7 && stack[sp - 3] === 0n
}

/**
 * Begins CALL (without value), DELEGATECALL or STATICCALL: gas (EIP-150, EIP-2929), memory, a checkpoint, the callee's
 * frame. It does what EthereumJS' message calls do, without their messages.
 *
 * @returns the frame to run next: the callee's, or the caller's where there was nothing to run; a promise of the latter for
 *   a precompile that takes its time
 */
export function beginCall(frame: Frame, opcode: number, evm: FastEvm, state: WorldState): Frame | Promise<Frame> {
  const { stack, sp: top } = frame
  const withValue = opcode === CALL ? 1 : 0
  const requested = stack[top - 1] as bigint
  const callee = partyOf(stack[top - 2] as bigint)
  const inLength = toSize(stack[top - 4 - withValue] as bigint)
  const inAt = inLength === 0 ? 0 : toSize(stack[top - 3 - withValue] as bigint)
  const outLength = toSize(stack[top - 6 - withValue] as bigint)
  const outAt = outLength === 0 ? 0 : toSize(stack[top - 5 - withValue] as bigint)

  const words = Math.max(frame.words, Math.ceil((inAt + inLength) / 32), Math.ceil((outAt + outLength) / 32))
  let gas = frame.gas
  if (words > frame.words) gas -= memoryCost(words) - memoryCost(frame.words)
  gas -= state.warmAddress(callee.key) ? 2600 : 100
  if (gas < 0) throw new EVMError(errorMessages.OUT_OF_GAS)
  frame.grow(words)
  const allowed = gas - Math.floor(gas / 64)
  const gasLimit = requested > BigInt(allowed) ? allowed : Number(requested)
  frame.gas = gas
  frame.sp = top - 6 - withValue
  frame.pc++
  frame.returned = NOTHING
  if (frame.depth >= MAX_DEPTH) {
    stack[frame.sp++] = 0n
    return frame
  }

  const precompile = evm.precompileAt(callee.key)
  if (precompile !== undefined) {
    const data = frame.memory.slice(inAt, inAt + inLength)
    const answer = precompile({ data, gasLimit: BigInt(gasLimit), common: evm.common, _EVM: evm })
    if (answer instanceof Promise) return answer.then((result) => endPrecompile(frame, result, outAt, outLength))
    return endPrecompile(frame, answer, outAt, outLength)
  }
  const code = state.codeOf(callee.key)
  if (code.length === 0) {
    stack[frame.sp++] = 1n
    return frame
  }
  const delegated = opcode === DELEGATECALL
  const child = evm.frames.at(frame.depth + 1)
  child.parent = frame
  child.code = code
  child.analysis = analysisOf(code)
  child.gas = gasLimit
  child.gasLimit = gasLimit
  child.refund = frame.refund
  child.isStatic = opcode === STATICCALL || frame.isStatic
  child.isCreate = false
  child.self = delegated ? frame.self : callee
  child.caller = delegated ? frame.caller : frame.self
  child.codeAt = callee
  child.value = delegated ? frame.value : 0n
  child.input = frame.memory
  child.inputView = frame.view
  child.inputAt = inAt
  child.inputLength = inLength
  child.outAt = outAt
  child.outLength = outLength
  child.logs = frame.logs
  child.logsFrom = frame.logs.length
  state.mark()
  evm.transientStorage.checkpoint()
  return child
}

function endPrecompile(frame: Frame, result: ExecResult, outAt: number, outLength: number): Frame {
  frame.gas -= Number(result.executionGasUsed)
  give(frame, result.exceptionError, result.returnValue, outAt, outLength)
  return frame
}

/** Ends a call: keeps or undoes what the callee did, and hands its output to the caller, whose frame it answers. */
export function endCall(child: Frame, caller: Frame, error: EVMError | undefined, evm: FastEvm, state: WorldState) {
  if (error === undefined) {
    state.keep()
    evm.transientStorage.commit()
    caller.gas -= child.gasLimit - child.gas
    caller.refund = child.refund
    if (child.created !== undefined) adopt(caller, child)
  } else {
    state.undo()
    evm.transientStorage.revert()
    child.logs.length = child.logsFrom
    caller.gas -= error.error === errorMessages.REVERT ? child.gasLimit - child.gas : child.gasLimit
  }
  give(caller, error, child.output, child.outAt, child.outLength)
  return caller
}

function give(frame: Frame, error: EVMError | undefined, output: Uint8Array, at: number, length: number): void {
  if (error === undefined || error.error === errorMessages.REVERT) {
    frame.returned = output
    if (length > 0 && output.length > 0)
      frame.memory.set(output.length > length ? output.subarray(0, length) : output, at)
  }
  frame.stack[frame.sp++] = error === undefined ? 1n : 0n
}

/** What a callee made and destroyed counts for its caller. The caller's own lists are added to, never replaced. */
function adopt(caller: Frame, { created, destroyed }: Frame): void {
  if (caller.created === undefined) {
    caller.created = created
    caller.destroyed = destroyed
    return
  }
  for (const address of created ?? []) caller.created.add(address)
  for (const [address, beneficiary] of destroyed ?? []) caller.destroyed?.set(address, beneficiary)
}
