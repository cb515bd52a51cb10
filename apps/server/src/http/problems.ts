import { type Problem, type ProblemCode, problems } from '@theriac/api'
import { isLedgerError, type LedgerErrorCode } from '@theriac/ledger'
import { CursorInvalid, isDatabaseUnavailable } from '@theriac/read-model'
import { invalidField, ProblemError } from '../problem-error.ts'

/** What the framework and the layers below throw, as problems. Anything else is a fault of this server. */
const frameworkCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'TooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UnsupportedMediaType',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'Malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'Malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'Malformed',
  FST_ERR_BAD_URL: 'Malformed',
}

const chainAway: ReadonlySet<LedgerErrorCode> = new Set<LedgerErrorCode>([
  'EndpointUnavailable',
  'EndpointClosed',
  'EndpointWrongChain',
  'LogsUnavailable',
  'LogsIncomplete',
  'CarrierClosed',
  'QueueFull',
])

/** Codes of the ledger's errors that say that the request asked for something which cannot be. */
const badInput: ReadonlySet<LedgerErrorCode> = new Set<LedgerErrorCode>([
  'UnitsInvalid',
  'QuantityInvalid',
  'RunInvalid',
  'SerialRepeated',
  'NoteInvalid',
  'HolderInvalid',
  'DayInvalid',
  'FieldInvalid',
  'ActTooLarge',
])

/** The problem that a caught error is. */
export function asProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof CursorInvalid)
    return invalidField('query.cursor', 'cursor', 'is no cursor of this list in this order')
  if (isDatabaseUnavailable(error)) {
    return new ProblemError('DatabaseAway', 'The database does not answer; try again', { cause: error })
  }
  if (isLedgerError(error)) {
    if (chainAway.has(error.code)) {
      return new ProblemError('ChainAway', 'The chain does not answer; try again', { cause: error })
    }
    if (badInput.has(error.code)) return new ProblemError('Invalid', error.message, { cause: error })
  }
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string }
  const known = frameworkCodes[code ?? '']
  if (known) return new ProblemError(known, message ?? problems[known].title)
  if (statusCode === 429) return new ProblemError('TooManyRequests', 'Too many requests; wait a little')
  if (statusCode === 400 || error instanceof SyntaxError) {
    return new ProblemError('Malformed', 'The body is not what its content type says', { cause: error })
  }
  return new ProblemError('Internal', 'Something went wrong here; the request id finds it in the log', { cause: error })
}

/** Problem details of an error, for the wire. */
export function problemOf(error: ProblemError, requestId: string): Problem {
  const { status, title } = problems[error.code]
  const { errors, reason, retryAfterSeconds, jobId, alertCode } = error.data
  const isRetryable = 'retry' in problems[error.code]
  return {
    type: `urn:theriac:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(errors ? { errors: [...errors] } : {}),
    ...(reason ? { reason } : {}),
    ...(jobId ? { jobId } : {}),
    ...(alertCode ? { alertCode } : {}),
    ...(isRetryable ? { retryAfterSeconds: retryAfterSeconds ?? 1 } : {}),
    requestId,
  }
}
