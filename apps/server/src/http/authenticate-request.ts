import type { FastifyRequest } from 'fastify'
import { type Authentication, withoutPasswordChange } from '../accounts/authenticate.ts'
import { scopeAllows } from '../accounts/scope.ts'
import { ProblemError } from '../problem-error.ts'
import type { Authenticate } from './app.ts'

/**
 * Takes a request's credentials out of its headers, and holds it to what its token and its password allow.
 *
 * @param sessionCookie - name of the cookie that a session comes with
 */
export function authenticateRequest({ authenticate }: Authentication, sessionCookie: string): Authenticate {
  return async (request, { routeId, route }) => {
    // A session that has ended must not close what is open to everybody.
    if (route.access === 'public') return undefined
    const { headers, method } = request
    const identity = await authenticate({
      cookie: cookieOf(request, sessionCookie),
      authorization: headers.authorization,
      csrfHeader: textOf(headers['x-csrf-token']),
      method,
    })
    if (!identity) return undefined
    // What it is refused below is noted as its own.
    request.caller = identity
    if (identity.scope && !scopeAllows(identity.scope, routeId, route)) {
      throw new ProblemError('Forbidden', 'The token is not for this')
    }
    if (identity.mustChangePassword && !withoutPasswordChange.has(routeId)) {
      throw new ProblemError('PasswordChangeRequired', 'Change the password first: PUT /api/v1/password')
    }
    return identity
  }
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined

function cookieOf({ headers }: FastifyRequest, wanted: string): string | undefined {
  for (const part of headers.cookie?.split(';') ?? []) {
    const [name, value] = part.split('=', 2)
    if (name?.trim() === wanted) return value?.trim()
  }
  return undefined
}
