import { commissionQuantity, type LotId } from '@theriac/ledger'
import { and, eq, gt, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locate, rebuild, schema, unitsAt, verify } from '../../src/core.ts'
import { testDatabases } from '../../src/testing/index.ts'
import { allRows } from '../../src/testing/rows.ts'
import { newFolder, openReader, openTrade, type Reader, serialsOf, type TradeStage } from '../stage.ts'
import { chooseCall, type Step } from './choices.ts'

const { containers, contents, events, holders, lots, openedPacks, shipments } = schema
const folder = newFolder()
let t: TradeStage
const count = 600

beforeAll(async () => {
  t = await openTrade(folder.path)
  await t.makeLot(t.factory, 'RANDOM', { serials: serialsOf(count) })
  await t.makeLot(t.factory, 'SECOND', { serials: serialsOf(count, 'T') })
  const loose = await t.makeLot(t.factory, 'LOOSE', { quantity: 500 })
  await t.act(t.factory, commissionQuantity(loose, 500))
})
afterAll(async () => {
  await t.close()
  folder.close()
})

const step = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat())

async function live(reader: Reader, steps: readonly Step[]): Promise<number> {
  let taken = 0
  await reader.catchUp()
  for (const one of steps) {
    if (await t.attempt(...(await chooseCall(t, reader.database.db, one)))) taken++
    await reader.catchUp()
  }
  return taken
}

/** Compares everything about goods with what the contracts themselves answer. */
async function expectAgreement({ database }: Reader): Promise<void> {
  const { db } = database
  expect(await verify({ database, endpoint: t.endpoint, addresses: t.addresses })).toEqual([])
  const { inventory } = t.reads
  const ids = new Map((await db.select().from(holders)).map((row) => [row.ref, row]))
  const lotIds = new Map((await db.select().from(lots)).map((row) => [row.ref, row]))

  for (const row of await db.select().from(containers)) {
    const onChain = await inventory.container(row.sscc as never)
    const totals = await db.select().from(contents).where(eq(contents.holderRef, row.ref))
    const inside = totals.map(({ lotRef, total }) => ({ lot: lotIds.get(lotRef)?.lot, units: total }))
    expect(new Set(inside)).toEqual(new Set(onChain?.lots))
    expect([ids.get(row.rootRef)?.kind, ids.get(row.rootRef)?.gln ?? undefined]).toEqual([
      onChain?.root.kind,
      onChain &&
        ('sender' in onChain.root ? onChain.root.sender : 'gln' in onChain.root ? onChain.root.gln : undefined),
    ])
    expect(ids.get(row.placeRef)?.kind).toBe(onChain?.place.kind)
  }
  for (const row of await db.select().from(shipments)) {
    const onChain = await inventory.shipment({ sender: row.sender as never, number: BigInt(row.number) })
    expect({ state: row.state, containers: row.containersLeft, receiver: row.receiver }).toEqual({
      state: onChain?.state,
      containers: onChain?.containers,
      receiver: onChain?.receiver,
    })
    const [left] = await db
      .select({
        units: sql<number>`coalesce(sum(${contents.total}), 0)::bigint`,
        loose: sql<number>`coalesce(sum(${contents.loose}), 0)::bigint`,
      })
      .from(contents)
      .where(eq(contents.holderRef, row.ref))
    expect([row.left, onChain?.units]).toEqual([left?.units, left?.loose])
  }
  for (const row of await db.select().from(openedPacks)) {
    const id = lotIds.get(row.lotRef)?.lot as LotId
    expect(await inventory.parts(id, row.index)).toEqual({ taken: row.taken, last: row.last, day: row.day })
  }
  await expectUnits(db, lotIds)
}

async function expectUnits(
  db: Reader['database']['db'],
  lotIds: ReadonlyMap<number, { lot: string; serialised: boolean }>,
) {
  for (const [ref, { lot: id, serialised }] of lotIds) {
    if (!serialised) continue
    const held = await db
      .select()
      .from(contents)
      .where(and(eq(contents.lotRef, ref), gt(contents.loose, 0)))
    for (const { holderRef, loose: units } of held) {
      const ranges = await unitsAt(db, holderRef, ref)
      expect(ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)).toBe(units)
      const [first] = ranges
      expect(first && (await locate(db, ref, first[0]))).toBe(holderRef)
    }
    expect(await locate(db, ref, 100_000)).toBeUndefined()
    expect(id).toMatch(/^0x/)
  }
}

describe.each(testDatabases())('on $kind', ({ open }) => {
  test('after any life the tables say what the chain says, and a rebuild gives equal rows', async () => {
    const database = await open()
    const reader = await openReader(t, database)
    let taken = 0
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (steps) => {
          taken += await live(reader, steps)
          await expectAgreement(reader)
        }),
        { numRuns: 3, endOnFailure: true },
      )
      expect(taken).toBeGreaterThan(15)
      const rows = await allRows(database.db)
      const { length } = await database.db.select().from(events)
      expect(length).toBeGreaterThan(taken)
      await reader.indexer.close()
      const { endpoint, addresses } = t
      const done = await rebuild({ database, leaves: reader.leaves, endpoint, addresses, fromBlock: 0 })
      expect(done).toMatchObject({ events: length, indexed: done.head })
      expect(await allRows(database.db)).toEqual(rows)
    } finally {
      await reader.close()
      await database.close()
    }
  }, 120_000)
})
