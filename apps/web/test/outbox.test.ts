import { ApiError, type Problem } from '@theriac/api'
import { expect, test } from 'vitest'
import { createOutbox } from '../src/core/offline/outbox.ts'
import type { Waiting, WaitingStore } from '../src/core/offline/waiting.ts'
import { defineWaitingKind } from '../src/core/offline/waiting-kind.ts'

const Nothing = () => null

/** A server that can be away, or refuse; it notes what it got under which key. */
function open(stored: Waiting[] = []) {
  const server = { isAway: false, problem: undefined as Problem | undefined, got: [] as string[], account: 'one' }
  const kind = defineWaitingKind<{ readonly code: string }, string>({
    id: 'look',
    title: { en: 'Look', zh: '查看' },
    async send({ code }, key) {
      if (server.isAway) throw new TypeError('Failed to fetch')
      server.got.push(`${code} ${key}`)
      if (server.problem) throw new ApiError(server.problem)
      return `seen ${code}`
    },
    toneOf: () => 'good',
    Result: Nothing,
  })
  const store: WaitingStore = {
    list: async (account) => stored.filter((one) => one.account === account),
    async put(waiting) {
      const place = stored.findIndex(({ id }) => id === waiting.id)
      stored.splice(place < 0 ? stored.length : place, 1, waiting)
    },
    async remove(ids) {
      stored.splice(0, stored.length, ...stored.filter(({ id }) => !ids.includes(id)))
    },
  }
  const outboxOf = (account: string) =>
    createOutbox({
      store,
      account,
      kinds: [kind],
      isSignedIn: () => server.account === account,
      alone: (send) => send(),
      now: () => 5,
    })
  return { server, kind, stored, outbox: outboxOf('one'), outboxOf }
}

const problem = (code: Problem['code'], status: number): Problem => ({
  type: `urn:theriac:problem:${code}`,
  title: code,
  status,
  code,
  detail: code,
})

test('what waits is sent in its order, under its key, when the server answers again', async () => {
  const { server, kind, outbox } = open()
  server.isAway = true
  await outbox.add(kind, { body: { code: 'a' }, label: 'a', id: 'key-a', at: 1 })
  await outbox.add(kind, { body: { code: 'b' }, label: 'b', id: 'key-b', at: 2 })
  await outbox.send()
  expect(outbox.state().isAway).toBe(true)
  expect(outbox.state().all.every(({ outcome }) => outcome === undefined)).toBe(true)
  server.isAway = false
  await Promise.all([outbox.send(), outbox.send()])
  expect(server.got).toEqual(['a key-a', 'b key-b'])
  expect(outbox.state().all.map(({ outcome }) => outcome)).toEqual([
    { ok: true, at: 5, answer: 'seen a' },
    { ok: true, at: 5, answer: 'seen b' },
  ])
  await outbox.send()
  expect(server.got).toHaveLength(2)
  await outbox.forget(['key-a', 'key-b'])
  expect(outbox.state().all).toEqual([])
})

test('a refusal is kept for somebody to see, and keeps nothing behind it from being sent', async () => {
  const { server, kind, outbox } = open()
  for (const code of ['a', 'b']) await outbox.add(kind, { body: { code }, label: code, id: code })
  server.problem = problem('WrongState', 409)
  await outbox.send()
  expect(outbox.state().all.map(({ outcome }) => outcome)).toMatchObject([
    { ok: false, problem: { code: 'WrongState' } },
    { ok: false, problem: { code: 'WrongState' } },
  ])
})

test('while nobody is signed in, or the server cannot, nothing is decided and the order is kept', async () => {
  const { server, kind, outbox } = open()
  for (const code of ['a', 'b']) await outbox.add(kind, { body: { code }, label: code, id: code })
  for (const passing of [
    problem('SessionExpired', 401),
    problem('CsrfMissing', 403),
    problem('TooManyRequests', 429),
    problem('ChainAway', 503),
  ]) {
    server.problem = passing
    server.got = []
    await outbox.send()
    expect(server.got).toEqual(['a a'])
    expect(outbox.state().all.map(({ outcome }) => outcome)).toEqual([undefined, undefined])
  }
})

test('nobody sees or sends what somebody else left on the device', async () => {
  const { server, kind, outbox, outboxOf } = open()
  await outbox.add(kind, { body: { code: 'a' }, label: 'a' })
  const other = outboxOf('two')
  server.account = 'two'
  await other.send()
  expect(server.got).toEqual([])
  expect(other.state().all).toEqual([])
})

test('what waits stays when somebody else signs in on the same page while it is sent', async () => {
  const { server, kind, outbox } = open()
  for (const code of ['a', 'b']) await outbox.add(kind, { body: { code }, label: code, id: code })
  const unwatch = outbox.watch(() => {
    if (server.got.length > 0) server.account = 'two'
  })
  await outbox.send()
  unwatch()
  expect(server.got).toEqual(['a a'])
  server.account = 'one'
  await outbox.send()
  expect(server.got).toEqual(['a a', 'b b'])
})
