import type { Client } from '@theriac/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AddedGroup, Groups, NewGroup } from '../../src/groups.ts'
import { openWorld, type World } from '../support/world.ts'

/** A server alone, and two that know of each other. */
let alone: World
let first: World
let second: World
const entries = new Map<string, ReturnType<Groups['list']>[number]>()
/** What making a group comes to; the wish is kept. */
let outcome: AddedGroup
const wishes: NewGroup[] = []

beforeAll(async () => {
  const groups = (current: string): Groups => ({
    current,
    list: () => [...entries.values()],
    async add(wish) {
      wishes.push(wish)
      return outcome
    },
  })
  ;[alone, first, second] = await Promise.all([
    openWorld(),
    openWorld({ groups: groups('main') }),
    openWorld({ groups: groups('rhine') }),
  ])
  for (const [id, name, { url }] of [
    ['main', 'main', first],
    ['rhine', 'Rhine trial', second],
  ] as const) {
    entries.set(id, { id, name, engine: 'theriac', chainId: 20_262, served: true, port: Number(new URL(url).port) })
  }
})
afterAll(async () => {
  for (const world of [alone, first, second]) await world?.close()
})

const session = (world: World, role: 'admin' | 'operator' = 'admin'): Promise<Client> => world.signIn('regulator', role)

test('a server that stands alone is its one group, and makes no other', async () => {
  expect((await alone.as('market', 'auditor').groups.list()).items).toEqual([
    { id: 'main', name: 'main', engine: 'theriac', chainId: '20262', current: true, served: true },
  ])
  const regulator = await session(alone)
  await expect(regulator.groups.add({ body: { id: 'rhine', name: 'Rhine' } })).rejects.toMatchObject({
    code: 'WrongState',
  })
})

test('a group tells of the others where they are, and of its own alone who is in it', async () => {
  const { items } = await second.as('market', 'auditor').groups.list()
  const port = Number(new URL(first.url).port)
  expect(items).toMatchObject([
    { id: 'main', current: false, port },
    { id: 'rhine', name: 'Rhine trial', current: true, served: true },
  ])
  const members = await second.as('market').groups.members({ query: { limit: 500 } })
  expect(members.items).toHaveLength(Object.keys(second.members).length)
  expect(members.items.find(({ gln }) => gln === second.members.market.gln)).toEqual({
    gln: second.members.market.gln,
    name: 'Market Square Pharmacy',
    kind: 'pharmacy',
    status: 'active',
    here: true,
  })
})

test('sessions of two groups on one host live side by side in one browser', async () => {
  const signIn = async (url: string): Promise<string> => {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ name: first.members.market.accounts.admin, password: 'theriac-demonstration' }),
    })
    return response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  }
  const cookies = [await signIn(first.url), await signIn(second.url)]
  expect(cookies.map((cookie) => cookie.split('=', 1)[0])).toEqual(['theriac_session', 'theriac_session_rhine'])
  // A browser sends both to both; each server takes its own.
  const status = async (url: string, ...sent: readonly string[]): Promise<number> =>
    (await fetch(`${url}/api/v1/session`, { headers: { cookie: sent.join('; ') } })).status
  expect(await status(first.url, ...cookies)).toBe(200)
  expect(await status(second.url, ...cookies)).toBe(200)
  const [ofFirst = '', ofSecond = ''] = cookies
  expect(await status(first.url, ofSecond)).toBe(401)
  expect(await status(second.url, ofFirst)).toBe(401)
})

test('the usual group of an institution is told to all of its accounts, and to nobody else', async () => {
  const admin = first.as('market', 'admin')
  expect(await admin.sessions.current()).not.toHaveProperty('defaultGroup')
  await expect(admin.groups.setDefault({ body: { group: 'nowhere' } })).rejects.toMatchObject({
    problem: { errors: [{ field: '/group', rule: 'unknown' }] },
  })
  await admin.groups.setDefault({ body: { group: 'rhine' } })
  expect(await first.as('market').sessions.current()).toMatchObject({ defaultGroup: 'rhine' })
  expect(await first.as('rhine').sessions.current()).not.toHaveProperty('defaultGroup')
  await admin.groups.setDefault({ body: { group: 'main' } })
  expect(await first.as('market').sessions.current()).toMatchObject({ defaultGroup: 'main' })
  await expect(first.as('market').groups.setDefault({ body: { group: 'rhine' } })).rejects.toMatchObject({
    code: 'Forbidden',
  })
})

test('the regulator’s admin adds a group from a session, and is told what stands in the way', async () => {
  const regulator = await session(first)
  const directory = `0x${'12'.repeat(20)}` as const
  const connect = { engine: 'fisco-bcos' as const, web3: ['http://10.0.0.5:8545'], rpc: [], directory }
  const body = { id: 'coast', name: 'Coast' }
  await expect(regulator.groups.add({ body: { ...body, id: 'rhine' } })).rejects.toMatchObject({
    code: 'AlreadyExists',
  })
  await expect(regulator.groups.add({ body: { ...body, id: 'main' } })).rejects.toMatchObject({ code: 'AlreadyExists' })
  await expect(regulator.groups.add({ body: { ...body, id: '../x' } })).rejects.toMatchObject({ code: 'Invalid' })
  await expect(regulator.groups.add({ body: { ...body, connect } })).rejects.toMatchObject({
    problem: { errors: [{ field: '/connect/rpc', rule: 'required' }] },
  })
  await expect(first.as('regulator', 'admin').groups.add({ body })).rejects.toMatchObject({ code: 'Forbidden' })
  expect(wishes).toEqual([])

  outcome = { ok: false, why: 'unfit', detail: 'http://10.0.0.5:8545 does not answer' }
  const native = { ...connect, rpc: ['http://10.0.0.5:20200'] }
  await expect(regulator.groups.add({ body: { ...body, connect: native } })).rejects.toMatchObject({
    problem: { errors: [{ field: '/connect', detail: 'http://10.0.0.5:8545 does not answer' }] },
  })
  expect(wishes).toEqual([{ ...body, connect: native }])

  const group = { ...body, engine: 'theriac' as const, chainId: 20_264, served: true, port: 8082 }
  outcome = { ok: true, group, firstAccount: { name: 'admin', password: 'told this once' } }
  expect(await regulator.groups.add({ body })).toEqual({
    group: { ...group, chainId: '20264', current: false },
    firstAccount: { name: 'admin', password: 'told this once' },
  })
})
