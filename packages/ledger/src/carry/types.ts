import type { Address } from 'viem'
import type { Endpoint } from '../endpoint/index.ts'
import type { SignedAct } from './acts/act.ts'
import type { Outcome } from './acts/outcome.ts'
import type { Journal } from './journal/journal.ts'
import type { LaneAccount } from './lane/lane.ts'

/** Bounds of a carrier; all have a default. */
export interface CarrierLimits {
  /** Bytes of data of one transaction; 45 000, as FISCO BCOS refuses more than 49 152. */
  readonly dataBytes?: number
  /** Acts in one transaction; 200. */
  readonly acts?: number
  /** Acts under way at the same time; 100 000. */
  readonly queue?: number
  /** Gas of one transaction at most; the chain's block limit unless given. */
  readonly gas?: bigint
  /** How long a transaction that a node took may stay without a receipt; 15 000. */
  readonly lostAfterMs?: number
  /** The same for one that a node refused or did not answer; the engine's own unless given. */
  readonly graceMs?: number
}

/** What a carrier needs. */
export interface CarrierOptions {
  readonly endpoint: Endpoint
  /** The Acts contract. */
  readonly acts: Address
  /** Accounts of this carrier alone. */
  readonly lanes: readonly LaneAccount[]
  readonly journal: Journal
  readonly limits?: CarrierLimits
  readonly clock?: () => number
}

/** How a carrier does. */
export interface CarrierStatus {
  readonly queued: number
  /** Acts that are stored and not settled, the queued ones included. */
  readonly open: number
  readonly lanes: readonly {
    readonly address: Address
    readonly state: 'idle' | 'sending' | 'resting'
    readonly fault?: string
  }[]
  /** Counts since the carrier was made. */
  readonly transactions: number
  readonly taken: number
  readonly refused: number
  /** The last fault of the journal, if it could not store an outcome. */
  readonly journalFault?: string
}

/** Carries signed acts to the ledger. */
export interface Carrier {
  /**
   * Stores an act, sends it and waits for its outcome. The same act may be given again at any time, also after a restart:
   * it answers the same outcome. Acts travel side by side: wait for one before giving another that builds on it.
   * With `signal` only the waiting ends; an act that is stored goes on. An act that others signed goes through
   * `checkSignedAct` first: a bad signature would settle its digest here.
   *
   * @throws LedgerError QueueFull, ActTooLarge, ActOutOfGas, ActDigestMismatch, CarrierClosed, ActOutcomeMissing, of the
   * journal; the signal's reason
   */
  carry(act: SignedAct, options?: { readonly signal?: AbortSignal | undefined }): Promise<Outcome>
  /** Sends what the journal has open, after a restart; `carry` one of these acts to wait for it. */
  resume(): Promise<readonly SignedAct[]>
  status(): CarrierStatus
  /** Ends waiting and sending; what is not settled stays in the journal. */
  close(): Promise<void>
}
