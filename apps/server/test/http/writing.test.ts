import { randomUUID } from 'node:crypto'
import { ApiError, type Problem } from '@theriac/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const product = { gtin: '03400935955838', name: 'Doliprane 1000 mg', packSize: 8 }

/** A request by hand, as an integrator would make it. */
async function send(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> & Partial<Problem>; headers: Headers }> {
  const response = await fetch(`${world.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${world.token('north')}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
}

const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() })

test('a write answers a job at once, which can be followed until it is sealed', async () => {
  const answer = await send('POST', '/products', { ...product, gtin: '03400932320189' }, key())
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({
    operation: 'products.register',
    state: 'pending',
    progress: { done: 0, total: 1 },
  })
  expect(answer.headers.get('location')).toBe(`/api/v1/jobs/${answer.body.id}`)
  const followed = await send('GET', `/jobs/${answer.body.id}?wait=20`, undefined)
  expect(followed.body).toMatchObject({ state: 'sealed', progress: { done: 1, total: 1 } })
  expect(followed.body.transactions).toHaveLength(1)
})

test('who asks to wait gets the settled job; the same request again does nothing and answers the same', async () => {
  const headers = { ...key(), prefer: 'wait=20' }
  const first = await send('POST', '/products', product, headers)
  expect(first.status).toBe(200)
  const height = world.server.indexer.status().indexed
  const again = await send('POST', '/products', product, headers)
  expect(again.status).toBe(200)
  expect(again.body).toEqual(first.body)
  expect(world.server.indexer.status().indexed).toBe(height)
})

test('many who send the same request at the same moment get the same job', async () => {
  const headers = { ...key(), prefer: 'wait=20' }
  const body = { ...product, gtin: '03400934450853' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => send('POST', '/products', body, headers)))
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  expect(answers.every(({ status }) => status === 200)).toBe(true)
})

test('a key that belongs to another request is refused, and nothing is done', async () => {
  const headers = key()
  await send('POST', '/products', { ...product, gtin: '03400933054960' }, headers)
  const other = await send('POST', '/products', { ...product, gtin: '03400934744198' }, headers)
  expect(other).toMatchObject({ status: 422, body: { code: 'IdempotencyKeyReused' } })
  expect((await send('GET', '/products/03400934744198', undefined)).status).toBe(404)
})

test('a key of another account is another key', async () => {
  const headers = key()
  await send('POST', '/products', { ...product, gtin: '03400934744198' }, { ...headers, prefer: 'wait=20' })
  const authorization = `Bearer ${world.token('south')}`
  const other = await send('POST', '/products', { ...product, gtin: '03400927610516' }, { ...headers, authorization })
  expect(other.status).toBe(202)
})

test('a POST without a key is told so', async () => {
  const { status, body } = await send('POST', '/products', product)
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'Invalid' })
  expect(body.errors).toEqual([expect.objectContaining({ field: 'header.idempotency-key', rule: 'required' })])
})

test.each([
  ['a wrong type', { ...product, packSize: '8' }, '/packSize', 'type'],
  ['an unknown field', { ...product, colour: 'white' }, '/colour', 'unknown'],
  ['a missing field', { gtin: product.gtin, packSize: 8 }, '/name', 'required'],
  ['a wrong check digit', { ...product, gtin: '03400935955839' }, '/gtin', 'gtin'],
  ['a number out of range', { ...product, packSize: 0 }, '/packSize', 'minimum'],
])('%s is named with the field and the rule', async (_, body, field, rule) => {
  const answer = await send('POST', '/products', body, key())
  expect(answer.status).toBe(400)
  expect(answer.body.errors).toEqual([expect.objectContaining({ field, rule })])
})

test('all that is wrong with a request is told at once', async () => {
  const { body } = await send('POST', '/products', { gtin: '1', packSize: 1.5, colour: 1 }, key())
  expect(body.errors?.map(({ field }) => field).sort()).toEqual(['/colour', '/gtin', '/name', '/packSize'])
})

test('what is no JSON, of another type, or too large is told as that', async () => {
  expect(await send('POST', '/products', '{"gtin":', key())).toMatchObject({ status: 400, body: { code: 'Malformed' } })
  const xml = await send('POST', '/products', '<product/>', { ...key(), 'content-type': 'application/xml' })
  expect(xml).toMatchObject({ status: 415, body: { code: 'UnsupportedMediaType' } })
  const stream = await send('POST', '/products', '{}', { ...key(), 'content-type': 'application/octet-stream' })
  expect(stream).toMatchObject({ status: 415, body: { code: 'UnsupportedMediaType' } })
  const large = await send('POST', '/products', { ...product, name: 'x'.repeat(2_000_000) }, key())
  expect(large).toMatchObject({ status: 413, body: { code: 'TooLarge' } })
})

test('a form that a text must have is told in words', async () => {
  const { body } = await send('GET', '/events?kinds=everything', undefined)
  expect(body.errors).toEqual([expect.objectContaining({ rule: 'pattern', detail: expect.not.stringContaining('^(') })])
})

test('numbers and days at the end of what there can be do not break anything', async () => {
  const far = await send('GET', '/reports/suspicious-patterns?to=0001-01-01', undefined)
  expect(far).toMatchObject({ status: 200, body: { from: '0001-01-01', to: '0001-01-01' } })
  const authorization = `Bearer ${world.token('north', 'admin')}`
  const admin = await send('GET', '/operator-log/verification?from=99999999999999999999', undefined, { authorization })
  expect(admin).toMatchObject({ status: 400, body: { errors: [{ field: 'query.from', rule: 'maximum' }] } })
})

test('query and path are checked as bodies are', async () => {
  const query = await send('GET', '/products?limit=0&sort=colour&cursor=x', undefined)
  expect(query.body.errors?.map(({ field }) => field).sort()).toEqual(['query.limit', 'query.sort'])
  const cursor = await send('GET', '/products?cursor=x', undefined)
  expect(cursor.body.errors).toEqual([expect.objectContaining({ field: 'query.cursor' })])
  const path = await send('GET', '/products/123', undefined)
  expect(path.body.errors).toEqual([expect.objectContaining({ field: 'path.gtin', rule: 'gtin' })])
})

test('what the ledger refuses is a problem with its reason, and a job that says the same', async () => {
  // Two that both saw no such product: the API lets both through, the ledger takes one.
  const body = { ...product, gtin: '03400921922974' }
  const answers = await Promise.all(
    ['north', 'south'].map((who) =>
      send('POST', '/products', body, {
        ...key(),
        prefer: 'wait=20',
        authorization: `Bearer ${world.token(who as 'north' | 'south')}`,
      }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const refused = answers.find(({ status }) => status === 409)
  expect(refused?.body).toMatchObject({ code: 'Refused', reason: { name: 'ProductsGtinTaken' } })
})

test('a client that has an answer is not sent it again', async () => {
  const first = await send('GET', `/products/${product.gtin}`, undefined)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^".+"$/)
  const again = await send('GET', `/products/${product.gtin}`, undefined, { 'if-none-match': etag })
  expect({ status: again.status, body: again.body }).toEqual({ status: 304, body: {} })
})

test('the typed client tells problems by their code', async () => {
  const client = world.as('north')
  const error = await client.products.find({ params: { gtin: '03400930000014' as never } }).catch((caught) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'NotFound', status: 404 })
})
