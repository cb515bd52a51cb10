import type { Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import {
  admit,
  type Call,
  dismiss,
  lotIdOf,
  overrideUndo,
  rejectShipment,
  setLicences,
  setThreshold,
} from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wordsOfAct } from '../../src/areas/governance/act-words.ts'
import { glnAt } from '../../src/demonstration/cast.ts'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, type World } from '../support/world.ts'

const reason = 'as the board decided'
const waitSeconds = 20
const dayMs = 86_400_000

describe('a proposed act in words', () => {
  const words = ({ contract, name, data }: Call) => wordsOfAct({ contract, call: name, data })
  const gln = glnAt(31)

  test('an institution is told by its GLN, accounts in lower case', () => {
    const applicant = '0x52908400098527886E0F7030069857D2E4169EE7'
    expect(words(admit(gln, applicant))).toEqual({
      act: { contract: 'institutions', name: 'admit', args: { gln, applicant: applicant.toLowerCase() } },
      subject: { kind: 'institution', id: gln },
    })
    expect(words(dismiss(applicant)).subject).toEqual({ kind: 'account', id: applicant.toLowerCase() })
  })

  test('licences are told by permissions and instants', () => {
    const licence = { number: 'L', scope: ['ship', 'pack'] as const, validFrom: 1_800_000_000, validTo: 2 ** 48 - 1 }
    expect(words(setLicences(gln, [licence])).act.args.licences).toEqual([
      { number: 'L', scope: ['pack', 'ship'], validFrom: '2027-01-15T08:00:00Z', validTo: '9999-12-31T23:59:59Z' },
    ])
  })

  test('goods, days, states and shipments are told as everywhere', () => {
    const lot = lotIdOf('03400930000014' as Gtin, 'L1' as LotNumber)
    const goods = { units: [{ lot, units: [[1, 3]] as const }] }
    expect(words(overrideUndo(gln, 'stolen', '2026-11-27' as IsoDate, goods)).act.args).toEqual({
      gln,
      state: 'stolen',
      day: '2026-11-27',
      goods: { containers: [], units: [{ lot, units: [[1, 3]] }] },
    })
    expect(words(rejectShipment({ sender: gln, number: 7n }, 'broken')).act.args).toEqual({
      shipment: { sender: gln, number: '7' },
      reason: 'broken',
    })
    expect(words(setThreshold(3))).toEqual({
      act: { contract: 'governance', name: 'setThreshold', args: { threshold: 3 } },
    })
  })

  test('what cannot be read, or goes to another contract than it is for, is told as it is', () => {
    const { data } = setThreshold(3)
    expect(wordsOfAct({ contract: 'unknown', call: data.slice(0, 10), data })).toEqual({
      act: { contract: 'unknown', name: data.slice(0, 10), args: { data } },
    })
    expect(wordsOfAct({ contract: 'unknown', call: '0x12345678', data: '0x1234567890' })).toEqual({
      act: { contract: 'unknown', name: '0x12345678', args: { data: '0x1234567890' } },
    })
  })
})

describe('the regulator’s strong acts', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
    // Two of the regulator's three must agree from here on: the admin that deployed, the admin and the operator here.
    await admin().governance.setThreshold({ body: { threshold: 2, reason }, waitSeconds })
  }, 60_000)
  afterAll(() => world.close())

  const admin = () => world.as('regulator', 'admin')
  const operator = () => world.as('regulator', 'operator')
  const north = () => ({ gln: world.members.north.gln })

  async function proposeSuspension(
    key: 'south' | 'rhine' | 'coast' | 'market' | 'station' | 'clinic',
    openDays?: number,
  ) {
    const { result } = await operator().institutions.suspend({
      params: { gln: world.members[key].gln },
      body: { reason, ...(openDays === undefined ? {} : { openDays }) },
      waitSeconds,
    })
    return result.proposal.id ?? ''
  }

  test('everybody reads how many of them there were, signed in or not', async () => {
    const overview = await world.anonymous.governance.overview({})
    expect(overview).toMatchObject({
      regulator: { gln: world.members.regulator.gln, name: world.members.regulator.name },
      threshold: 2,
      operators: 3,
    })
    expect(Number(overview.executions)).toBe(overview.byAct.reduce((sum, { executions }) => sum + executions, 0))
    expect(overview.byAct).toContainEqual({ contract: 'institutions', name: 'admit', executions: 8 })
    expect(overview.byAct).toContainEqual({ contract: 'governance', name: 'setThreshold', executions: 1 })
  })

  test('where two must agree, one proposes and another carries it out', async () => {
    const proposed = await operator().institutions.suspend({ params: north(), body: { reason }, waitSeconds })
    expect(proposed.result.proposal).toMatchObject({ state: 'open', needed: 2 })
    const id = proposed.result.proposal.id ?? ''
    expect(await operator().institutions.find({ params: north() })).toMatchObject({ status: 'active' })

    const open = await admin().governance.find({ params: { id } })
    expect(open).toMatchObject({
      id,
      state: 'open',
      reason,
      act: { contract: 'institutions', name: 'suspend', args: { ...north(), reason } },
      subject: { kind: 'institution', id: north().gln, name: world.members.north.name },
      approvals: [{ account: open.proposer, counts: true }],
      needed: 2,
    })
    expect(Date.parse(open.expiresAt) - Date.parse(open.madeAt)).toBeGreaterThan(6.9 * dayMs)
    const twice = await problemOf(operator().governance.approve({ params: { id } }))
    expect(twice).toMatchObject({ code: 'WrongState', reason: { name: 'GovernanceAlreadyApproved' } })

    const approved = await admin().governance.approve({ params: { id }, waitSeconds })
    expect(approved.result).toEqual({ proposal: id, state: 'executed', approvals: 2, needed: 2 })
    const done = await world.as('north', 'auditor').governance.find({ params: { id } })
    expect(done).toMatchObject({ state: 'executed', closedAt: expect.any(String) })
    expect(done.approvals).toHaveLength(2)
    expect(await operator().institutions.find({ params: north() })).toMatchObject({ status: 'suspended', reason })
    const late = await problemOf(admin().governance.approve({ params: { id } }))
    expect(late).toMatchObject({
      code: 'WrongState',
      reason: { name: 'GovernanceClosed', args: { state: 'executed' } },
    })
  })

  test('the same is not proposed twice while it waits', async () => {
    const id = await proposeSuspension('south')
    const params = { gln: world.members.south.gln }
    const twin = await problemOf(admin().institutions.suspend({ params, body: { reason } }))
    expect(twin).toMatchObject({ code: 'WrongState', reason: { name: 'ProposalOpen', args: { proposal: id } } })
    await operator().governance.cancel({ params: { id }, waitSeconds })
    expect(await proposeSuspension('south')).not.toBe(id)
  })

  test('only who proposed takes it back', async () => {
    const id = await proposeSuspension('rhine')
    const foreign = await problemOf(admin().governance.cancel({ params: { id } }))
    expect(foreign).toMatchObject({ code: 'Forbidden', reason: { name: 'GovernanceNotProposer' } })
    await operator().governance.cancel({ params: { id }, waitSeconds })
    expect(await operator().governance.find({ params: { id } })).toMatchObject({ state: 'cancelled' })
    expect((await problemOf(admin().governance.approve({ params: { id } }))).code).toBe('WrongState')
  })

  test('what is only proposed is the regulator’s affair; what was done everybody sees', async () => {
    const id = await proposeSuspension('coast')
    const { governance } = world.as('coast', 'admin')
    expect((await problemOf(governance.find({ params: { id } }))).code).toBe('NotFound')
    expect((await governance.list({ query: { state: 'open' } })).items).toEqual([])
    const seen = await governance.list({ query: { limit: 500 } })
    expect(new Set(seen.items.map(({ state }) => state))).toEqual(new Set(['executed']))
    const open = await operator().governance.list({ query: { state: 'open', act: 'suspend' } })
    expect(open.items.map((proposal) => proposal.id)).toContain(id)
  })

  test('the newest come first, page by page', async () => {
    const all = await operator().governance.list({ query: { limit: 500 } })
    const ids = all.items.map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    const first = await operator().governance.list({ query: { limit: 4 } })
    const second = await operator().governance.list({ query: { limit: 4, cursor: first.next ?? '' } })
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 8))
    const oldest = await operator().governance.list({ query: { limit: 1, sort: 'id' } })
    expect(oldest.items[0]?.id).toBe('0')
  })

  test('strong acts and approvals are for the regulator’s operators', async () => {
    const params = { id: await proposeSuspension('station') }
    for (const client of [world.as('north', 'admin'), world.as('regulator', 'auditor')]) {
      expect((await problemOf(client.governance.approve({ params }))).code).toBe('Forbidden')
    }
    const unknown = await problemOf(admin().governance.approve({ params: { id: '999999' } }))
    expect(unknown.code).toBe('NotFound')
    const malformed = await problemOf(admin().governance.find({ params: { id: '01' } }))
    expect(malformed).toMatchObject({ code: 'Invalid', errors: [{ field: 'path.id' }] })
  })

  test('no more operators can be needed than there are', async () => {
    const { setThreshold } = admin().governance
    const problem = await problemOf(setThreshold({ body: { threshold: 4, reason } }))
    expect(problem).toMatchObject({ code: 'WrongState', reason: { args: { threshold: 4, operators: 3 } } })
  })

  test('an applicant is admitted when the second one agrees', async () => {
    const gln = glnAt(61)
    const licence = {
      number: 'W-1',
      scope: ['ship' as const],
      validFrom: '2026-01-01T00:00:00Z',
      validTo: '2036-01-01T00:00:00Z',
    }
    await world.anonymous.institutions.apply({
      body: {
        gln,
        kind: 'distributor',
        name: 'Late Wholesale',
        licences: [licence],
        admin: { name: 'late.admin', password: 'quite a long password' },
      },
      waitSeconds,
    })
    const { result } = await operator().institutions.admit({ params: { gln }, body: { reason }, waitSeconds })
    await admin().governance.approve({ params: { id: result.proposal.id ?? '' }, waitSeconds })
    expect(await admin().institutions.find({ params: { gln } })).toMatchObject({ status: 'active' })
  })

  test('a proposal that nobody approves in time has expired', async () => {
    const id = await proposeSuspension('clinic', 1)
    world.clock.ahead(1.1 * dayMs)
    const found = await operator().governance.find({ params: { id } })
    expect(found).toMatchObject({ state: 'expired' })
    expect(found).not.toHaveProperty('closedAt')
    const late = await problemOf(admin().governance.approve({ params: { id } }))
    expect(late).toMatchObject({ code: 'WrongState', reason: { name: 'GovernanceExpired' } })
    const expired = await operator().governance.list({ query: { state: 'expired' } })
    expect(expired.items.map((proposal) => proposal.id)).toEqual([id])
    const open = await operator().governance.list({ query: { state: 'open' } })
    expect(open.items.map((proposal) => proposal.id)).not.toContain(id)
    // The same may be proposed again.
    expect(await proposeSuspension('clinic')).not.toBe(id)
  })

  test('the approval of somebody who has left the regulator does not count any more', async () => {
    const id = await proposeSuspension('market')
    const { proposer } = await admin().governance.find({ params: { id } })
    const params = { gln: world.members.regulator.gln, account: proposer }
    const { result } = await admin().institutions.dismiss({ params, body: { reason }, waitSeconds })
    await operator().governance.approve({ params: { id: result.proposal.id ?? '' }, waitSeconds })
    const left = await admin().governance.find({ params: { id } })
    expect(left.approvals).toMatchObject([{ account: proposer, counts: false }])
    const approved = await admin().governance.approve({ params: { id }, waitSeconds })
    expect(approved.result).toEqual({ proposal: id, state: 'open', approvals: 1, needed: 2 })
  })
})
