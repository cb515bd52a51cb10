import { DrizzleQueryError } from 'drizzle-orm'
import { stdSerializers } from 'pino'

/**
 * An error as the log has it. A query that failed is told without its values: hashes of passwords, secrets of sessions and what
 * people wrote are nothing for whoever reads logs.
 */
export function errorForLog(error: unknown): unknown {
  const failed = failedQuery(error)
  if (failed === undefined) return error instanceof Error ? stdSerializers.err(error) : error
  const { cause, query } = failed
  const { code, table, constraint, message } = (cause ?? {}) as Readonly<Record<string, unknown>>
  const outer = error === failed || !(error instanceof Error) ? {} : { while: `${error.name}: ${error.message}` }
  return { type: failed.constructor.name, message, code, table, constraint, query, stack: stackOf(failed), ...outer }
}

/** The failed query among an error and its causes. */
function failedQuery(error: unknown): DrizzleQueryError | undefined {
  for (let next = error; next instanceof Error; next = next.cause) if (next instanceof DrizzleQueryError) return next
  return undefined
}

/** Where it was, without the message that a stack begins with. */
function stackOf({ stack = '' }: Error): string {
  const start = stack.search(/^ +at /m)
  return start < 0 ? '' : stack.slice(start)
}
