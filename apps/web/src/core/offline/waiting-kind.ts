import type { ReactNode } from 'react'
import type { Text } from '../i18n/text.ts'
import type { Verdict } from '../scan/verdict.ts'

/** Something that can wait for the network: what is sent then, and how its answer is told. */
export interface WaitingKind<B, A> {
  /** Names it in what is kept on the device; it never changes. */
  readonly id: string
  readonly title: Text
  /** Sends one under its key. Rejects with `ApiError`, or `JobRefused` where the ledger refused later. */
  send(body: B, idempotencyKey: string): Promise<A>
  /** How an answer sounds. */
  toneOf(answer: A): Verdict
  /** Tells an answer in a line or two. */
  readonly Result: (props: { readonly answer: A }) => ReactNode
}

/** One of several kinds. */
export type AnyWaitingKind = Omit<WaitingKind<never, never>, 'send'> & {
  send(body: never, idempotencyKey: string): Promise<unknown>
}

/** For definitions: checks them. A feature names it in `waits`; a page puts something into `useOutbox().add(kind, …)`. */
export const defineWaitingKind = <B, A>(kind: WaitingKind<B, A>): WaitingKind<B, A> => kind
