import { DrizzleError, DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'

/** What each coded error of this package carries. */
export interface ReadModelErrorData {
  /** The database's server does not answer, or is going down. */
  DatabaseUnavailable: { sqlState?: string; system?: string }
  /** The server answers and does not let us in: user, password or database. */
  DatabaseRefused: { sqlState: string }
  /** What is in the folder is no database that can be opened. */
  DatabaseDamaged: { where: string }
  /** The database was migrated by a newer version of the program. */
  MigrationUnknown: { schema: string; newest: number }
  /** The read model was made from another chain. */
  ChainForeign: { expected: string; actual: string }
  /** The chain has fewer blocks than were read of it. */
  ChainShorter: { read: number; head: number }
  /** The chain has another block where this one was read: it was restored from an older copy and went on otherwise. */
  ChainForked: { block: number; expected: string; actual: string }
  /** The node left out blocks. */
  ChainGap: { expected: number; actual: number }
  /** The contracts said something that they cannot have said, as this version understands them. */
  EventInvalid: { name: string; problem: string }
  /** Somebody else has written to the read model meanwhile. */
  CheckpointMoved: { expected: number; actual: number }
  /** The index of leaves is of another chain than the database. */
  LeavesForeign: { expected: string; actual: string }
  LeavesFailed: { folder: string }
  IndexerClosed: Record<never, never>
}

/** Literal codes of this package's errors. Match these, never a message. */
export type ReadModelErrorCode = keyof ReadModelErrorData

const retryable: ReadonlySet<ReadModelErrorCode> = new Set<ReadModelErrorCode>([
  'DatabaseUnavailable',
  'ChainShorter',
  'ChainGap',
  'CheckpointMoved',
])

/** A broken world, with a literal code, its data and cause, and whether trying the same again later can help. */
export class ReadModelError<Code extends ReadModelErrorCode = ReadModelErrorCode> extends Error {
  override readonly name = 'ReadModelError'
  readonly code: Code
  readonly data: ReadModelErrorData[Code]
  readonly retryable: boolean

  constructor(code: Code, message: string, data: ReadModelErrorData[Code], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.data = data
    this.retryable = retryable.has(code)
  }
}

/** Whether a caught value is an error of this package, of the given code if one is given. */
export function isReadModelError<Code extends ReadModelErrorCode = ReadModelErrorCode>(
  error: unknown,
  code?: Code,
): error is ReadModelError<Code> {
  return error instanceof ReadModelError && (code === undefined || error.code === code)
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exception, insufficient resources, operator
// intervention (shutdown, starting up).
const awayClasses = ['08', '53', '57']
// Invalid authorization, invalid catalog name (no such database).
const refusedClasses = ['28', '3D']

/**
 * The coded error for what a query threw because the database is away; undefined for anything else. Drizzle wraps what
 * the driver threw.
 */
export function asDatabaseFault(error: unknown): ReadModelError<'DatabaseUnavailable' | 'DatabaseRefused'> | undefined {
  const inner = error instanceof DrizzleQueryError || error instanceof DrizzleError ? (error.cause ?? error) : error
  if (isReadModelError(inner, 'DatabaseUnavailable') || isReadModelError(inner, 'DatabaseRefused')) return inner
  if (inner instanceof AggregateError) return asDatabaseFault(inner.errors[0])
  if (inner instanceof pg.DatabaseError) {
    const sqlState = inner.code ?? ''
    if (awayClasses.includes(sqlState.slice(0, 2)))
      return new ReadModelError('DatabaseUnavailable', 'The database cannot serve now', { sqlState }, error)
    if (refusedClasses.includes(sqlState.slice(0, 2)))
      return new ReadModelError('DatabaseRefused', 'The database does not let us in', { sqlState }, error)
    return undefined
  }
  if (!(inner instanceof Error) || !isOfConnection(inner)) return undefined
  const { code: system } = inner as { code?: string }
  return new ReadModelError(
    'DatabaseUnavailable',
    'The database cannot be reached',
    system === undefined ? {} : { system },
    error,
  )
}

/** Faults of the line have a system call, or come from the driver's own pool and client, which give them no code. */
function isOfConnection(error: Error): boolean {
  if ('syscall' in error || (error as { code?: unknown }).code === 'ENOENT') return true
  return error.constructor === Error && !('code' in error) && /[\\/]pg(-pool)?[\\/]/.test(error.stack ?? '')
}

/** Whether a query threw because the database is away, so that trying again later can help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return asDatabaseFault(error)?.code === 'DatabaseUnavailable'
}
