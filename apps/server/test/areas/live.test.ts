import type { Gln } from '@theriac/gs1'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { createLiveHandlers } from '../../src/areas/live.ts'
import type { Caller } from '../../src/http/handler.ts'
import { createBus } from '../../src/live/bus.ts'

const caller: Caller = {
  accountId: 'an account',
  name: 'ana',
  gln: '9520000000011' as Gln,
  kind: 'factory',
  role: 'operator',
  operator: '0x',
  credential: { kind: 'session', id: 'a session' },
}

test('a stream ends soon after what its caller came with has ended', async () => {
  let isSignedIn = true
  const bus = createBus()
  const live = createLiveHandlers({ bus, stands: async () => isSignedIn, heartbeatMs: 10 })
  const app = Fastify()
  app.get('/events', async (request, reply) => {
    const { signal } = new AbortController()
    const call = { caller, params: undefined, query: {}, body: undefined, requestId: '1', ip: '127.0.0.1', signal }
    return live.events(call, { request, reply })
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    const response = await fetch(`${url}/events`)
    const reader = response.body?.getReader()
    const heard = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value)
    let text = ''
    while (!text.includes('still here')) text += await heard()
    bus.publish({ kind: 'job', gln: caller.gln, data: { id: 'before' } })
    while (!text.includes('before')) text += await heard()

    isSignedIn = false
    for (let isOver = false; !isOver; ) isOver = (await reader?.read())?.done ?? true
    bus.publish({ kind: 'job', gln: caller.gln, data: { id: 'after' } })
    expect((await reader?.read())?.done).toBe(true)
  } finally {
    await app.close()
  }
})
