import { EVMError } from '@ethereumjs/evm'
import { keccak256 } from '../codec/crypto.ts'
import { beginCall, endCall, isPlainCall } from './calls.ts'
import {
  BASE_GAS,
  CONSTANT,
  type CodeAnalysis,
  type Constant,
  GROWS,
  ISZERO_JUMPI,
  PUSH_JUMP,
  PUSH_JUMPI,
  TAKES,
} from './code-analysis.ts'
import type { FastEvm, RunFrames } from './fast-evm.ts'
import { type Frame, NOTHING } from './frame.ts'
import { partyOf } from './party.ts'
import { readWord, WORD_MAX, WORD_SIZE, wordBytes, wordOf, writeWord } from './words.ts'
import type { WorldState } from './world-state.ts'

const { errorMessages } = EVMError
const DONE = -1
const REVERTED = -2
const COPY_GAS = 3

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

/** Pays for memory up to offset + length and makes room for it (Yellow Paper, equation 330); answers the gas left. */
function reach(frame: Frame, offset: number, length: number, gas: number): number {
  const end = offset + length
  const { words } = frame
  if (length === 0 || end <= words * 32) return gas
  const needed = Math.ceil(end / 32)
  const left = gas - (needed - words) * 3 - Math.floor((needed * needed) / 512) + Math.floor((words * words) / 512)
  if (left < 0) stop(errorMessages.OUT_OF_GAS)
  frame.grow(needed)
  return left
}

function pay(gas: number, amount: number): number {
  if (gas < amount) stop(errorMessages.OUT_OF_GAS)
  return gas - amount
}

/** Copies into memory with zeros past the end of the source, which is `size` bytes of an array from `base` on. */
function copyInto(
  memory: Uint8Array,
  at: number,
  source: Uint8Array,
  base: number,
  size: number,
  from: bigint,
  length: number,
) {
  const start = from > BigInt(size) ? size : Number(from)
  const part = Math.min(length, size - start)
  if (part > 0) memory.set(source.subarray(base + start, base + start + part), at)
  if (part < length) memory.fill(0, at + part, at + length)
}

/** A word of call data, with zeros past its end. */
function inputWord(frame: Frame, at: number): bigint {
  const { inputAt, inputLength } = frame
  if (at + 32 <= inputLength) return readWord(frame.inputView, inputAt + at)
  if (at >= inputLength) return 0n
  const rest = inputLength - at
  const value = wordOf(frame.input.subarray(inputAt + at, inputAt + inputLength))
  return value << BigInt(8 * (32 - rest))
}

/**
 * Runs frames. The common opcodes run in one synchronous loop on local variables, with gas as a number; a call among
 * contracts only changes which frame that loop runs. Each of the other opcodes is run by EthereumJS' own handler.
 */
export function createLoop(state: WorldState): RunFrames {
  return async function runFrames(evm, outermost) {
    let frame = outermost
    for (;;) {
      let error: EVMError | undefined
      try {
        const opcode = runCommon(frame, state, evm)
        if (opcode >= 0) {
          if (isPlainCall(frame, opcode)) {
            const next = beginCall(frame, opcode, evm, state)
            frame = next instanceof Promise ? await next : next
          } else {
            await evm.runOpcode(frame, opcode)
          }
          continue
        }
        if (opcode === REVERTED) error = new EVMError(errorMessages.REVERT)
      } catch (thrown) {
        if (!(thrown instanceof EVMError)) throw thrown
        if (thrown.error !== errorMessages.STOP) error = thrown
      }
      if (frame === outermost) return error
      const { parent } = frame
      if (parent === undefined) throw new Error('a frame lost its caller')
      frame = endCall(frame, parent, error, evm, state)
    }
  }
}

/**
 * Where a jump goes on: past the JUMPDEST, for which the caller pays. Gas that this leaves below zero is found missing
 * before the next opcode.
 */
function landing({ jumps }: CodeAnalysis, destination: bigint): number {
  const to = toSize(destination)
  if (jumps[to] !== 1) stop(errorMessages.INVALID_JUMP)
  return to + 1
}

/** Runs until the frame ends or an opcode comes that is not run here; the frame then stands at it. */
function runCommon(frame: Frame, state: WorldState, evm: FastEvm): number {
  const { code, stack } = frame
  const { ops, pushes, constants, targets } = frame.analysis
  const size = code.length
  let { pc, sp, gas } = frame

  for (;;) {
    const op = ops[pc] as number
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
        frame.gas = gas
        return DONE
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
        gas = pay(reach(frame, offset, length, gas), 6 * Math.ceil(length / 32))
        stack[--sp - 1] = wordOf(keccak256(frame.memory.subarray(offset, offset + length)))
        break
      }
      case 0x30:
        stack[sp++] = frame.self.word
        break
      case 0x32:
        stack[sp++] = evm.origin.word
        break
      case 0x33:
        stack[sp++] = frame.caller.word
        break
      case 0x34:
        stack[sp++] = frame.value
        break
      case 0x35:
        stack[sp - 1] = inputWord(frame, toSize(a))
        break
      case 0x36:
        stack[sp++] = BigInt(frame.inputLength)
        break
      case 0x37:
      case 0x39: {
        const length = toSize(stack[sp - 3] as bigint)
        const offset = length === 0 ? 0 : toSize(a)
        gas = pay(reach(frame, offset, length, gas), COPY_GAS * Math.ceil(length / 32))
        if (op === 0x37) copyInto(frame.memory, offset, frame.input, frame.inputAt, frame.inputLength, b, length)
        else copyInto(frame.memory, offset, code, 0, size, b, length)
        sp -= 3
        break
      }
      case 0x38:
        stack[sp++] = BigInt(size)
        break
      case 0x3b: {
        const { key } = partyOf(a)
        if (state.warmAddress(key)) gas = pay(gas, 2500)
        stack[sp - 1] = BigInt(state.codeOf(key).length)
        break
      }
      case 0x3d:
        stack[sp++] = BigInt(frame.returned.length)
        break
      case 0x3e: {
        const length = toSize(stack[sp - 3] as bigint)
        const offset = length === 0 ? 0 : toSize(a)
        gas = pay(reach(frame, offset, length, gas), COPY_GAS * Math.ceil(length / 32))
        const { returned } = frame
        if (b + BigInt(length) > BigInt(returned.length)) stop(errorMessages.OUT_OF_GAS)
        copyInto(frame.memory, offset, returned, 0, returned.length, b, length)
        sp -= 3
        break
      }
      case 0x42:
        stack[sp++] = evm.header.timestamp
        break
      case 0x43:
        stack[sp++] = evm.header.number
        break
      case 0x46:
        stack[sp++] = evm.chainId
        break
      case 0x50:
        sp--
        break
      case 0x51: {
        const offset = toSize(a)
        gas = reach(frame, offset, 32, gas)
        stack[sp - 1] = readWord(frame.view, offset)
        break
      }
      case 0x52: {
        const offset = toSize(a)
        gas = reach(frame, offset, 32, gas)
        writeWord(frame.view, offset, b)
        sp -= 2
        break
      }
      case 0x53: {
        const offset = toSize(a)
        gas = reach(frame, offset, 1, gas)
        frame.memory[offset] = Number(b & 0xffn)
        sp -= 2
        break
      }
      case 0x54: {
        frame.slots ??= state.slotsOf(frame.self.key)
        const slot = state.slot(frame.slots, a)
        if (state.warm(slot)) gas = pay(gas, 2000)
        stack[sp - 1] = slot.value
        break
      }
      case 0x55: {
        if (frame.isStatic) stop(errorMessages.STATIC_STATE_CHANGE)
        if (gas <= 2300) stop(errorMessages.OUT_OF_GAS)
        frame.slots ??= state.slotsOf(frame.self.key)
        const slot = state.slot(frame.slots, a)
        if (state.warm(slot)) gas = pay(gas, 2100)
        const { value } = slot
        const original = state.originalOf(slot)
        gas = pay(gas, storeCost(original, value, b))
        frame.refund += storeRefund(original, value, b)
        state.set(slot, b)
        sp -= 2
        break
      }
      case 0x56:
        sp--
        pc = landing(frame.analysis, a)
        gas--
        continue
      case 0x57:
        sp -= 2
        if (b === 0n) break
        pc = landing(frame.analysis, a)
        gas--
        continue
      case PUSH_JUMP:
        pc = targets[pc] as number
        gas -= 12
        continue
      case PUSH_JUMPI:
        sp--
        if (a === 0n) {
          pc += (code[pc] as number) - 0x5e + 1
          gas -= 13
        } else {
          pc = targets[pc] as number
          gas -= 14
        }
        continue
      case ISZERO_JUMPI:
        sp--
        if (a === 0n) {
          pc = targets[pc] as number
          gas -= 17
        } else {
          pc += (code[pc + 1] as number) - 0x5e + 2
          gas -= 16
        }
        continue
      case CONSTANT: {
        const constant = constants.get(pc) as Constant
        if (sp + constant.height > 1024) stop(errorMessages.STACK_OVERFLOW)
        gas -= constant.gas
        stack[sp++] = constant.value
        pc = constant.next
        continue
      }
      case 0x58:
        stack[sp++] = BigInt(pc)
        break
      case 0x59:
        stack[sp++] = BigInt(frame.words * 32)
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
        gas = pay(reach(frame, Math.max(to, from), length, gas), COPY_GAS * Math.ceil(length / 32))
        frame.memory.copyWithin(to, from, from + length)
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
        if (frame.isStatic) stop(errorMessages.STATIC_STATE_CHANGE)
        const length = toSize(b)
        const offset = length === 0 ? 0 : toSize(a)
        gas = pay(reach(frame, offset, length, gas), 8 * length)
        const topics: Uint8Array[] = []
        for (let i = 0; i < op - 0xa0; i++) topics.push(wordBytes(stack[sp - 3 - i] as bigint))
        frame.logs.push([frame.self.address.bytes, topics, frame.memory.slice(offset, offset + length)])
        sp -= 2 + op - 0xa0
        break
      }
      case 0xf3:
      case 0xfd: {
        const length = toSize(b)
        const offset = length === 0 ? 0 : toSize(a)
        frame.gas = reach(frame, offset, length, gas)
        // The caller can read the callee's memory until it calls again; what leaves the loop is a copy.
        if (length === 0) frame.output = NOTHING
        else if (frame.parent === undefined) frame.output = frame.memory.slice(offset, offset + length)
        else frame.output = frame.memory.subarray(offset, offset + length)
        return op === 0xf3 ? DONE : REVERTED
      }
      default:
        frame.pc = pc
        frame.sp = sp
        frame.gas = gas
        return op
    }
    pc++
  }
}

/** Gas of SSTORE on a warm slot (EIP-2200 with the numbers of EIP-2929). */
function storeCost(original: bigint, current: bigint, value: bigint): number {
  if (current === value || original !== current) return 100
  return original === 0n ? 20_000 : 2900
}

/** What SSTORE adds to the refund or takes back from it (EIP-2200 with the numbers of EIP-3529). */
function storeRefund(original: bigint, current: bigint, value: bigint): number {
  if (current === value) return 0
  if (original === current) return original !== 0n && value === 0n ? 4800 : 0
  let refund = 0
  if (original !== 0n) {
    if (current === 0n) refund -= 4800
    else if (value === 0n) refund += 4800
  }
  if (original === value) refund += original === 0n ? 19_900 : 2800
  return refund
}
