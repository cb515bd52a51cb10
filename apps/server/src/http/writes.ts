import type { Job, Route } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { appendToLog } from '../accounts/operator-log/append.ts'
import type { CallNotes } from '../accounts/sign-in/call-notes.ts'
import { insertJob, newJobId } from '../jobs/create.ts'
import type { Jobs } from '../jobs/engine.ts'
import type { JobPlan } from '../jobs/plan.ts'
import { type JobRow, transactionsOf } from '../jobs/store.ts'
import { jobOf } from '../jobs/wire.ts'
import { invalidField, notFound, ProblemError } from '../problem-error.ts'
import type { Caller, Commit } from './handler.ts'
import { AnsweredMeanwhile, claim, type Digest, type Earlier, earlierAnswer, type Keyed, keyOf } from './idempotency.ts'
import { createTurns } from './turns.ts'

/** What writing needs. */
export interface WritesDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly digest: Digest
  readonly notes: CallNotes
  readonly clock: () => number
}

/** One request that changes something. */
export interface Write {
  readonly routeId: string
  readonly route: Route
  readonly caller: Caller | undefined
  /** What the handler was given; absent where it was refused before. */
  readonly call: object | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Answers requests that change something: each is done once, logged, and answered the same when it is repeated. */
export function createWrites({ db, jobs, digest, notes, clock }: WritesDeps) {
  const inTurn = createTurns()

  function keyed({ routeId, route, caller, request }: Write): Keyed | undefined {
    const key = keyOf(request.headers['idempotency-key'], route.method === 'POST')
    if (key === undefined) return undefined
    // A streamed body is not in here: its route compares what it stores.
    const body = route.consumes === undefined ? request.body : null
    return {
      accountId: caller?.accountId ?? 'public',
      key,
      request: digest([routeId, request.params, request.query, body ?? null]),
    }
  }

  async function log(tx: Db, write: Write, outcome: { code?: string; jobId?: string }): Promise<void> {
    const { routeId, caller, call, request } = write
    const who = caller ?? (call && notes.concernedBy(call))
    const { code } = outcome
    // A streamed body has gone by.
    const body = write.route.consumes === undefined ? (request.body ?? null) : null
    await appendToLog(tx, {
      time: clock(),
      accountId: who?.accountId,
      gln: who?.gln,
      route: routeId,
      outcome: code === undefined ? 'done' : code === 'Internal' ? 'failed' : 'refused',
      code,
      request: digest([routeId, request.params, request.query, body]),
      requestId: request.id,
      jobId: outcome.jobId,
      ip: request.ip,
    })
  }

  /** Does it once: what was answered before is answered again. What it gives answers. */
  async function once(
    write: Write,
    act: (key: Keyed | undefined) => Promise<Answering>,
    again: (earlier: Earlier) => Promise<unknown>,
  ): Promise<unknown> {
    const key = keyed(write)
    if (!key) return (await act(undefined))()
    // A twin waits until the first is stored: it would be refused, with an alert, for what the first has just done.
    const answering = await inTurn(`${key.accountId} ${key.key}`, async (): Promise<Answering> => {
      const earlier = await earlierAnswer(db, key)
      if (earlier) return () => again(earlier)
      try {
        return await act(key)
      } catch (error) {
        const twin = error instanceof AnsweredMeanwhile ? await earlierAnswer(db, key) : undefined
        if (twin) return () => again(twin)
        throw error
      }
    })
    return answering()
  }

  async function answerJob({ reply }: Write, id: string, timeoutMs: number, signal: AbortSignal): Promise<unknown> {
    const waited = await jobs.wait(id, timeoutMs, signal)
    if (!waited) throw notFound('job')
    const { job: row, transactions } = waited
    reply.header('location', `/api/v1/jobs/${id}`)
    if (row.state === 'rejected') throw refused(row)
    reply.code(row.state === 'sealed' ? 200 : 202)
    return jobOf(row, transactions ?? (row.state === 'sealed' ? await transactionsOf(db, id) : []))
  }

  return {
    /** Stores a job, and answers it. */
    async job(write: Write, plan: () => Promise<JobPlan<unknown>>, signal: AbortSignal): Promise<unknown> {
      const { caller, routeId, request } = write
      // Before anything is done: who is refused must not have a job all the same.
      const timeoutMs = waitMs(request.headers.prefer)
      const again = ({ jobId }: Earlier) => answerJob(write, jobId ?? '', timeoutMs, signal)
      return once(
        write,
        async (key) => {
          const made = await plan()
          const signer = made.signedBy ?? caller
          if (!signer) throw new TypeError(`${routeId} is public and names nobody who signs`)
          const now = clock()
          const id = newJobId()
          const fresh = await db.transaction(async (transaction) => {
            const tx = transaction as Db
            if (key) await claim(tx, key, { jobId: id, status: 202, answer: null }, now)
            const stored = await insertJob(tx, id, { operation: routeId, plan: made, signer, now })
            await log(tx, write, { jobId: id })
            return stored
          })
          jobs.take(fresh)
          return () => answerJob(write, id, timeoutMs, signal)
        },
        again,
      )
    },

    /** Changes the server's own data, and answers. */
    async commit(write: Write, prepare: () => Promise<Commit<unknown>>): Promise<unknown> {
      const { route, reply } = write
      const answer = (status: number, body: unknown): unknown => {
        reply.code(status)
        return body
      }
      const again = async (earlier: Earlier): Promise<unknown> => {
        if (route.secret) {
          throw new ProblemError('AlreadyExists', 'It was made by the same request before; its secret was shown then')
        }
        return answer(earlier.status, earlier.answer?.body)
      }
      return once(
        write,
        async (key) => {
          const commit = await prepare()
          const status = route.answer === undefined ? 204 : route.method === 'POST' ? 201 : 200
          const body = await db.transaction(async (transaction) => {
            const tx = transaction as Db
            const made = await commit(tx)
            const kept = route.secret || made === undefined ? null : { body: made }
            if (key) await claim(tx, key, { jobId: null, status, answer: kept }, clock())
            await log(tx, write, {})
            return made
          })
          return async () => answer(status, body)
        },
        again,
      )
    },

    /** Notes a write that was refused. */
    async refusal(write: Write, error: ProblemError): Promise<void> {
      await db.transaction((tx) => log(tx as Db, write, { code: error.code }))
    },
  }
}

export type Writes = ReturnType<typeof createWrites>

/** Answers what was done. */
type Answering = () => Promise<unknown>

/** Seconds that a client wants to wait (RFC 7240, `Prefer: wait=10`), in ms. */
function waitMs(prefer: string | string[] | undefined): number {
  const text = Array.isArray(prefer) ? prefer.join(',') : (prefer ?? '')
  const found = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,3})"?/i.exec(text)
  if (!found) return 0
  const seconds = Number(found[1])
  if (seconds > 60) throw invalidField('header.prefer', 'maximum', 'waits at most 60 seconds')
  return seconds * 1000
}

function refused(row: JobRow): ProblemError {
  const refusal = row.refusal as Job['refusal'] | null
  const reason = { name: refusal?.name ?? 'Unknown', args: refusal?.args ?? {} }
  return new ProblemError('Refused', `The ledger refused: ${refusal?.detail ?? 'for an unknown reason'}`, {
    reason,
    jobId: row.id,
    ...(refusal?.alertCode ? { alertCode: refusal.alertCode } : {}),
  })
}
