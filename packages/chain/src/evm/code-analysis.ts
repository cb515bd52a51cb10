/** What can be known of code without running it. */
export interface CodeAnalysis {
  /** 1 where a jump may land. */
  readonly jumps: Uint8Array
  /** At a PUSH: the value it pushes. */
  readonly pushes: readonly (bigint | undefined)[]
}

const cache = new WeakMap<Uint8Array, CodeAnalysis>()

function analyse(code: Uint8Array): CodeAnalysis {
  const jumps = new Uint8Array(code.length)
  const pushes = new Array<bigint | undefined>(code.length)
  for (let pc = 0; pc < code.length; pc++) {
    const op = code[pc] ?? 0
    if (op === 0x5b) jumps[pc] = 1
    if (op < 0x60 || op > 0x7f) continue
    const length = op - 0x5f
    // Code that ends within a push pushes zeros for what is missing.
    const digits = Buffer.from(code.subarray(pc + 1, pc + 1 + length)).toString('hex')
    pushes[pc] = BigInt(`0x${digits.padEnd(length * 2, '0')}`)
    pc += length
  }
  return { jumps, pushes }
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
export const TAKES = new Uint8Array(256)
export const GROWS = new Int8Array(256)
/** Gas that an opcode costs whatever it works on (Yellow Paper, appendix G; EIP-2929 for the warm part). */
export const BASE_GAS = new Uint16Array(256)

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
