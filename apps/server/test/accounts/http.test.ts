import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, password, type World } from '../support/world.ts'

const first = 'a first password'
const chosen = 'a password of my own'

describe('accounts over HTTP', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())

  /** A browser: keeps its cookie, and sends the CSRF token that it was given. */
  async function browser(name: string, secret: string) {
    const answer = await request('POST', '/session', { name, password: secret }, {})
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
    const csrf = { 'x-csrf-token': String(answer.body.csrfToken) }
    const send = (method: string, path: string, body?: object, headers: Record<string, string> = csrf) =>
      request(method, path, body, { cookie, ...headers })
    return { ...answer, cookie, send }
  }
  async function request(method: string, path: string, body: object | undefined, headers: Record<string, string>) {
    const response = await fetch(`${world.url}/api/v1${path}`, {
      method,
      headers: {
        'idempotency-key': randomUUID(),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    const told: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
    return { status: response.status, headers: response.headers, body: told, code: told.code }
  }

  test('a person is made, changes the password, acts, gets a new key, and is removed', async () => {
    const { accounts, name: institution } = world.members.market
    const admin = await browser(accounts.admin, password)
    expect([admin.status, admin.body.institution]).toMatchObject([201, { name: institution }])
    const wanted = { name: 'cem', displayName: 'Cem', role: 'operator', password: first }
    const wait = (headers: object = {}) => ({
      prefer: 'wait=30',
      'x-csrf-token': String(admin.body.csrfToken),
      ...headers,
    })
    const made = await admin.send('POST', '/accounts', wanted, wait())
    expect([made.status, made.body.state]).toEqual([200, 'sealed'])
    const { accountId, operator } = made.body.result as Record<string, string>

    const cem = await browser('cem', first)
    expect(cem.body.mustChangePassword).toBe(true)
    expect((await cem.send('GET', '/jobs')).code).toBe('PasswordChangeRequired')
    expect((await cem.send('PUT', '/password', { old: first, new: chosen }, {})).code).toBe('CsrfMissing')
    expect((await cem.send('PUT', '/password', { old: first, new: chosen })).status).toBe(204)
    expect((await cem.send('GET', '/jobs')).status).toBe(200)
    expect((await cem.send('GET', '/accounts')).code).toBe('Forbidden')

    const csrf = { 'x-csrf-token': String(cem.body.csrfToken), prefer: 'wait=30' }
    const rotated = await cem.send('POST', `/accounts/${accountId}/key-rotation`, {}, csrf)
    expect(rotated.body).toMatchObject({ state: 'sealed', operator })
    const now = (await cem.send('GET', '/session')).body.account as Record<string, unknown>
    expect(now.operator).toBe((rotated.body.result as Record<string, unknown>).operator)
    expect(now.operator).not.toBe(operator)

    const removed = await admin.send('DELETE', `/accounts/${accountId}`, undefined, wait())
    expect([removed.status, removed.body.state]).toEqual([200, 'sealed'])
    expect((await cem.send('GET', '/session')).code).toBe('SessionExpired')
    expect((await admin.send('GET', `/accounts/${accountId}`)).body.state).toBe('removed')

    const log = (await admin.send('GET', `/operator-log?accountId=${accountId}`)).body.items as { route: string }[]
    // Who calls without a CSRF token is not known: that refusal is nobody's.
    expect(log.map(({ route }) => route)).toEqual(['accounts.rotateKey', 'sessions.changePassword', 'sessions.signIn'])
    expect((await admin.send('GET', '/operator-log/verification')).body).toMatchObject({ whole: true })
  })

  test('a machine comes with a token, and does what its scope says', async () => {
    const admin = await browser(world.members.market.accounts.admin, password)
    const csrf = { 'x-csrf-token': String(admin.body.csrfToken), prefer: 'wait=30' }
    const made = await admin.send('POST', '/accounts', { name: 'till', displayName: 'Till', role: 'operator' }, csrf)
    const { accountId } = made.body.result as Record<string, string>
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const token = await admin.send('POST', '/tokens', { accountId, name: 'Till', scope: ['jobs:read'], expiresAt })
    expect(token.status).toBe(201)
    const headers = { authorization: `Bearer ${token.body.secret}` }
    expect((await request('GET', '/jobs', undefined, headers)).status).toBe(200)
    expect((await request('GET', '/tokens', undefined, headers)).code).toBe('Forbidden')
    expect((await request('PUT', '/accounts/me/locale', { locale: 'zh' }, headers)).code).toBe('Forbidden')
    expect((await request('GET', '/session', undefined, headers)).body).toMatchObject({ scope: ['jobs:read'] })
  })

  test('signing out ends the session, and the cookie with it', async () => {
    const auditor = await browser(world.members.market.accounts.auditor, password)
    const out = await auditor.send('DELETE', '/session')
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      'theriac_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0',
    ])
    expect((await auditor.send('GET', '/session')).code).toBe('SessionExpired')
  })
})
