import { EVMError } from '@ethereumjs/evm'
import { Account } from '@ethereumjs/util'
import { keccak256 } from '../codec/crypto.ts'
import { isPlainCall, runCallOpcode } from './calls.ts'
import { analysisOf, BASE_GAS, type CodeAnalysis, GROWS, TAKES } from './code-analysis.ts'
import type { BaseInterpreter, FastEvm, FrameResult } from './frame.ts'
import { addressKey, readWord, viewOf, WORD_MAX, WORD_SIZE, wordBytes, writeWord } from './words.ts'
import { keyOf, type WorldState } from './world-state.ts'

const { errorMessages } = EVMError
const DONE = -1
const REVERTED = -2
const EMPTY = new Uint8Array(0)
const MEMORY_STEP = 8192

function stop(problem: (typeof errorMessages)[keyof typeof errorMessages]): never {
  throw new EVMError(problem)
}

/** Offsets and lengths that memory could never hold end as a number that no gas pays for. */
const toSize = (value: bigint) => (value > 0xffff_ffffn ? 0x1_0000_0000 : Number(value))

const signed = (value: bigint) => BigInt.asIntN(256, value)
const word = (value: bigint) => BigInt.asUintN(256, value)
const bit = (value: boolean) => (value ? 1n : 0n)

function signExtend(position: bigint, value: bigint): bigint {
  return position > 30n ? value : word(BigInt.asIntN(Number(position) * 8 + 8, value))
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`)
}

/** Copies into memory with zeros past the end of the source. */
function copyInto(memory: Uint8Array, at: number, source: Uint8Array, from: bigint, length: number): void {
  const start = from > BigInt(source.length) ? source.length : Number(from)
  const part = source.subarray(start, start + length)
  memory.set(part, at)
  memory.fill(0, at + part.length, at + length)
}

/**
 * Runs a frame. The common opcodes run in one synchronous loop on local variables, with gas as a number; EthereumJS' own
 * handler runs each of the others, on its run state, which is brought up to date before and read again after.
 */
export function createLoop(state: WorldState) {
  return async function runFrame(frame: BaseInterpreter, code: Uint8Array): Promise<FrameResult> {
    const analysis = analysisOf(code)
    const runState = frame._runState
    runState.code = code
    runState.validJumps = analysis.jumps
    runState.shouldDoJumpAnalysis = false
    try {
      for (;;) {
        const opcode = runCommon(frame, state, analysis, code)
        if (opcode === DONE) return { exceptionError: undefined }
        if (opcode === REVERTED) return { exceptionError: new EVMError(errorMessages.REVERT) }
        if (isPlainCall(frame, opcode)) {
          await runCallOpcode(frame, opcode, frame._evm as FastEvm, state, runFrame)
          continue
        }
        runState.opCode = opcode
        frame._env.contract = (await state.getAccount(frame._env.address)) ?? new Account()
        await frame.runStep(frame.lookupOpInfo(opcode))
      }
    } catch (error) {
      if (!(error instanceof EVMError)) throw error
      return { exceptionError: error.error === errorMessages.STOP ? undefined : error }
    }
  }
}

/** Runs until the frame ends or an opcode comes that is EthereumJS' to run. */
function runCommon(frame: BaseInterpreter, state: WorldState, analysis: CodeAnalysis, code: Uint8Array): number {
  const runState = frame._runState
  const environment = frame._env
  const { jumps, pushes } = analysis
  const stack = runState.stack._store
  let pc = runState.programCounter
  let sp = runState.stack._len
  let gas = Number(runState.gasLeft)
  let memory = runState.memory._store
  let view = viewOf(memory)
  let words = Number(runState.memoryWordCount)
  let self: string | undefined

  const leave = (result: number): number => {
    runState.programCounter = pc
    runState.stack._len = sp
    runState.gasLeft = BigInt(gas)
    runState.memoryWordCount = BigInt(words)
    runState.highestMemCost = BigInt(words * 3 + Math.floor((words * words) / 512))
    return result
  }

  /** Pays for memory up to offset + length and makes room for it (Yellow Paper, equation 330). */
  const reach = (offset: number, length: number): void => {
    if (length === 0) return
    const needed = Math.ceil((offset + length) / 32)
    if (needed <= words) return
    gas -= (needed - words) * 3 + Math.floor((needed * needed) / 512) - Math.floor((words * words) / 512)
    if (gas < 0) stop(errorMessages.OUT_OF_GAS)
    words = needed
    if (needed * 32 > memory.length) {
      const grown = new Uint8Array(Math.max(memory.length * 2, Math.ceil((needed * 32) / MEMORY_STEP) * MEMORY_STEP))
      grown.set(memory)
      memory = grown
      view = viewOf(grown)
      runState.memory._store = grown
    }
  }

  const pay = (amount: number): void => {
    gas -= amount
    if (gas < 0) stop(errorMessages.OUT_OF_GAS)
  }

  for (;;) {
    if (pc >= code.length) return leave(DONE)
    const op = code[pc] as number
    if (sp < (TAKES[op] as number)) stop(errorMessages.STACK_UNDERFLOW)
    if (sp + (GROWS[op] as number) > 1024) stop(errorMessages.STACK_OVERFLOW)
    gas -= BASE_GAS[op] as number
    if (gas < 0) stop(errorMessages.OUT_OF_GAS)

    if (op >= 0x60 && op <= 0x9f) {
      if (op <= 0x7f) {
        stack[sp++] = pushes[pc] as bigint
        pc += op - 0x5e
      } else if (op <= 0x8f) {
        stack[sp] = stack[sp - (op - 0x7f)] as bigint
        sp++
        pc++
      } else {
        const other = sp - 1 - (op - 0x8f)
        const top = stack[sp - 1] as bigint
        stack[sp - 1] = stack[other] as bigint
        stack[other] = top
        pc++
      }
      continue
    }

    const a = stack[sp - 1] as bigint
    const b = stack[sp - 2] as bigint
    switch (op) {
      case 0x00:
        return leave(DONE)
      case 0x01: {
        const sum = a + b
        stack[--sp - 1] = sum > WORD_MAX ? sum - WORD_SIZE : sum
        break
      }
      case 0x02:
        stack[--sp - 1] = word(a * b)
        break
      case 0x03: {
        const difference = a - b
        stack[--sp - 1] = difference < 0n ? difference + WORD_SIZE : difference
        break
      }
      case 0x04:
        stack[--sp - 1] = b === 0n ? 0n : a / b
        break
      case 0x05:
        stack[--sp - 1] = b === 0n ? 0n : word(signed(a) / signed(b))
        break
      case 0x06:
        stack[--sp - 1] = b === 0n ? 0n : a % b
        break
      case 0x07:
        stack[--sp - 1] = b === 0n ? 0n : word(signed(a) % signed(b))
        break
      case 0x08:
      case 0x09: {
        const modulus = stack[sp - 3] as bigint
        sp -= 2
        stack[sp - 1] = modulus === 0n ? 0n : (op === 0x08 ? a + b : a * b) % modulus
        break
      }
      case 0x0b:
        stack[--sp - 1] = signExtend(a, b)
        break
      case 0x10:
        stack[--sp - 1] = bit(a < b)
        break
      case 0x11:
        stack[--sp - 1] = bit(a > b)
        break
      case 0x12:
        stack[--sp - 1] = bit(signed(a) < signed(b))
        break
      case 0x13:
        stack[--sp - 1] = bit(signed(a) > signed(b))
        break
      case 0x14:
        stack[--sp - 1] = bit(a === b)
        break
      case 0x15:
        stack[sp - 1] = bit(a === 0n)
        break
      case 0x16:
        stack[--sp - 1] = a & b
        break
      case 0x17:
        stack[--sp - 1] = a | b
        break
      case 0x18:
        stack[--sp - 1] = a ^ b
        break
      case 0x19:
        stack[sp - 1] = WORD_MAX - a
        break
      case 0x1a:
        stack[--sp - 1] = a > 31n ? 0n : (b >> (248n - 8n * a)) & 0xffn
        break
      case 0x1b:
        stack[--sp - 1] = a > 255n ? 0n : word(b << a)
        break
      case 0x1c:
        stack[--sp - 1] = a > 255n ? 0n : b >> a
        break
      case 0x1d:
        stack[--sp - 1] = word(signed(b) >> (a > 255n ? 255n : a))
        break
      case 0x20: {
        const length = toSize(b)
        const offset = length === 0 ? 0 : toSize(a)
        reach(offset, length)
        pay(6 * Math.ceil(length / 32))
        stack[--sp - 1] = toInteger(keccak256(memory.subarray(offset, offset + length)))
        break
      }
      case 0x30:
        stack[sp++] = toInteger(environment.address.bytes)
        break
      case 0x32:
        stack[sp++] = toInteger(environment.origin.bytes)
        break
      case 0x33:
        stack[sp++] = toInteger(environment.caller.bytes)
        break
      case 0x34:
        stack[sp++] = environment.callValue
        break
      case 0x35: {
        const { callData } = environment
        const at = toSize(a)
        if (at + 32 <= callData.length) {
          stack[sp - 1] = readWord(viewOf(callData), at)
        } else if (at >= callData.length) {
          stack[sp - 1] = 0n
        } else {
          const padded = new Uint8Array(32)
          padded.set(callData.subarray(at))
          stack[sp - 1] = toInteger(padded)
        }
        break
      }
      case 0x36:
        stack[sp++] = BigInt(environment.callData.length)
        break
      case 0x37:
      case 0x39: {
        const length = toSize(stack[sp - 3] as bigint)
        const offset = length === 0 ? 0 : toSize(a)
        reach(offset, length)
        pay(3 * Math.ceil(length / 32))
        copyInto(memory, offset, op === 0x37 ? environment.callData : code, b, length)
        sp -= 3
        break
      }
      case 0x38:
        stack[sp++] = BigInt(code.length)
        break
      case 0x3b: {
        const key = addressKey(a)
        if (!state.isWarmAddress(key)) {
          pay(2500)
          state.warmAddress(key)
        }
        stack[sp - 1] = BigInt(state.codeOf(key).length)
        break
      }
      case 0x3d:
        stack[sp++] = BigInt(runState.returnBytes.length)
        break
      case 0x3e: {
        const length = toSize(stack[sp - 3] as bigint)
        const offset = length === 0 ? 0 : toSize(a)
        reach(offset, length)
        pay(3 * Math.ceil(length / 32))
        if (b + BigInt(length) > BigInt(runState.returnBytes.length)) stop(errorMessages.OUT_OF_GAS)
        copyInto(memory, offset, runState.returnBytes, b, length)
        sp -= 3
        break
      }
      case 0x42:
        stack[sp++] = environment.block.header.timestamp
        break
      case 0x43:
        stack[sp++] = environment.block.header.number
        break
      case 0x46:
        stack[sp++] = frame._evm.common.chainId()
        break
      case 0x50:
        sp--
        break
      case 0x51: {
        const offset = toSize(a)
        reach(offset, 32)
        stack[sp - 1] = readWord(view, offset)
        break
      }
      case 0x52: {
        const offset = toSize(a)
        reach(offset, 32)
        writeWord(view, offset, b)
        sp -= 2
        break
      }
      case 0x53: {
        const offset = toSize(a)
        reach(offset, 1)
        memory[offset] = Number(b & 0xffn)
        sp -= 2
        break
      }
      case 0x54: {
        self ??= keyOf(environment.address)
        if (state.warmSlot(self, a)) pay(2000)
        stack[sp - 1] = state.load(self, a)
        break
      }
      case 0x55: {
        self ??= keyOf(environment.address)
        if (environment.isStatic) stop(errorMessages.STATIC_STATE_CHANGE)
        if (gas <= 2300) stop(errorMessages.OUT_OF_GAS)
        const cold = state.warmSlot(self, a) ? 2100 : 0
        const current = state.load(self, a)
        const original = state.original(self, a)
        const { cost, refund } = storeGas(original, current, b)
        pay(cold + cost)
        if (refund !== 0) runState.gasRefund += BigInt(refund)
        state.store(self, a, b)
        sp -= 2
        break
      }
      case 0x56:
        sp--
        if (a >= BigInt(code.length) || jumps[Number(a)] !== 1) stop(errorMessages.INVALID_JUMP)
        // The JUMPDEST itself costs its gas when it is reached.
        pc = Number(a)
        continue
      case 0x57:
        sp -= 2
        if (b === 0n) break
        if (a >= BigInt(code.length) || jumps[Number(a)] !== 1) stop(errorMessages.INVALID_JUMP)
        pc = Number(a)
        continue
      case 0x58:
        stack[sp++] = BigInt(pc)
        break
      case 0x59:
        stack[sp++] = BigInt(words * 32)
        break
      case 0x5a:
        stack[sp++] = BigInt(gas)
        break
      case 0x5b:
        break
      case 0x5e: {
        const length = toSize(stack[sp - 3] as bigint)
        const to = length === 0 ? 0 : toSize(a)
        const from = length === 0 ? 0 : toSize(b)
        reach(Math.max(to, from), length)
        pay(3 * Math.ceil(length / 32))
        memory.copyWithin(to, from, from + length)
        sp -= 3
        break
      }
      case 0x5f:
        stack[sp++] = 0n
        break
      case 0xa0:
      case 0xa1:
      case 0xa2:
      case 0xa3:
      case 0xa4: {
        if (environment.isStatic) stop(errorMessages.STATIC_STATE_CHANGE)
        const length = toSize(b)
        const offset = length === 0 ? 0 : toSize(a)
        reach(offset, length)
        pay(8 * length)
        const topics: Uint8Array[] = []
        for (let i = 0; i < op - 0xa0; i++) topics.push(wordBytes(stack[sp - 3 - i] as bigint))
        frame._result.logs.push([environment.address.bytes, topics, memory.slice(offset, offset + length)])
        sp -= 2 + op - 0xa0
        break
      }
      case 0xf3:
      case 0xfd: {
        const length = toSize(b)
        const offset = length === 0 ? 0 : toSize(a)
        reach(offset, length)
        frame._result.returnValue = length === 0 ? EMPTY : memory.slice(offset, offset + length)
        sp -= 2
        return leave(op === 0xf3 ? DONE : REVERTED)
      }
      default:
        return leave(op)
    }
    pc++
  }
}

/** Gas and refund of SSTORE on a warm slot (EIP-2200 with the numbers of EIP-2929 and EIP-3529). */
function storeGas(original: bigint, current: bigint, value: bigint): { cost: number; refund: number } {
  if (current === value) return { cost: 100, refund: 0 }
  if (original === current) {
    if (original === 0n) return { cost: 20_000, refund: 0 }
    return { cost: 2900, refund: value === 0n ? 4800 : 0 }
  }
  let refund = 0
  if (original !== 0n) {
    if (current === 0n) refund -= 4800
    else if (value === 0n) refund += 4800
  }
  if (original === value) refund += original === 0n ? 19_900 : 2800
  return { cost: 100, refund }
}
