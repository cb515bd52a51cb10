import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ProblemError } from '../problem-error.ts'

/** Deeper than any body of the API; what goes through a value level by level must not exhaust the stack. */
const deepest = 100

/** The parser of JSON bodies, which refuses what would break something behind it: the framework's own does the rest. */
export function createJsonParser(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request: FastifyRequest, body: string, done: (error: Error | null, value?: unknown) => void): void => {
    const fault = faultOf(body)
    if (fault === undefined) parse(request, body, done)
    else done(new ProblemError('Malformed', fault))
  }
}

/** Why a text of JSON is not taken, whether it is JSON or not; undefined where nothing is wrong. */
function faultOf(text: string): string | undefined {
  let depth = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') isText = !isText
    else if (isText && character === '\\') {
      // PostgreSQL has no text with a NUL in it.
      if (text.startsWith('u0000', at + 1)) return 'The body has a text with a NUL character'
      at += 1
    } else if (isText) continue
    else if (character === '[' || character === '{') {
      depth += 1
      if (depth > deepest) return `The body has more than ${deepest} levels`
    } else if (character === ']' || character === '}') depth -= 1
  }
  return undefined
}
