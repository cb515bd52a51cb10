import { type Area, allows, authorityTable, kinds, type Route, roles, routes } from '@theriac/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopeAllows } from '../../src/accounts/scope.ts'
import type { Key } from '../../src/demonstration/cast.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** An institution of each kind. */
const of = {
  regulator: 'regulator',
  factory: 'north',
  distributor: 'rhine',
  pharmacy: 'market',
  hospital: 'clinic',
} as const
const everyRoute = Object.entries(routes as Readonly<Record<string, Area>>).flatMap(([subject, area]) =>
  Object.entries(area).map(([name, route]): [string, Route] => [`${subject}.${name}`, route]),
)

/** Parameters that are well formed and name nothing that there is. */
const nothing: Readonly<Record<string, string>> = {
  gtin: '03400935955838',
  lot: 'NO-SUCH-LOT',
  serial: 'NOSUCHSERIAL',
  gln: '9520000009991',
  sender: '9520000009991',
  number: '987654321',
  sscc: '095200000000000014',
  id: 'no-such-id',
  hash: `0x${'12'.repeat(32)}`,
}

/** A request of the route with an empty body: who may not call is told before anything is looked at. */
async function call(route: Route, token: string | undefined): Promise<{ status: number; code?: string }> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => nothing[name] ?? 'no-such-thing')
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE'
  const stop = new AbortController()
  const response = await fetch(`${world.url}/api/v1${path}`, {
    method: route.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(hasBody ? { 'content-type': route.consumes ?? 'application/json' } : {}),
    },
    ...(hasBody ? { body: route.consumes ? '' : '{}' } : {}),
    signal: stop.signal,
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    stop.abort()
    return { status: response.status }
  }
  const text = await response.text()
  const code = response.ok || text === '' ? undefined : (JSON.parse(text) as { code: string }).code
  return { status: response.status, ...(code ? { code } : {}) }
}

/** Routes that no token may call, whatever its account and its scope: a browser's session is asked for. */
const wholeScope = Object.keys(routes).map((subject) => `${subject}:write`)
const isSessionOnly = (routeId: string, route: Route): boolean => !scopeAllows(wholeScope, routeId, route)

test('a token cannot do what would be worth more than the token', () => {
  const closed = everyRoute.filter(([routeId, route]) => isSessionOnly(routeId, route)).map(([routeId]) => routeId)
  expect(closed).toEqual(expect.arrayContaining(['tokens.create', 'sessions.changePassword', 'accounts.resetPassword']))
  expect(closed.length).toBeLessThan(15)
})

test('the table has every route there is, and the server has every route of the table', () => {
  expect(authorityTable().map(({ routeId }) => routeId)).toEqual(everyRoute.map(([routeId]) => routeId))
  for (const { method, path } of authorityTable()) {
    expect(world.server.app.hasRoute({ method: method as 'GET', url: path }), `${method} ${path}`).toBe(true)
  }
})

describe.each(everyRoute)('%s', (routeId, route) => {
  test('nobody who is not signed in gets further than the door', async () => {
    const { status, code } = await call(route, undefined)
    if (route.access === 'public') expect(status, code).not.toBe(401)
    else expect({ status, code }).toEqual({ status: 401, code: 'NotSignedIn' })
  })

  test('those whom the table lets in are let in, and nobody else is', async () => {
    if (route.access === 'public') return
    const callers = kinds.flatMap((kind) => roles.map((role) => ({ kind, role })))
    await Promise.all(
      callers.map(async ({ kind, role }) => {
        const { status, code } = await call(route, world.token(of[kind] as Key, role))
        const isIn = allows(route.access, { kind, role }) && !isSessionOnly(routeId, route)
        const said = `${kind} ${role} got ${status} ${code ?? ''}`
        if (!isIn) return expect(code, said).toBe('Forbidden')
        // An area may know a reason of its own not to let somebody do what its kind and role may.
        expect(status, said).not.toBe(401)
        expect(code === 'Forbidden', said).toBe(false)
        expect(status, said).toBeLessThan(500)
      }),
    )
  })
})
