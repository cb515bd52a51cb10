import type { Client } from '@theriac/api'
import type { LotNumber, Serial } from '@theriac/gs1'
import { commissionSerials, lotIdOf, registerLot } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { escalateDue } from '../../src/alerts/escalation.ts'
import { accounts } from '../../src/db/schema/accounts.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const dayMs = 86_400_000

describe('alerts', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('AL1', { serials: 20 })
  }, 120_000)
  afterAll(() => world.close())

  const raise = async (client: Client, serial: string, lotNumber: string = lot.lot): Promise<string> => {
    const body = { gtin: lot.gtin, serial: serial as Serial, lot: lotNumber as LotNumber }
    return (await client.verification.verify({ body })).alert?.id ?? 'none'
  }
  const accountOf = async (name: string): Promise<string> => {
    const [row] = await world.database.db.select().from(accounts).where(eq(accounts.name, name))
    return row?.id ?? ''
  }
  const params = (id: string) => ({ params: { id } })

  test('an institution sees its own alerts, the factory those on its products without who raised them', async () => {
    const id = await raise(world.as('market'), 'SEEN1')
    const own = await world.as('market').alerts.find(params(id))
    expect(own).toMatchObject({
      code: 'PC_02',
      state: 'open',
      severity: 'high',
      gln: world.members.market.gln,
      accountId: expect.any(String),
      owner: world.members.north.gln,
      serial: 'SEEN1',
      lot: 'AL1',
      occurrences: 1,
      steps: [{ kind: 'raised', gln: world.members.market.gln }],
    })
    const factory = await world.as('north').alerts.find(params(id))
    expect(factory).toMatchObject({ code: 'PC_02', serial: 'SEEN1', steps: [{ kind: 'raised' }] })
    expect(JSON.stringify(factory)).not.toContain(world.members.market.gln)
    expect(factory).not.toHaveProperty('accountId')
    expect(await world.as('regulator').alerts.find(params(id))).toMatchObject({ gln: world.members.market.gln })
    for (const key of ['south', 'station'] as const)
      expect(await problemOf(world.as(key).alerts.find(params(id)))).toMatchObject({ code: 'NotFound' })
  })

  test('the list is filtered, and who raised an alert cannot be found out by filtering', async () => {
    await raise(world.as('station'), 'LIST1')
    await raise(world.as('station'), 'LIST2', 'NOLOT')
    const list = async (client: Client, query: object) => (await client.alerts.list({ query })).items
    const serials = async (query: object) => (await list(world.as('station'), query)).map(({ serial }) => serial)
    expect(await serials({})).toEqual(['LIST2', 'LIST1'])
    expect(await serials({ sort: 'createdAt' })).toEqual(['LIST1', 'LIST2'])
    expect(await serials({ code: 'LOT_03' })).toEqual(['LIST2'])
    expect(await serials({ serial: 'LIST1' })).toEqual(['LIST1'])
    expect(await serials({ state: 'closed' })).toEqual([])
    expect(await serials({ from: new Date(world.clock.now() + dayMs).toISOString() })).toEqual([])
    const { gln } = world.members.station
    expect(await list(world.as('regulator'), { gln })).toHaveLength(2)
    expect(await list(world.as('north'), { gln })).toEqual([])
    const first = await world.as('station').alerts.list({ query: { limit: 1 } })
    const second = await world.as('station').alerts.list({ query: { limit: 1, cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ serial }) => serial)).toEqual(['LIST2', 'LIST1'])
    expect(second).not.toHaveProperty('next')
  })

  test('counts add up by code, cause and state', async () => {
    const counts = await world.as('station').alerts.counts()
    const { total } = await world.as('regulator').alerts.counts()
    expect(counts.groups.reduce((sum, { count }) => sum + count, 0)).toBe(counts.total)
    expect(counts.groups).toContainEqual({ code: 'LOT_03', cause: 'unknown', state: 'open', count: 1 })
    expect(total).toBeGreaterThan(counts.total)
  })

  test('a case goes from open to investigating to closed, and every step is kept', async () => {
    const id = await raise(world.as('market'), 'CASE1')
    const { alerts } = world.as('market')
    const colleague = await accountOf(world.members.market.accounts.admin)
    const stranger = await accountOf(world.members.station.accounts.operator)
    expect(await alerts.comment({ ...params(id), body: { text: 'box looks fine' } })).toMatchObject({ state: 'open' })
    const unknown = alerts.assign({ ...params(id), body: { accountId: stranger } })
    expect(await problemOf(unknown)).toMatchObject({ code: 'Invalid', errors: [{ field: '/accountId' }] })
    expect(await alerts.assign({ ...params(id), body: { accountId: colleague } })).toMatchObject({
      assignee: colleague,
    })
    expect(await alerts.investigate({ ...params(id), body: {} })).toMatchObject({ state: 'investigating' })
    expect(await problemOf(alerts.investigate({ ...params(id), body: {} }))).toMatchObject({ code: 'WrongState' })
    const silent = alerts.close({ ...params(id), body: { finding: 'scanner' } })
    expect(await problemOf(silent)).toMatchObject({
      code: 'Invalid',
      errors: [{ field: '/resolution', rule: 'required' }],
    })
    const closed = await alerts.close({ ...params(id), body: { finding: 'scanner', resolution: 'typed by hand' } })
    expect(closed).toMatchObject({ state: 'closed', finding: 'scanner', resolution: 'typed by hand' })
    expect(await problemOf(alerts.close({ ...params(id), body: { finding: 'data', resolution: 'x' } }))).toMatchObject({
      code: 'WrongState',
      reason: { name: 'closed' },
    })
    const { steps } = await alerts.find(params(id))
    expect(steps.map(({ kind }) => kind)).toEqual(['raised', 'comment', 'assigned', 'investigating', 'closed'])
    const told = await world.as('north').alerts.find(params(id))
    expect(told.steps.map(({ kind }) => kind)).toEqual(['raised', 'investigating', 'closed'])
    expect(JSON.stringify(told)).not.toContain('box looks fine')

    const again = await raise(world.as('market'), 'CASE1')
    expect(again).not.toBe(id)
    const reopen = alerts.investigate({ ...params(id), body: {} })
    expect((await problemOf(reopen)).detail).toContain(again)
  })

  test('only who raised an alert and the regulator work on it, and auditors only look', async () => {
    const id = await raise(world.as('market'), 'WORK1')
    const body = { text: 'hello' }
    expect(await problemOf(world.as('north').alerts.comment({ ...params(id), body }))).toMatchObject({
      code: 'Forbidden',
    })
    expect(await problemOf(world.as('station').alerts.comment({ ...params(id), body }))).toMatchObject({
      code: 'NotFound',
    })
    const auditor = world.as('market', 'auditor').alerts
    expect(await problemOf(auditor.comment({ ...params(id), body }))).toMatchObject({ code: 'Forbidden' })
    expect(await world.as('regulator').alerts.comment({ ...params(id), body })).toMatchObject({ id })
  })

  test('an alert that was handed to the regulator is closed by the regulator, who is told of it', async () => {
    const id = await raise(world.as('market'), 'ESC1')
    const escalated = await world.as('market').alerts.escalate({ ...params(id), body: { reason: 'looks forged' } })
    expect(escalated).toMatchObject({ escalation: 'looks forged', escalatedAt: expect.any(String) })
    const body = { finding: 'falsified', resolution: 'police informed' } as const
    const mine = world.as('market').alerts
    expect(await problemOf(mine.close({ ...params(id), body }))).toMatchObject({
      reason: { args: { escalated: true } },
    })
    const twice = mine.escalate({ ...params(id), body: { reason: 'again' } })
    expect(await problemOf(twice)).toMatchObject({ code: 'WrongState' })
    const { items } = await world.as('regulator').notifications.list({ query: { kind: 'alert_escalated' } })
    expect(items).toContainEqual(expect.objectContaining({ args: expect.objectContaining({ alert: id }) }))
    expect(await world.as('regulator').alerts.close({ ...params(id), body })).toMatchObject({ state: 'closed' })
  })

  test('the same pack found by two institutions is handed over at once', async () => {
    const first = await raise(world.as('market'), 'WIDE1')
    const second = await raise(world.as('station'), 'WIDE1')
    const { alerts } = world.as('regulator')
    expect(await alerts.find(params(first))).not.toHaveProperty('escalatedAt')
    expect(await alerts.find(params(second))).toHaveProperty('escalatedAt')
  })

  test('what nobody closes in the time that the rules leave is handed over, once', async () => {
    const id = await raise(world.as('market'), 'DUE1')
    const lotAlert = await raise(world.as('market'), 'DUE2', 'NOLOT2')
    const due = (hours: number) =>
      world.database.db.transaction((tx) => escalateDue(tx, world.clock.now() + hours * 3_600_000))
    await due(23)
    expect(await world.as('market').alerts.find(params(id))).not.toHaveProperty('escalatedAt')
    expect(await due(25)).toBeGreaterThan(0)
    expect(await due(25)).toBe(0)
    const found = await world.as('market').alerts.find(params(id))
    expect(found).toMatchObject({ escalation: 'nobody closed it within 24 hours' })
    expect(found.steps.at(-1)).toMatchObject({ kind: 'escalated' })
    expect(await world.as('market').alerts.find(params(lotAlert))).not.toHaveProperty('escalatedAt')
  })

  test('who listens is told of an alert while it happens, the factory too, and nobody else', async () => {
    const gone = new AbortController()
    const streams = await Promise.all(
      (['market', 'north', 'station'] as const).map(async (key) => {
        const response = await fetch(`${world.url}/api/v1/events?kinds=alert`, {
          headers: { authorization: `Bearer ${world.token(key)}` },
          signal: gone.signal,
        })
        if (!response.body) throw new Error('no stream')
        return response.body.pipeThrough(new TextDecoderStream()).getReader()
      }),
    )
    const next = async (reader: (typeof streams)[number] | undefined, text: string): Promise<string> => {
      let heard = ''
      while (!heard.includes(text)) heard += (await reader?.read())?.value ?? ''
      return heard
    }
    const [market, north, station] = streams
    const id = await raise(world.as('market'), 'LIVE1')
    expect(await next(market, id)).toContain('event: alert')
    await next(north, id)
    const own = await raise(world.as('station'), 'LIVE2')
    expect(await next(station, own)).not.toContain(id)
    gone.abort()
  })

  test('a lot that is registered later closes its alerts; a serial that comes later only explains them', async () => {
    const ofLot = await raise(world.as('market'), 'SOON1', 'SOON')
    const ofSerial = await raise(world.as('market'), 'SOON2')
    const { gtin } = lot
    const plan = {
      production: supply.day(-3),
      expiry: supply.day(300),
      quantity: 10,
      origin: 'Plant 1',
      serialised: true,
    }
    await supply.act('north', [
      registerLot({ gtin, lotNumber: 'SOON' as LotNumber, ...plan }),
      ...commissionSerials(gtin, lotIdOf(gtin, 'SOON' as LotNumber), ['SOON2' as Serial]),
    ])
    await expect
      .poll(async () => (await world.as('market').alerts.find(params(ofLot))).state, { timeout: 5_000 })
      .toBe('closed')
    const closed = await world.as('market').alerts.find(params(ofLot))
    expect(closed).toMatchObject({ finding: 'late_upload', cause: 'late_upload' })
    expect(closed.steps.at(-1)).not.toHaveProperty('accountId')
    await expect
      .poll(async () => (await world.as('market').alerts.find(params(ofSerial))).cause, { timeout: 5_000 })
      .toBe('late_upload')
    expect(await world.as('market').alerts.find(params(ofSerial))).toMatchObject({ state: 'open' })
  })
})
