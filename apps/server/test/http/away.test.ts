import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net'
import { openDatabase } from '@theriac/read-model'
import { testDatabases } from '@theriac/read-model/testing'
import { expect, test } from 'vitest'
import { appMigrations } from '../../src/db/migrations.ts'
import { openWorld, type World } from '../support/world.ts'

const product = { gtin: '03400935955838', name: 'Doliprane 1000 mg', packSize: 8 }

async function send(world: World, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${world.token('north')}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

test('while the chain is away reads are answered, writes wait, and they are finished when it is back', async () => {
  const world = await openWorld()
  try {
    world.chainAnswers(false)
    const job = await send(world, 'POST', '/api/v1/products', product, { prefer: 'wait=1' })
    expect(job).toMatchObject({ status: 202, body: { state: 'pending' } })
    expect((await send(world, 'GET', '/api/v1/institutions')).status).toBe(200)
    const ready = await send(world, 'GET', '/health/ready')
    expect(ready).toMatchObject({ status: 503, body: { parts: { chain: { ok: false }, database: { ok: true } } } })
    expect((await send(world, 'GET', '/health/live')).status).toBe(200)

    world.chainAnswers(true)
    const settled = await send(world, 'GET', `/api/v1/jobs/${String(job.body.id)}?wait=20`)
    expect(settled.body).toMatchObject({ state: 'sealed' })
    expect((await send(world, 'GET', `/api/v1/products/${product.gtin}`)).status).toBe(200)
  } finally {
    world.chainAnswers(true)
    await world.close()
  }
})

test('while the database is away requests are told to come again, and nothing is done', async () => {
  const postgres = testDatabases({ migrations: [appMigrations] }).find(({ kind }) => kind === 'postgres')
  const url = (await postgres?.url?.()) ?? ''
  const line = await openLine(new URL(url))
  const world = await openWorld({ database: await openDatabase({ url: line.url, poolSize: 4 }) })
  try {
    await line.cut()
    const away = await send(world, 'POST', '/api/v1/products', product)
    expect(away).toMatchObject({ status: 503, body: { code: 'DatabaseAway' } })
    expect(away.headers.get('retry-after')).toMatch(/^\d+$/)
    expect((await send(world, 'GET', '/health/ready')).body).toMatchObject({ parts: { database: { ok: false } } })

    await line.mend()
    const done = await send(world, 'POST', '/api/v1/products', product, { prefer: 'wait=30' })
    expect(done).toMatchObject({ status: 200, body: { state: 'sealed' } })
  } finally {
    await line.mend()
    await world.close()
    await line.cut()
  }
})

/** A line to a server, which listens on a socket file, that can be cut and mended: while it is cut, connections are refused. */
async function openLine(target: URL): Promise<{ url: string; cut(): Promise<void>; mend(): Promise<void> }> {
  const sockets = new Set<Socket>()
  let port = 0
  let server: Server | undefined
  const connect = (socket: Socket): void => {
    const other = createConnection(`${target.searchParams.get('host')}/.s.PGSQL.${target.port || 5432}`)
    for (const [one, two] of [
      [socket, other],
      [other, socket],
    ] as const) {
      sockets.add(one)
      one.on('error', () => two.destroy())
      one.on('close', () => sockets.delete(one) && two.destroy())
      one.pipe(two)
    }
  }
  const mend = async (): Promise<void> => {
    if (server) return
    server = createServer(connect)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  await mend()
  const through = new URL(target.href)
  through.search = ''
  through.host = `127.0.0.1:${port}`
  return {
    url: through.href,
    mend,
    async cut() {
      server?.close()
      server = undefined
      for (const socket of sockets) socket.destroy()
    },
  }
}
