import type { Job } from '@theriac/api'
import { client } from '../../core/api/client.ts'

const isSettled = ({ state }: Job): boolean => state === 'sealed' || state === 'rejected'

/**
 * Follows a job until it is sealed or rejected.
 *
 * @param step - told of the job each time that it was looked at
 */
export async function settle(job: Job, step: (job: Job) => void = () => {}): Promise<Job> {
  let now = job
  while (!isSettled(now)) {
    step(now)
    now = await client.jobs.find({ params: { id: now.id }, query: { wait: 2 } })
  }
  return now
}
