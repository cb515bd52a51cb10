import type { Notification, NotificationKind } from '@theriac/api'
import { dispense, quarantine, recallLot, receiveGoods, setLicences, ship, suspendProduct } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accounts } from '../../src/db/schema/index.ts'
import type { Key } from '../../src/demonstration/cast.ts'
import { tellJobs } from '../../src/notify/jobs.ts'
import { tellOfLicences } from '../../src/notify/licences.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

describe('notifications', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('NO1', { serials: 100 })
    await supply.give('market', { units: [{ lot: lot.id, units: [[0, 9]] }] })
    await supply.act('market', [
      dispense([{ lot: lot.id, units: [0, 1] }]),
      quarantine(world.members.market.gln, { units: [{ lot: lot.id, units: [2] }] }, 'a dent'),
    ])
  }, 120_000)
  afterAll(() => world.close())

  const list = async (key: Key, kind: NotificationKind): Promise<Notification[]> =>
    (await world.as(key).notifications.list({ query: { kind } })).items
  /** Waits until an institution was told so often. */
  const told = (key: Key, kind: NotificationKind, times: number) =>
    expect.poll(() => list(key, kind), { timeout: 5_000 }).toHaveLength(times)

  test('a shipment is told to its receiver, and its difference to the sender, once each', async () => {
    const { north, rhine } = world.members
    const units = (first: number, last: number) => ({ units: [{ lot: lot.id, units: [[first, last] as const] }] })
    await supply.act('north', [ship(71n, rhine.gln, units(20, 29))])
    await told('rhine', 'shipment_sent', 1)
    const [sent] = await list('rhine', 'shipment_sent')
    expect(sent).toMatchObject({
      read: false,
      args: { sender: north.gln, number: '71', units: 10, purpose: 'supply' },
      text: `Shipment 71 of ${north.gln} is on its way to you: 10 packs`,
    })
    await supply.act('rhine', [receiveGoods({ sender: north.gln, number: 71n }, units(20, 27), { close: true })])
    await told('north', 'shipment_difference', 1)
    expect(await list('north', 'shipment_difference')).toMatchObject([
      { args: { number: '71', receiver: rhine.gln, left: 2 } },
    ])
    expect(await list('rhine', 'shipment_difference')).toEqual([])
  })

  test('a stopped product and a recalled lot are told to all who have it, with how much', async () => {
    const { clinic } = world.members
    await supply.act('north', [ship(72n, clinic.gln, { units: [{ lot: lot.id, units: [[40, 44]] }] })])
    await supply.act('north', [suspendProduct(lot.gtin, 'smell'), recallLot(lot.id, 1, 'glass')])
    await told('regulator', 'lot_recalled', 1)
    const heldBy = async (key: Key, kind: NotificationKind) => (await list(key, kind)).map(({ args }) => args.held)
    expect(await heldBy('market', 'product_stopped')).toEqual([8])
    expect(await list('market', 'lot_recalled')).toMatchObject([
      { args: { gtin: lot.gtin, lotNumber: 'NO1', recallClass: 1, reason: 'glass', held: 8, dispensed: 2 } },
    ])
    expect(await heldBy('rhine', 'lot_recalled')).toEqual([8])
    expect(await heldBy('clinic', 'lot_recalled')).toEqual([5])
    expect(await list('station', 'lot_recalled')).toEqual([])
    expect(await list('north', 'lot_recalled')).toEqual([])
  })

  test('the factory is told of an alert on its product', async () => {
    const body = { gtin: lot.gtin, serial: 'NOSUCH' as never }
    const { alert } = await world.as('market').verification.verify({ body })
    expect(await list('north', 'alert_raised')).toMatchObject([
      { args: { alert: alert?.id, code: 'PC_02', serial: 'NOSUCH' } },
    ])
    expect(JSON.stringify(await list('north', 'alert_raised'))).not.toContain(world.members.market.gln)
  })

  test('an institution is told of a licence that ends within 30 days', async () => {
    const now = Math.floor(world.clock.now() / 1000)
    const licence = { number: 'L-9', scope: [], validFrom: now - 86_400, validTo: now + 20 * 86_400 }
    const outcome = await world.server.ledger.govern(
      await supply.signer('regulator', 'admin'),
      setLicences(world.members.station.gln, [{ ...licence, scope: ['dispense'] }]),
      'renewed',
    )
    expect(outcome.state).toBe('taken')
    await world.server.indexer.waitFor(Number(outcome.blockNumber))
    for (let i = 0; i < 2; i++) await world.database.db.transaction((tx) => tellOfLicences(tx, world.clock.now()))
    expect(await list('station', 'licence_ending')).toMatchObject([{ args: { number: 'L-9' } }])
  })

  test('a rejected job is told to whoever asked for it, and to nobody else', async () => {
    const { gln } = world.members.north
    const [row] = await world.database.db
      .select()
      .from(accounts)
      .where(eq(accounts.name, world.members.north.accounts.operator))
    const job = { id: 'j1', operation: 'products.register', gln, accountId: row?.id ?? '', operator: '', result: {} }
    const refusal = { name: 'ProductsGtinTaken', args: {}, detail: 'the GTIN is registered already' }
    const order: string[] = []
    const hooks = tellJobs({ 'products.register': async () => void order.push('own hook') }, world.clock.now, () =>
      order.push('owed'),
    )
    const settle = (state: 'sealed' | 'rejected') =>
      world.database.db.transaction(async (tx) =>
        hooks[job.operation]?.(tx, { ...job, state, ...(state === 'rejected' ? { refusal } : {}) }),
      )
    await settle('sealed')
    expect(await list('north', 'job_rejected')).toEqual([])
    await settle('rejected')
    expect(order).toEqual(['own hook', 'own hook', 'owed'])
    expect(await list('north', 'job_rejected')).toMatchObject([
      {
        args: { job: 'j1', operation: 'products.register', name: 'ProductsGtinTaken' },
        text: 'The ledger refused products.register: the GTIN is registered already',
      },
    ])
    expect((await world.as('north', 'admin').notifications.list({ query: { kind: 'job_rejected' } })).items).toEqual([])
  })

  test('each account reads for itself: single ones, and all up to one', async () => {
    const { notifications } = world.as('market')
    const before = await notifications.list()
    expect(before.unread).toBe(before.items.length)
    expect(before.unread).toBeGreaterThanOrEqual(3)
    const [newest, second] = before.items
    if (!newest || !second) throw new Error('too few')
    expect(await notifications.read({ body: { ids: [second.id, second.id + 100_000] } })).toEqual({
      unread: before.unread - 1,
    })
    const unread = await notifications.list({ query: { unread: true } })
    expect(unread.items.map(({ id }) => id)).not.toContain(second.id)
    expect(unread.items).toHaveLength(before.unread - 1)
    const colleague = await world.as('market', 'admin').notifications.list()
    expect(colleague.unread).toBe(before.unread)
    expect(await notifications.read({ body: { upTo: newest.id + 1_000_000 } })).toEqual({ unread: 0 })
    const stranger = world.as('station').notifications
    await stranger.read({ body: { ids: [newest.id] } })
    expect((await world.as('market', 'admin').notifications.list()).unread).toBe(before.unread)
    const body = { gtin: lot.gtin, serial: 'NEWONE' as never }
    await world.as('station').verification.verify({ body })
    const north = await world.as('north').notifications.list({ query: { limit: 1 } })
    expect(north.items[0]).toMatchObject({ kind: 'alert_raised', read: false })
    const next = await world.as('north').notifications.list({ query: { limit: 1, cursor: north.next ?? '' } })
    expect(next.items[0]?.id).toBeLessThan(north.items[0]?.id ?? 0)
  })
})
