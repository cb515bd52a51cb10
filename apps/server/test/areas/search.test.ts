import type { SearchGroup } from '@theriac/api'
import { buildSscc, FNC1, formatGs1Date, type Sscc } from '@theriac/gs1'
import { pack, ship, writeRecord } from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Key } from '../../src/demonstration/cast.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const built = buildSscc({ extensionDigit: 0, companyPrefix: '9520000', serialReference: 9 })
if (!built.ok) throw new TypeError('no SSCC')
const sscc: Sscc = built.value
const hash = `0x${'ab'.repeat(32)}` as const

describe('search', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('SE1', { serials: 50 })
    await supply.give('market', { units: [{ lot: lot.id, units: [[0, 9]] }] })
    await supply.act('north', [
      pack([{ sscc, lot: lot.id, units: [[20, 24]] }]),
      ship(4711n, world.members.rhine.gln, { containers: [sscc] }),
      writeRecord(`0x${'01'.repeat(32)}`, 'document', { kind: 'product', gtin: lot.gtin }, hash),
    ])
  }, 120_000)
  afterAll(() => world.close())

  const search = async (key: Key, q: string, group: SearchGroup) => {
    const { groups } = await world.as(key).search.search({ query: { q } })
    return groups.find((found) => found.group === group)?.hits.map(({ keys }) => keys) ?? []
  }
  const serialAt = (index: number) => lot.serials[index] ?? ''
  const scanOf = (index: number) =>
    `]d201${lot.gtin}17${formatGs1Date(lot.expiry)}21${serialAt(index)}${FNC1}10${lot.lot}`

  test('products are found by words in any order and by GTIN', async () => {
    expect(await search('station', 'mg doliprane', 'products')).toEqual([{ gtin: lot.gtin }])
    expect(await search('station', lot.gtin.slice(1), 'products')).toEqual([{ gtin: lot.gtin }])
    expect(await search('station', '50% off_', 'products')).toEqual([])
  })

  test('lots and institutions are found by all', async () => {
    expect(await search('station', 'SE1', 'lots')).toEqual([{ gtin: lot.gtin, lot: 'SE1' }])
    const { rhine } = world.members
    expect(await search('station', 'wholesale rhine', 'institutions')).toEqual([{ gln: rhine.gln }])
    expect(await search('station', rhine.gln, 'institutions')).toEqual([{ gln: rhine.gln }])
  })

  test('a scanned pack is found by who has or had it, with its lot and product', async () => {
    const keys = { gtin: lot.gtin, serial: serialAt(0), lot: 'SE1' }
    for (const key of ['market', 'north', 'regulator'] as const)
      expect(await search(key, scanOf(0), 'units')).toEqual([keys])
    expect(await search('market', scanOf(0), 'lots')).toEqual([{ gtin: lot.gtin, lot: 'SE1' }])
    expect(await search('market', scanOf(0), 'products')).toEqual([{ gtin: lot.gtin }])
    for (const key of ['station', 'rhine', 'south'] as const) expect(await search(key, scanOf(0), 'units')).toEqual([])
  })

  test('a bare serial is found among the products that one has', async () => {
    for (const key of ['market', 'north', 'regulator'] as const)
      expect(await search(key, serialAt(1), 'units')).toMatchObject([{ serial: serialAt(1) }])
    expect(await search('station', serialAt(1), 'units')).toEqual([])
  })

  test('containers and shipments are found by those whose they are', async () => {
    const { north, rhine } = world.members
    for (const key of ['north', 'rhine', 'regulator'] as const) {
      expect(await search(key, sscc, 'containers')).toMatchObject([{ sscc }])
      expect(await search(key, `00${sscc}`, 'containers')).toMatchObject([{ sscc }])
      expect(await search(key, '4711', 'shipments')).toEqual([
        { sender: north.gln, number: '4711', receiver: rhine.gln },
      ])
    }
    expect(await search('market', sscc, 'containers')).toEqual([])
    expect(await search('market', '4711', 'shipments')).toEqual([])
  })

  test('transactions and documents are found by their hash', async () => {
    const { items } = await world.as('north').units.lotHistory({ params: { gtin: lot.gtin, lot: lot.lot } })
    const txHash = items[0]?.txHash ?? ''
    for (const key of ['north', 'regulator'] as const)
      expect(await search(key, txHash, 'transactions')).toMatchObject([{ txHash }])
    expect(await search('station', txHash, 'transactions')).toEqual([])
    expect(await search('north', `0x${'00'.repeat(32)}`, 'transactions')).toEqual([])
    expect(await search('north', hash, 'documents')).toMatchObject([{ author: world.members.north.gln }])
    expect(await search('station', hash, 'documents')).toEqual([])
  })

  test('each group says whether there is more', async () => {
    for (const name of ['SE2', 'SE3']) await supply.makeLot(name, { serials: 1 })
    const { groups } = await world.as('north').search.search({ query: { q: 'SE', limit: 2 } })
    expect(groups.find(({ group }) => group === 'lots')).toMatchObject({ more: true, hits: { length: 2 } })
  })
})
