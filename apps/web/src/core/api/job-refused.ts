import type { Job } from '@theriac/api'

/** The ledger refused a job after it had been taken in. */
export class JobRefused extends Error {
  override readonly name = 'JobRefused'
  readonly code = 'Refused'
  readonly job: Job

  constructor(job: Job) {
    super(job.refusal?.detail ?? 'The ledger refused it')
    this.job = job
  }
}
