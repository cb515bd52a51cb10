import { Readable } from 'node:stream'
import { type Commissioned, type commissioningRoutes, mostCommissioned } from '@theriac/api'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { commissionQuantity, type LotId, unitsPerRun } from '@theriac/ledger'
import { type Db, schema } from '@theriac/read-model'
import { and, eq, sql } from 'drizzle-orm'
import { takeNumbers } from '../../goods/counters.ts'
import { dayAt, requireClean, requirePermitted } from '../../goods/guards.ts'
import type { LotRow } from '../../goods/resolve.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import type { JobPlan } from '../../jobs/plan.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { type Claim, type Claims, lockSerials } from './claims.ts'
import { labelsFileName, labelsOf } from './labels.ts'
import { type CheckedSerials, checkSerials, type ListRules } from './listed-serials.ts'
import { shortestLength, usualLength } from './random-serials.ts'
import type { SerialStore } from './serial-store.ts'
import { linesOf } from './upload-lines.ts'

export { createClaims } from './claims.ts'
export { createCommissioningPreparers } from './prepare.ts'
export { createSerialStore, type SerialStore } from './serial-store.ts'

/** What the handlers of commissioning need. */
export interface CommissioningHandlersDeps {
  readonly db: Db
  readonly store: SerialStore
  readonly claims: Claims
  /** Now, Unix ms. */
  readonly clock: () => number
}

const mostUploadBytes = 64 * 1024 * 1024

/** Commissioning: units of a lot come into being, with serials that are kept here. */
export function createCommissioningHandlers(deps: CommissioningHandlersDeps): Handlers<typeof commissioningRoutes> {
  const { db, store, claims } = deps

  async function ownLot({ gln }: Caller, gtin: string, lotNumber: string): Promise<LotRow> {
    const { lots } = schema
    const [lot] = await db
      .select()
      .from(lots)
      .where(and(eq(lots.gtin, gtin), eq(lots.lotNumber, lotNumber)))
    if (lot?.owner !== gln) throw notFound(`lot ${lotNumber} of ${gtin} that is yours`)
    return lot
  }

  /** The lot, where something may be commissioned of it today; and how many units there is room for. */
  async function openLot(caller: Caller, gtin: string, lotNumber: string, serialised: boolean) {
    const lot = await ownLot(caller, gtin, lotNumber)
    if (lot.serialised !== serialised) {
      const detail = lot.serialised ? 'The units of this lot have serials' : 'The units of this lot have no serials'
      const name = lot.serialised ? 'LotsSerialised' : 'LotsNotSerialised'
      throw new ProblemError('WrongState', detail, { reason: { name, args: { gtin, lot: lotNumber } } })
    }
    await requirePermitted(deps, 'Your institution', caller.gln, 'commission')
    await requireClean(deps, [lot])
    if (lot.expiry === dayAt(deps.clock())) {
      const args = { lots: [{ gtin, lot: lotNumber, hold: 'expired' }] }
      throw new ProblemError('WrongState', 'The lot expires today', { reason: { name: 'LotsHeldBack', args } })
    }
    return { lot, room: lot.quantity - lot.commissioned - (await store.pendingUnits(lot.lot)) }
  }

  function requireRoom(lot: LotRow, room: number, units: number): void {
    if (units <= room) return
    const { gtin, lotNumber, quantity } = lot
    const args = { gtin, lot: lotNumber, quantity, left: Math.max(0, room), asked: units }
    const detail = `Only ${args.left} of the lot's ${quantity} units are left to commission, not ${units}`
    throw new ProblemError('WrongState', detail, { reason: { name: 'LotsTooMany', args } })
  }

  /** Numbers for runs of the lot; those of another server of the factory are known once they are sealed. */
  async function takeRuns(lot: LotRow, units: number): Promise<{ first: number; count: number }> {
    const { runs } = schema
    const [row] = await db
      .select({ next: sql<number>`coalesce(max(${runs.run}) + 1, 0)`.mapWith(Number) })
      .from(runs)
      .where(eq(runs.lotRef, lot.ref))
    const count = Math.ceil(units / unitsPerRun)
    return { first: await takeNumbers(db, `run ${lot.lot}`, count, row?.next ?? 0), count }
  }

  const resultOf = (lot: LotRow, units: number, serials: Commissioned['serials']) => ({
    gtin: lot.gtin as Gtin,
    lot: lot.lotNumber as LotNumber,
    units,
    serials,
  })

  async function planRandom(lot: LotRow, room: number, n: number, length: number): Promise<JobPlan<Commissioned>> {
    requireRoom(lot, room, n)
    const shortest = shortestLength((await unitsOfProduct(lot.gtin)) + n)
    if (length < shortest) {
      const detail = `must be at least ${shortest}: with fewer characters a guess would hit a serial too often`
      throw invalidField('/random/length', 'guessable', detail)
    }
    const runs = await takeRuns(lot, n)
    return { stages: [], prepare: true, result: { ...resultOf(lot, n, 'random'), runs, length } }
  }

  async function unitsOfProduct(gtin: string): Promise<number> {
    const { lots } = schema
    const [row] = await db
      .select({ units: sql<number>`coalesce(sum(${lots.commissioned}), 0)`.mapWith(Number) })
      .from(lots)
      .where(eq(lots.gtin, gtin))
    return row?.units ?? 0
  }

  /** Checks a list of serials, and plans a job with which they are stored. */
  async function planGiven(
    lot: LotRow,
    room: number,
    check: (rules: Pick<ListRules, 'gtin' | 'claim'>) => Promise<CheckedSerials>,
  ): Promise<JobPlan<Commissioned>> {
    const gtin = lot.gtin as Gtin
    const claim = await claims.begin(gtin)
    try {
      const { count, runs: checked } = await check({ gtin, claim })
      requireRoom(lot, room, count)
      const runs = await takeRuns(lot, count)
      return {
        stages: [],
        prepare: true,
        result: { ...resultOf(lot, count, 'given'), runs },
        alongside: (tx, jobId) => storeChecked(tx, { lot, gtin, jobId, first: runs.first, checked, claim }),
      }
    } catch (error) {
      claim.end(false)
      throw error
    }
  }

  async function storeChecked(
    tx: Db,
    list: {
      readonly lot: LotRow
      readonly gtin: Gtin
      readonly jobId: string
      readonly first: number
      readonly checked: CheckedSerials['runs']
      readonly claim: Claim
    },
  ): Promise<void> {
    const { lot, gtin, jobId, first, checked, claim } = list
    await lockSerials(tx, gtin)
    await store.add(
      tx,
      checked.map((run, i) => ({ lot: lot.lot, gtin, jobId, run: first + i, ...run })),
    )
    claim.end(true)
  }

  return {
    async commission({ caller, params, body }) {
      const { random, serials, quantity } = body
      if ([random, serials, quantity].filter((way) => way !== undefined).length !== 1) {
        throw invalidField('', 'oneOf', 'needs one of random, serials and quantity')
      }
      const { lot, room } = await openLot(caller, params.gtin, params.lot, quantity === undefined)
      if (quantity !== undefined) {
        requireRoom(lot, room, quantity)
        return {
          stages: [[commissionQuantity(lot.lot as LotId, quantity)]],
          result: resultOf(lot, quantity, 'none'),
        }
      }
      if (random) return planRandom(lot, room, random.n, random.length ?? usualLength)
      const listed = (serials ?? []).map((text, number) => ({ number, text }))
      return planGiven(lot, room, (rules) =>
        checkSerials(listed, {
          ...rules,
          most: listed.length,
          fieldOf: (number) => `/serials/${number}`,
          placeOf: (number) => `at /serials/${number}`,
        }),
      )
    },

    async upload({ caller, params, query, body }) {
      const { lot, room } = await openLot(caller, params.gtin, params.lot, true)
      const lines = linesOf(body as unknown as AsyncIterable<Uint8Array>, query.format ?? 'text', mostUploadBytes)
      return planGiven(lot, room, async (rules) => {
        const checked = await checkSerials(lines, {
          ...rules,
          most: mostCommissioned,
          fieldOf: (number) => `line/${number}`,
          placeOf: (number) => `on line ${number}`,
        })
        if (checked.count === 0) throw invalidField('', 'required', 'The file has no serials')
        return checked
      })
    },

    async serials({ caller, params, query }, { reply }) {
      const lot = await ownLot(caller, params.gtin, params.lot)
      const name = labelsFileName(params.gtin, params.lot)
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from(labelsOf(store, lot, query)))
    },
  }
}

/** Serials that the ledger refused are free again. */
export function createCommissioningSettled({ store }: { readonly store: SerialStore }): SettledHooks {
  const hook: SettledHooks[string] = async (tx, job) => {
    const { runs } = job.result as Partial<Commissioned>
    if (job.state === 'rejected' && runs) await store.dropRefused(tx, job.id, runs.first)
  }
  return { 'commissioning.commission': hook, 'commissioning.upload': hook }
}
