import { setMaxListeners } from 'node:events'
import { isLedgerError } from '@theriac/ledger'
import { createFairQueue } from './fair-queue.ts'
import { createRunner, type Ended, type FreshJob, type RunnerDeps } from './runner.ts'
import { findJob, type JobRow, openJobs } from './store.ts'

/** What the engine works with. */
export interface JobsDeps extends RunnerDeps {
  readonly log: { warn(data: object, message: string): void }
}

/** Carries jobs to their end. */
export interface Jobs {
  /** Takes up a job that has just been stored. */
  take(fresh: FreshJob): void
  /** Takes up all that an earlier run left open. */
  resume(): Promise<void>
  /** The job when it is settled, or as it is when the time is over or the signal comes. */
  wait(id: string, timeoutMs: number, signal?: AbortSignal): Promise<Waited | undefined>
  status(): { readonly running: number; readonly queued: number; readonly fault?: string }
  close(): Promise<void>
}

/** A job that was waited for; with its transactions where it has just been settled. */
interface Waited {
  readonly job: JobRow
  readonly transactions?: Ended['transactions']
}

/** Jobs that run at the same time; others wait. */
const mostRunning = 200
/** Jobs that wait with all that they need in memory; of more only their ids are kept. */
const mostFresh = 1_000
const firstRestMs = 200
const mostRestMs = 10_000
const restMs = (failures: number): number => Math.min(mostRestMs, firstRestMs * 2 ** failures)

/** A job that is to be run. */
interface Waiting {
  readonly id: string
  readonly gln: string
  /** How often it was tried before. */
  readonly failures: number
  readonly fresh?: FreshJob
}

export function createJobs(deps: JobsDeps): Jobs {
  const { db, log } = deps
  const queue = createFairQueue<Waiting>()
  const running = new Map<string, Promise<void>>()
  const resting = new Set<NodeJS.Timeout>()
  const known = new Set<string>()
  const waiters = new Map<string, Set<(ended?: Ended) => void>>()
  const closing = new AbortController()
  const { signal } = closing
  // Every job that runs listens to it.
  setMaxListeners(0, signal)
  const run = createRunner(deps, signal)
  let fault: string | undefined

  function enqueue(job: Waiting): void {
    if (known.has(job.id) || signal.aborted) return
    known.add(job.id)
    queue.put(job)
    pump()
  }

  function pump(): void {
    while (running.size < mostRunning && !signal.aborted) {
      const next = queue.take()
      if (next === undefined) return
      const work = untilDone(next).then((isDone) => {
        running.delete(next.id)
        queue.done(next)
        if (isDone) known.delete(next.id)
        else if (!signal.aborted) later(next)
        pump()
      })
      running.set(next.id, work)
    }
  }

  /** A signing service that is away is one account's affair: the job gives its place to others while it rests. */
  function later({ id, gln, failures }: Waiting): void {
    const timer = setTimeout(() => {
      resting.delete(timer)
      queue.put({ id, gln, failures: failures + 1 })
      pump()
    }, restMs(failures))
    resting.add(timer)
  }

  /** A world that is away is waited for: what was acknowledged is finished. Gives whether it is, or is to be tried later. */
  async function untilDone({ id, fresh: first, failures: before }: Waiting): Promise<boolean> {
    for (let failures = before; !signal.aborted; failures++) {
      try {
        // After a fault what is stored counts.
        const fresh = failures === before && first ? first : await stored(id)
        const ended = fresh && (await run(fresh))
        fault = undefined
        wake(id, ended)
        return true
      } catch (error) {
        if (signal.aborted) return false
        fault = error instanceof Error ? error.message : String(error)
        log.warn({ err: error, job: id }, 'a job rests after a fault')
        if (isLedgerError(error, 'SignerUnavailable')) return false
        await rest(restMs(failures))
      }
    }
    return false
  }

  async function stored(id: string): Promise<FreshJob | undefined> {
    const job = await findJob(db, id)
    return job && (job.state === 'preparing' || job.state === 'pending') ? { job } : undefined
  }

  function wake(id: string, ended?: Ended): void {
    for (const waiter of waiters.get(id) ?? []) waiter(ended)
    waiters.delete(id)
  }

  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done)
    })
  }

  /** Resolves with the end of a job, or with nothing when the time is over. */
  function endOf(id: string, timeoutMs: number, stop: AbortSignal | undefined): Promise<Ended | undefined> {
    return new Promise((resolve) => {
      const list = waiters.get(id) ?? new Set()
      waiters.set(id, list)
      const timer = setTimeout(() => done(), timeoutMs)
      const stopped = (): void => done()
      function done(ended?: Ended): void {
        clearTimeout(timer)
        list.delete(done)
        stop?.removeEventListener('abort', stopped)
        resolve(ended)
      }
      list.add(done)
      stop?.addEventListener('abort', stopped)
    })
  }

  return {
    take(fresh) {
      const { id, gln } = fresh.job
      enqueue({ id, gln, failures: 0, ...(queue.size < mostFresh ? { fresh } : {}) })
    },
    async resume() {
      for (const job of await openJobs(db)) enqueue({ ...job, failures: 0 })
    },
    async wait(id, timeoutMs, stop) {
      const ended = known.has(id) && timeoutMs > 0 ? await endOf(id, timeoutMs, stop) : undefined
      if (ended) return ended
      const job = await findJob(db, id)
      return job && { job }
    },
    status: () => ({ running: running.size, queued: queue.size + resting.size, ...(fault ? { fault } : {}) }),
    async close() {
      closing.abort(new DOMException('The server stops', 'AbortError'))
      for (const timer of resting) clearTimeout(timer)
      for (const id of [...waiters.keys()]) wake(id)
      await Promise.all(running.values())
    },
  }
}
