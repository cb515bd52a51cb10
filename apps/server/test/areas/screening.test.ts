import type { Gtin } from '@theriac/gs1'
import { licenceScopes, recallLot, reinstate, setLicences, suspend, withdrawProduct } from '@theriac/ledger'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { raiseAlert } from '../../src/alerts/raise.ts'
import {
  assess,
  type InstitutionFacts,
  institutionRules,
  type ProductFacts,
  productRules,
} from '../../src/areas/screening/rules.ts'
import { alerts } from '../../src/db/schema/alerts.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20
const dayMs = 86_400_000

describe('the assessment', () => {
  const institution: InstitutionFacts = {
    status: 'active',
    mayShip: true,
    licenceDaysLeft: 300,
    memberDays: 900,
    suspendedDaysAgo: undefined,
    inspection: undefined,
    graveRecalls: 0,
    withdrawnProducts: 0,
    repeatedSerials: 0,
    alertsConfirmed: 0,
    alertsOpen: 0,
    shipments: { sent: 1000, withDifferences: 2 },
  }
  const product: ProductFacts = {
    status: 'active',
    ownerStatus: 'active',
    inspection: undefined,
    graveRecalls: 0,
    repeatedSerials: 0,
    alertsConfirmed: 0,
    alertsOpen: 0,
  }
  const inspected = (outcome: 'passed' | 'deficient' | 'failed') => ({ day: '2026-11-20' as never, outcome })

  test('of one with nothing against it is ok', () => {
    expect(assess(institutionRules, institution)).toEqual({ verdict: 'ok', reasons: [] })
    expect(assess(productRules, product)).toEqual({ verdict: 'ok', reasons: [] })
  })

  test.each<[string, 'look_closer' | 'do_not_buy', Partial<InstitutionFacts>]>([
    ['not_active', 'do_not_buy', { status: 'suspended' }],
    ['may_not_ship', 'do_not_buy', { mayShip: false }],
    ['licence_running_out', 'look_closer', { licenceDaysLeft: 60 }],
    ['new_member', 'look_closer', { memberDays: 89 }],
    ['was_suspended', 'look_closer', { suspendedDaysAgo: 365 }],
    ['inspection_failed', 'do_not_buy', { inspection: inspected('failed') }],
    ['inspection_deficient', 'look_closer', { inspection: inspected('deficient') }],
    ['falsified_packs', 'look_closer', { alertsConfirmed: 1 }],
    ['open_alerts', 'look_closer', { alertsOpen: 3 }],
    ['grave_recalls', 'look_closer', { graveRecalls: 1 }],
    ['repeated_serials', 'look_closer', { repeatedSerials: 1 }],
    ['withdrawn_products', 'look_closer', { withdrawnProducts: 1 }],
    ['shipments_with_differences', 'look_closer', { shipments: { sent: 150, withDifferences: 3 } }],
  ])('of an institution says %s', (rule, verdict, facts) => {
    const assessment = assess(institutionRules, { ...institution, ...facts })
    expect(assessment).toMatchObject({ verdict, reasons: [{ rule, verdict }] })
    expect(assessment.reasons).toHaveLength(1)
  })

  test.each<Partial<InstitutionFacts>>([
    { licenceDaysLeft: 61 },
    { memberDays: 90 },
    { suspendedDaysAgo: 366 },
    { alertsOpen: 2 },
    { inspection: inspected('passed') },
    { shipments: { sent: 151, withDifferences: 3 } },
  ])('of an institution lets pass %j', (facts) => {
    expect(assess(institutionRules, { ...institution, ...facts }).verdict).toBe('ok')
  })

  test.each<[string, 'look_closer' | 'do_not_buy', Partial<ProductFacts>]>([
    ['withdrawn', 'do_not_buy', { status: 'withdrawn' }],
    ['suspended', 'do_not_buy', { status: 'suspended' }],
    ['retired', 'look_closer', { status: 'retired' }],
    ['maker_not_active', 'look_closer', { ownerStatus: 'retired' }],
    ['inspection_failed', 'do_not_buy', { inspection: inspected('failed') }],
  ])('of a product says %s', (rule, verdict, facts) => {
    expect(assess(productRules, { ...product, ...facts })).toMatchObject({ verdict, reasons: [{ rule, verdict }] })
  })

  test('is the worst of its reasons', () => {
    const { verdict, reasons } = assess(institutionRules, { ...institution, alertsOpen: 9, mayShip: false })
    expect([verdict, reasons.length]).toEqual(['do_not_buy', 2])
  })
})

describe('screening over HTTP', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot
  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('S1', { serials: 5 })
    // Past the first weeks of a member.
    world.clock.ahead(100 * dayMs)
  })
  afterAll(() => world.close())

  const glnOf = (key: keyof World['members']) => world.members[key].gln
  const institution = (key: keyof World['members']) =>
    world.as('station', 'auditor').screening.institution({ params: { gln: glnOf(key) } })
  const product = () => world.as('station', 'auditor').screening.product({ params: { gtin: lot.gtin } })
  const rulesOf = ({ assessment }: { assessment: { reasons: { rule: string }[] } }) =>
    assessment.reasons.map(({ rule }) => rule)
  const govern = async (call: Parameters<World['server']['ledger']['govern']>[1]) => {
    const outcome = await world.server.ledger.govern(await supply.signer('regulator', 'admin'), call, 'a reason')
    expect(outcome.state).toBe('taken')
    await world.server.indexer.waitFor(Number(outcome.blockNumber))
  }

  test('an institution shows its licences and how it came to stand where it does', async () => {
    const seen = await institution('north')
    expect(seen).toMatchObject({
      name: 'Nordwerk Pharma',
      kind: 'factory',
      status: 'active',
      assessment: { verdict: 'ok' },
    })
    expect(seen.licences).toMatchObject([{ state: 'valid' }])
    expect(seen.history.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['InstitutionApplied', 'InstitutionAdmitted']),
    )
    expect(seen.made).toMatchObject({ products: 1, lots: 1, recalledLots: 0 })
  })

  test('a recall, an open inspection and a suspension are seen by every buyer', async () => {
    await supply.act('north', [recallLot(lot.id, 1, 'mixed up labels')])
    const subject = { kind: 'institution' as const, gln: glnOf('north') }
    const inspection = { day: '2026-11-20' as never, outcome: 'deficient' as const, major: 2 }
    const body = { kind: 'inspection' as const, subject, inspection, content: 'what only they shall read' }
    await world.as('regulator').records.write({ body, waitSeconds })
    await govern(suspend(glnOf('north'), 'the line stands still'))
    const suspended = await institution('north')
    expect(suspended.assessment.verdict).toBe('do_not_buy')
    expect(rulesOf(suspended)).toEqual(['not_active', 'inspection_deficient', 'grave_recalls'])
    expect(suspended.inspections).toMatchObject([{ by: glnOf('regulator'), inspection }])
    expect(JSON.stringify(suspended)).not.toContain('what only they shall read')
    expect(suspended.recalls).toMatchObject([{ lot: lot.lot, recallClass: 1, reason: 'mixed up labels' }])
    expect(rulesOf(await product())).toEqual(['maker_not_active', 'grave_recalls'])
    await govern(reinstate(glnOf('north'), 'put right'))
    const again = await institution('north')
    expect(again.assessment.verdict).toBe('look_closer')
    expect(rulesOf(again)).toEqual(['was_suspended', 'inspection_deficient', 'grave_recalls'])
    expect(again.history.at(-1)).toMatchObject({ event: 'InstitutionReinstated', reason: 'put right' })
  })

  test('alerts are told as numbers, those found to be falsifications apart', async () => {
    const { db } = world.database
    const now = world.clock.now()
    await db.transaction(async (tx) => {
      for (const serial of ['A', 'B'])
        await raiseAlert(tx as never, { code: 'PC_02', gln: glnOf('rhine'), gtin: lot.gtin, serial, detail: 'x', now })
    })
    await db.update(alerts).set({ state: 'closed', finding: 'falsified' }).where(eq(alerts.serial, 'A'))
    for (const seen of [await product(), await institution('rhine'), await institution('north')]) {
      expect(seen.alerts).toEqual({ total: 2, open: 1, confirmed: 1 })
      expect(rulesOf(seen)).toContain('falsified_packs')
    }
    expect((await institution('coast')).alerts).toEqual({ total: 0, open: 0, confirmed: 0 })
  })

  test('an inspection of a lot is one of its product', async () => {
    const subject = { kind: 'lot' as const, gtin: lot.gtin, lot: lot.lot }
    const inspection = { day: '2026-11-21' as never, outcome: 'failed' as const }
    const body = { kind: 'inspection' as const, subject, inspection, content: 'x' }
    const { result } = await world.as('regulator').records.write({ body, waitSeconds })
    expect(rulesOf(await product())).toContain('inspection_failed')
    const params = { record: result.record }
    await world.as('regulator').records.void({ params, body: { version: 1, reason: 'another lot' }, waitSeconds })
    expect(rulesOf(await product())).not.toContain('inspection_failed')
  })

  test('a licence that is over is no licence to buy under', async () => {
    const now = Math.floor(world.clock.now() / 1000)
    const until = (validTo: number) => ({ number: 'M-9', scope: licenceScopes.manufacture, validFrom: 0, validTo })
    await govern(setLicences(glnOf('south'), [until(now + 30 * 86_400)]))
    const ending = await institution('south')
    expect(ending.licences).toMatchObject([{ number: 'M-9', state: 'running_out' }])
    expect(rulesOf(ending)).toEqual(['licence_running_out'])
    await govern(setLicences(glnOf('south'), [until(now - 1)]))
    const over = await institution('south')
    expect(over.licences).toMatchObject([{ state: 'expired' }])
    expect(rulesOf(over)).toEqual(['may_not_ship'])
  })

  test('a product that was withdrawn is not to be bought', async () => {
    await govern(withdrawProduct(lot.gtin, 'more harm than good'))
    const seen = await product()
    expect(seen).toMatchObject({
      status: 'withdrawn',
      assessment: { verdict: 'do_not_buy' },
      reason: 'more harm than good',
    })
    expect(seen.versions).toMatchObject([{ version: 1 }])
  })

  test('nobody who is not there can be screened, and nobody who is not signed in screens', async () => {
    const { screening } = world.as('station')
    expect(await problemOf(screening.institution({ params: { gln: '9520000009991' as never } }))).toMatchObject({
      code: 'NotFound',
    })
    const gtin = '03400935955838' as Gtin
    expect(await problemOf(screening.product({ params: { gtin } }))).toMatchObject({ code: 'NotFound' })
    expect(await problemOf(world.anonymous.screening.product({ params: { gtin } }))).toMatchObject({
      code: 'NotSignedIn',
    })
  })
})
