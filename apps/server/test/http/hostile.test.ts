import { randomUUID } from 'node:crypto'
import { count } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operatorLog } from '../../src/db/schema/accounts.ts'
import { jobs } from '../../src/db/schema/index.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ settings: { publicPerMinute: 5 } })
})
afterAll(() => world.close())

const product = { gtin: '03400935955838', name: 'Doliprane 1000 mg', packSize: 8 }

async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': randomUUID(),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const as = (key: 'north' | 'regulator', role: 'operator' | 'admin' = 'operator') => ({
  authorization: `Bearer ${world.token(key, role)}`,
})

async function rowsOf(table: typeof operatorLog | typeof jobs): Promise<number> {
  const [row] = await world.database.db.select({ rows: count() }).from(table)
  return row?.rows ?? 0
}

test('a request that is refused for a header of it leaves no job behind', async () => {
  const before = await rowsOf(jobs)
  const answer = await send('POST', '/products', product, { ...as('north'), prefer: 'wait=99' })
  expect(answer).toMatchObject({ status: 400, body: { code: 'Invalid' } })
  expect(await rowsOf(jobs)).toBe(before)
})

describe('the operator log', () => {
  test('does not grow by what nobody tries', async () => {
    const before = await rowsOf(operatorLog)
    const nobody = [
      {},
      { authorization: `Bearer theriac_${'x'.repeat(43)}` },
      { cookie: `theriac_session=${'x'.repeat(43)}` },
    ]
    for (const headers of nobody) expect((await send('POST', '/products', product, headers)).status).toBe(401)
    expect(await rowsOf(operatorLog)).toBe(before)
  })

  test('has wrong passwords, as many as one address may try', async () => {
    const before = await rowsOf(operatorLog)
    const statuses = []
    for (let i = 0; i < 8; i++) {
      statuses.push((await send('POST', '/session', { name: `nobody-${i}`, password: 'x' })).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    expect(await rowsOf(operatorLog)).toBe(before + 5)
  })

  test('names whose token tried what it is not for', async () => {
    const refused = await send('POST', '/tokens', {}, as('north', 'admin'))
    expect(refused).toMatchObject({ status: 403, body: { code: 'Forbidden' } })
    const entries = await world.as('regulator', 'admin').operatorLog.list({ query: { route: 'tokens.create' } })
    expect(entries.items[0]).toMatchObject({ gln: world.members.north.gln, outcome: 'refused', code: 'Forbidden' })
  })
})

test('a token makes no account that somebody could sign in with', async () => {
  const account = { name: 'another', displayName: 'Another', role: 'admin' }
  const person = { ...account, password: 'a password for another' }
  const headers = { ...as('north', 'admin'), prefer: 'wait=20' }
  expect(await send('POST', '/accounts', person, headers)).toMatchObject({ status: 403, body: { code: 'Forbidden' } })
  expect(await send('POST', '/accounts', account, headers)).toMatchObject({ status: 200, body: { state: 'sealed' } })
})

describe('a body', () => {
  test.each([
    ['of very many levels', `{"kind":"x","content":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`],
    ['with a NUL in a text', '{"kind":"x\\u0000"}'],
  ])('%s is told to be that, and the refusal is in the log', async (_, body) => {
    const before = await rowsOf(operatorLog)
    const answer = await send('POST', '/records', body, as('north'))
    expect(answer).toMatchObject({ status: 400, body: { code: 'Malformed' } })
    expect(await rowsOf(operatorLog)).toBe(before + 1)
  })

  test('may say how a NUL is written', async () => {
    const gtin = '03400932320189'
    const answer = await send(
      'POST',
      '/products',
      { ...product, gtin, name: 'a\\u0000' },
      { ...as('north'), prefer: 'wait=20' },
    )
    expect(answer).toMatchObject({ status: 200, body: { state: 'sealed' } })
  })

  test('in which very much is wrong is told the first of it', async () => {
    const levels = Array.from({ length: 100_000 }, () => ({}))
    const { status, body } = await send('POST', '/products', { ...product, levels }, as('north'))
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [expect.objectContaining({ field: '/levels', rule: 'maxItems' })],
    })
  })
})

test.each(['/jobs?operation=%00', '/search?q=%00abc', '/alerts?code=%00', '/operator-log?route=%00', '/jobs/%00'])(
  'a NUL in %s is refused before the database sees it',
  async (path) => {
    expect(await send('GET', path, undefined, as('regulator', 'admin'))).toMatchObject({
      status: 400,
      body: { code: 'Invalid' },
    })
  },
)
