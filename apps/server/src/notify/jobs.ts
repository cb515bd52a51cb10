import { type Area, routes } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import type { SettledHooks, SettledJob } from '../jobs/hooks.ts'
import { enqueueDeliveries, notify } from './notify.ts'

/**
 * Hooks that also tell how jobs end: whoever asked for one that was refused, and the webhooks of its institution. For all
 * operations, those without hooks of their own too.
 *
 * @param owed - called when something was put into a queue, before the transaction is over
 */
export function tellJobs(hooks: SettledHooks, clock: () => number, owed: () => void): SettledHooks {
  const operations = Object.entries(routes as Readonly<Record<string, Area>>).flatMap(([subject, area]) =>
    Object.entries(area)
      .filter(([, route]) => route.kind === 'job')
      .map(([route]) => `${subject}.${route}`),
  )
  return Object.fromEntries(
    [...new Set([...operations, ...Object.keys(hooks)])].map((operation) => [
      operation,
      async (tx: Db, job: SettledJob) => {
        await hooks[operation]?.(tx, job)
        if (await tellOfJob(tx, job, clock())) owed()
      },
    ]),
  )
}

async function tellOfJob(tx: Db, job: SettledJob, now: number): Promise<boolean> {
  const { id, operation, gln, accountId, state, refusal } = job
  const dedupe = `job:${id}`
  const data = { job: id, operation, state, accountId, ...(refusal ? { refusal } : {}) }
  const queued = await enqueueDeliveries(tx, { kind: 'job_settled', gln, dedupe: `${dedupe}:settled`, data, now })
  if (state !== 'rejected' || !refusal) return queued > 0
  const { name, detail = name } = refusal
  const args = { job: id, operation, name, detail }
  await notify(tx, [{ kind: 'job_rejected', gln, accountId, dedupe, args, now }])
  return true
}
