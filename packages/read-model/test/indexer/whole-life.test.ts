import type { Gln, Gtin } from '@theriac/gs1'
import { countUnits, holderId, type LotId, leafOf, recordIdOf, topicOfEvent } from '@theriac/ledger'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeMask, locate, schema, verify } from '../../src/core.ts'
import { rules } from '../../src/indexer/rules/index.ts'
import {
  anyDatabase,
  gtinA,
  gtinB,
  newFolder,
  openReader,
  openTrade,
  product,
  type Reader,
  type TradeStage,
} from '../stage.ts'
import { liveWholeLife, type WholeLife } from './whole-life.ts'

const { events, eventRefs, eventWords, holders, institutions, licences, lots, operators, products, records } = schema
const folder = newFolder()
let t: TradeStage
let life: WholeLife
let reader: Reader

beforeAll(async () => {
  t = await openTrade(folder.path)
  life = await liveWholeLife(t)
  reader = await openReader(t, await anyDatabase())
  await reader.catchUp()
}, 60_000)
afterAll(async () => {
  await reader?.close()
  await reader?.database.close()
  await t.close()
  folder.close()
})

const refOf = (kind: (typeof schema.refKinds)[number]): number => schema.refKinds.indexOf(kind)
const rowOfLot = async (lot: LotId) => {
  const [row] = await reader.database.db.select().from(lots).where(eq(lots.lot, lot))
  if (!row) throw new TypeError('no such lot')
  return row
}

test('every event happened, and its row says who did what', async () => {
  const { db } = reader.database
  const rows = await db.select().from(events).orderBy(events.seq)
  const passed = ['ActTaken', 'ActRepeated', 'EIP712DomainChanged']
  const all = Object.keys(rules).filter((name) => !passed.includes(name))
  expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual(all.sort())
  expect(all.every((name) => topicOfEvent(name as never))).toBe(true)
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1))
  // What the contracts said when they were made is no act; all else is.
  const [noAct, acts] = [rows.filter((row) => row.actDigest === null), rows.filter((row) => row.actDigest !== null)]
  expect(new Set(noAct.map(({ name }) => name))).toEqual(
    new Set(['InstitutionApplied', 'InstitutionAdmitted', 'OperatorAdded', 'ThresholdSet', 'ContractListed']),
  )
  expect(acts.every(({ operator, gln }) => operator !== null && gln !== null)).toBe(true)
  expect(rows.filter((row) => row.act === null && row.name !== 'ActRefused').map(({ name }) => name)).toEqual(
    rows.filter(({ name }) => name.startsWith('Operator')).map(({ name }) => name),
  )
  const admitted = rows.find(({ name, actDigest }) => name === 'InstitutionAdmitted' && actDigest)
  expect(admitted?.gln).toBe(t.regulator.gln)
  const shipped = rows.find(({ act, units, name }) => act === 'ship' && name === 'Transferred' && units === 300)
  expect(shipped).toMatchObject({ eventTime: t.time.now - 60, args: { note: { billType: 201 }, lots: { '1': 300 } } })
})

test('the tables of goods say what the chain says', async () => {
  const { database } = reader
  expect(await verify({ database, endpoint: t.endpoint, addresses: t.addresses })).toEqual([])
  const { ref } = await rowOfLot(life.lot)
  const at = async (index: number) => {
    const [row] = await database.db
      .select()
      .from(holders)
      .where(eq(holders.ref, (await locate(database.db, ref, index)) ?? 0))
    return row
  }
  expect(await at(1_199)).toMatchObject({ kind: 'end', state: 'commissioning_voided', day: t.today() })
  expect(await at(8)).toMatchObject({ kind: 'container' })
  expect(await at(620)).toMatchObject({ kind: 'quarantine', setter: t.regulator.gln, gln: t.factory.gln })
  expect((await at(401))?.kind).toBe('rejected')
  expect((await at(500))?.kind).toBe('opened')
})

test('institutions, their licences and operators are as on the chain', async () => {
  const { db } = reader.database
  const rows = await db.select().from(institutions)
  for (const row of rows) {
    const onChain = await t.reads.institutions.institution(row.gln as Gln)
    if (row.status === 'declined') expect(onChain).toBeUndefined()
    else expect(row).toMatchObject({ kind: onChain?.kind, status: onChain?.status, permissions: onChain?.permissions })
    const licenced = await db.select().from(licences).where(eq(licences.gln, row.gln)).orderBy(asc(licences.position))
    expect(licenced.map(({ gln: _, position: __, ...licence }) => licence)).toEqual(
      await t.reads.institutions.licences(row.gln as Gln),
    )
  }
  const { suspended, retired, declined } = life.fates
  const reasons = await db
    .select()
    .from(institutions)
    .where(inArray(institutions.gln, [suspended, retired, declined]))
  expect(new Map(reasons.map(({ gln, status, reason, name }) => [gln, [status, reason, name]]))).toEqual(
    new Map([
      [suspended, ['suspended', 'once more', 'Suspended Ltd']],
      [retired, ['retired', 'closed down', 'Retired']],
      [declined, ['declined', 'no premises', 'Declined\uFFFD']],
    ]),
  )
  for (const row of await db.select().from(operators)) {
    const onChain = await t.reads.institutions.operator(row.account as `0x${string}`)
    expect(row.active ? { gln: row.gln, role: row.role } : undefined).toEqual(onChain)
  }
  const [before, after] = life.rotated
  const [old] = await db.select().from(operators).where(eq(operators.account, before))
  expect(old).toMatchObject({ active: false, successor: after })
})

test('nodes, servers and the directory are as on the chain', async () => {
  const { db } = reader.database
  const nodes = await db.select().from(schema.nodes)
  expect(nodes.map(({ name, reason }) => [name, reason]).sort()).toEqual([
    ['Plant 1', null],
    ['Store 2', null],
  ])
  for (const { node, gln, id, name, role, wish, wished } of nodes) {
    const onChain = await t.reads.nodes.node(node as `0x${string}`)
    expect({ gln, id, name, role, wish: { role: wished, state: wish } }).toEqual(onChain)
  }
  const services = await db.select().from(schema.services)
  expect(services.map(({ gln, url }) => [gln, url]).sort()).toEqual([
    [t.factory.gln, 'https://factory.example'],
    [t.hospital.gln, ''],
  ])
  const listed = await db.select().from(schema.listedContracts)
  const onChain = await t.reads.directory.entries()
  expect(new Map(listed.map(({ name, target, version, abiHash }) => [name, { target, version, abiHash }]))).toEqual(
    new Map(onChain.map(({ name, target, ...entry }) => [name, { target: target.toLowerCase(), ...entry }])),
  )
  expect(listed.find(({ name }) => name === 'catalogue')?.version).toBe(2)
  expect(listed).toHaveLength(7)
})

test('decisions of the regulator are as on the chain', async () => {
  const { db } = reader.database
  const proposals = await db.select().from(schema.proposals).orderBy(schema.proposals.id)
  expect(proposals).toHaveLength(Number(await t.reads.institutions.proposalCount()))
  for (const row of proposals) {
    const onChain = await t.reads.institutions.proposal(BigInt(row.id))
    expect(row).toMatchObject({ state: onChain?.state, data: onChain?.data, expiry: onChain?.expiry })
    const approvals = await db.select().from(schema.approvals).where(eq(schema.approvals.proposal, row.id))
    expect(approvals).toHaveLength(onChain?.approvals.length ?? 0)
  }
  const admission = proposals.find(({ call }) => call === 'admit')
  expect(admission).toMatchObject({ contract: 'institutions', args: { gln: expect.any(Number) }, reason: 'a reason' })
  const [governance] = await db.select().from(schema.governance)
  expect(governance).toEqual({ id: 1, threshold: 2, executions: Number(await t.reads.institutions.executionCount()) })
})

test('products and lots are as on the chain', async () => {
  const { db } = reader.database
  const [row] = await db.select().from(products).where(eq(products.gtin, gtinB))
  const onChain = await t.reads.catalogue.product(gtinB)
  expect(row).toMatchObject({
    owner: onChain?.owner,
    status: 'withdrawn',
    version: 2,
    suspendedBy: null,
    reason: 'harm',
  })
  expect(row?.data).toEqual(await t.reads.catalogue.productData(gtinB))
  expect(row?.searchText).toContain('doliprane')
  const levels = await db.select().from(schema.packagingLevels).orderBy(schema.packagingLevels.units)
  expect(levels).toEqual([
    { gtin: gtinB, product: gtinB, units: 1 },
    { gtin: gtinA, product: gtinB, units: 10 },
  ])
  const versions = await db.select().from(schema.productVersions).orderBy(schema.productVersions.version)
  expect(versions.map(({ data, reason }) => [data.name, reason])).toEqual([
    [product.name, null],
    ['DOLIPRANE', 'case code'],
  ])
  for (const lot of await db.select().from(lots)) {
    const { lot: id, gtin, owner, ...rest } = (await t.reads.catalogue.lot(lot.lot as LotId)) ?? { lot: '' }
    expect(lot).toMatchObject({ lot: id, gtin: gtin as Gtin, owner, ...rest })
  }
})

test('records are as on the chain, in all versions', async () => {
  const { db } = reader.database
  const rows = await db.select().from(records).orderBy(records.ref)
  expect(rows).toHaveLength(5)
  for (const { record, author, kind, version, voided, hash } of rows) {
    expect(await t.reads.records.record(record as `0x${string}`)).toMatchObject({ author, kind, version, voided, hash })
  }
  const voided = rows.find(({ record }) => record === life.record)
  const versions = await db
    .select()
    .from(schema.recordVersions)
    .where(eq(schema.recordVersions.recordRef, voided?.ref ?? 0))
  expect(versions.map(({ version, reason, hash }) => [version, reason, hash === null])).toEqual([
    [1, null, false],
    [2, 'more', false],
    [3, 'wrong pack', true],
  ])
  expect(await db.select().from(schema.anchors)).toMatchObject([{ author: t.factory.gln, count: 3 }])
  expect(recordIdOf(t.factory.gln, life.record)).not.toBe(life.record)
})

test('a unit, a lot, a container, a shipment and an institution are found in the events', async () => {
  const { db } = reader.database
  const { ref } = await rowOfLot(life.lot)
  const ofUnit = async (index: number) => {
    const rows = await db
      .select({ event: events, mask: eventWords.mask, container: eventWords.containerRef })
      .from(eventWords)
      .innerJoin(events, eq(events.seq, eventWords.seq))
      .where(and(eq(eventWords.lotRef, ref), eq(eventWords.word, Math.floor(index / 256))))
      .orderBy(events.seq)
    return rows.filter(({ mask }) => (decodeMask(mask) >> BigInt(index % 256)) & 1n).map(({ event }) => event.act)
  }
  expect(await ofUnit(7)).toEqual(['commission', 'pack', 'receiveGoods', 'reclaim', 'release'])
  expect(await ofUnit(400)).toEqual([
    'commission',
    'ship',
    'receiveGoods',
    'dispense',
    'dispense',
    'returnDispensed',
    'acceptReturn',
  ])
  const refused = await db
    .select()
    .from(events)
    .where(and(eq(events.name, 'ActRefused'), eq(events.act, 'dispense')))
  expect(refused).toMatchObject([
    { gln: t.pharmacy.gln, args: { error: 'InventoryNotHeld' }, operator: t.pharmacy.admin.address.toLowerCase() },
  ])
  const passedOn = await db
    .select()
    .from(events)
    .where(and(eq(events.name, 'ActRefused'), eq(events.act, 'propose')))
  expect(passedOn).toMatchObject([{ args: { error: 'InstitutionsWrongStatus' } }])

  const actsOf = async (kind: Parameters<typeof refOf>[0], number: number) => {
    const rows = await db
      .select({ act: events.act, name: events.name })
      .from(eventRefs)
      .innerJoin(events, eq(events.seq, eventRefs.seq))
      .where(and(eq(eventRefs.kind, refOf(kind)), eq(eventRefs.ref, number)))
      .orderBy(events.seq)
    return rows.map(({ act, name }) => (name === 'RecordWritten' || name === 'RecordAmended' ? name : act))
  }
  const holder = async (id: bigint) => {
    const [row] = await db
      .select()
      .from(holders)
      .where(eq(holders.id, id.toString(16).padStart(32, '0')))
    return row?.ref ?? 0
  }
  const shipment = await holder(holderId({ kind: 'shipment', sender: t.factory.gln, number: 2n }))
  expect(await actsOf('shipment', shipment)).toEqual([
    'ship',
    'ship',
    'receiveGoods',
    'receiveGoods',
    'receiveGoods',
    'reclaim',
    'RecordWritten',
    'RecordAmended',
  ])
  const [pallet] = await db.select().from(schema.containers).orderBy(schema.containers.createdSeq).offset(2).limit(1)
  expect(await actsOf('container', pallet?.ref ?? 0)).toEqual(['nest', 'denest', 'ship', 'receiveGoods'])
  expect(await actsOf('institution', Number(life.fates.declined))).toEqual(['applyFor', null, 'decline'])
})

test('daily figures add up to what was done', async () => {
  const { db } = reader.database
  const rows = await db.select().from(schema.daily)
  const of = (act: string, gln: string) => rows.find((row) => row.act === act && row.gln === gln)
  expect(of('commission', t.factory.gln)).toMatchObject({ units: 1_202, events: 3, gtin: gtinB, day: t.today() })
  expect(of('dispense', t.pharmacy.gln)).toMatchObject({ units: 3, events: 1 })
  expect(of('dispense', t.hospital.gln)).toMatchObject({ units: 5, events: 1 })
  expect(of('dispensePart', t.hospital.gln)).toMatchObject({ units: 1, events: 3 })
  expect(of('undoPart', t.hospital.gln)).toMatchObject({ units: 1, events: 2 })
  expect(of('receiveGoods', t.wholesale.gln)).toMatchObject({ units: 299, events: 1 })
  expect(of('destroyGoods', t.factory.gln)).toMatchObject({ units: 100, events: 1 })
})

test('a unit is found by its serial, and a serial that was used twice is told', async () => {
  const { db } = reader.database
  const { ref } = await rowOfLot(life.lot)
  const [serial] = life.serials.slice(1_100)
  expect(serial && (await reader.leaves.find(leafOf(gtinB, serial)))).toEqual([{ lotRef: ref, index: 1_100 }])
  expect(await reader.leaves.find(leafOf(gtinB, 'NOTHING' as never))).toEqual([])
  const repeated = await db.select().from(schema.repeatedSerials)
  expect(repeated).toMatchObject([{ lotRef: ref + 2, index: 1, firstLotRef: ref, firstIndex: 3 }])
  expect(await reader.leaves.find(leafOf(gtinB, 'S3' as never))).toEqual([
    { lotRef: ref, index: 3 },
    { lotRef: ref + 2, index: 1 },
  ])
  const [{ units } = { units: 0 }] = await db.select({ units: sql<number>`sum(count)::bigint` }).from(schema.runs)
  expect(units).toBe(1_202)
  expect(countUnits(0, 7n)).toBe(3)
})
