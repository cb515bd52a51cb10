import { ApiError, type Client, type Job } from '@theriac/api'
import { lazy } from 'react'
import { client } from '../../core/api/client.ts'
import { JobRefused } from '../../core/api/job-refused.ts'
import { defineWaitingKind } from '../../core/offline/waiting-kind.ts'
import { settle } from '../../ui/job/settle.ts'

/** What is sent to dispense packs. */
export type DispensingBody = NonNullable<Parameters<Client['dispensing']['dispense']>[0]>['body']

/** What came of it when it was booked. */
export interface Dispensed {
  readonly units: number
}

/** Packs that nobody made have no state that could forbid it: a verification raises the alert that is due. */
async function lookInto(error: unknown, { scans = [] }: DispensingBody): Promise<never> {
  if (error instanceof ApiError && error.code === 'Invalid') {
    for (const scan of scans) await client.verification.verify({ body: { scan } })
  }
  throw error
}

/** Packs that wait for the network to be booked as dispensed: until the ledger has taken them, they are not. */
export const waitingDispensing = defineWaitingKind<DispensingBody, Dispensed>({
  id: 'dispense',
  title: { en: 'Dispensing', zh: '发药' },
  async send(body, idempotencyKey) {
    const call = { body, idempotencyKey, waitSeconds: 10 }
    const job = await settle((await client.dispensing.dispense(call).catch((error) => lookInto(error, body))) as Job)
    if (job.state === 'rejected') throw new JobRefused(job)
    return { units: Number(job.result.units) }
  },
  toneOf: () => 'good',
  Result: lazy(() => import('./waited-dispensing.tsx')),
})
