import { usualPermissions, permissions as wirePermissions } from '@theriac/api'
import { licenceScopes, permissions } from '@theriac/ledger'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coveredUntil, licensingOf, stateOfLicence } from '../../src/areas/institutions/licensing.ts'
import { readLicences } from '../../src/areas/institutions/wire.ts'
import { glnAt } from '../../src/demonstration/cast.ts'
import { problemOf } from '../support/problem-of.ts'
import { openWorld, password, type World } from '../support/world.ts'

const reason = 'as the inspection showed'
const waitSeconds = 20

describe('what licences cover', () => {
  const licence = (validFrom: number, validTo: number, scope = ['ship', 'receive']) => ({
    number: `${validFrom}`,
    scope,
    validFrom,
    validTo,
  })

  test('licences that follow one another without a gap count as one', () => {
    expect(coveredUntil('ship', [licence(201, 300), licence(100, 200)], 150)).toBe(300)
    expect(coveredUntil('ship', [licence(100, 200), licence(202, 300)], 150)).toBe(200)
    expect(coveredUntil('ship', [licence(100, 300), licence(120, 200)], 150)).toBe(300)
    expect(coveredUntil('ship', [licence(100, 200)], 201)).toBeUndefined()
    expect(coveredUntil('ship', [licence(100, 200)], 99)).toBeUndefined()
    expect(coveredUntil('ship', [licence(100, 200)], 200)).toBe(200)
    expect(coveredUntil('dispense', [licence(100, 200)], 150)).toBeUndefined()
  })

  test('the first permission to lose its licence tells how long an institution is licensed', () => {
    const holder = {
      kind: 'pharmacy',
      permissions: ['ship', 'receive', 'dispense', 'record'],
      licences: [licence(0, 500), licence(0, 400, ['dispense'])],
    }
    expect(licensingOf(holder, 100)).toEqual({ until: 400, missing: ['record'] })
    expect(licensingOf(holder, 450)).toEqual({ until: 500, missing: ['dispense', 'record'] })
    expect(licensingOf(holder, 501).until).toBeUndefined()
    expect(licensingOf({ ...holder, kind: 'regulator', licences: [] }, 1)).toEqual({ until: undefined, missing: [] })
  })

  test('a licence counts from its first to its last second', () => {
    const states = [99, 100, 200, 201].map((now) => stateOfLicence(licence(100, 200), now))
    expect(states).toEqual(['future', 'valid', 'valid', 'expired'])
  })

  test('each licence that ends before it starts is told with its place', () => {
    const given = (validFrom: string, validTo: string) => ({
      number: 'L',
      scope: ['ship' as const],
      validFrom,
      validTo,
    })
    const fine = given('2026-01-01T00:00:00Z', '2027-01-01T00:00:00+01:00')
    expect(readLicences([fine])).toEqual([
      { number: 'L', scope: ['ship'], validFrom: 1_767_225_600, validTo: 1_798_758_000 },
    ])
    const wrong = [
      fine,
      given('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'),
      given('1969-12-31T00:00:00Z', '2026-01-01T00:00:00Z'),
    ]
    expect(() => readLicences(wrong)).toThrow(
      expect.objectContaining({
        code: 'Invalid',
        data: {
          errors: [
            expect.objectContaining({ field: '/licences/1/validTo' }),
            expect.objectContaining({ field: '/licences/2/validFrom' }),
          ],
        },
      }),
    )
  })

  test('the API knows the permissions that the ledger knows', () => {
    expect(wirePermissions).toEqual(permissions)
  })

  test('the API knows what the licence of each trade covers', () => {
    const { manufacture, wholesale, retail, hospital } = licenceScopes
    expect(usualPermissions).toEqual({ factory: manufacture, distributor: wholesale, pharmacy: retail, hospital })
  })
})

describe('institutions', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  }, 60_000)
  afterAll(() => world.close())

  const regulator = () => world.as('regulator')
  const station = () => world.members.station.gln
  const licences = (days: number) => [
    {
      number: 'RX-77',
      scope: ['receive', 'dispense', 'ship'] as ('receive' | 'dispense' | 'ship')[],
      validFrom: new Date(world.clock.now() - 86_400_000).toISOString(),
      validTo: new Date(world.clock.now() + days * 86_400_000).toISOString(),
    },
  ]
  const application = (place: number, name: string, signInName = name.toLowerCase().replaceAll(' ', '.')) => ({
    gln: glnAt(place),
    kind: 'pharmacy' as const,
    name,
    licences: licences(300),
    admin: { name: signInName, password: 'a password of one’s own' },
  })

  test('everybody sees who takes part, page by page and narrowed', async () => {
    const all = await world.as('market', 'auditor').institutions.list({})
    expect(all.items.map(({ name }) => name)).toEqual(
      Object.values(world.members)
        .map(({ name }) => name)
        .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    )
    const first = await regulator().institutions.list({ query: { limit: 5, sort: '-gln' } })
    const second = await regulator().institutions.list({ query: { limit: 5, sort: '-gln', cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ gln }) => gln)).toEqual(
      Object.values(world.members)
        .map(({ gln }) => gln)
        .sort()
        .reverse(),
    )
    expect(second.next).toBeUndefined()
    const { items } = await regulator().institutions.list({ query: { kind: 'pharmacy', text: 'PHARMACY station' } })
    expect(items.map(({ gln }) => gln)).toEqual([station()])
    expect((await regulator().institutions.list({ query: { status: 'suspended' } })).items).toEqual([])
    const dispensing = await regulator().institutions.list({ query: { permission: 'dispense' } })
    expect(new Set(dispensing.items.map(({ kind }) => kind))).toEqual(new Set(['pharmacy', 'hospital']))
    expect(dispensing.items.every(({ permissions }) => permissions.includes('dispense'))).toBe(true)
    const byGln = await regulator().institutions.list({ query: { text: station() } })
    expect(byGln.items).toHaveLength(1)
  })

  test('a list refuses what it does not know', async () => {
    const problem = await problemOf(regulator().institutions.list({ query: { cursor: 'nonsense' } }))
    expect(problem).toMatchObject({ code: 'Invalid', errors: [{ field: 'query.cursor' }] })
    expect(await problemOf(world.anonymous.institutions.list({}))).toMatchObject({ code: 'NotSignedIn' })
  })

  test('an institution is shown with its licences, and with what they do not cover', async () => {
    const found = await world.as('north').institutions.find({ params: { gln: station() } })
    expect(found).toMatchObject({ kind: 'pharmacy', status: 'active', unlicensed: [] })
    expect(found.licences).toMatchObject([{ number: 'L-32', state: 'valid' }])
    expect(found.licensedUntil).toBe(found.licences[0]?.validTo)
    expect(found.permissions).toContain('dispense')
    expect(found).not.toHaveProperty('applicant')
    const unknown = await problemOf(regulator().institutions.find({ params: { gln: glnAt(999) } }))
    expect(unknown.code).toBe('NotFound')
  })

  test('an institution sees its own operators, the regulator all, and nobody else any', async () => {
    const params = { gln: world.members.north.gln }
    const own = await world.as('north', 'auditor').institutions.operators({ params })
    expect(own.items.map(({ role }) => role).sort()).toEqual(['admin', 'auditor', 'operator'])
    expect(await regulator().institutions.operators({ params })).toEqual(own)
    expect((await problemOf(world.as('south').institutions.operators({ params }))).code).toBe('NotFound')
    const left = await regulator().institutions.operators({ params, query: { active: false } })
    expect(left.items).toEqual([])
  })

  test('an applicant waits, is admitted, and its admin signs in with the password that it chose', async () => {
    const body = application(51, 'Harbour Pharmacy')
    const job = await world.anonymous.institutions.apply({ body, waitSeconds })
    expect(job).toMatchObject({ state: 'sealed', gln: body.gln, result: { gln: body.gln } })
    const params = { gln: body.gln }
    const waiting = await regulator().institutions.find({ params })
    expect(waiting).toMatchObject({ status: 'applied', name: 'Harbour Pharmacy', applicant: job.result.operator })
    expect(await world.as('market').institutions.find({ params })).not.toHaveProperty('applicant')
    const told = () => world.anonymous.institutions.application({ params })
    expect(await told()).toMatchObject({ status: 'applied', kind: 'pharmacy', name: body.name })

    const { result } = await regulator().institutions.admit({ params, body: { reason }, waitSeconds })
    expect(result).toMatchObject({ gln: body.gln, proposal: { state: 'executed', needed: 1 } })
    const admitted = await regulator().institutions.find({ params })
    expect(admitted).toMatchObject({ status: 'active' })
    expect(admitted.unlicensed).toContain('pack')
    expect(await told()).toMatchObject({ status: 'active', admittedAt: admitted.admittedAt })
    const { name } = body.admin
    const session = await world.anonymous.sessions.signIn({ body: { name, password: body.admin.password } })
    expect(session).toMatchObject({ account: { role: 'admin' }, institution: { gln: body.gln, status: 'active' } })
  })

  test('nobody applies for a GLN, or with a sign-in name, that is taken', async () => {
    const gln = await problemOf(world.anonymous.institutions.apply({ body: application(32, 'Second Station') }))
    expect(gln).toMatchObject({ code: 'AlreadyExists', reason: { name: 'InstitutionsWrongStatus' } })
    const name = await problemOf(
      world.anonymous.institutions.apply({ body: application(52, 'Nobody', 'north.operator') }),
    )
    expect(name).toMatchObject({ code: 'AlreadyExists', errors: [{ field: '/admin/name', rule: 'taken' }] })
    expect((await problemOf(regulator().institutions.find({ params: { gln: glnAt(52) } }))).code).toBe('NotFound')
  })

  test('an application that breaks a rule says in which field', async () => {
    const body = application(53, 'Wrong')
    const [licence] = body.licences
    const backwards = { ...licence, validFrom: licence?.validTo ?? '', validTo: licence?.validFrom ?? '' }
    const wrong = [
      [{ ...body, licences: [backwards] }, '/licences/0/validTo'],
      [{ ...body, kind: 'regulator' }, '/kind'],
      [{ ...body, admin: { ...body.admin, password: 'short' } }, '/admin/password'],
      [{ ...body, name: '   ' }, '/name'],
      [{ ...body, gln: '9520000000512' }, '/gln'],
      [{ ...body, extra: 1 }, '/extra'],
    ] as const
    for (const [given, field] of wrong) {
      const problem = await problemOf(world.anonymous.institutions.apply({ body: given as typeof body }))
      expect(problem).toMatchObject({ code: 'Invalid', errors: [{ field }] })
    }
  })

  test('a declined application frees the GLN, and its account is of no use any more', async () => {
    const body = application(54, 'First Try')
    await world.anonymous.institutions.apply({ body, waitSeconds })
    const params = { gln: body.gln }
    await regulator().institutions.decline({ params, body: { reason: 'no licence' }, waitSeconds })
    const found = await regulator().institutions.find({ params })
    expect(found).toMatchObject({ status: 'declined', reason: 'no licence' })
    const told = await world.anonymous.institutions.application({ params })
    expect(told).toMatchObject({ status: 'declined', reason: 'no licence' })
    const admit = await problemOf(regulator().institutions.admit({ params, body: { reason } }))
    expect(admit).toMatchObject({ code: 'WrongState', reason: { args: { status: 'declined' } } })

    const again = { ...application(54, 'Second Try'), name: 'Second Try' }
    await world.anonymous.institutions.apply({ body: again, waitSeconds })
    await regulator().institutions.admit({ params, body: { reason }, waitSeconds })
    const { name, password: old } = body.admin
    const signIn = await problemOf(world.anonymous.sessions.signIn({ body: { name, password: old } }))
    expect(signIn.code).toBe('Forbidden')
  })

  test('a suspended institution is told so, does nothing, and can be reinstated', async () => {
    const params = { gln: world.members.coast.gln }
    const { suspend, reinstate, find } = regulator().institutions
    await suspend({ params, body: { reason: 'cold chain broken' }, waitSeconds })
    expect(await find({ params })).toMatchObject({ status: 'suspended', reason: 'cold chain broken' })
    const told = world.anonymous.institutions.application
    expect(await told({ params })).not.toHaveProperty('reason')
    expect((await problemOf(told({ params: { gln: glnAt(998) } }))).code).toBe('NotFound')
    const twice = await problemOf(suspend({ params, body: { reason } }))
    expect(twice).toMatchObject({
      code: 'WrongState',
      reason: { name: 'InstitutionsWrongStatus', args: { status: 'suspended' } },
    })
    await reinstate({ params, body: { reason }, waitSeconds })
    expect(await find({ params })).toMatchObject({ status: 'active' })
    expect((await problemOf(reinstate({ params, body: { reason } }))).code).toBe('WrongState')
  })

  test('an institution that has left for good cannot come back', async () => {
    const params = { gln: world.members.infirmary.gln }
    const { retire, reinstate, find } = regulator().institutions
    await retire({ params, body: { reason: 'closed' }, waitSeconds })
    expect(await find({ params })).toMatchObject({ status: 'retired', reason: 'closed' })
    expect((await problemOf(reinstate({ params, body: { reason } }))).code).toBe('WrongState')
  })

  test('the regulator can neither suspend nor retire itself', async () => {
    const params = { gln: world.members.regulator.gln }
    const { suspend, retire } = regulator().institutions
    for (const act of [suspend, retire]) {
      expect(await problemOf(act({ params, body: { reason } }))).toMatchObject({
        code: 'WrongState',
        reason: { name: 'InstitutionsBadKind' },
      })
    }
  })

  test('name, permissions and licences are what the regulator says', async () => {
    const params = { gln: station() }
    const { rename, setPermissions, setLicences, find } = regulator().institutions
    await rename({ params, body: { name: 'Central Station Pharmacy', reason }, waitSeconds })
    await setPermissions({ params, body: { permissions: ['receive', 'dispense', 'regulate'], reason }, waitSeconds })
    const set = await setLicences({ params, body: { licences: licences(10), reason }, waitSeconds })
    expect(set.result.proposal.state).toBe('executed')
    const found = await find({ params })
    expect(found).toMatchObject({ name: 'Central Station Pharmacy', permissions: ['receive', 'dispense'] })
    expect(found.licences).toMatchObject([{ number: 'RX-77', scope: ['receive', 'ship', 'dispense'].sort(byLedger) }])
    const backwards = licences(10).map((licence) => ({
      ...licence,
      validTo: licence.validFrom,
      validFrom: licence.validTo,
    }))
    const problem = await problemOf(setLicences({ params, body: { licences: backwards, reason } }))
    expect(problem).toMatchObject({ code: 'Invalid', errors: [{ field: '/licences/0/validTo', rule: 'order' }] })
  })

  test('licences that run out are told to whom they concern, until others take their place', async () => {
    const params = { gln: station() }
    await regulator().institutions.setLicences({ params, body: { licences: licences(10), reason }, waitSeconds })
    const own = await world.as('station').institutions.licencesRunningOut({})
    expect(own.items).toMatchObject([{ gln: station(), licence: { number: 'RX-77', state: 'valid' }, replaced: false }])
    expect([9, 10]).toContain(own.items[0]?.daysLeft)
    expect((await world.as('market').institutions.licencesRunningOut({})).items).toEqual([])
    expect(await regulator().institutions.licencesRunningOut({})).toEqual(own)
    expect((await regulator().institutions.licencesRunningOut({ query: { days: 5 } })).items).toEqual([])
    const everyones = await regulator().institutions.licencesRunningOut({ query: { days: 3000 } })
    expect(everyones.items.length).toBeGreaterThan(5)

    const both = [...licences(10), ...licences(400).map((licence) => ({ ...licence, number: 'RX-78' }))]
    await regulator().institutions.setLicences({ params, body: { licences: both, reason }, waitSeconds })
    const replaced = await world.as('station').institutions.licencesRunningOut({})
    expect(replaced.items).toMatchObject([{ licence: { number: 'RX-77' }, replaced: true }])
  })

  test('the regulator names operators for an institution, and takes them from it', async () => {
    const params = { gln: world.members.clinic.gln }
    const account = '0x00000000000000000000000000000000000000aa'
    const { appoint, dismiss, operators } = regulator().institutions
    await appoint({ params, body: { account, role: 'admin', reason }, waitSeconds })
    const named = await operators({ params, query: { active: true } })
    expect(named.items).toContainEqual(expect.objectContaining({ account, role: 'admin', active: true }))
    const taken = await problemOf(appoint({ params: { gln: station() }, body: { account, role: 'operator', reason } }))
    expect(taken).toMatchObject({ code: 'AlreadyExists', reason: { args: { gln: params.gln } } })

    const foreign = await problemOf(dismiss({ params: { gln: station(), account }, body: { reason } }))
    expect(foreign.code).toBe('NotFound')
    await dismiss({ params: { ...params, account }, body: { reason }, waitSeconds })
    const left = await operators({ params, query: { active: false } })
    expect(left.items).toMatchObject([{ account, active: false, until: expect.any(String) }])
  })

  test('strong acts are the regulator’s alone, and need a reason', async () => {
    const params = { gln: station() }
    for (const client of [world.as('north', 'admin'), world.as('regulator', 'auditor')]) {
      expect((await problemOf(client.institutions.suspend({ params, body: { reason } }))).code).toBe('Forbidden')
    }
    const silent = await problemOf(regulator().institutions.suspend({ params, body: {} as { reason: string } }))
    expect(silent).toMatchObject({ code: 'Invalid', errors: [{ field: '/reason', rule: 'required' }] })
  })

  test('the password of an application is nowhere to be read', async () => {
    const { rows } = await world.database.db.execute<{ all: string }>(
      "select string_agg(to_jsonb(a)::text, '') as all from app.accounts a",
    )
    expect(rows[0]?.all).not.toContain('a password of one’s own')
    expect(rows[0]?.all).not.toContain(password)
  })
})

/** The order that permissions have on the ledger. */
function byLedger(a: string, b: string): number {
  return (wirePermissions as readonly string[]).indexOf(a) - (wirePermissions as readonly string[]).indexOf(b)
}
