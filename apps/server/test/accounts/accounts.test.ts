import type { Db } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accounts, signInFailures } from '../../src/db/schema/accounts.ts'
import { jobs } from '../../src/db/schema/jobs.ts'
import type { Caller } from '../../src/http/handler.ts'
import type { JobPlan } from '../../src/jobs/plan.ts'
import {
  callOf,
  codeOf,
  corner,
  databases,
  openWorld,
  password,
  plaza,
  problemOf,
  regulator,
  useDatabase,
  type World,
} from './world.ts'

const address = `0x${'ab'.repeat(20)}`

describe.each(databases)('accounts, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  let ana: Caller
  let ben: Caller
  let eve: Caller
  let ida: Caller
  beforeEach(async () => {
    world = await openWorld(database())
    ana = await world.enrol('ana', corner, 'admin')
    ben = await world.enrol('ben', corner, 'operator')
    eve = await world.enrol('eve', plaza, 'admin')
    ida = await world.enrol('ida', regulator, 'admin')
  })
  afterEach(() => world.close())

  const handlers = () => world.handlers.accounts
  const of = (caller: Caller, { accountId: id }: Caller, body: object = {}) => callOf({ params: { id }, body }, caller)
  const list = async (caller: Caller, query: object = {}) => handlers().list(callOf({ query }, caller))
  const names = async (caller: Caller, query: object = {}) => (await list(caller, query)).items.map(({ name }) => name)
  const amend = (caller: Caller, account: Caller, body: object) =>
    world.commit(handlers().amend(of(caller, account, body)))
  const reset = (caller: Caller, account: Caller, next = 'a one-time password') =>
    world.commit(handlers().resetPassword(of(caller, account, { password: next })))
  const create = (caller: Caller, body: object = {}) =>
    handlers().create(callOf({ body: { name: 'new', displayName: 'New', role: 'operator', ...body } }, caller))
  const store = (plan: JobPlan<unknown>, jobId = 'job') =>
    world.db.transaction(async (tx) => plan.alongside?.(tx as Db, jobId))

  describe('are seen', () => {
    test('by their institution, and all of them by the regulator', async () => {
      expect(await names(ana)).toEqual(['ana', 'ben'])
      expect(await names(ana, { gln: plaza })).toEqual([])
      expect(await names(ida)).toEqual(['ana', 'ben', 'eve', 'ida'])
      expect(await names(ida, { gln: plaza })).toEqual(['eve'])
      expect(await handlers().find(of(ida, ben))).toMatchObject({ name: 'ben', gln: corner })
      expect(await handlers().find(of(ana, ben))).toEqual((await list(ana)).items[1])
      expect(await codeOf(handlers().find(of(ana, eve)))).toBe('NotFound')
      expect(await codeOf(handlers().find(callOf({ params: { id: 'unknown' } }, ida)))).toBe('NotFound')
    })

    test('without anything that is secret', async () => {
      const text = JSON.stringify(await list(ida))
      expect(text).not.toContain('argon2')
      expect(text).not.toContain('assword":"')
    })

    test('filtered, sorted and page by page', async () => {
      await world.enrol('scanner', corner, 'operator', { isMachine: true })
      world.time.now += 1000
      await world.enrol('aaron', corner, 'auditor')
      await amend(ana, ben, { disabled: true })
      expect(await names(ana, { role: 'operator' })).toEqual(['ben', 'scanner'])
      expect(await names(ana, { state: 'disabled' })).toEqual(['ben'])
      expect(await names(ana, { state: 'active' })).toEqual(['aaron', 'ana', 'scanner'])
      expect(await names(ana, { state: 'pending' })).toEqual([])
      expect(await names(ana, { text: 'CAN' })).toEqual(['scanner'])
      expect(await names(ana, { text: '%' })).toEqual([])
      expect(await names(ana, { sort: '-name' })).toEqual(['scanner', 'ben', 'ana', 'aaron'])
      expect((await names(ana, { sort: '-createdAt' }))[0]).toBe('aaron')
      const first = await list(ana, { limit: 3 })
      const second = await list(ana, { limit: 3, cursor: first.next })
      const pages = [first, second].map(({ items }) => items.map(({ name }) => name))
      expect([pages, second.next]).toEqual([[['aaron', 'ana', 'ben'], ['scanner']], undefined])
    })
  })

  describe('are changed', () => {
    test('by the admin of their institution alone', async () => {
      const body = { displayName: 'Benjamin', locale: 'zh' }
      expect(await amend(ana, ben, body)).toMatchObject({ displayName: 'Benjamin', locale: 'zh', state: 'active' })
      const changes: readonly ((caller: Caller) => Promise<unknown>)[] = [
        (caller) => amend(caller, ben, body),
        (caller) => reset(caller, ben),
        (caller) => world.commit(handlers().unlock(of(caller, ben))),
        (caller) => world.commit(handlers().dropAwaitedKey(of(caller, ben))),
        (caller) => handlers().changeRole(of(caller, ben, { role: 'admin' })),
        (caller) => handlers().remove(of(caller, ben)),
      ]
      for (const change of changes) {
        expect(await codeOf(change(eve))).toBe('NotFound')
        expect(await codeOf(change(ida))).toBe('Forbidden')
      }
    })

    test('by nobody where it would lock out who does it', async () => {
      expect(await codeOf(amend(ana, ana, { disabled: true }))).toBe('WrongState')
      expect(await codeOf(reset(ana, ana))).toBe('WrongState')
      expect(await codeOf(handlers().remove(of(ana, ana)))).toBe('WrongState')
      expect(await codeOf(handlers().changeRole(of(ana, ana, { role: 'auditor' })))).toBe('WrongState')
      expect(await amend(ana, ana, { displayName: 'Ana' })).toMatchObject({ displayName: 'Ana' })
    })

    test('no more once they have been removed', async () => {
      await world.db.update(accounts).set({ removedAt: 1 }).where(eq(accounts.id, ben.accountId))
      const problem = await problemOf(amend(ana, ben, { disabled: false }))
      expect([problem.code, problem.data.reason?.args]).toEqual(['WrongState', { id: ben.accountId, state: 'removed' }])
    })

    test('back when they are enabled again', async () => {
      expect(await amend(ana, ben, { disabled: true })).toMatchObject({ state: 'disabled' })
      expect(await codeOf(world.signIn('ben'))).toBe('Forbidden')
      expect(await amend(ana, ben, {})).toMatchObject({ state: 'disabled' })
      expect(await amend(ana, ben, { disabled: false })).toMatchObject({ state: 'active' })
      await world.signIn('ben')
    })

    test('in the language that they choose themselves', async () => {
      const call = callOf({ body: { locale: 'zh' } }, ben)
      expect(await world.commit(handlers().setLocale(call))).toMatchObject({ name: 'ben', locale: 'zh' })
    })
  })

  describe('with a forgotten password', () => {
    test('get one that must be changed; their sessions and a lock-out end', async () => {
      const browser = await world.signIn('ben')
      for (let turn = 0; turn < 5; turn++) await codeOf(world.signIn('ben', 'a guess'))
      expect((await handlers().find(of(ana, ben))).lockedUntil).toBe('2026-11-27T10:00:30.000Z')
      expect(await reset(ana, ben)).toMatchObject({ mustChangePassword: true })
      expect(await codeOf(world.callerOf(browser))).toBe('SessionExpired')
      expect(await codeOf(world.signIn('ben', password))).toBe('WrongCredentials')
      expect((await world.signIn('ben', 'a one-time password')).answer.mustChangePassword).toBe(true)
    })

    test('cannot get one that is their name, and machines none', async () => {
      const scanner = await world.enrol('scanner-of-the-corner', corner, 'operator', { isMachine: true })
      expect(await codeOf(reset(ana, scanner))).toBe('WrongState')
      const long = await world.enrol('ben-of-the-corner', corner, 'operator')
      expect((await problemOf(reset(ana, long, 'ben-of-the-corner'))).data.errors?.[0]?.rule).toBe('not-name')
    })

    test('are unlocked by the admin', async () => {
      for (let turn = 0; turn < 5; turn++) await codeOf(world.signIn('ben', 'a guess'))
      expect(await codeOf(world.signIn('ben'))).toBe('LockedOut')
      await world.commit(handlers().unlock(of(ana, ben)))
      await world.signIn('ben')
      expect(await world.db.select().from(signInFailures)).toEqual([])
    })
  })

  describe('that are new', () => {
    test('are told to the ledger, and are pending until it knows them', async () => {
      const plan = await create(ana, { password: 'a long password', locale: 'zh' })
      expect(plan.stages.flat().map(({ contract, name }) => `${contract}.${name}`)).toEqual([
        'institutions.addOperator',
      ])
      await store(plan)
      const { operator: awaited, accountId } = plan.result
      const account = await handlers().find(callOf({ params: { id: accountId } }, ana))
      expect(account).toMatchObject({ name: 'new', state: 'pending', awaited, locale: 'zh', mustChangePassword: true })
      expect(account.operator).toBeUndefined()
      expect(await codeOf(world.signIn('new', 'a long password'))).toBe('WrongState')
      expect(await world.keys.list()).toContain(awaited)
    })

    test("of the regulator are proposed, and their names stay off the ledger's reasons", async () => {
      const plan = await create(ida, { displayName: 'Ulrike Unverkennbar' })
      const [call] = plan.stages.flat()
      expect([call?.contract, call?.name]).toEqual(['governance', 'propose'])
      expect(Buffer.from(call?.data.slice(2) ?? '', 'hex').includes('Ulrike')).toBe(false)
    })

    test('have a name of their own, also where two ask at once', async () => {
      expect(await codeOf(create(ana, { name: 'eve' }))).toBe('AlreadyExists')
      const [one, two] = [await create(ana), await create(eve)]
      await store(one, 'one')
      expect(await codeOf(store(two, 'two'))).toBe('AlreadyExists')
    })

    test('do not start with a password that is their name', async () => {
      const body = { name: 'a-rather-long-name', password: 'a-rather-long-name' }
      expect((await problemOf(create(ana, body))).data.errors?.[0]).toMatchObject({ field: '/password' })
    })

    test.each([
      ['http://signer.example/sign', 'https'],
      ['http://127.0.0.1:9000/sign', 'https'],
      ['ftp://signer.example', 'https'],
      ['sign', 'url'],
    ])('have no signing service at %s', async (url, rule) => {
      const problem = await problemOf(create(ana, { signer: { url, token: 't', address } }))
      expect(problem.data.errors?.[0]).toMatchObject({ field: '/signer/url', rule })
    })

    test('can have a signing service, whose token is stored sealed', async () => {
      const signer = { url: 'https://signer.example/sign', token: 'tell nobody', address }
      const plan = await create(ana, { signer })
      await store(plan)
      expect(plan.result.operator).toBe(address)
      const account = await handlers().find(callOf({ params: { id: plan.result.accountId } }, ana))
      expect(account).toMatchObject({ signer: 'remote', machine: true })
      const { rows } = await world.db.execute('select token::text from app.account_keys where token is not null')
      expect(JSON.stringify(rows)).not.toContain(Buffer.from('tell nobody').toString('hex'))
      expect(await codeOf(create(ana, { name: 'another', signer }))).toBe('AlreadyExists')
    })

    test('can have a signing service on this machine where that is allowed', async () => {
      world.close()
      world = await openWorld(database(), { loopbackSigners: true })
      const url = (host: string) => ({ signer: { url: `http://${host}:9000/sign`, token: 't', address } })
      expect((await create(ana, url('127.0.0.1'))).result.operator).toBe(address)
      expect(await codeOf(create(ana, url('signer.example')))).toBe('Invalid')
    })
  })

  describe('with keys', () => {
    const rotate = (caller: Caller, account = caller) => handlers().rotateKey(of(caller, account))

    test('rotate their own alone', async () => {
      const plan = await rotate(ben)
      expect(plan.stages.flat().map(({ name }) => name)).toEqual(['rotateKey'])
      expect(await codeOf(rotate(ana, ben))).toBe('NotFound')
      expect(await codeOf(rotate(ida, ben))).toBe('NotFound')
    })

    test('wait for one at a time, also where two ask at once', async () => {
      const [one, two] = [await rotate(ben), await rotate(ben)]
      await store(one, 'one')
      expect(await codeOf(store(two, 'two'))).toBe('WrongState')
      const problem = await problemOf(rotate(ben))
      expect(problem.data.reason).toEqual({ name: 'KeyAwaited', args: { operator: one.result.operator, jobId: 'one' } })
      expect(await codeOf(handlers().remove(of(ana, ben)))).toBe('WrongState')
      expect((await handlers().find(of(ana, ben))).awaited).toBe(one.result.operator)
    })

    test('do not change theirs while jobs are signed with it', async () => {
      await world.db.insert(jobs).values({
        id: 'open',
        operation: 'shipments.ship',
        gln: corner,
        accountId: ben.accountId,
        operator: ben.operator,
        state: 'pending',
        done: 0,
        total: 1,
        result: {},
        deadline: 0,
        createdAt: 0,
      })
      const problem = await problemOf(rotate(ben))
      expect([problem.code, problem.data.reason]).toEqual(['WrongState', { name: 'JobsOpen', args: { open: 1 } }])
      expect(await codeOf(handlers().changeRole(of(ana, ben, { role: 'admin' })))).toBe('WrongState')
      await world.db.update(jobs).set({ state: 'sealed' })
      await rotate(ben)
    })

    test('of one role are not given the same again', async () => {
      expect(await codeOf(handlers().changeRole(of(ana, ben, { role: 'operator' })))).toBe('WrongState')
    })
  })
})
