import type { Gln } from '@theriac/gs1'
import type { Db } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import type { Hex } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anchorOperation, anchorPlan, dueAnchor } from '../../src/accounts/operator-log/anchor.ts'
import { appendAllToLog, appendToLog } from '../../src/accounts/operator-log/append.ts'
import { hashOfEntry, type NewLogEntry } from '../../src/accounts/operator-log/entry.ts'
import { logAnchors, operatorLog } from '../../src/db/schema/accounts.ts'
import type { Caller } from '../../src/http/handler.ts'
import { callOf, codeOf, corner, databases, openWorld, plaza, regulator, useDatabase, type World } from './world.ts'

const day = 86_400_000

describe.each(databases)('the operator log, on $kind', ({ open }) => {
  const database = useDatabase(open)
  let world: World
  let ana: Caller
  let ida: Caller
  const anchored = new Set<string>()
  beforeEach(async () => {
    anchored.clear()
    world = await openWorld(database(), { anchored })
    ana = await world.enrol('ana', corner, 'auditor')
    ida = await world.enrol('ida', regulator, 'admin')
  })
  afterEach(() => world.close())

  const entry = (more: Partial<NewLogEntry> = {}): NewLogEntry => ({
    time: world.time.now,
    accountId: ana.accountId,
    gln: corner,
    route: 'jobs.list',
    outcome: 'done',
    request: `0x${'a'.repeat(64)}`,
    requestId: 'r',
    ...more,
  })
  const append = (...entries: readonly NewLogEntry[]) => world.db.transaction((tx) => appendAllToLog(tx as Db, entries))
  const list = async (caller: Caller, query: object = {}) => world.handlers.operatorLog.list(callOf({ query }, caller))
  const verify = (query: object = {}) => world.handlers.operatorLog.verify(callOf({ query }, ida))

  async function anchor(gln: Gln = regulator): Promise<{ jobId: string; hash: Hex }> {
    const due = await dueAnchor(world.db, world.time.now)
    if (!due) throw new Error('none is due')
    const { alongside, result, stages } = anchorPlan(due, gln)
    expect(stages.flat().map(({ contract, name }) => `${contract}.${name}`)).toEqual(['records.anchor'])
    const jobId = `anchor-${due.number}`
    await world.db.transaction(async (tx) => alongside?.(tx as Db, jobId))
    return { jobId, hash: result.hash }
  }
  async function settle(jobId: string, state: 'sealed' | 'rejected'): Promise<void> {
    const job = {
      id: jobId,
      operation: anchorOperation,
      gln: regulator,
      accountId: '',
      operator: '',
      state,
      result: {},
    }
    await world.db.transaction(async (tx) => world.hooks[anchorOperation]?.(tx as Db, job))
  }

  test('is numbered without a gap, each entry bound to the one before', async () => {
    await append(entry(), entry({ outcome: 'refused', code: 'Forbidden', ip: '192.0.2.1' }))
    await append(entry({ jobId: 'j', accountId: undefined, gln: undefined }))
    const rows = (await list(ida)).items
    expect(rows.map(({ number }) => number)).toEqual([3, 2, 1])
    expect(rows[2]?.previous).toBe(`0x${'0'.repeat(64)}`)
    expect([rows[0]?.previous, rows[1]?.previous]).toEqual([rows[1]?.hash, rows[2]?.hash])
    expect(await verify()).toEqual({
      from: 1,
      to: 3,
      whole: true,
      head: { number: 3, hash: rows[0]?.hash },
      anchors: [],
    })
  })

  test('leaves no gap where a transaction is rolled back, or where many append at once', async () => {
    await append(entry())
    const undone = world.db.transaction(async (tx) => {
      await appendToLog(tx as Db, entry())
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await Promise.all(Array.from({ length: 20 }, () => append(entry())))
    expect(await verify()).toMatchObject({ whole: true, to: 21 })
  })

  test('of an empty log is whole', async () => {
    expect(await verify()).toEqual({ from: 1, to: 0, whole: true, anchors: [] })
  })

  test.each([
    ['time', { time: 1 }],
    ['account', { accountId: 'another' }],
    ['institution', { gln: plaza as string }],
    ['route', { route: 'jobs.find' }],
    ['outcome', { outcome: 'refused' }],
    ['code', { code: 'Forbidden' }],
    ['request', { request: `0x${'b'.repeat(64)}` }],
    ['request id', { requestId: 's' }],
    ['job', { jobId: 'another' }],
    ['address', { ip: '192.0.2.2' }],
  ])('shows that the %s of an entry was changed', async (_, change) => {
    await append(entry(), entry(), entry())
    await world.db.update(operatorLog).set(change).where(eq(operatorLog.number, 2))
    expect(await verify()).toMatchObject({ whole: false, fault: { number: 2, fault: 'altered' } })
  })

  test('shows that an entry is gone, or was made anew', async () => {
    await append(entry(), entry({ route: 'jobs.find' }), entry(), entry())
    const [old] = await world.db.select().from(operatorLog).where(eq(operatorLog.number, 2))
    await world.db.delete(operatorLog).where(eq(operatorLog.number, 2))
    expect(await verify()).toMatchObject({ whole: false, fault: { number: 2, fault: 'missing' } })
    // Even with a hash that is right, it is not what the next one follows.
    if (!old) throw new Error('it was there')
    const forged = { ...old, route: 'jobs.list' }
    await world.db.insert(operatorLog).values({ ...forged, hash: hashOfEntry(forged) })
    expect(await verify()).toMatchObject({ whole: false, fault: { number: 3, fault: 'unlinked' } })
    expect(await verify({ from: 4 })).toMatchObject({ from: 4, to: 4, whole: true })
  })

  test('is verified over a range, of at most 100 000 entries', async () => {
    await append(...Array.from({ length: 2_500 }, () => entry()))
    expect(await verify({ from: 900, to: 2_200 })).toMatchObject({ from: 900, to: 2_200, whole: true })
    await world.db.update(operatorLog).set({ ip: 'x' }).where(eq(operatorLog.number, 2_100))
    expect(await verify({ from: 900, to: 2_200 })).toMatchObject({ fault: { number: 2_100, fault: 'altered' } })
    expect(await verify({ to: 2_000 })).toMatchObject({ from: 1, to: 2_000, whole: true })
  })

  test('is anchored once a day, when there is something new', async () => {
    expect(await dueAnchor(world.db, world.time.now)).toBeUndefined()
    await append(entry(), entry())
    expect(await dueAnchor(world.db, world.time.now)).toMatchObject({ number: 2, count: 2, day: '2026-11-27' })
    const { jobId, hash } = await anchor()
    await append(entry())
    expect(await dueAnchor(world.db, world.time.now)).toBeUndefined()
    expect((await verify()).anchors).toMatchObject([{ number: 2, hash, gln: regulator, state: 'pending' }])
    anchored.add(hash)
    await settle(jobId, 'sealed')
    expect((await verify()).anchors).toMatchObject([{ state: 'matches', day: '2026-11-27' }])
    const tomorrow = await dueAnchor(world.db, world.time.now + day)
    expect(tomorrow).toMatchObject({ number: 3, count: 1, day: '2026-11-28' })
  })

  test('is due again when the ledger refused the anchor', async () => {
    await append(entry())
    const { jobId } = await anchor()
    await settle(jobId, 'rejected')
    expect(await dueAnchor(world.db, world.time.now)).toMatchObject({ number: 1, count: 1 })
  })

  test('that was written anew as a whole, or cut off, differs from its anchors', async () => {
    await append(entry(), entry())
    const { jobId, hash } = await anchor()
    anchored.add(hash)
    await settle(jobId, 'sealed')
    await world.db.delete(operatorLog).where(eq(operatorLog.number, 2))
    expect(await verify()).toMatchObject({ to: 1, whole: false, anchors: [{ number: 2, state: 'differs' }] })
    await append(entry({ route: 'jobs.find' }))
    const answer = await verify()
    expect(answer.fault).toBeUndefined()
    expect(answer).toMatchObject({ whole: false, anchors: [{ number: 2, state: 'differs' }] })
  })

  test('does not believe an anchor that the ledger does not know', async () => {
    await append(entry())
    const { jobId } = await anchor()
    await settle(jobId, 'sealed')
    expect(await verify()).toMatchObject({ anchors: [{ state: 'unknown' }] })
    expect(await world.db.select().from(logAnchors)).toHaveLength(1)
  })

  test("shows an institution its own accounts' entries, and the regulator all", async () => {
    await append(entry(), entry({ gln: plaza, accountId: 'eve' }), entry({ gln: undefined, accountId: undefined }))
    expect((await list(ana)).items.map(({ number }) => number)).toEqual([1])
    expect((await list(ana, { gln: plaza })).items).toEqual([])
    expect((await list(ida)).items.map(({ number }) => number)).toEqual([3, 2, 1])
    expect((await list(ida, { gln: plaza })).items.map(({ number }) => number)).toEqual([2])
  })

  test('is filtered and read page by page, newest first', async () => {
    const start = world.time.now
    for (let place = 0; place < 10; place++) {
      const isOdd = place % 2 === 1
      await append(
        entry({
          time: start + place * 1000,
          route: isOdd ? 'jobs.find' : 'jobs.list',
          outcome: place < 3 ? 'refused' : 'done',
          accountId: place < 5 ? ana.accountId : 'ben',
        }),
      )
    }
    const numbers = async (query: object) => (await list(ana, query)).items.map(({ number }) => number)
    expect(await numbers({ route: 'jobs.find' })).toEqual([10, 8, 6, 4, 2])
    expect(await numbers({ outcome: 'refused' })).toEqual([3, 2, 1])
    expect(await numbers({ accountId: 'ben', route: 'jobs.list' })).toEqual([9, 7])
    const at = (place: number) => new Date(start + place * 1000).toISOString()
    expect(await numbers({ from: at(3), to: at(5) })).toEqual([6, 5, 4])
    const first = await list(ana, { limit: 4 })
    await append(entry())
    const second = await list(ana, { limit: 4, cursor: first.next })
    const third = await list(ana, { limit: 4, cursor: second.next })
    const pages = [first, second, third].map(({ items }) => items.map(({ number }) => number))
    expect(pages).toEqual([
      [10, 9, 8, 7],
      [6, 5, 4, 3],
      [2, 1],
    ])
    expect(third.next).toBeUndefined()
    await expect(list(ana, { cursor: 'bm9uZQ' })).rejects.toMatchObject({ code: 'CursorInvalid' })
  })

  test('refuses to verify more at once than it can', async () => {
    await world.db.insert(operatorLog).values({
      ...entry(),
      accountId: null,
      gln: null,
      code: null,
      jobId: null,
      ip: null,
      number: 200_000,
      previous: '0x',
      hash: '0x',
    })
    expect(await codeOf(verify({ from: 1 }))).toBe('Invalid')
    expect(await verify()).toMatchObject({ from: 100_001, whole: false, fault: { fault: 'missing' } })
  })
})
