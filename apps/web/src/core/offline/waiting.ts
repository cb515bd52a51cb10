import type { Job, Problem } from '@theriac/api'

/** What came of one that waited. */
export type Outcome =
  | { readonly ok: true; readonly at: number; readonly answer: unknown }
  | { readonly ok: false; readonly at: number; readonly problem: Problem }
  | { readonly ok: false; readonly at: number; readonly refused: Job }

/** Something that waits for the network, or has waited and is not yet taken note of. */
export interface Waiting {
  /** Idempotency key under which it is sent, however often. */
  readonly id: string
  /** Account that it is of: nobody else sees or sends it. */
  readonly account: string
  /** Id of its `WaitingKind`. */
  readonly kind: string
  readonly body: unknown
  /** What a person knows it by: a serial, or the code as it was scanned. */
  readonly label: string
  /** When it was scanned: milliseconds since 1970. */
  readonly at: number
  readonly outcome?: Outcome
}

/** Where they are kept on the device. */
export interface WaitingStore {
  /** All of an account, in the order in which they were put in. */
  list(account: string): Promise<readonly Waiting[]>
  /** Puts one in, or in the place of itself. */
  put(waiting: Waiting): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}
