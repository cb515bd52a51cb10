import type { Client, Job } from '@theriac/api'
import { useRef } from 'react'
import { client } from '../../core/api/client.ts'
import { JobRefused } from '../../core/api/job-refused.ts'

type Body = Parameters<Client['institutions']['apply']>[0]['body']

/** How long the ledger is waited for: nobody who is not signed in can follow a job. */
const waitSeconds = 30

/**
 * Sends an application. The same sent again after no answer came is one application. It may still be under way when this
 * resolves, and then shows on its page a little later.
 *
 * @throws ApiError, or JobRefused where the ledger refused it
 */
export function useApplication(): (body: Body) => Promise<void> {
  const sent = useRef<{ readonly text: string; readonly key: string }>(undefined)
  return async (body) => {
    const text = JSON.stringify(body)
    const key = sent.current?.text === text ? sent.current.key : crypto.randomUUID()
    sent.current = { text, key }
    const job = await client.institutions.apply({ body, idempotencyKey: key, waitSeconds }).catch((error) => {
      // An answer came, and it was a refusal: the same sent again is another attempt.
      if (!(error instanceof TypeError)) sent.current = undefined
      throw error
    })
    sent.current = undefined
    if (job.state === 'rejected') throw new JobRefused(job as Job)
  }
}
