import { isLedgerError } from '@theriac/ledger'
import { asDatabaseFault, isReadModelError, ReadModelError } from '../errors.ts'
import type { Commit } from './batch.ts'
import { createFollower, type FollowerDeps } from './follower.ts'

/** Where an indexer tells what happens to it; pino's loggers are such. */
export interface IndexerLog {
  info(data: Readonly<Record<string, unknown>>, message: string): void
  warn(data: Readonly<Record<string, unknown>>, message: string): void
}

/** What an indexer is made of; whoever opened a part closes it, after the indexer. */
export interface IndexerOptions extends FollowerDeps {
  /** Unix milliseconds. */
  readonly clock?: () => number
  readonly log?: IndexerLog
  /** How often a chain is asked that does not push its blocks, in milliseconds; 200 by default. */
  readonly pollMs?: number
}

/** Why nothing is read just now. */
export interface IndexerFault {
  /** Code of a `ReadModelError` or `LedgerError`; `Unknown` for what nobody foresaw. */
  readonly code: string
  readonly message: string
  /** Whether it may pass without anybody's doing. It is tried again in any case. */
  readonly retryable: boolean
  /** Since when, Unix milliseconds. */
  readonly since: number
}

/** How far an indexer is. */
export interface IndexerStatus {
  /** The newest block that is in the database. */
  readonly indexed: number
  /** Height of the chain when it was last asked; -1 before. */
  readonly head: number
  readonly behind: number
  readonly fault?: IndexerFault
}

/** Follows the chain and keeps the read model up with it. */
export interface Indexer {
  /** Begins; what goes wrong is told in the status. */
  start(): void
  /**
   * Resolves when a block is in the database. Rejects with the signal's reason, or IndexerClosed.
   */
  waitFor(height: number | bigint, signal?: AbortSignal): Promise<void>
  status(): IndexerStatus
  /** Calls on each commit, in order, after it is in the database; gives what stops it. */
  onCommit(listener: (commit: Commit) => void): () => void
  /** Ends after the batch that is being written. */
  close(): Promise<void>
}

interface Waiting {
  readonly height: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const firstRestMs = 50
const longestRestMs = 5_000
/** Where the chain pushes its blocks it is asked all the same: a push can be lost. */
const rarePollMs = 5_000

/** An indexer that is not started yet. */
export function createIndexer(options: IndexerOptions): Indexer {
  const { endpoint, clock = Date.now, log, pollMs = 200 } = options
  const follower = createFollower(options)
  const listeners = new Set<(commit: Commit) => void>()
  const waiting = new Set<Waiting>()
  const closing = new AbortController()
  let fault: IndexerFault | undefined
  let endRest = (): void => {}
  let isAsked = false
  let running: Promise<void> | undefined
  let stopHeads: (() => void) | undefined

  function tell(commit: Commit): void {
    for (const listener of listeners) {
      try {
        listener(commit)
      } catch (error) {
        // A listener's fault is its own; what is in the database stays there, and the fault is not swallowed.
        queueMicrotask(() => {
          throw error
        })
      }
    }
    settle()
  }

  function settle(): void {
    for (const one of waiting) {
      if (one.height > follower.indexed()) continue
      waiting.delete(one)
      one.resolve()
    }
  }

  /** Has the chain looked at once more, also where it is being looked at just now. The pauses of a fault stay as they are. */
  function wake(): void {
    isAsked = true
    if (!fault) endRest()
  }

  /** Until the chain tells of a block, somebody asks, or the time has passed. */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms)
      function end(): void {
        clearTimeout(timer)
        endRest = () => {}
        resolve()
      }
      endRest = end
      if (closing.signal.aborted) end()
    })
  }

  async function run(): Promise<void> {
    stopHeads = endpoint.onHead(wake)
    let pause = firstRestMs
    while (!closing.signal.aborted) {
      try {
        isAsked = false
        await follower.catchUp(tell, closing.signal)
        if (fault)
          log?.info({ indexed: follower.indexed(), after: fault.code }, 'the read model follows the chain again')
        fault = undefined
        pause = firstRestMs
        settle()
        if (!isAsked) await rest(stopHeads ? rarePollMs : pollMs)
      } catch (error) {
        if (closing.signal.aborted) return
        const next = faultOf(error, clock())
        if (fault?.code !== next.code) {
          fault = next
          log?.warn(
            { err: error, code: next.code, indexed: follower.indexed() },
            'the read model cannot follow the chain',
          )
        }
        await rest(pause)
        pause = Math.min(longestRestMs, pause * 2)
      }
    }
  }

  return {
    start() {
      running ??= run()
    },
    waitFor(height, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (closing.signal.aborted) return reject(closedError())
        if (Number(height) <= follower.indexed()) return resolve()
        const abort = (): void => {
          waiting.delete(one)
          reject(signal?.reason)
        }
        const one: Waiting = {
          height: Number(height),
          resolve() {
            signal?.removeEventListener('abort', abort)
            resolve()
          },
          reject,
        }
        signal?.addEventListener('abort', abort, { once: true })
        waiting.add(one)
        wake()
      })
    },
    status() {
      const [indexed, head] = [follower.indexed(), follower.head()]
      return { indexed, head, behind: Math.max(0, head - indexed), ...(fault ? { fault } : {}) }
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      stopHeads?.()
      closing.abort(closedError())
      endRest()
      await running
      for (const one of waiting) one.reject(closedError())
      waiting.clear()
    },
  }
}

function closedError(): ReadModelError<'IndexerClosed'> {
  return new ReadModelError('IndexerClosed', 'The indexer is closed', {})
}

function faultOf(error: unknown, since: number): IndexerFault {
  const known = asDatabaseFault(error) ?? error
  const message = known instanceof Error ? known.message : String(known)
  const isCoded = isReadModelError(known) || isLedgerError(known)
  return isCoded
    ? { code: known.code, message, retryable: known.retryable, since }
    : { code: 'Unknown', message, retryable: false, since }
}
