import type {
  ExpiringStock,
  Inventory,
  LotMovements,
  Movements,
  RecallReach,
  StrongActs,
  SuspiciousPatterns,
} from '@theriac/api'
import type { IsoDate, LotNumber, Serial, Sscc } from '@theriac/gs1'
import {
  commissionSerials,
  dispense,
  lotIdOf,
  pack,
  quarantine,
  recallLot,
  receiveGoods,
  registerLot,
  reportGone,
  ship,
  suspend,
  undo,
} from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { raiseAlert } from '../../src/alerts/raise.ts'
import { patternRules } from '../../src/areas/reports/rules.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const sscc = '095200000000000014' as Sscc
const dayMs = 86_400_000

let world: World
let supply: Supply
let recalled: SuppliedLot
let plain: SuppliedLot
beforeAll(async () => {
  world = await openWorld()
  supply = await openSupply(world)
  const { act, give, day, makeLot } = supply
  recalled = await makeLot('R1', { serials: 40, days: 60 })
  plain = await makeLot('=P2', { quantity: 100, days: 200 })
  const units = (first: number, last: number) => ({ units: [{ lot: recalled.id, units: [[first, last] as const] }] })
  // 0-9 in a case to the wholesaler; 10-15 to the pharmacy, which dispenses 10-12 and takes one back.
  await act('north', [pack([{ sscc, lot: recalled.id, units: [[0, 9]] }])])
  await give('rhine', { containers: [sscc] })
  await give('market', units(10, 15))
  await act('market', [
    dispense([{ lot: recalled.id, units: [[10, 12]] }]),
    undo('dispensed', day(0), { units: [{ lot: recalled.id, units: [12] }] }),
    quarantine(glnOf('market'), units(15, 15), 'a torn box'),
  ])
  // 16-19 under way to the hospital; 20-22 lost; the plain lot with a difference at the wholesaler.
  await act('north', [ship(50n, glnOf('clinic'), units(16, 19))])
  await act('north', [
    reportGone('lost', { kind: 'institution', gln: glnOf('north') }, units(20, 22), 'flood in the cellar'),
    ship(51n, glnOf('rhine'), { units: [{ lot: plain.id, quantity: 30 }] }),
  ])
  await act('rhine', [
    receiveGoods(
      { sender: glnOf('north'), number: 51n },
      { units: [{ lot: plain.id, quantity: 25 }] },
      { close: true },
    ),
  ])
  await act('north', [recallLot(recalled.id, 2, 'crystals in the syrup')])
})
afterAll(() => world.close())

const glnOf = (key: keyof World['members']) => world.members[key].gln
const reports = (key: keyof World['members']) => world.as(key).reports
const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T
/** A CSV's lines, without its byte order mark. */
const lines = async (response: Promise<Response>): Promise<string[]> => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await (await response).arrayBuffer())
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  return text.slice(1, -2).split('\r\n')
}

describe('the reach of a recall', () => {
  const query = () => ({ gtin: recalled.gtin, lot: recalled.lot })

  test('finds every unit that was made, by holder', async () => {
    const report = await json<RecallReach>(reports('regulator').recallReach({ query: query() }))
    const [lot] = report.lots
    expect(lot).toMatchObject({ commissioned: 40, counted: 40, complete: true, recalled: true, recallClass: 2 })
    expect(lot).toMatchObject({ open: 35, atPatients: 2, gone: 3, reason: 'crystals in the syrup' })
    const at = (key: keyof World['members']) =>
      Object.fromEntries(report.rows.filter(({ gln }) => gln === glnOf(key)).map(({ state, units }) => [state, units]))
    expect(at('rhine')).toEqual({ in_stock: 10 })
    expect(at('market')).toEqual({ dispensed: 2, in_stock: 3, quarantined: 1 })
    expect(at('north')).toEqual({ in_stock: 17, in_transit: 4, lost: 3 })
    expect(report.rows.find(({ state }) => state === 'in_transit')?.to).toBe(glnOf('clinic'))
    expect(report.detailed).toBe(true)
    expect(report.asOf.block).toMatch(/^\d+$/)
  })

  test('is whole for the factory; another sees its own and the sums', async () => {
    const own = await json<RecallReach>(reports('north').recallReach({ query: query() }))
    expect(own.detailed).toBe(true)
    const partner = await json<RecallReach>(reports('rhine').recallReach({ query: query() }))
    expect(partner.detailed).toBe(false)
    expect(partner.lots).toEqual(own.lots)
    expect(partner.rows.filter(({ gln }) => gln !== undefined)).toMatchObject([{ gln: glnOf('rhine'), units: 10 }])
    expect(partner.rows.reduce((sum, { units }) => sum + units, 0)).toBe(40)
    expect(JSON.stringify(partner)).not.toContain(glnOf('market'))
  })

  test('is of all recalled lots of a product where no lot is named', async () => {
    const { gtin } = recalled
    const report = await json<RecallReach>(reports('regulator').recallReach({ query: { gtin } }))
    expect(report.lots.map(({ lot }) => lot)).toEqual([recalled.lot])
    expect(
      await problemOf(reports('regulator').recallReach({ query: { ...query(), lot: 'NONE' as never } })),
    ).toMatchObject({ code: 'NotFound' })
  })

  test('comes as CSV with every row', async () => {
    const response = await reports('regulator').recallReach({ query: { ...query(), format: 'csv', limit: 1 } })
    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="recall-reach-${recalled.gtin}-R1.csv"`,
    )
    const [heading, ...rows] = await lines(Promise.resolve(response))
    expect(heading).toBe('lot,gln,name,kind,state,to,units')
    expect(rows).toHaveLength(7)
    expect(rows).toContain(`R1,${glnOf('rhine')},Rhine Wholesale,distributor,in_stock,,10`)
  })
})

describe('movements', () => {
  test('of a lot tell its life, with the units of that lot', async () => {
    const { gtin, lot } = recalled
    const report = await json<LotMovements>(reports('north').lotMovements({ query: { gtin, lot } }))
    const told = report.rows.map(({ act, units, from, to }) => `${act} ${units} ${from ?? ''}>${to ?? ''}`)
    expect(told).toEqual([
      'commission 40 >in_stock',
      'pack 10 in_stock>',
      'ship 10 in_stock>in_transit',
      'receiveGoods 10 in_transit>in_stock',
      'ship 6 in_stock>in_transit',
      'receiveGoods 6 in_transit>in_stock',
      'dispense 3 in_stock>dispensed',
      'undo 1 dispensed>in_stock',
      'quarantine 1 in_stock>quarantined',
      'ship 4 in_stock>in_transit',
      'reportGone 3 in_stock>lost',
    ])
    expect(report.rows[2]).toMatchObject({ containers: 1, gln: glnOf('north'), fromGln: glnOf('north') })
    expect(report.rows.every(({ seq }, at) => at === 0 || seq > (report.rows[at - 1]?.seq ?? 0))).toBe(true)
  })

  test('of a lot are, for another than the factory, what it took part in', async () => {
    const { gtin, lot } = recalled
    const report = await json<LotMovements>(reports('market').lotMovements({ query: { gtin, lot } }))
    expect(report.rows.map(({ act }) => act)).toEqual(['ship', 'receiveGoods', 'dispense', 'undo', 'quarantine'])
    const nothing = await json<LotMovements>(reports('coast').lotMovements({ query: { gtin, lot } }))
    expect(nothing.rows).toEqual([])
  })

  test('of an institution say what came, what went and what happened there', async () => {
    const market = await json<Movements>(reports('market').movements({}))
    expect(market.rows.map(({ act, direction, units }) => `${act} ${direction} ${units}`)).toEqual([
      'ship outside 6',
      'receiveGoods in 6',
      'dispense out 3',
      'undo in 1',
      'quarantine inside 1',
    ])
    const north = await json<Movements>(reports('regulator').movements({ query: { gln: glnOf('north') } }))
    const packed = north.rows.filter(({ act }) => act === 'pack' || act === 'commission')
    expect(packed.map(({ act, direction }) => `${act} ${direction}`)).toEqual(['commission in', 'pack inside'])
    expect(north.name).toBe('Nordwerk Pharma')
  })

  test('are those of the days that are asked for', async () => {
    const today = new Date(world.clock.now()).toISOString().slice(0, 10) as IsoDate
    const before = new Date(world.clock.now() - dayMs).toISOString().slice(0, 10) as IsoDate
    const rows = async (query: { from?: IsoDate; to?: IsoDate }) =>
      (await json<Movements>(reports('market').movements({ query }))).rows.length
    expect(await rows({ from: today, to: today })).toBe(5)
    expect(await rows({ to: before })).toBe(0)
    expect(await problemOf(reports('market').movements({ query: { from: today, to: before } }))).toMatchObject({
      code: 'Invalid',
      errors: [{ field: 'query.from' }],
    })
  })

  test('come in JSON up to the limit, which is told, and in CSV whole', async () => {
    const few = await json<Movements>(reports('north').movements({ query: { limit: 2 } }))
    expect([few.rows.length, few.more]).toEqual([2, true])
    const all = await json<Movements>(reports('north').movements({}))
    expect(all.more).toBe(false)
    const [heading, ...rows] = await lines(reports('north').movements({ query: { limit: 2, format: 'csv' } }))
    expect(heading).toBe('seq,at,eventTime,act,gln,from,fromGln,to,toGln,txHash,direction,units')
    expect(rows).toHaveLength(all.rows.length)
  })
})

describe('stock', () => {
  test('of an institution is told by lot and state, loose and in containers', async () => {
    const inventory = await json<Inventory>(reports('rhine').inventory({}))
    expect(
      inventory.rows.map(({ lot, state, loose, inContainers, status }) => [lot, state, loose, inContainers, status]),
    ).toEqual([
      ['R1', 'in_stock', 0, 10, 'recalled'],
      ['=P2', 'in_stock', 25, 0, 'ok'],
    ])
    expect(inventory.units).toBe(35)
  })

  test('cannot be read by others than its holder and the regulator', async () => {
    const query = { gln: glnOf('rhine') }
    expect(await problemOf(reports('north').inventory({ query }))).toMatchObject({ code: 'NotFound' })
    expect((await json<Inventory>(reports('regulator').inventory({ query }))).units).toBe(35)
    for (const call of ['movements', 'expiringStock', 'suspiciousPatterns'] as const)
      expect(await problemOf(reports('north')[call]({ query }))).toMatchObject({ code: 'NotFound' })
    const unknown = { gln: '9520000009991' as never }
    expect(await problemOf(reports('regulator').inventory({ query: unknown }))).toMatchObject({ code: 'NotFound' })
  })

  test('in CSV keeps a lot number from being taken for a formula', async () => {
    const rows = await lines(reports('rhine').inventory({ query: { format: 'csv' } }))
    expect(rows.some((row) => row.includes(",'=P2,"))).toBe(true)
  })

  test('that expires soon comes first, of all for the regulator', async () => {
    const own = await json<ExpiringStock>(reports('rhine').expiringStock({}))
    expect(own.rows).toMatchObject([{ lot: 'R1', daysLeft: 60, units: 10, gln: glnOf('rhine') }])
    const all = await json<ExpiringStock>(reports('regulator').expiringStock({ query: { days: 365 } }))
    expect(new Set(all.rows.map(({ gln }) => gln))).toEqual(new Set([glnOf('north'), glnOf('rhine'), glnOf('market')]))
    expect(all.rows.map(({ daysLeft }) => daysLeft)).toEqual(
      all.rows.map(({ daysLeft }) => daysLeft).toSorted((a, b) => a - b),
    )
    expect((await json<ExpiringStock>(reports('rhine').expiringStock({ query: { days: 59 } }))).rows).toEqual([])
  })
})

describe('suspicious patterns', () => {
  const found = async (key: keyof World['members'], query = {}) => {
    const report = await json<SuspiciousPatterns>(reports(key).suspiciousPatterns({ query }))
    return report.rows.map(({ rule, gln, count }) => `${rule} ${gln ?? ''} ${count}`)
  }

  test('say what was looked for, why, and with which thresholds, even where nothing was found', async () => {
    const report = await json<SuspiciousPatterns>(reports('station').suspiciousPatterns({}))
    expect(report.rows).toEqual([])
    expect(report.rules.map(({ rule }) => rule)).toEqual(patternRules.map(({ rule }) => rule))
    expect(report.rules.find(({ rule }) => rule === 'many_undone')).toMatchObject({
      severity: 'medium',
      thresholds: { undone: 5, share: 0.1 },
      found: 0,
    })
  })

  test('find a shipment that did not arrive whole, for both sides', async () => {
    const finding = `shipment_difference ${glnOf('north')} 5`
    expect(await found('north')).toContain(finding)
    expect(await found('rhine')).toContain(finding)
    expect(await found('regulator')).toContain(finding)
    expect(await found('coast')).not.toContain(finding)
  })

  test('find attempts to dispense what is not there, and operators who are refused', async () => {
    const signer = await supply.signer('market')
    const again = dispense([{ lot: recalled.id, units: [[30, 31]] }])
    let block = 0n
    for (let turn = 0; turn < 10; turn++) {
      const outcome = await world.server.ledger.perform(signer, again)
      expect(outcome.state).toBe('refused')
      block = outcome.blockNumber
    }
    await world.server.indexer.waitFor(Number(block))
    const report = await json<SuspiciousPatterns>(reports('regulator').suspiciousPatterns({}))
    expect(report.rows.find(({ rule }) => rule === 'many_refused')).toMatchObject({
      gln: glnOf('market'),
      count: 10,
      operator: signer.address.toLowerCase(),
    })
  })

  test('find double dispensings and unknown serials among alerts, but not what was found to be nothing', async () => {
    const { db } = world.database
    const now = world.clock.now()
    const at = glnOf('station')
    await db.transaction(async (tx) => {
      const alert = { gln: at, gtin: recalled.gtin, detail: 'seen', now }
      await raiseAlert(tx as never, { ...alert, code: 'PCK_22', serial: 'A', cause: 'double_dispense' })
      for (const serial of ['1', '2', '3', '4', '5']) await raiseAlert(tx as never, { ...alert, code: 'PC_02', serial })
    })
    const patterns = await found('station')
    expect(patterns).toContain(`double_dispense ${at} 1`)
    expect(patterns).toContain(`unknown_serials ${at} 5`)
    expect(await found('market')).not.toContain(`double_dispense ${at} 1`)
  })

  test('find serials that were made twice, many losses, and much that was taken back', async () => {
    const { act, day, makeLot } = supply
    const { gtin, serials } = recalled
    const lot = 'R1B' as LotNumber
    const id = lotIdOf(gtin, lot)
    const plan = { production: day(-3), expiry: day(300), quantity: 5, origin: 'Plant 1', serialised: true }
    const home = { kind: 'institution' as const, gln: glnOf('north') }
    await act('north', [
      registerLot({ gtin, lotNumber: lot, ...plan }),
      ...commissionSerials(gtin, id, [...serials.slice(0, 2), 'NEW' as Serial]),
      reportGone('stolen', home, { units: [{ lot: plain.id, quantity: 25 }] }, 'case 4711'),
    ])
    const more = await makeLot('R2', { serials: 6 })
    await supply.give('clinic', { units: [{ lot: more.id, units: [[0, 5]] }] })
    for (let index = 0; index < 5; index++) {
      const units = [{ lot: more.id, units: [index] }]
      await act('clinic', [dispense(units), undo('dispensed', day(0), { units })])
    }
    const patterns = await found('regulator')
    expect(patterns).toContain(`repeated_serial ${glnOf('north')} 2`)
    expect(patterns).toContain(`losses ${glnOf('north')} 28`)
    expect(patterns).toContain(`many_undone ${glnOf('clinic')} 5`)
    expect(await found('north')).toContain(`repeated_serial ${glnOf('north')} 2`)
    expect(await found('clinic')).not.toContain(`repeated_serial ${glnOf('north')} 2`)
  })

  test('find stock of an institution that may not act, and recalled packs and shipments that are forgotten', async () => {
    const { server } = world
    const admin = await supply.signer('regulator', 'admin')
    const outcome = await server.ledger.govern(admin, suspend(glnOf('market'), 'no pharmacist'), 'no pharmacist')
    await server.indexer.waitFor(Number(outcome.blockNumber))
    world.clock.ahead(15 * dayMs)
    const patterns = await found('regulator')
    expect(patterns).toContain(`shipment_overdue ${glnOf('clinic')} 4`)
    expect(patterns).toContain(`stock_of_barred ${glnOf('market')} 4`)
    expect(patterns).toContain(`recalled_on_shelf ${glnOf('rhine')} 10`)
    expect(await found('rhine')).toContain(`recalled_on_shelf ${glnOf('rhine')} 10`)
  })
})

describe("the regulator's strong acts", () => {
  test('are counted in public, with the reason and who agreed', async () => {
    const report = await json<StrongActs>(reports('station').strongActs({}))
    expect(report.executions).toBe(report.rows.length)
    expect(report.threshold).toBe(1)
    expect(report.rows[0]).toMatchObject({ call: 'suspend', subject: glnOf('market'), approvals: 1 })
    const [heading, ...rows] = await lines(reports('station').strongActs({ query: { format: 'csv' } }))
    expect(heading).toBe('proposal,at,call,subject,reason,approvals,proposer,txHash')
    expect(rows).toHaveLength(report.executions)
  })
})
