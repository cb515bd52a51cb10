/** What can be known of code without running it. */
export interface CodeAnalysis {
  /** What to run at each byte: the opcode there, or one of the sequences below that begins there. STOP follows the end. */
  readonly ops: Uint16Array
  /** 1 where a jump may land. */
  readonly jumps: Uint8Array
  /** At a PUSH: the value it pushes. */
  readonly pushes: readonly (bigint | undefined)[]
  /** Where a {@link CONSTANT} begins. */
  readonly constants: ReadonlyMap<number, Constant>
  /** At a push whose value is jumped to next, or an ISZERO before it: where that leads, past the JUMPDEST. */
  readonly targets: Int32Array
}

/** Opcodes in a row that only make one value of constants, as compilers write masks. */
export interface Constant {
  readonly value: bigint
  readonly gas: number
  /** Stack items in use at most while it is made. */
  readonly height: number
  /** The byte after it. */
  readonly next: number
}

/** A {@link Constant}. */
export const CONSTANT = 0x100
/** PUSH of a JUMPDEST, then JUMP. */
export const PUSH_JUMP = 0x101
/** PUSH of a JUMPDEST, then JUMPI. */
export const PUSH_JUMPI = 0x102
/** ISZERO, PUSH of a JUMPDEST, then JUMPI. */
export const ISZERO_JUMPI = 0x103

const cache = new WeakMap<Uint8Array, CodeAnalysis>()

const isPush = (op: number) => op >= 0x60 && op <= 0x7f

function analyse(code: Uint8Array): CodeAnalysis {
  const jumps = new Uint8Array(code.length)
  const pushes = new Array<bigint | undefined>(code.length)
  // A push of 32 bytes may be cut off after its first byte.
  const ops = new Uint16Array(code.length + 33)
  ops.set(code)
  for (let pc = 0; pc < code.length; pc++) {
    const op = code[pc] as number
    if (op === 0x5b) jumps[pc] = 1
    if (!isPush(op)) continue
    const length = op - 0x5f
    // Code that ends within a push pushes zeros for what is missing.
    const digits = Buffer.from(code.subarray(pc + 1, pc + 1 + length)).toString('hex')
    pushes[pc] = BigInt(`0x${digits.padEnd(length * 2, '0')}`)
    pc += length
  }
  const constants = new Map<number, Constant>()
  const targets = new Int32Array(code.length)
  for (let pc = 0; pc < code.length; pc += isPush(code[pc] as number) ? (code[pc] as number) - 0x5e : 1) {
    const at = code[pc] === 0x15 ? pc + 1 : pc
    const op = code[at] as number
    const value = pushes[at]
    if (value === undefined) continue
    const then = code[at + op - 0x5e]
    if ((then === 0x56 || then === 0x57) && value < BigInt(code.length) && jumps[Number(value)] === 1) {
      if (at !== pc && then === 0x56) continue
      targets[pc] = Number(value) + 1
      ops[pc] = at !== pc ? ISZERO_JUMPI : then === 0x56 ? PUSH_JUMP : PUSH_JUMPI
    } else if (at === pc) {
      const constant = constantAt(code, pushes, pc)
      if (constant === undefined) continue
      constants.set(pc, constant)
      ops[pc] = CONSTANT
    }
  }
  return { ops, jumps, pushes, constants, targets }
}

function constantAt(code: Uint8Array, pushes: readonly (bigint | undefined)[], from: number): Constant | undefined {
  const stack: bigint[] = []
  let found: Constant | undefined
  let gas = 0
  let height = 0
  for (let pc = from; pc < code.length && stack.length <= 4; ) {
    const pushed = pushes[pc]
    if (pushed !== undefined) {
      stack.push(pushed)
      pc += (code[pc] as number) - 0x5e
    } else {
      const value = fold(code[pc] as number, stack)
      if (value === undefined) break
      stack.push(BigInt.asUintN(256, value))
      pc++
    }
    gas += 3
    height = Math.max(height, stack.length)
    // A push alone is no gain.
    if (stack.length === 1 && gas > 3) found = { value: stack[0] as bigint, gas, height, next: pc }
  }
  return found
}

/** The result of an opcode of 3 gas on constants, which are taken off the stack. */
function fold(op: number, stack: bigint[]): bigint | undefined {
  if (op === 0x19) {
    const only = stack.pop()
    return only === undefined ? undefined : ~only
  }
  if (stack.length < 2 || (op !== 0x01 && op !== 0x03 && op !== 0x1b)) return undefined
  const top = stack.pop() as bigint
  const below = stack.pop() as bigint
  if (op === 0x1b) return top > 255n ? 0n : below << top
  return op === 0x01 ? top + below : top - below
}

/** The analysis of code; kept as long as the array is, and the state answers the same array for the same code. */
export function analysisOf(code: Uint8Array): CodeAnalysis {
  let analysis = cache.get(code)
  if (analysis === undefined) {
    analysis = analyse(code)
    cache.set(code, analysis)
  }
  return analysis
}

/** Stack items an opcode takes, and by how many it makes the stack longer; for the opcodes that the fast loop runs. */
export const TAKES = new Uint8Array(260)
export const GROWS = new Int8Array(260)
/** Gas that an opcode costs whatever it works on (Yellow Paper, appendix G; EIP-2929 for the warm part). */
export const BASE_GAS = new Uint16Array(260)

function define(codes: readonly number[], takes: number, gives: number, gas: number): void {
  for (const code of codes) {
    TAKES[code] = takes
    GROWS[code] = gives - takes
    BASE_GAS[code] = gas
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

define([0x01, 0x03, ...range(0x10, 0x14), ...range(0x16, 0x18), ...range(0x1a, 0x1d)], 2, 1, 3)
define([0x02, 0x04, 0x05, 0x06, 0x07, 0x0b], 2, 1, 5)
define([0x08, 0x09], 3, 1, 8)
define([0x15, 0x19], 1, 1, 3)
define([0x20], 2, 1, 30)
define([0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3d, 0x42, 0x43, 0x46, 0x58, 0x59, 0x5a, 0x5f], 0, 1, 2)
define([0x35], 1, 1, 3)
define([0x37, 0x39, 0x3e, 0x5e], 3, 0, 3)
define([0x3b, 0x54], 1, 1, 100)
define([0x50], 1, 0, 2)
define([0x51], 1, 1, 3)
define([0x52, 0x53], 2, 0, 3)
define([0x55], 2, 0, 0)
define([0x56], 1, 0, 8)
define([0x57], 2, 0, 10)
define([0x5b], 0, 0, 1)
define(range(0x60, 0x7f), 0, 1, 3)
for (let n = 1; n <= 16; n++) {
  define([0x7f + n], n, n + 1, 3)
  define([0x8f + n], n + 1, n + 1, 3)
}
for (let topics = 0; topics <= 4; topics++) define([0xa0 + topics], 2 + topics, 0, 375 + 375 * topics)
define([0xf3, 0xfd], 2, 0, 0)
// Sequences pay for themselves. The jumps among them have one item more on the stack for a moment: the destination.
define([PUSH_JUMP], 0, 1, 0)
define([PUSH_JUMPI, ISZERO_JUMPI], 1, 2, 0)
