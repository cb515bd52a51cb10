import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Gln } from '@theriac/gs1'
import type { Database } from '@theriac/read-model'
import { testDatabases } from '@theriac/read-model/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createVault, type Vault } from '../../src/accounts/vault.ts'
import { createWebhookHandlers } from '../../src/areas/webhooks.ts'
import { appMigrations } from '../../src/db/migrations.ts'
import type { Caller } from '../../src/http/handler.ts'
import { notify } from '../../src/notify/notify.ts'
import { createDispatcher, forgetOldDeliveries, restAfter } from '../../src/notify/webhooks/dispatcher.ts'
import { faultOfUrl, resolveTarget } from '../../src/outgoing/target.ts'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A receiver on this machine, which answers with what the test says. */
async function openReceiver() {
  const received: Received[] = []
  let answer: { status: number; headers?: Record<string, string> } = { status: 204 }
  let heard = (): void => {}
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(answer.status, answer.headers).end('x')
      heard()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer(status: number, headers: Record<string, string> = {}) {
      answer = { status, headers }
    },
    /** Resolves when so many requests have come. */
    async until(count: number): Promise<void> {
      while (received.length < count)
        await new Promise<void>((resolve) => {
          heard = resolve
        })
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
type Receiver = Awaited<ReturnType<typeof openReceiver>>

function checkSignature({ headers, body }: Received, secret: string): boolean {
  const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-theriac-signature'])) ?? []
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex') === mac
}

describe('targets of webhooks', () => {
  const open = { allowLoopback: false }
  test.each([
    ['no url', 'url'],
    ['http://erp.example.org/x', 'https'],
    ['ftp://erp.example.org/x', 'https'],
    ['https://user:secret@erp.example.org/', 'credentials'],
    ['https://localhost/x', 'address'],
    ['https://127.0.0.1/x', 'address'],
    ['https://2130706433/x', 'address'],
    ['https://0x7f.1/x', 'address'],
    ['https://10.1.2.3/x', 'address'],
    ['https://172.16.0.1/x', 'address'],
    ['https://192.168.1.1/x', 'address'],
    ['https://169.254.169.254/latest/meta-data', 'address'],
    ['https://100.64.0.1/', 'address'],
    ['https://0.0.0.0/', 'address'],
    ['https://[::1]/', 'address'],
    ['https://[::ffff:10.0.0.1]/', 'address'],
    ['https://[fd00::1]/', 'address'],
    ['https://[fe80::1]/', 'address'],
    ['https://[64:ff9b::a00:1]/', 'address'],
  ])('%s is refused: %s', (url, rule) => {
    expect(faultOfUrl(url, open)).toMatchObject({ rule })
  })

  test('public addresses are taken, and this machine where the setting says so', () => {
    for (const url of ['https://erp.example.org/x', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/x'])
      expect(faultOfUrl(url, open)).toBeUndefined()
    const local = { allowLoopback: true }
    expect(faultOfUrl('http://127.0.0.1:9/x', local)).toBeUndefined()
    expect(faultOfUrl('http://10.0.0.1/x', local)).toMatchObject({ rule: 'https' })
    expect(faultOfUrl('https://10.0.0.1/x', local)).toMatchObject({ rule: 'address' })
  })

  test('a name is judged by the address that it leads to', async () => {
    expect(await resolveTarget(new URL('https://localhost/x'), open)).toMatchObject({ rule: 'address' })
    expect(await resolveTarget(new URL('http://localhost/x'), { allowLoopback: true })).toHaveProperty('address')
  })
})

describe.each(testDatabases({ migrations: [appMigrations] }))('deliveries on $kind', ({ open }) => {
  let database: Database
  let receiver: Receiver
  let vault: Vault
  let now: number
  const caller: Caller = {
    accountId: 'a1',
    name: 'admin',
    gln: '9520000000219' as Gln,
    kind: 'distributor',
    role: 'admin',
    operator: '0x52908400098527886e0f7030069857d2e4169ee7',
    credential: { kind: 'session', id: 's1' },
  }
  const call = { caller, requestId: 'r1', ip: '127.0.0.1', signal: new AbortController().signal, query: {} }

  beforeAll(async () => {
    database = await open()
    vault = createVault(new Uint8Array(randomBytes(32)))
  }, 120_000)
  afterAll(() => database.close())
  beforeEach(async () => {
    receiver = await openReceiver()
    now = Date.parse('2026-11-27T10:00:00Z')
  })
  afterEach(() => receiver.close())

  const rules = { allowLoopback: true }
  const deps = () => ({ db: database.db, vault, clock: () => now, rules, log: { warn() {} } })
  const hooks = () => createWebhookHandlers(deps())
  async function addHook(url = receiver.url) {
    const commit = await hooks().create({
      ...call,
      params: undefined,
      body: { url, kinds: ['shipment_sent'] },
    } as never)
    return database.db.transaction((tx) => commit(tx))
  }
  let number = 0
  async function tell() {
    number++
    const args = { sender: '9520000000110', number: String(number), units: 5 }
    const note = { kind: 'shipment_sent', gln: caller.gln, dedupe: `event:${number}`, args, now } as const
    await database.db.transaction((tx) => notify(tx, [note, note]))
  }
  const deliveriesOf = async (id: string) =>
    (await hooks().deliveries({ ...call, params: { id }, query: {}, body: undefined })).items
  const stateOf = async (id: string) => {
    const { items } = await hooks().list({ ...call, params: undefined, body: undefined, query: undefined })
    return items.find((item) => item.id === id)
  }
  const remove = async (id: string) => {
    const commit = await hooks().remove({ ...call, params: { id }, body: undefined, query: undefined })
    await database.db.transaction((tx) => commit(tx))
  }

  test('an event is delivered once, signed, with its id and time', async () => {
    const { webhook, secret } = await addHook()
    await tell()
    const dispatcher = createDispatcher(deps())
    expect(await dispatcher.deliverDue()).toBe(1)
    expect(await dispatcher.deliverDue()).toBe(0)
    const [got] = receiver.received
    if (!got) throw new Error('nothing was delivered')
    expect(checkSignature(got, secret)).toBe(true)
    expect(checkSignature({ ...got, body: `${got.body} ` }, secret)).toBe(false)
    expect(JSON.parse(got.body)).toMatchObject({
      kind: 'shipment_sent',
      time: '2026-11-27T10:00:00.000Z',
      id: got.headers['x-theriac-event'],
      data: { sender: '9520000000110', units: 5, text: expect.stringContaining('on its way') },
    })
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 204 }])
    await dispatcher.close()
    await remove(webhook.id)
  })

  test('what fails is tried again with longer and longer rests, and goes on after a restart', async () => {
    const { webhook } = await addHook()
    receiver.answer(500)
    await tell()
    const first = createDispatcher(deps())
    expect(await first.deliverDue()).toBe(1)
    expect(await first.deliverDue()).toBe(0)
    await first.close()
    const restarted = createDispatcher(deps())
    now += restAfter(1)
    expect(await restarted.deliverDue()).toBe(1)
    now += restAfter(2) - 1
    expect(await restarted.deliverDue()).toBe(0)
    now += 1
    receiver.answer(200)
    expect(await restarted.deliverDue()).toBe(1)
    const ids = new Set(receiver.received.map(({ headers }) => headers['x-theriac-event']))
    expect([receiver.received.length, ids.size]).toEqual([3, 1])
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 3 }])
    expect(await stateOf(webhook.id)).not.toHaveProperty('failingSince')
    await restarted.close()
    await remove(webhook.id)
  })

  test('a redirect is a failure and is not followed', async () => {
    const other = await openReceiver()
    const { webhook } = await addHook()
    receiver.answer(307, { location: other.url })
    await tell()
    const dispatcher = createDispatcher(deps())
    await dispatcher.deliverDue()
    expect(other.received).toEqual([])
    expect(await deliveriesOf(webhook.id)).toMatchObject([
      { state: 'pending', lastStatus: 307, lastError: 'answered 307' },
    ])
    await dispatcher.close()
    await other.close()
    await remove(webhook.id)
  })

  test('a delivery is given up after a day, and a webhook is disabled after three', async () => {
    const { webhook } = await addHook()
    receiver.answer(503)
    await tell()
    const dispatcher = createDispatcher(deps())
    let attempts = 0
    for (let hour = 0; hour <= 25; hour++) {
      attempts += await dispatcher.deliverDue()
      now += hourMs
    }
    expect(attempts).toBeGreaterThan(20)
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'failed', lastStatus: 503 }])
    expect(await stateOf(webhook.id)).toMatchObject({ state: 'active', failingSince: '2026-11-27T10:00:00.000Z' })
    now += 2 * dayMs
    await tell()
    await tell()
    await dispatcher.deliverDue()
    expect(await stateOf(webhook.id)).toMatchObject({ state: 'disabled' })
    const log = await deliveriesOf(webhook.id)
    expect(log.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed'])
    await tell()
    expect(await deliveriesOf(webhook.id)).toHaveLength(3)
    await dispatcher.close()
    await remove(webhook.id)
  })

  test('what was given up is attempted once more when somebody says so, with the same event id', async () => {
    const { webhook } = await addHook()
    receiver.answer(503)
    await tell()
    const dispatcher = createDispatcher(deps())
    await dispatcher.deliverDue()
    now += 2 * dayMs
    await dispatcher.deliverDue()
    const [failed] = await deliveriesOf(webhook.id)
    expect(failed).toMatchObject({ state: 'failed', attempts: 2 })
    const params = { id: webhook.id, delivery: String(failed?.id) }
    const again = async () => {
      const commit = await hooks().redeliver({ ...call, params, body: undefined, query: undefined })
      return database.db.transaction((tx) => commit(tx))
    }
    receiver.answer(204)
    expect(await again()).toMatchObject({ state: 'pending' })
    expect(await dispatcher.deliverDue()).toBe(1)
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 3 }])
    expect(new Set(receiver.received.map(({ headers }) => headers['x-theriac-event'])).size).toBe(1)
    await expect(again()).rejects.toMatchObject({ code: 'WrongState' })
    await dispatcher.close()
    await remove(webhook.id)
  })

  test('the log forgets what was settled a month ago, and nothing that is still to be delivered', async () => {
    const { webhook } = await addHook()
    await tell()
    const dispatcher = createDispatcher(deps())
    await dispatcher.deliverDue()
    await tell()
    await database.db.transaction((tx) => forgetOldDeliveries(tx, now + 29 * dayMs))
    expect(await deliveriesOf(webhook.id)).toHaveLength(2)
    await database.db.transaction((tx) => forgetOldDeliveries(tx, now + 31 * dayMs))
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'pending' }])
    await dispatcher.close()
    await remove(webhook.id)
  })

  test('deliveries come in their order', async () => {
    const { webhook } = await addHook()
    for (let i = 0; i < 5; i++) await tell()
    const dispatcher = createDispatcher(deps())
    expect(await dispatcher.deliverDue()).toBe(5)
    const numbers = receiver.received.map(({ body }) => Number(JSON.parse(body).data.number))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    await dispatcher.close()
    await remove(webhook.id)
  })
})

describe('webhooks over HTTP', () => {
  let world: World
  let receiver: Receiver
  beforeAll(async () => {
    world = await openWorld()
    receiver = await openReceiver()
  }, 120_000)
  afterAll(async () => {
    await world.close()
    await receiver.close()
  })

  test('an admin adds one, tests it, and hears of a job that was settled', async () => {
    const { webhooks } = world.as('north', 'admin')
    const { webhook, secret } = await webhooks.create({ body: { url: receiver.url, kinds: ['job_settled'] } })
    expect(webhook).toMatchObject({ state: 'active', kinds: ['job_settled'] })
    expect(JSON.stringify(await webhooks.list())).not.toContain(secret)
    const { eventId } = await webhooks.test({ params: { id: webhook.id } })
    await receiver.until(1)
    expect(receiver.received[0]?.headers).toMatchObject({ 'x-theriac-event': eventId, 'x-theriac-kind': 'ping' })
    const body = { gtin: '09520000000004' as never, name: 'Aspirin', packSize: 1 }
    const job = await world.as('north').products.register({ body, waitSeconds: 20 })
    await receiver.until(2)
    const [, told] = receiver.received
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({
      kind: 'job_settled',
      data: { job: job.id, operation: 'products.register', state: 'sealed' },
    })
    const rotated = await webhooks.rotateSecret({ params: { id: webhook.id } })
    expect(rotated.secret).not.toBe(secret)
    await webhooks.test({ params: { id: webhook.id } })
    await receiver.until(3)
    const third = receiver.received[2]
    if (!third) throw new Error('nothing came')
    expect([checkSignature(third, rotated.secret), checkSignature(third, secret)]).toEqual([true, false])
    expect(await webhooks.update({ params: { id: webhook.id }, body: { state: 'paused' } })).toMatchObject({
      state: 'paused',
    })
    await webhooks.remove({ params: { id: webhook.id } })
    expect((await webhooks.list()).items).toEqual([])
  })

  test('nobody but an admin of the institution comes near a webhook', async () => {
    const { webhook } = await world
      .as('north', 'admin')
      .webhooks.create({ body: { url: receiver.url, kinds: ['alert_raised'] } })
    const params = { id: webhook.id }
    expect(await problemOf(world.as('north').webhooks.list())).toMatchObject({ code: 'Forbidden' })
    const stranger = world.as('south', 'admin').webhooks
    expect(await problemOf(stranger.remove({ params }))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(stranger.deliveries({ params }))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(world.as('regulator', 'admin').webhooks.test({ params }))).toMatchObject({
      code: 'NotFound',
    })
    const inside = world
      .as('north', 'admin')
      .webhooks.create({ body: { url: 'https://10.0.0.1/', kinds: ['alert_raised'] } })
    expect(await problemOf(inside)).toMatchObject({ code: 'Invalid', errors: [{ field: '/url', rule: 'address' }] })
  })
})
