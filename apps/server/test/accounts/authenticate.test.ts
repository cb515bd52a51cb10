import type { Db } from '@theriac/read-model'
import { schema } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accounts, sessions, tokens } from '../../src/db/schema/accounts.ts'
import type { Caller } from '../../src/http/handler.ts'
import { callOf, codeOf, corner, databases, openWorld, useDatabase, type World } from './world.ts'

describe.each(databases)('authentication, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  let admin: Caller
  beforeEach(async () => {
    world = await openWorld(database())
    admin = await world.enrol('ana', corner, 'admin')
  })
  afterEach(() => world.close())

  const authenticate = (credentials: Partial<Parameters<World['authentication']['authenticate']>[0]>) =>
    world.authentication.authenticate({ method: 'GET', ...credentials })
  const bearer = (secret: string) => authenticate({ authorization: `Bearer ${secret}` })
  async function newToken(caller: Caller, scope: readonly string[] = ['read']): Promise<string> {
    const expiresAt = new Date(world.time.now + 30 * 86_400_000).toISOString()
    const call = callOf({ body: { name: 'A machine', scope, expiresAt } }, caller)
    return (await world.commit(world.handlers.tokens.create(call))).secret
  }

  test('knows nobody by nothing', async () => {
    expect(await authenticate({})).toBeUndefined()
  })

  test('knows the account of a session', async () => {
    const { cookie } = await world.signIn('ana')
    const { accountId, operator } = admin
    const expected = { accountId, operator, name: 'ana', gln: corner, kind: 'pharmacy', role: 'admin' }
    expect(await authenticate({ cookie })).toMatchObject({ ...expected, credential: { kind: 'session' } })
  })

  test.each(['', 'x', 'x'.repeat(43), "' or 1=1 --"])('takes no cookie that it did not give: %j', async (cookie) => {
    expect(await codeOf(authenticate({ cookie }))).toBe('SessionExpired')
  })

  test('lets a session change something only with its own CSRF token', async () => {
    const [one, other] = [await world.signIn('ana'), await world.signIn('ana')]
    const post = (csrfHeader?: string) => authenticate({ cookie: one.cookie, method: 'POST', csrfHeader })
    expect(await codeOf(post())).toBe('CsrfMissing')
    expect(await codeOf(post(''))).toBe('CsrfMissing')
    expect(await codeOf(post(other.csrfToken))).toBe('CsrfMissing')
    expect(await post(one.csrfToken)).toMatchObject({ name: 'ana' })
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expect(await codeOf(authenticate({ cookie: one.cookie, method }))).toBe('CsrfMissing')
    }
  })

  test('ends a session that is not used for 12 hours', async () => {
    const { cookie } = await world.signIn('ana')
    world.time.now += 12 * 3_600_000 - 1
    await authenticate({ cookie })
    world.time.now += 12 * 3_600_000 - 1
    await authenticate({ cookie })
    world.time.now += 12 * 3_600_000
    expect(await codeOf(authenticate({ cookie }))).toBe('SessionExpired')
  })

  test('ends a session 7 days after it began, however much it is used', async () => {
    const { cookie } = await world.signIn('ana')
    const end = world.time.now + 7 * 86_400_000
    while (world.time.now + 6 * 3_600_000 < end) {
      world.time.now += 6 * 3_600_000
      await authenticate({ cookie })
    }
    world.time.now = end
    expect(await codeOf(authenticate({ cookie }))).toBe('SessionExpired')
  })

  test('asks the database once for many requests, and notes the use once a minute', async () => {
    const { cookie } = await world.signIn('ana')
    const caller = await world.callerOf({ cookie })
    const secret = await newToken(caller)
    world.time.now += 60_000
    await Promise.all(Array.from({ length: 100 }, () => bearer(secret)))
    const usedAt = world.time.now
    // What the database says meanwhile is not seen: it is not asked.
    await world.db.update(tokens).set({ lastUsedAt: 0 })
    world.time.now += 4_000
    await Promise.all(Array.from({ length: 100 }, () => bearer(secret)))
    const [row] = await world.db.select().from(tokens)
    expect(row?.lastUsedAt).toBe(0)
    world.time.now = usedAt + 60_000
    await bearer(secret)
    expect((await world.db.select().from(tokens))[0]?.lastUsedAt).toBe(usedAt + 60_000)
  })

  test('sees within seconds what a hand changed in the database', async () => {
    const { cookie } = await world.signIn('ana')
    await authenticate({ cookie })
    await world.db.update(accounts).set({ disabledAt: 1 })
    world.time.now += 5_000
    expect(await codeOf(authenticate({ cookie }))).toBe('SessionExpired')
  })

  test('sees at once what the server changed, also what was read before the change was committed', async () => {
    const { cookie } = await world.signIn('ana')
    const caller = await world.callerOf({ cookie })
    const secret = await newToken(caller)
    await bearer(secret)
    const revoking = await world.handlers.tokens.revoke(
      callOf({ params: { id: (await world.db.select().from(tokens))[0]?.id } }, caller),
    )
    const readMeanwhile: Promise<unknown>[] = []
    await world.db.transaction(async (tx) => {
      await revoking(tx as Db)
      // Not awaited: the embedded database answers when the transaction is over.
      readMeanwhile.push(bearer(secret).catch(() => undefined))
    })
    await Promise.all(readMeanwhile)
    expect(await codeOf(bearer(secret))).toBe('NotSignedIn')
  })

  test('counts a token before a cookie', async () => {
    const { cookie } = await world.signIn('ana')
    const secret = await newToken(await world.callerOf({ cookie }))
    const caller = await authenticate({ cookie, authorization: `Bearer ${secret}`, method: 'POST' })
    expect(caller).toMatchObject({ credential: { kind: 'token' }, scope: ['read'], mustChangePassword: false })
    expect(await codeOf(authenticate({ cookie, authorization: 'Bearer wrong' }))).toBe('NotSignedIn')
  })

  test.each(['Bearer', 'Bearer ', 'Basic YTpi', `Bearer theriac_${'x'.repeat(43)}`, 'theriac_', ''])(
    'takes no token that it did not give: %j',
    async (authorization) => {
      expect(await codeOf(authenticate({ authorization }))).toBe('NotSignedIn')
    },
  )

  test('takes no token that has expired', async () => {
    const secret = await newToken(await world.callerOf(await world.signIn('ana')))
    world.time.now += 30 * 86_400_000 - 1
    expect(await bearer(secret)).toMatchObject({ name: 'ana' })
    world.time.now += 1
    expect(await codeOf(bearer(secret))).toBe('NotSignedIn')
  })

  test('takes neither session nor token of an account that is disabled, and its tokens again when it is not', async () => {
    await world.enrol('ben', corner, 'operator')
    const ben = await world.signIn('ben')
    const caller = await world.callerOf(ben)
    const secret = await newToken(caller)
    const setDisabled = async (disabled: boolean) => {
      const call = callOf({ params: { id: caller.accountId }, body: { disabled } }, admin)
      await world.commit(world.handlers.accounts.amend(call))
    }
    const known = [await bearer(secret), await authenticate({ cookie: ben.cookie })]
    const standing = () => Promise.all(known.map(async (who) => who && world.authentication.stands(who)))
    expect(await standing()).toEqual([true, true])
    await setDisabled(true)
    expect(await standing()).toEqual([false, false])
    expect(await codeOf(bearer(secret))).toBe('NotSignedIn')
    expect(await codeOf(authenticate({ cookie: ben.cookie }))).toBe('SessionExpired')
    await setDisabled(false)
    expect(await bearer(secret)).toMatchObject({ name: 'ben' })
    expect(await codeOf(authenticate({ cookie: ben.cookie }))).toBe('SessionExpired')
  })

  test('says of an account whose password must be changed that it must', async () => {
    await world.enrol('new', corner, 'operator', { mustChangePassword: true })
    const { cookie } = await world.signIn('new')
    expect(await authenticate({ cookie })).toMatchObject({ mustChangePassword: true })
  })

  test('is not ready for an institution that was not read from the ledger yet', async () => {
    const { cookie } = await world.signIn('ana')
    await world.db.delete(schema.institutions).where(eq(schema.institutions.gln, corner))
    expect(await codeOf(authenticate({ cookie }))).toBe('NotReady')
  })

  test('notes when a session was last used', async () => {
    const { cookie } = await world.signIn('ana')
    world.time.now += 3_600_000
    await authenticate({ cookie })
    const [row] = await world.db.select().from(sessions)
    expect([row?.lastSeenAt, row?.expiresAt]).toEqual([world.time.now, world.time.now + 12 * 3_600_000])
  })
})
