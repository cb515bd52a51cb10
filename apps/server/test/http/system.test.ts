import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a server that stands says that it lives and is ready, part by part', async () => {
  expect(await (await fetch(`${world.url}/health/live`)).json()).toEqual({ status: 'alive' })
  const ready = await fetch(`${world.url}/health/ready`)
  expect(await ready.json()).toMatchObject({
    status: 'ready',
    parts: { database: { ok: true }, chain: { ok: true }, readModel: { ok: true } },
  })
  expect(ready.status).toBe(200)
})

test('figures are for programs on the same machine alone', async () => {
  const text = await (await fetch(`${world.url}/metrics`)).text()
  expect(text).toMatch(/^theriac_indexed_block \d+$/m)
  expect(text).toMatch(/^theriac_request_seconds_count\{/m)
  const passedOn = await fetch(`${world.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
  expect(passedOn.status).toBe(403)
})

test("the chain's JSON-RPC stands on the same port, for programs on the same machine alone", async () => {
  const ask = (headers: Record<string, string> = {}) =>
    fetch(`${world.url}/rpc`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
    })
  expect(await (await ask()).json()).toMatchObject({ result: '0x4f26' })
  expect((await ask({ forwarded: 'for=203.0.113.7' })).status).toBe(403)
})

test('the reference page and the document behind it are served with a strict policy', async () => {
  const document = (await (await fetch(`${world.url}/openapi.json`)).json()) as { openapi: string }
  expect(document.openapi).toMatch(/^3\.1/)
  const page = await fetch(`${world.url}/reference/`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('swagger-ui')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
})

test('what no route knows is a problem with an id that finds it in the log', async () => {
  const response = await fetch(`${world.url}/api/v1/nothing`, { headers: { 'x-request-id': 'client-4711-abc' } })
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ code: 'NotFound', requestId: 'client-4711-abc' })
})
