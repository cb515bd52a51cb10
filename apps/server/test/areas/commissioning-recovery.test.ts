import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Commissioned } from '@theriac/api'
import { type LotNumber, parseGtin, type Serial } from '@theriac/gs1'
import { commission, leavesOf, lotIdOf } from '@theriac/ledger'
import { type Database, type Db, type LeafIndex, openLeafIndex } from '@theriac/read-model'
import { testDatabase } from '@theriac/read-model/testing'
import { and, asc, eq } from 'drizzle-orm'
import { bytesToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVault } from '../../src/accounts/vault.ts'
import {
  createClaims,
  createCommissioningPreparers,
  createCommissioningSettled,
  createSerialStore,
  type SerialStore,
} from '../../src/areas/commissioning/index.ts'
import { packSerials } from '../../src/areas/commissioning/serial-store.ts'
import { appMigrations } from '../../src/db/migrations.ts'
import { jobSteps, serials as serialTable } from '../../src/db/schema/index.ts'
import type { AddCalls, Preparer } from '../../src/jobs/prepare.ts'
import { addSteps, stepCount } from '../../src/jobs/store.ts'

const parsed = parseGtin('03400930000014')
if (!parsed.ok) throw new TypeError('not a GTIN')
const gtin = parsed.value

describe('the calls of a commissioning are made bit by bit', () => {
  let folder: string
  let database: Database
  let leaves: LeafIndex
  let store: SerialStore

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'theriac-commissioning-'))
    database = await testDatabase({ migrations: [appMigrations] })
    leaves = await openLeafIndex(join(folder, 'leaves'))
    store = createSerialStore({ db: database.db, vault: createVault(new Uint8Array(randomBytes(32))) })
  })
  afterAll(async () => {
    await leaves.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })

  const stop = new AbortController().signal
  const newPreparer = (): Preparer => {
    const { db } = database
    const claims = createClaims({ db, leaves, store, clock: Date.now })
    const preparer = createCommissioningPreparers({ db, store, claims })['commissioning.commission']
    if (!preparer) throw new TypeError('no preparer')
    return preparer
  }
  const jobOf = (id: string, lot: string, units: number, serials: 'random' | 'given') => {
    const runs = { first: 3, count: Math.ceil(units / 1_024) }
    const result: Commissioned = { gtin, lot: lot as LotNumber, units, serials, runs, length: 12 }
    return { id, operation: 'commissioning.commission', gln: '9520000000110', result: { ...result } }
  }
  /** Adds as the engine does, and fails after some chunks. */
  function adding(id: string, chunks: number): AddCalls {
    let left = chunks
    return async (tx, stage, calls) => {
      if (left-- === 0) throw new Error('the server is killed')
      await addSteps(tx, id, stage, calls, await stepCount(tx, id))
    }
  }
  /** What is stored of a job: each step is the call for the serials of its run. */
  async function checkJob(id: string, lot: string, units: number): Promise<Serial[]> {
    const { db } = database
    const steps = await db.select().from(jobSteps).where(eq(jobSteps.jobId, id)).orderBy(asc(jobSteps.position))
    const rows = await db.select().from(serialTable).where(eq(serialTable.jobId, id)).orderBy(asc(serialTable.run))
    expect(steps).toHaveLength(Math.ceil(units / 1_024))
    expect(rows.map(({ run }) => run)).toEqual(steps.map(({ position }) => 3 + position))
    const runs = await store.ofJob(id, 0, 10_000)
    const all = runs.flatMap(({ serials }) => serials)
    expect(new Set(all).size).toBe(units)
    for (const [i, { run, serials }] of runs.entries()) {
      const call = commission(lotIdOf(gtin, lot as LotNumber), run, await leavesOf(gtin, serials))
      expect(bytesToHex(steps[i]?.data ?? new Uint8Array())).toBe(call.data)
    }
    return all
  }

  test('random serials that were broken off go on where they were, and none is made twice', async () => {
    const job = jobOf('random', 'R', 40_000, 'random')
    await expect(newPreparer()(job, adding('random', 1), 0, stop)).rejects.toThrow('killed')
    const done = await stepCount(database.db, 'random')
    expect(done).toBe(4)
    // A new process: nothing of the first is in memory.
    await newPreparer()(job, adding('random', 100), done, stop)
    await checkJob('random', 'R', 40_000)
  })

  test('given serials that were broken off go on where they were', async () => {
    const given = Array.from({ length: 20_000 }, (_, i) => `GIVEN${i}` as Serial)
    const lot = lotIdOf(gtin, 'G' as LotNumber)
    await database.db.transaction(async (tx) => {
      for (let start = 0; start < given.length; start += 1_024) {
        const some = given.slice(start, start + 1_024)
        const run = { lot, gtin, jobId: 'given', run: 3 + start / 1_024, count: some.length }
        await store.add(tx as Db, [{ ...run, packed: packSerials(some) }])
      }
    })
    const job = jobOf('given', 'G', 20_000, 'given')
    await expect(newPreparer()(job, adding('given', 1), 0, stop)).rejects.toThrow('killed')
    await newPreparer()(job, adding('given', 100), await stepCount(database.db, 'given'), stop)
    expect(await checkJob('given', 'G', 20_000)).toEqual(given)
  })

  test('serials of jobs that are not sealed yet are taken', async () => {
    const claims = createClaims({ db: database.db, leaves, store, clock: Date.now })
    const claim = await claims.begin(gtin)
    const wanted = ['GIVEN7', 'FREE1', 'FREE1'] as Serial[]
    expect(await claim.take(await leavesOf(gtin, wanted), [1, 2, 3])).toEqual([
      { by: 'other' },
      undefined,
      { by: 'list', number: 2 },
    ])
    const second = await claims.begin(gtin)
    const free = await leavesOf(gtin, ['FREE1'] as Serial[])
    expect(await second.take(free, [1])).toEqual([{ by: 'other' }])
    claim.end(false)
    expect(await second.take(free, [1])).toEqual([undefined])
    second.end(false)
  })

  test('a claim that was never ended is dropped after an hour', async () => {
    let now = 0
    const claims = createClaims({ db: database.db, leaves, store, clock: () => now })
    const free = await leavesOf(gtin, ['FREE2'] as Serial[])
    const lost = await claims.begin(gtin)
    await lost.take(free, [1])
    now = 3_600_001
    const claim = await claims.begin(gtin)
    expect(await claim.take(free, [1])).toEqual([undefined])
    claim.end(false)
  })

  test('serials of runs that the ledger refused are free again, and those that it took are not', async () => {
    const { db } = database
    const job = jobOf('refused', 'X', 3_000, 'random')
    await newPreparer()(job, adding('refused', 100), 0, stop)
    const [taken, ...refused] = (await store.ofJob('refused', 0, 3)).map(({ serials }) => serials[0] ?? ('' as Serial))
    await db.update(jobSteps).set({ state: 'refused' }).where(eq(jobSteps.jobId, 'refused'))
    const firstStep = and(eq(jobSteps.jobId, 'refused'), eq(jobSteps.position, 0))
    await db.update(jobSteps).set({ state: 'taken' }).where(firstStep)
    const settled = { ...job, accountId: '', operator: '', state: 'rejected' as const }
    await db.transaction(async (tx) => {
      await createCommissioningSettled({ store })[job.operation]?.(tx as Db, settled)
    })
    expect((await store.ofJob('refused', 0, 10)).map(({ run }) => run)).toEqual([3])

    const claims = createClaims({ db, leaves, store, clock: Date.now })
    const claim = await claims.begin(gtin)
    const list = [taken ?? ('' as Serial), ...refused]
    expect(await claim.take(await leavesOf(gtin, list), [1, 2, 3])).toEqual([{ by: 'other' }, undefined, undefined])
    claim.end(false)
  })
})
