import { hash } from '@node-rs/argon2'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockMs } from '../../src/accounts/sign-in/guard.ts'
import { hashPassword, isOutdated } from '../../src/accounts/sign-in/passwords.ts'
import { accounts, sessions, signInFailures } from '../../src/db/schema/accounts.ts'
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

test('a name is locked for 30 s after 5 wrong passwords, twice as long after each further one, at most an hour', () => {
  expect([1, 4, 5, 6, 7, 11, 12, 40].map((failures) => lockMs(failures) / 1000)).toEqual([
    0, 0, 30, 60, 120, 1920, 3600, 3600,
  ])
})

test('more passwords at once than are hashed in some seconds are sent away', async () => {
  const settled = await Promise.allSettled(Array.from({ length: 204 }, () => hashPassword('a password')))
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused).toEqual([expect.objectContaining({ code: 'TooManyRequests' }), expect.anything()])
}, 30_000)

describe.each(databases)('signing in, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  beforeEach(async () => {
    world = await openWorld(database())
    await world.enrol('ana', corner, 'admin')
  })
  afterEach(() => world.close())

  const wrong = (name = 'ana', ip?: string) => codeOf(world.signIn(name, 'not the password', ip))

  test('gives a session, whose cookie no script reads and no other site sends', async () => {
    const { answer, header, cookie, csrfToken } = await world.signIn('ana')
    expect(header).toBe(`theriac_session=${cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age=604800`)
    expect(cookie).toMatch(/^[\w-]{43}$/)
    expect(csrfToken).toMatch(/^[\w-]{43}$/)
    expect(answer).toMatchObject({
      account: { name: 'ana', gln: corner, role: 'admin', state: 'active', machine: false },
      institution: { gln: corner, name: 'Corner Pharmacy', kind: 'pharmacy', permissions: ['dispense'] },
      mustChangePassword: false,
      expiresAt: '2026-11-27T22:00:00.000Z',
    })
    expect(JSON.stringify(answer)).not.toContain(cookie)
    const stored = JSON.stringify(await world.db.select().from(sessions))
    expect(stored).not.toContain(cookie)
    expect(stored).toContain('A browser')
  })

  test('over TLS gives a cookie that is sent over TLS alone', () => {
    const call = callOf({}, undefined)
    world.notes.setCookie(call, { value: 'v', maxAgeSeconds: 1 })
    expect(world.notes.cookieOf(call, true)).toContain('; Secure')
  })

  test('takes the name however it is typed', async () => {
    expect((await world.signIn(' Ana ')).answer.account.name).toBe('ana')
  })

  test('does not tell a wrong name from a wrong password, nor a lock-out of one from that of the other', async () => {
    const told = async (name: string) => {
      const { code, message } = await problemOf(world.signIn(name, 'not the password'))
      return [code, message]
    }
    for (let turn = 0; turn < 7; turn++) expect(await told('nobody')).toEqual(await told('ana'))
    expect(await told('nobody')).toEqual(['LockedOut', 'Locked after wrong passwords, for 30 s'])
  })

  test('is locked after 5 wrong passwords, also for the right one, until the time is over', async () => {
    for (let turn = 0; turn < 5; turn++) expect(await wrong()).toBe('WrongCredentials')
    const locked = await problemOf(world.signIn('ana'))
    expect([locked.code, locked.data.retryAfterSeconds]).toEqual(['LockedOut', 30])
    world.time.now += 29_999
    expect(await codeOf(world.signIn('ana'))).toBe('LockedOut')
    world.time.now += 1
    expect(await wrong()).toBe('WrongCredentials')
    expect((await problemOf(world.signIn('ana'))).data.retryAfterSeconds).toBe(60)
    world.time.now += 60_000
    await world.signIn('ana')
    // A right one starts the count anew.
    expect(await wrong()).toBe('WrongCredentials')
    await world.signIn('ana')
    expect(await world.db.select().from(signInFailures)).toEqual([])
  })

  test('counts many wrong passwords at once like one after the other', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, () => wrong()))
    expect(codes.filter((code) => code === 'WrongCredentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'LockedOut')).toHaveLength(7)
  })

  test('lets many with the right password in at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => world.signIn('ana')))
    expect(new Set(all.map(({ cookie }) => cookie)).size).toBe(8)
  })

  test('forgets wrong passwords of the day before', async () => {
    for (let turn = 0; turn < 4; turn++) await wrong()
    world.time.now += 24 * 3_600_000 + 1
    expect(await wrong()).toBe('WrongCredentials')
    await world.signIn('ana')
    await wrong()
    world.time.now += 24 * 3_600_000 + 1
    await world.purge(world.db)
    expect(await world.db.select().from(signInFailures)).toEqual([])
  })

  test('is closed to an address that tried too many wrong passwords, whatever the names', async () => {
    const names = Array.from({ length: 50 }, (_, place) => `name-${place}`)
    for (const name of names) expect(await wrong(name, '192.0.2.9')).toBe('WrongCredentials')
    const problem = await problemOf(world.signIn('ana', password, '192.0.2.9'))
    expect([problem.code, problem.data.retryAfterSeconds]).toEqual(['TooManyRequests', 900])
    await world.signIn('ana', password, '192.0.2.10')
    world.time.now += 900_000
    await world.signIn('ana', password, '192.0.2.9')
  })

  test('tells the log whom a wrong password concerned', async () => {
    const call = callOf({ body: { name: 'ana', password: 'not the password' } }, undefined)
    await codeOf(world.handlers.sessions.signIn(call))
    expect(world.notes.concernedBy(call)).toMatchObject({ gln: corner })
  })

  test('is closed to accounts that are disabled, and to machines', async () => {
    const admin = await world.callerOf(await world.signIn('ana'))
    const ben = await world.enrol('ben', corner, 'operator')
    await world.enrol('scanner', corner, 'operator', { isMachine: true })
    const disable = { params: { id: ben.accountId }, body: { disabled: true } }
    await world.commit(world.handlers.accounts.amend(callOf(disable, admin)))
    expect(await codeOf(world.signIn('ben'))).toBe('Forbidden')
    expect(await codeOf(world.signIn('ben', 'not the password'))).toBe('WrongCredentials')
    expect(await codeOf(world.signIn('scanner'))).toBe('WrongCredentials')
  })

  test('makes the hash again that was made at another cost', async () => {
    const passwordHash = await hash(password, { memoryCost: 8192, timeCost: 1 })
    await world.db.update(accounts).set({ passwordHash }).where(eq(accounts.name, 'ana'))
    await world.signIn('ana')
    const [row] = await world.db.select().from(accounts).where(eq(accounts.name, 'ana'))
    expect([isOutdated(passwordHash), isOutdated(row?.passwordHash ?? '')]).toEqual([true, false])
    await world.signIn('ana')
  })
})

describe.each(databases)('sessions, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  beforeEach(async () => {
    world = await openWorld(database())
    await world.enrol('ana', corner, 'admin')
    await world.enrol('ben', corner, 'operator')
    await world.enrol('eve', plaza, 'admin')
    await world.enrol('ida', regulator, 'admin')
  })
  afterEach(() => world.close())

  const list = (caller: Parameters<typeof callOf>[1], accountId?: string) =>
    world.handlers.sessions.list(callOf({ query: accountId === undefined ? {} : { accountId } }, caller))
  const revoke = (caller: Parameters<typeof callOf>[1], id: string) =>
    world.commit(world.handlers.sessions.revoke(callOf({ params: { id } }, caller)))

  test('tell who is signed in', async () => {
    const browser = await world.signIn('ben')
    const caller = await world.callerOf(browser)
    const current = await world.handlers.sessions.current(callOf({}, caller))
    expect(current).toEqual(browser.answer)
  })

  test('are listed for their owner, and for the admin of the institution', async () => {
    const [ana, ben] = [
      await world.callerOf(await world.signIn('ana')),
      await world.callerOf(await world.signIn('ben')),
    ]
    await world.signIn('ben')
    const own = (await list(ben)).items
    expect(own.map(({ current }) => current).sort()).toEqual([false, true])
    expect(own[0]).toMatchObject({ ip: '192.0.2.1', userAgent: 'A browser', accountId: ben.accountId })
    expect((await list(ana, ben.accountId)).items).toHaveLength(2)
    const strangers = [await world.callerOf(await world.signIn('eve')), await world.callerOf(await world.signIn('ida'))]
    for (const stranger of strangers) expect(await codeOf(list(stranger, ben.accountId))).toBe('NotFound')
    expect(await codeOf(list(ben, ana.accountId))).toBe('NotFound')
  })

  test('end when their owner or an admin of the institution says so, at once', async () => {
    const ben = await world.signIn('ben')
    const caller = await world.callerOf(ben)
    const eve = await world.callerOf(await world.signIn('eve'))
    expect(await codeOf(revoke(eve, caller.credential.id))).toBe('NotFound')
    expect(await codeOf(revoke(eve, 'unknown'))).toBe('NotFound')
    const ana = await world.callerOf(await world.signIn('ana'))
    await revoke(ana, caller.credential.id)
    expect(await codeOf(world.callerOf(ben))).toBe('SessionExpired')
  })

  test('end with signing out, and the browser forgets the cookie', async () => {
    const browser = await world.signIn('ben')
    const call = callOf({}, await world.callerOf(browser))
    await world.commit(world.handlers.sessions.signOut(call))
    expect(world.notes.cookieOf(call, false)).toBe('theriac_session=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0')
    expect(await codeOf(world.callerOf(browser))).toBe('SessionExpired')
  })

  test('are deleted when they have ended', async () => {
    await world.signIn('ben')
    world.time.now += 12 * 3_600_000 + 1
    await world.signIn('ana')
    await world.purge(world.db)
    expect(await world.db.select().from(sessions)).toHaveLength(1)
  })
})

describe.each(databases)('the own password, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  beforeEach(async () => {
    world = await openWorld(database())
    await world.enrol('ana-of-the-corner', corner, 'operator', { mustChangePassword: true })
  })
  afterEach(() => world.close())
  const name = 'ana-of-the-corner'
  const change = async (browser: { readonly cookie: string }, old: string, next: string) =>
    world.commit(
      world.handlers.sessions.changePassword(callOf({ body: { old, new: next } }, await world.callerOf(browser))),
    )

  test('is changed with the old one; the other sessions end, and this one goes on', async () => {
    const [here, there] = [await world.signIn(name), await world.signIn(name)]
    expect(here.answer.mustChangePassword).toBe(true)
    await change(here, password, 'another long password')
    expect(await codeOf(world.callerOf(there))).toBe('SessionExpired')
    expect(await world.callerOf(here)).toMatchObject({ name, mustChangePassword: false })
    expect(await codeOf(world.signIn(name))).toBe('WrongCredentials')
    await world.signIn(name, 'another long password')
  })

  test('must be another one, and not the name', async () => {
    const browser = await world.signIn(name)
    const same = await problemOf(change(browser, password, password))
    expect(same.data.errors?.[0]).toMatchObject({ field: '/new', rule: 'changed' })
    const named = await problemOf(change(browser, password, 'ANA-of-the-corner'))
    expect(named.data.errors?.[0]).toMatchObject({ field: '/new', rule: 'not-name' })
  })

  test('cannot be guessed with a session that was left open', async () => {
    const browser = await world.signIn(name)
    for (let turn = 0; turn < 5; turn++) {
      const problem = await problemOf(change(browser, 'a guess', 'another long password'))
      expect(problem.data.errors?.[0]).toMatchObject({ field: '/old', rule: 'password' })
    }
    expect(await codeOf(change(browser, password, 'another long password'))).toBe('LockedOut')
  })

  test('is not changed by a token', async () => {
    const caller = await world.callerOf(await world.signIn(name))
    const machine = { ...caller, credential: { kind: 'token', id: 't' } } as const
    const call = callOf({ body: { old: password, new: 'another long password' } }, machine)
    expect(await codeOf(world.handlers.sessions.changePassword(call))).toBe('Forbidden')
  })
})
