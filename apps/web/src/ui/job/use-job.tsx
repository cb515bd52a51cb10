import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import type { Job } from '@theriac/api'
import { useRef, useState } from 'react'
import { JobRefused } from '../../core/api/job-refused.ts'
import { isNoAnswer } from '../../core/api/no-answer.ts'
import { useFaultWords } from '../../core/api/problem-words.ts'
import { showDone } from './done-toast.tsx'
import { settle } from './settle.ts'
import { useJobWords } from './words.ts'

/** Goes into the call of the route. */
export interface JobCall {
  readonly idempotencyKey: string
  readonly waitSeconds: number
}

/** A job whose result has the shape that its route says. */
export type JobOf<R> = Omit<Job, 'result'> & { readonly result: R }

interface JobOptions<I, R> {
  /** What is told when it is done: `Shipment 42 is on its way`. Nothing where it is absent. */
  readonly done?: (job: JobOf<R>, input: I) => string
  /** Takes back what was done; offered for some seconds. */
  readonly undo?: (job: JobOf<R>, call: JobCall, input: I) => Promise<Job>
  /**
   * Told where no answer came, with the key under which it was sent: keep it in the outbox under the same key. `run` rejects
   * all the same, with an error that `isNoAnswer`.
   */
  readonly away?: (input: I, idempotencyKey: string) => Promise<void>
  /** Subjects whose queries are read anew beside those on the screen. */
  readonly refreshes?: readonly string[]
}

/** Seconds that the server is given to settle before the first progress is shown. */
const waitSeconds = 10

/**
 * Sends a write to the ledger and follows it until it is settled. `run` resolves with the job when it is sealed and rejects
 * with `ApiError`, or `JobRefused` where the ledger refused later, for `useProblemForm` to show. Running the same input
 * again after no answer came sends it under the same key: it is done once.
 *
 * ```tsx
 * const ship = useJob((body: ShipInput, call) => client.shipments.send({ body, ...call }), { done: () => words.sent })
 * <form onSubmit={form.submit((values) => ship.run(values))}> … <JobProgress job={ship.job} />
 * ```
 */
export function useJob<I, R>(send: (input: I, call: JobCall) => Promise<JobOf<R>>, options: JobOptions<I, R> = {}) {
  const queryClient = useQueryClient()
  const words = useJobWords()
  const faultOf = useFaultWords()
  const [running, setRunning] = useState(false)
  const [job, setJob] = useState<JobOf<R>>()
  const unanswered = useRef<{ readonly input: string; readonly key: string }>(undefined)

  async function refresh(): Promise<void> {
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  }

  async function run(input: I): Promise<JobOf<R>> {
    const text = JSON.stringify(input)
    const key = unanswered.current?.input === text ? unanswered.current.key : crypto.randomUUID()
    unanswered.current = { input: text, key }
    setRunning(true)
    setJob(undefined)
    let isTaken = false
    try {
      const first = await send(input, { idempotencyKey: key, waitSeconds })
      isTaken = true
      const settled = await settle(first as Job, (step) => setJob(step as JobOf<R>))
      unanswered.current = undefined
      if (settled.state === 'rejected') throw new JobRefused(settled)
      const sealed = settled as JobOf<R>
      tellDone(sealed, input)
      return sealed
    } catch (error) {
      // It was refused: the same sent again is another attempt. Not so where the server has it, and was lost sight of.
      if (error instanceof JobRefused || !(isTaken || error instanceof TypeError)) unanswered.current = undefined
      if (options.away !== undefined && isNoAnswer(error)) {
        await options.away(input, key)
        // It is sent by itself now: the same again is something new.
        unanswered.current = undefined
      }
      throw error
    } finally {
      setRunning(false)
      setJob(undefined)
      void refresh()
    }
  }

  function tellDone(sealed: JobOf<R>, input: I): void {
    const text = options.done?.(sealed, input)
    if (text === undefined) return
    const id = sealed.id
    const { undo } = options
    showDone({
      id,
      text,
      undoWord: words.undo,
      ...(undo && { takeBack: () => void takeBack(sealed, input, undo) }),
    })
  }

  async function takeBack(sealed: JobOf<R>, input: I, undo: NonNullable<typeof options.undo>): Promise<void> {
    try {
      const settled = await settle(await undo(sealed, { idempotencyKey: crypto.randomUUID(), waitSeconds }, input))
      if (settled.state === 'rejected') throw new JobRefused(settled)
      notifications.show({ message: words.undone, color: 'gray' })
    } catch (error) {
      const { title, detail } = faultOf(error)
      notifications.show({ title, message: detail, color: 'red', autoClose: false })
    } finally {
      void refresh()
    }
  }

  return { run, running, job }
}
