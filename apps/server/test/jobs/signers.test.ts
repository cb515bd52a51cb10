import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildGtin, type Gtin } from '@theriac/gs1'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFairQueue } from '../../src/jobs/fair-queue.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let away: Server
beforeAll(async () => {
  world = await openWorld()
  away = createServer((_request, response) => response.writeHead(503).end())
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await world.close()
  away.closeAllConnections()
  away.close()
})

const product = (place: number) => {
  const gtin = buildGtin(`340093${String(place).padStart(7, '0')}`)
  if (!gtin.ok) throw new TypeError(gtin.reason.message)
  return { gtin: gtin.value as Gtin, name: 'Doliprane 1000 mg', packSize: 8 }
}

test("jobs that wait for one account's signing service hold up nobody else's", async () => {
  const { port } = away.address() as AddressInfo
  const address = privateKeyToAccount(generatePrivateKey()).address.toLowerCase() as `0x${string}`
  const admin = await world.signIn('north', 'admin')
  const signer = { url: `http://127.0.0.1:${port}/`, token: 'a token of the service', address }
  const body = { name: 'line-1', displayName: 'Line 1', role: 'operator' as const, signer }
  const made = await admin.accounts.create({ body, waitSeconds: 20 })
  const expiresAt = new Date(world.clock.now() + 86_400_000).toISOString()
  const scope = ['products:write']
  const { secret } = await admin.tokens.create({
    body: { accountId: made.result.accountId, name: 'line', scope, expiresAt },
  })
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  for (let place = 0; place < 210; place++) {
    const response = await fetch(`${world.url}/api/v1/products`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': `line-${place}` },
      body: JSON.stringify(product(place)),
    })
    expect(response.status).toBe(202)
  }
  const others = await world.as('south').products.register({ body: product(1_000), waitSeconds: 20 })
  expect(others.state).toBe('sealed')
  expect(world.server.jobs.status().running + world.server.jobs.status().queued).toBe(210)
})

test('next is one of whoever has the fewest under way', () => {
  const queue = createFairQueue<{ gln: string; name: string }>()
  for (const name of ['a1', 'a2', 'a3', 'b1']) queue.put({ gln: name.slice(0, 1), name })
  const [first, second, third] = [queue.take(), queue.take(), queue.take()]
  expect([first, second, third].map((item) => item?.name)).toEqual(['a1', 'b1', 'a2'])
  queue.put({ gln: 'b', name: 'b2' })
  if (second) queue.done(second)
  expect([queue.take()?.name, queue.take()?.name, queue.take()]).toEqual(['b2', 'a3', undefined])
  expect(queue.size).toBe(0)
})
