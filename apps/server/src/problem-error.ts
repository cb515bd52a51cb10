import type { FieldFault, Problem, ProblemCode } from '@theriac/api'

/** What a problem says beside its code. */
export interface ProblemData {
  readonly errors?: readonly FieldFault[]
  /** Error of the ledger, or state that stands in the way. */
  readonly reason?: NonNullable<Problem['reason']>
  readonly retryAfterSeconds?: number
  /** Of the European vocabulary: `PCK_22`. */
  readonly alertCode?: string
  /** The job that the ledger refused. */
  readonly jobId?: string
  readonly cause?: unknown
}

/**
 * A request that cannot be answered with a success. Handlers throw it, and the one error handler of the server turns it
 * into problem details.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly data: ProblemData

  /** @param detail - what is wrong with this request, in words; no secret, no internals */
  constructor(code: ProblemCode, detail: string, data: ProblemData = {}) {
    super(detail, data.cause === undefined ? {} : { cause: data.cause })
    this.code = code
    this.data = data
  }
}

/** Something that is not there, or that the caller may not know of. */
export const notFound = (what: string): ProblemError => new ProblemError('NotFound', `There is no ${what}`)

/** One field of the body that breaks a rule which the schema cannot say. `field` is a JSON pointer. */
export const invalidField = (field: string, rule: string, detail: string): ProblemError =>
  new ProblemError('Invalid', detail, { errors: [{ field, rule, detail }] })
