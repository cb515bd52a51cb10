import { ApiError } from '@theriac/api'
import { JobRefused } from '../api/job-refused.ts'
import { isNoAnswer } from '../api/no-answer.ts'
import type { Outcome, Waiting, WaitingStore } from './waiting.ts'
import type { AnyWaitingKind, WaitingKind } from './waiting-kind.ts'

/** What the outbox has, and whether the server was away when it was asked last. */
export interface OutboxState {
  readonly all: readonly Waiting[]
  readonly isAway: boolean
}

interface Deps {
  readonly store: WaitingStore
  readonly account: string
  readonly kinds: readonly AnyWaitingKind[]
  /** Whether that account is still the one that is signed in: what is sent counts as done by whoever is. */
  readonly isSignedIn: () => boolean
  /** Lets one page of several send at a time; gives nothing where another page does. */
  readonly alone: (send: () => Promise<void>) => Promise<void>
  /** Told of each answer. */
  readonly onAnswer?: (kind: AnyWaitingKind, outcome: Outcome) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** How something is put in. */
export interface Posting<B> {
  readonly body: B
  readonly label: string
  /** The key under which it was tried already, so that it is done once even if that had arrived. */
  readonly id?: string
  /** When it was scanned, if not now: milliseconds since 1970. */
  readonly at?: number
}

/** What waits for the network. */
export type Outbox = ReturnType<typeof createOutbox>

/**
 * Keeps what could not be sent, and sends it in its order as soon as the server answers again, each under the key that it has
 * had from the beginning: the server does it once. What was answered stays until somebody has taken note of it.
 */
export function createOutbox({ store, account, kinds, isSignedIn, alone, onAnswer, now = Date.now }: Deps) {
  let state: OutboxState = { all: [], isAway: false }
  let sending: Promise<void> | undefined
  const listeners = new Set<() => void>()

  function change(next: Partial<OutboxState>): void {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }

  async function read(): Promise<void> {
    change({ all: await store.list(account) })
  }

  /** One after another: the first that gets no answer ends it, so that order is kept. */
  async function sendAll(): Promise<void> {
    await read()
    for (const waiting of state.all) {
      const kind = kinds.find(({ id }) => id === waiting.kind)
      if (waiting.outcome !== undefined || kind === undefined) continue
      if (!isSignedIn()) return
      const outcome = await outcomeOf(kind, waiting)
      change({ isAway: outcome === 'away' })
      if (typeof outcome === 'string') return
      await store.put({ ...waiting, outcome })
      await read()
      onAnswer?.(kind, outcome)
    }
  }

  async function outcomeOf(kind: AnyWaitingKind, { body, id }: Waiting): Promise<Outcome | 'away' | 'later'> {
    try {
      return { ok: true, at: now(), answer: await kind.send(body as never, id) }
    } catch (error) {
      if (isNoAnswer(error)) return 'away'
      if (error instanceof JobRefused) return { ok: false, at: now(), refused: error.job }
      if (!(error instanceof ApiError) || isUndecided(error)) return 'later'
      return { ok: false, at: now(), problem: error.problem }
    }
  }

  return {
    state: (): OutboxState => state,
    watch(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Keeps something until it is sent. It is safe on the device when this resolves. */
    async add<B, A>(kind: WaitingKind<B, A>, posting: Posting<B>): Promise<void> {
      const { body, label, id = crypto.randomUUID(), at = now() } = posting
      await store.put({ id, account, kind: kind.id, body, label, at })
      await read()
      change({ isAway: true })
    },
    /** Sends what waits. */
    async send(): Promise<void> {
      sending ??= alone(sendAll).finally(() => {
        sending = undefined
      })
      await sending
    },
    read,
    /** Takes out what was answered and taken note of. */
    async forget(ids: readonly string[]): Promise<void> {
      await store.remove(ids)
      await read()
    },
  }
}

/** Signed out, or signed in anew elsewhere, or the server cannot now. */
const isUndecided = ({ status, code }: ApiError): boolean =>
  status === 401 || code === 'CsrfMissing' || status === 429 || status >= 500
