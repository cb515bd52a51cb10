import type { LiveConfig } from './config.ts'

/** What the steps work with. */
export interface LiveWorld extends LiveConfig {
  readonly folder: string
  readonly governorKeyFile: string
  readonly bounds: LiveBounds
  /** Tells one thing that was seen. */
  note(text: string): void
}

/** How much is done. */
export interface LiveBounds {
  /** Blocks that logs are to be read over, and how long making them may take. */
  readonly blocks: number
  readonly makingMs: number
  /** Acts that are under way when a node is lost. */
  readonly acts: number
}

/** A step that cannot be made on this chain says why. */
export class NotHere extends Error {
  override readonly name = 'NotHere'
}
