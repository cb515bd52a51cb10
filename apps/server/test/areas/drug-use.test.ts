import { randomBytes } from 'node:crypto'
import type { Problem } from '@theriac/api'
import { recordIdOf, writeRecord } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVault } from '../../src/accounts/vault.ts'
import { createDrugUseDetails, drugUseSettled } from '../../src/areas/drug-use/details.ts'
import { openDetails, sealDetails } from '../../src/areas/drug-use/sealed-details.ts'
import { drugUseDetails } from '../../src/db/schema/index.ts'
import type { Caller } from '../../src/http/handler.ts'
import { problemOf } from '../support/problem-of.ts'
import { openSupply, type SuppliedLot, type Supply } from '../support/supply.ts'
import { openWorld, type World } from '../support/world.ts'

const waitSeconds = 20

describe('sealed details', () => {
  const vault = createVault(new Uint8Array(randomBytes(32)))

  test('equal details give another hash each time, and open to the hash that they were sealed with', () => {
    const [one, two] = [sealDetails(vault, { patient: 'P-1' }, 'a'), sealDetails(vault, { patient: 'P-1' }, 'a')]
    expect(one.hash).not.toBe(two.hash)
    expect(openDetails(vault, one.sealed, 'a')).toEqual({ details: { patient: 'P-1' }, hash: one.hash })
  })

  test('one row cannot be put in the place of another', () => {
    const { sealed } = sealDetails(vault, { patient: 'P-1' }, 'a')
    expect(() => openDetails(vault, sealed, 'b')).toThrow(expect.objectContaining({ code: 'VaultTampered' }))
  })
})

describe('drug use', () => {
  let world: World
  let supply: Supply
  let lot: SuppliedLot

  beforeAll(async () => {
    world = await openWorld()
    supply = await openSupply(world)
    lot = await supply.makeLot('U1', { serials: 20 })
    await supply.give('clinic', { units: [{ lot: lot.id, units: [[0, 9]] }] })
  })
  afterAll(() => world.close())

  const clinic = () => world.as('clinic').drugUse
  const reasonOf = ({ reason }: Problem) => reason as { name: string; args: Record<string, unknown> }
  const serialAt = (index: number) => lot.serials[index] ?? ('' as never)
  const details = {
    patient: 'P-4711',
    ward: 'B2',
    dose: '500 mg every 8 h',
    unitsUsed: 2,
    usedAt: '2026-10-05T08:00:00Z',
  }
  const write = async (body: object = {}) => {
    const job = await clinic().write({ body: { gtin: lot.gtin, ...details, ...body }, waitSeconds })
    return { id: job.result.id, hash: job.result.hash }
  }
  const rowsOf = (id: string) =>
    world.database.db.select().from(drugUseDetails).where(eq(drugUseDetails.record, id)).orderBy(drugUseDetails.version)

  test('what is said to be used tomorrow is refused', async () => {
    const usedAt = new Date(world.clock.now() + 86_400_000).toISOString()
    expect(await problemOf(write({ usedAt }))).toMatchObject({ errors: [{ field: '/usedAt', rule: 'future' }] })
  })

  test('the hospital reads what was used for whom; the ledger has a salted hash', async () => {
    const { id, hash } = await write({ serial: serialAt(3), reason: 'fever' })
    const found = await clinic().find({ params: { id } })
    expect(found).toMatchObject({
      id,
      hash,
      gln: world.members.clinic.gln,
      gtin: lot.gtin,
      lot: 'U1',
      index: 3,
      version: 1,
      voided: false,
      isIntact: true,
      details: { ...details, reason: 'fever', serial: serialAt(3) },
    })
    expect(await world.server.ledger.reads.records.record(id)).toMatchObject({
      kind: 'drug_use',
      hash,
      subject: { kind: 'unit', lot: lot.id, index: 3 },
    })
    const [row] = await rowsOf(id)
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('P-4711')
  })

  test('the regulator sees that a record exists; another hospital sees nothing', async () => {
    const { id } = await write({ lot: lot.lot })
    const seen = await world.as('regulator').drugUse.find({ params: { id } })
    expect(seen).toMatchObject({ id, lot: 'U1', version: 1 })
    expect(JSON.stringify(seen)).not.toContain('P-4711')
    expect(seen).not.toHaveProperty('details')
    expect(
      (await world.as('regulator').drugUse.list({ query: { gln: world.members.clinic.gln } })).items.length,
    ).toBeGreaterThan(1)
    expect(await problemOf(world.as('infirmary').drugUse.find({ params: { id } }))).toMatchObject({ status: 404 })
    expect((await world.as('infirmary').drugUse.list()).items).toEqual([])
    expect(await problemOf(world.as('market').drugUse.list())).toMatchObject({ code: 'Forbidden' })
    expect(
      await problemOf(world.as('clinic', 'auditor').drugUse.write({ body: { gtin: lot.gtin, ...details } })),
    ).toMatchObject({
      code: 'Forbidden',
    })
  })

  test('a new version leaves the old one readable, with who, when and why', async () => {
    const { id, hash } = await write({ serial: serialAt(4) })
    const params = { id }
    const said = { ...details, unitsUsed: 3 }
    const amended = await clinic().amend({
      params,
      body: { version: 1, because: 'counted again', ...said },
      waitSeconds,
    })
    expect(amended.result).toMatchObject({ id, version: 2 })
    expect(await clinic().find({ params })).toMatchObject({
      version: 2,
      details: { unitsUsed: 3, serial: serialAt(4) },
      isIntact: true,
    })
    const { items } = await clinic().versions({ params })
    expect(items).toMatchObject([
      { version: 1, hash, voided: false, details: { unitsUsed: 2 }, operator: expect.stringMatching(/^0x/) },
      { version: 2, reason: 'counted again', details: { unitsUsed: 3 } },
    ])
    const stale = await problemOf(clinic().amend({ params, body: { version: 1, because: 'late', ...said } }))
    expect(reasonOf(stale)).toEqual({ name: 'newer_version', args: { version: 2 } })
    const foreign = world.as('infirmary').drugUse.amend({ params, body: { version: 2, because: 'x', ...said } })
    expect(await problemOf(foreign)).toMatchObject({ status: 404 })
  })

  test('two who amend the same version at once do not both write it', async () => {
    const { id } = await write()
    const amend = (unitsUsed: number) =>
      clinic().amend({ params: { id }, body: { version: 1, because: 'again', ...details, unitsUsed }, waitSeconds })
    const settled = await Promise.allSettled([amend(5), amend(6)])
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await rowsOf(id)).toHaveLength(2)
    expect(await clinic().find({ params: { id } })).toMatchObject({ version: 2, isIntact: true })
  })

  test('a voided record keeps what it said, and is changed no more', async () => {
    const { id } = await write()
    const params = { id }
    const job = await clinic().void({ params, body: { version: 1, because: 'wrong chart' }, waitSeconds })
    expect(job.result).toEqual({ id, version: 2 })
    expect(await clinic().find({ params })).toMatchObject({ voided: true, version: 2, details: { patient: 'P-4711' } })
    expect((await clinic().versions({ params })).items).toMatchObject([
      { version: 1, voided: false },
      { version: 2, voided: true, reason: 'wrong chart' },
    ])
    const after = await problemOf(clinic().void({ params, body: { version: 2, because: 'again' } }))
    expect(reasonOf(after)).toMatchObject({ name: 'voided' })
    expect((await clinic().list({ query: { voided: true } })).items.map((item) => item.id)).toEqual([id])
  })

  test('details are erased for good, and the list tells by whom and when', async () => {
    const { id, hash } = await write({ serial: serialAt(5) })
    const params = { id }
    await clinic().amend({ params, body: { version: 1, because: 'more', ...details }, waitSeconds })
    const body = { reason: 'the patient asked' }
    expect(await problemOf(world.as('infirmary').drugUse.eraseDetails({ params, body }))).toMatchObject({ status: 404 })
    const { erased } = await clinic().eraseDetails({ params, body })
    expect(erased).toMatchObject({ by: 'clinic.operator', reason: 'the patient asked' })
    expect((await rowsOf(id)).map(({ sealed }) => sealed)).toEqual([null, null])
    const listed = (await clinic().list()).items.find((item) => item.id === id)
    expect(listed).toMatchObject({ version: 2, erased })
    expect(listed).not.toHaveProperty('details')
    expect((await clinic().versions({ params })).items[0]).toMatchObject({ hash, erased })
    expect(reasonOf(await problemOf(clinic().eraseDetails({ params, body })))).toMatchObject({ name: 'erased' })
    const amended = await problemOf(clinic().amend({ params, body: { version: 2, because: 'x', ...details } }))
    expect(reasonOf(amended)).toMatchObject({ name: 'erased' })
    expect(await clinic().void({ params, body: { version: 2, because: 'erased' }, waitSeconds })).toMatchObject({
      state: 'sealed',
    })
  })

  test('an amendment that was looked at before details were erased brings none back', async () => {
    const { id } = await write()
    const { db } = world.database
    const { gln } = world.members.clinic
    const kept = createDrugUseDetails({
      db,
      vault: createVault(new Uint8Array(randomBytes(32))),
      clock: world.clock.now,
    })
    const caller = { gln, accountId: 'an account' } as Caller
    const { store } = kept.prepare(caller, { record: id, version: 2, gtin: lot.gtin }, details)
    await clinic().eraseDetails({ params: { id }, body: { reason: 'the patient asked' } })
    const late = db.transaction((tx) => store(tx as Db, 'a job'))
    await expect(late).rejects.toMatchObject({ code: 'WrongState', data: { reason: { name: 'erased' } } })
    expect((await rowsOf(id)).map(({ sealed }) => sealed)).toEqual([null])
  })

  test('nothing is kept of what the ledger refused', async () => {
    const { id } = await write()
    const [row] = await rowsOf(id)
    const job = { id: 'refused', operation: 'drugUse.amend', gln: '', accountId: '', operator: '', result: {} }
    await world.database.db.transaction(async (tx) => {
      await tx
        .insert(drugUseDetails)
        .values({ ...row, version: 2, jobId: 'refused', state: 'pending' } as NonNullable<typeof row>)
      await drugUseSettled['drugUse.amend']?.(tx as Db, { ...job, state: 'rejected' })
    })
    expect(await rowsOf(id)).toEqual([row])
  })

  test('a record that another server of the hospital wrote is listed without details', async () => {
    const number = toHex(randomBytes(32))
    const params = { id: recordIdOf(world.members.clinic.gln, number) }
    const hash = toHex(randomBytes(32))
    await supply.act('clinic', [writeRecord(number, 'drug_use', { kind: 'lot', lot: lot.id }, hash)])
    const found = await clinic().find({ params })
    expect(found).toMatchObject({ hash, lot: 'U1', version: 1 })
    expect(found).not.toHaveProperty('details')
    expect(found).not.toHaveProperty('erased')
    const erase = clinic().eraseDetails({ params, body: { reason: 'asked' } })
    expect(await problemOf(erase)).toMatchObject({ status: 404 })
  })

  test('what a record is about must be there, and fit together', async () => {
    const body = { gtin: lot.gtin, ...details }
    const faults = async (more: object) => (await problemOf(clinic().write({ body: { ...body, ...more } }))).errors
    expect(await faults({ lot: 'NONE' })).toMatchObject([{ field: '/lot', rule: 'unknown' }])
    expect(await faults({ serial: serialAt(6), lot: 'OTHER' })).toMatchObject([{ field: '/lot', rule: 'LOT_13' }])
    expect(await faults({ gtin: '03400935955838' })).toMatchObject([{ field: '/gtin', rule: 'unknown' }])
    expect(await faults({ serial: 'NONE' })).toMatchObject([{ field: '/serial', rule: 'unknown' }])
    expect(await faults({ unitsUsed: 0 })).toMatchObject([{ field: '/unitsUsed' }])
  })

  test('published figures hide what concerns fewer than five', async () => {
    const used = { usedAt: '2026-08-03T08:00:00Z', unitsUsed: 4 }
    const statistics = async (key: 'market' | 'regulator' = 'market') =>
      (await world.as(key).drugUse.statistics({ query: { from: '2026-08', to: '2026-08' } })).items
    for (let i = 0; i < 4; i++) await write(used)
    expect(await statistics()).toEqual([
      { gtin: lot.gtin, productName: 'DOLIPRANE 1000 mg', month: '2026-08', uses: '<5' },
    ])
    const { id } = await write({ ...used, lot: lot.lot })
    expect(await statistics('regulator')).toMatchObject([{ uses: 5, unitsUsed: 20 }])
    await clinic().eraseDetails({ params: { id }, body: { reason: 'asked' } })
    expect(await statistics()).toMatchObject([{ uses: 5, unitsUsed: 20 }])
    await clinic().void({ params: { id }, body: { version: 1, because: 'wrong' }, waitSeconds })
    expect(await statistics()).toMatchObject([{ uses: '<5' }])
    expect((await world.as('market').drugUse.statistics({ query: { from: '2026-09', to: '2026-09' } })).items).toEqual(
      [],
    )
  })
})
