import { analysisOf, type CodeAnalysis } from './code-analysis.ts'
import type { BaseInterpreter, Prefixed, RawLog } from './interpreter.ts'
import type { Party } from './party.ts'
import { viewOf } from './words.ts'
import type { Slots } from './world-state.ts'

const MEMORY_STEP = 8192
/** A frame that needed more gives its memory back. */
const KEPT_MEMORY = 65_536
/** Frames deeper than this are made anew each time: few programs go there, and a thousand frames would be kept for them. */
const KEPT_FRAMES = 32

export const NOTHING = new Uint8Array(0)

/**
 * One call frame as the loop works on it. A frame object is used again for each call at its depth, so that a call costs no
 * memory of its own; {@link Frame.reset} sets every field that code can see. Memory beyond `words` is always zero.
 */
export class Frame {
  code: Uint8Array = NOTHING
  analysis: CodeAnalysis = analysisOf(NOTHING)
  pc = 0
  gas = 0
  /** Gas that the caller gave it. */
  gasLimit = 0
  refund = 0
  readonly stack: bigint[] = []
  sp = 0
  memory: Uint8Array
  view: DataView
  /** Size of the memory in 32-byte words. */
  words = 0
  /** Data returned by the last call that this frame made. */
  returned: Uint8Array = NOTHING
  /** What it returns or reverts with. */
  output: Uint8Array = NOTHING

  depth = 0
  isStatic = false
  isCreate = false
  self: Party
  caller: Party
  codeAt: Party
  value = 0n
  /** Call data: a range of the caller's memory, which stands still while this frame runs, or of an array of its own. */
  input: Uint8Array = NOTHING
  inputView: DataView
  inputAt = 0
  inputLength = 0

  /** The caller's frame, or undefined where EthereumJS called. */
  parent: Frame | undefined
  /** Where the caller wants the output. */
  outAt = 0
  outLength = 0
  /** Logs of the outermost frame and all below it; those from `logsFrom` on came since this one began. */
  logs: RawLog[] = []
  logsFrom = 0
  /** Contracts made and destroyed in the transaction so far; undefined: as for the caller. */
  created: Set<Prefixed> | undefined
  destroyed: Map<Prefixed, Prefixed> | undefined
  /** The storage of `self`, once it was needed. */
  slots: Slots | undefined
  /** EthereumJS' own interpreter, once an opcode was left to it. It serves one call and is never used again. */
  interpreter: BaseInterpreter | undefined

  constructor(nobody: Party) {
    this.memory = new Uint8Array(MEMORY_STEP)
    this.view = viewOf(this.memory)
    this.inputView = this.view
    this.self = this.caller = this.codeAt = nobody
  }

  /** Makes the frame as new. Who takes it sets the rest: code, gas, parties, input, logs and what the caller handed on. */
  reset(): void {
    if (this.memory.length > KEPT_MEMORY) {
      this.memory = new Uint8Array(MEMORY_STEP)
      this.view = viewOf(this.memory)
    } else if (this.words > 0) {
      this.memory.fill(0, 0, this.words * 32)
    }
    this.words = 0
    this.pc = 0
    this.sp = 0
    this.returned = NOTHING
    this.output = NOTHING
    this.created = undefined
    this.destroyed = undefined
    this.slots = undefined
    this.interpreter = undefined
  }

  /** Makes the memory at least so many words long. It never gets shorter. */
  grow(words: number): void {
    if (words <= this.words) return
    if (words * 32 > this.memory.length) {
      const least = Math.ceil((words * 32) / MEMORY_STEP) * MEMORY_STEP
      const grown = new Uint8Array(Math.max(this.memory.length * 2, least))
      grown.set(this.memory)
      this.memory = grown
      this.view = viewOf(grown)
    }
    this.words = words
  }
}

/** The frames of one machine, by depth: at each depth at most one is running. */
export class Frames {
  readonly #kept: Frame[] = []
  readonly #nobody: Party
  constructor(nobody: Party) {
    this.#nobody = nobody
  }

  at(depth: number): Frame {
    let frame = this.#kept[depth]
    if (frame === undefined) {
      frame = new Frame(this.#nobody)
      frame.depth = depth
      if (depth === this.#kept.length && depth < KEPT_FRAMES) this.#kept.push(frame)
      return frame
    }
    frame.reset()
    return frame
  }
}

/** Gas that memory of so many words costs (Yellow Paper, equation 328). */
export function memoryCost(words: number): number {
  return words * 3 + Math.floor((words * words) / 512)
}
