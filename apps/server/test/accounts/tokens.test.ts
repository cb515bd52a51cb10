import { routes } from '@theriac/api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scopeAllows, unknownInScope } from '../../src/accounts/scope.ts'
import { tokens } from '../../src/db/schema/accounts.ts'
import type { Caller } from '../../src/http/handler.ts'
import {
  callOf,
  codeOf,
  corner,
  databases,
  openWorld,
  plaza,
  problemOf,
  regulator,
  useDatabase,
  type World,
} from './world.ts'

describe('the scope of a token', () => {
  const reads = { kind: 'read', method: 'GET' } as const
  const writes = { kind: 'write', method: 'PATCH' } as const
  const acts = { kind: 'job', method: 'POST' } as const

  test.each([
    [['read'], 'jobs.list', reads, true],
    [['read'], 'accounts.amend', writes, false],
    [['jobs:read'], 'jobs.list', reads, true],
    [['jobs:read'], 'accounts.list', reads, false],
    [['accounts:read'], 'accounts.amend', writes, false],
    [['accounts:write'], 'accounts.amend', writes, true],
    [['accounts:write'], 'accounts.list', reads, true],
    [['accounts:write'], 'accounts.create', acts, true],
    [['accounts:write'], 'jobs.list', reads, false],
    [['account:write'], 'accounts.create', acts, false],
    [[], 'jobs.list', reads, false],
    [['read'], 'files.download', { kind: 'stream', method: 'GET' }, true],
    [['read'], 'files.upload', { kind: 'stream', method: 'PUT' }, false],
    [['read'], 'verification.verify', { kind: 'read', method: 'POST' }, true],
    [[], 'sessions.current', reads, true],
  ] as const)('%j for %s (%o): %j', (scope, routeId, route, isAllowed) => {
    expect(scopeAllows(scope, routeId, route)).toBe(isAllowed)
  })

  test('never reaches what would be worth more than the token', () => {
    const all = Object.keys(routes).flatMap((subject) => [`${subject}:read`, `${subject}:write`])
    const closed = ['tokens.create', 'sessions.changePassword', 'accounts.resetPassword', 'accounts.rotateKey']
    for (const routeId of closed) expect(scopeAllows(['read', ...all], routeId, writes)).toBe(false)
  })

  test('speaks of subjects that there are', () => {
    expect(unknownInScope(['read', 'jobs:read', 'accounts:write'])).toEqual([])
    expect(unknownInScope(['job:read', 'toString:read'])).toEqual(['job:read', 'toString:read'])
  })
})

describe.each(databases)('tokens, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  let ana: Caller
  let ben: Caller
  let scanner: Caller
  beforeEach(async () => {
    world = await openWorld(database())
    ana = await world.enrol('ana', corner, 'admin')
    ben = await world.enrol('ben', corner, 'operator')
    scanner = await world.enrol('scanner', corner, 'operator', { isMachine: true })
  })
  afterEach(() => world.close())

  const inDays = (days: number) => new Date(world.time.now + days * 86_400_000).toISOString()
  const body = () => ({ name: 'ERP', scope: ['read', 'jobs:write'], expiresAt: inDays(30) })
  const create = (caller: Caller, more: object = {}) =>
    world.commit(world.handlers.tokens.create(callOf({ body: { ...body(), ...more } }, caller)))
  const list = (caller: Caller, query: object = {}) => world.handlers.tokens.list(callOf({ query }, caller))
  const revoke = (caller: Caller, id: string) =>
    world.commit(world.handlers.tokens.revoke(callOf({ params: { id } }, caller)))

  test('show their secret once, and are stored without it', async () => {
    const { token, secret } = await create(ben)
    expect(secret).toMatch(/^theriac_[\w-]{43}$/)
    expect(token).toMatchObject({ accountId: ben.accountId, name: 'ERP', scope: ['read', 'jobs:write'] })
    expect(secret.startsWith(token.prefix)).toBe(true)
    expect(token.prefix).toHaveLength(14)
    expect(JSON.stringify(await world.db.select().from(tokens))).not.toContain(secret)
    expect((await list(ben)).items).toEqual([token])
  })

  test.each([
    ['in the past', { expiresAt: '2026-11-27T10:00:00Z' }, '/expiresAt', 'future'],
    ['for more than a year', { expiresAt: '2027-11-29T10:00:00Z' }, '/expiresAt', 'year'],
    ['for a subject that is none', { scope: ['shipment:write'] }, '/scope', 'known'],
  ])('are not made %s', async (_, more, field, rule) => {
    const problem = await problemOf(create(ben, more))
    expect([problem.code, problem.data.errors?.[0]?.field, problem.data.errors?.[0]?.rule]).toEqual([
      'Invalid',
      field,
      rule,
    ])
  })

  test('are made by an admin for a machine, and by nobody for another person', async () => {
    const { token } = await create(ana, { accountId: scanner.accountId })
    expect(token.accountId).toBe(scanner.accountId)
    expect(await codeOf(create(ana, { accountId: ben.accountId }))).toBe('Forbidden')
    expect(await codeOf(create(ben, { accountId: scanner.accountId }))).toBe('NotFound')
    const strangers = [await world.enrol('eve', plaza, 'admin'), await world.enrol('ida', regulator, 'admin')]
    for (const stranger of strangers) {
      expect(await codeOf(create(stranger, { accountId: scanner.accountId }))).toBe('NotFound')
      expect(await codeOf(list(stranger, { accountId: scanner.accountId }))).toBe('NotFound')
      expect(await codeOf(revoke(stranger, token.id))).toBe('NotFound')
    }
    expect((await list(ana, { accountId: scanner.accountId })).items).toHaveLength(1)
    expect(await codeOf(revoke(ben, token.id))).toBe('NotFound')
    expect(await codeOf(revoke(ana, 'unknown'))).toBe('NotFound')
  })

  test('cannot make tokens', async () => {
    expect(await codeOf(create({ ...ben, credential: { kind: 'token', id: 't' } }))).toBe('Forbidden')
  })

  test('work until they are revoked, which shows when', async () => {
    const { token, secret } = await create(ana, { accountId: scanner.accountId })
    const authorization = `Bearer ${secret}`
    const caller = await world.authentication.authenticate({ authorization, method: 'POST' })
    expect(caller).toMatchObject({ name: 'scanner', operator: scanner.operator, scope: ['read', 'jobs:write'] })
    await revoke(ana, token.id)
    const again = world.authentication.authenticate({ authorization, method: 'POST' })
    expect(await codeOf(again)).toBe('NotSignedIn')
    const revokedAt = new Date(world.time.now).toISOString()
    world.time.now += 1000
    await revoke(ana, token.id)
    expect((await list(ana, { accountId: scanner.accountId })).items[0]?.revokedAt).toBe(revokedAt)
  })

  test('tell who they are of, and what they may do', async () => {
    const { secret } = await create(ben)
    const caller = await world.authentication.authenticate({ authorization: `Bearer ${secret}`, method: 'GET' })
    const current = await world.handlers.sessions.current(callOf({}, caller))
    expect(current).toMatchObject({ account: { name: 'ben' }, scope: ['read', 'jobs:write'], expiresAt: inDays(30) })
    expect(current.csrfToken).toBeUndefined()
  })

  test('are at most 50 of one account', async () => {
    for (let place = 0; place < 50; place++) await create(ben)
    expect(await codeOf(create(ben))).toBe('WrongState')
    await revoke(ben, (await list(ben)).items[0]?.id ?? '')
    await create(ben)
  })
})
