import { type Route, routes } from '@theriac/api'

// A token that could sign in, end sessions, make tokens or be told a password would be worth more than it says.
const withoutTokens: ReadonlySet<string> = new Set([
  'sessions.signIn',
  'sessions.signOut',
  'sessions.revoke',
  'sessions.changePassword',
  'tokens.create',
  'accounts.rotateKey',
  'accounts.changeRole',
  'accounts.resetPassword',
  'groups.add',
])

/**
 * Whether a token of this scope may call a route; what its account may do is another question.
 *
 * @param scope - `read`, `shipments:read`, `shipments:write`
 * @param routeId - `shipments.ship`
 */
export function scopeAllows(
  scope: readonly string[],
  routeId: string,
  { kind, method }: Pick<Route, 'kind' | 'method'>,
): boolean {
  if (withoutTokens.has(routeId)) return false
  // Whoever comes with a token may ask who it is.
  if (routeId === 'sessions.current') return true
  const subject = routeId.slice(0, routeId.indexOf('.'))
  if (scope.includes(`${subject}:write`)) return true
  const isReading = kind === 'read' || (kind === 'stream' && method === 'GET')
  return isReading && (scope.includes('read') || scope.includes(`${subject}:read`))
}

/** Parts of a scope that speak of no subject there is. */
export function unknownInScope(scope: readonly string[]): readonly string[] {
  return scope.filter((part) => part !== 'read' && !Object.hasOwn(routes, part.slice(0, part.indexOf(':'))))
}
