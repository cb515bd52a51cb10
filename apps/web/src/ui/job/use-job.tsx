import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { Job } from '@theriac/api'
import { useRef, useState } from 'react'
import { JobRefused } from './job-refused.ts'
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
  readonly undo?: (job: JobOf<R>, call: JobCall) => Promise<Job>
  /** Subjects whose queries are read anew beside those on the screen. */
  readonly refreshes?: readonly string[]
}

/** Seconds that the server is given to settle before the first progress is shown. */
const waitSeconds = 10
/** How long undo is offered. */
const undoMs = 12_000

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
    try {
      const first = await send(input, { idempotencyKey: key, waitSeconds })
      unanswered.current = undefined
      const settled = await settle(first as Job, (step) => setJob(step as JobOf<R>))
      if (settled.state === 'rejected') throw new JobRefused(settled)
      const sealed = settled as JobOf<R>
      tellDone(sealed, input)
      return sealed
    } catch (error) {
      // An answer came, and it was a refusal: the same sent again is another attempt.
      if (!(error instanceof TypeError)) unanswered.current = undefined
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
    const takeBack = async (): Promise<void> => {
      notifications.hide(id)
      try {
        const settled = await settle(
          await (undo as NonNullable<typeof undo>)(sealed, { idempotencyKey: crypto.randomUUID(), waitSeconds }),
        )
        if (settled.state === 'rejected') throw new JobRefused(settled)
        notifications.show({ message: words.undone, color: 'gray' })
      } catch (error) {
        notifications.show({ title: words.refused, message: (error as Error).message, color: 'red', autoClose: false })
      } finally {
        void refresh()
      }
    }
    notifications.show({
      id,
      color: 'teal',
      icon: <IconCheck size={18} />,
      autoClose: undo ? undoMs : 5_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{text}</Text>
          {undo && (
            <Button size="compact-sm" variant="light" onClick={() => void takeBack()}>
              {words.undo}
            </Button>
          )}
        </Group>
      ),
    })
  }

  return { run, running, job }
}
