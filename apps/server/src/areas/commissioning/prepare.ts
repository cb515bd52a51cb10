import type { Commissioned } from '@theriac/api'
import type { Gtin, Serial } from '@theriac/gs1'
import { commission, type Call as LedgerCall, type LotId, leavesOf, lotIdOf, unitsPerRun } from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import type { AddCalls, Preparer, Preparers, PreparingJob } from '../../jobs/prepare.ts'
import type { Claim, Claims } from './claims.ts'
import { letOthers } from './let-others.ts'
import { randomSerials, usualLength } from './random-serials.ts'
import { type NewRun, packSerials, type SerialStore } from './serial-store.ts'

/** What making the calls of a commissioning needs. */
export interface CommissioningPreparersDeps {
  readonly db: Db
  readonly store: SerialStore
  readonly claims: Claims
}

/** Runs that are made in one transaction: 4 096 units, which others wait for some 30 ms. */
const runsAtOnce = 4

/** Makes the calls of commissionings: run by run, a few in each transaction, so that other requests are not kept waiting. */
export function createCommissioningPreparers(deps: CommissioningPreparersDeps): Preparers {
  const prepare: Preparer = async (job, add, resumeFrom, signal) => {
    const plan = job.result as unknown as Commissioned
    if (plan.serials === 'random') return makeRandom(deps, job, plan, add, resumeFrom, signal)
    return makeGiven(deps, job, plan, add, resumeFrom, signal)
  }
  return { 'commissioning.commission': prepare, 'commissioning.upload': prepare }
}

/** Serials that were stored with the job: only the calls are made. */
async function makeGiven(
  { db, store }: CommissioningPreparersDeps,
  { id }: PreparingJob,
  plan: Commissioned,
  add: AddCalls,
  resumeFrom: number,
  signal: AbortSignal,
): Promise<void> {
  const { first, count } = runsOf(plan)
  const lot = lotIdOf(plan.gtin, plan.lot)
  for (let done = resumeFrom; done < count; ) {
    signal.throwIfAborted()
    const runs = await store.ofJob(id, first + done, runsAtOnce)
    if (runs.length === 0) throw new TypeError(`Serials of job ${id} are missing from run ${first + done} on`)
    const calls: LedgerCall[] = []
    for (const { run, serials } of runs) {
      await letOthers()
      calls.push(commission(lot, run, await leavesOf(plan.gtin, serials)))
    }
    await db.transaction((tx) => add(tx as Db, 0, calls))
    done += runs.length
  }
}

/** Random serials are made bit by bit, and stored together with their calls. */
async function makeRandom(
  { db, store, claims }: CommissioningPreparersDeps,
  { id }: PreparingJob,
  plan: Commissioned,
  add: AddCalls,
  resumeFrom: number,
  signal: AbortSignal,
): Promise<void> {
  const { first, count } = runsOf(plan)
  const { gtin, units, length = usualLength } = plan
  const lot = lotIdOf(gtin, plan.lot)
  const claim = await claims.begin(gtin)
  try {
    for (let done = resumeFrom; done < count; ) {
      signal.throwIfAborted()
      const rows: NewRun[] = []
      const calls: LedgerCall[] = []
      for (; rows.length < runsAtOnce && done < count; done++) {
        const size = Math.min(unitsPerRun, units - done * unitsPerRun)
        await letOthers()
        const made = await freshRun({ gtin, lot, run: first + done, size, length, claim })
        calls.push(made.call)
        rows.push({ lot, gtin, jobId: id, run: first + done, count: size, packed: packSerials(made.serials) })
      }
      await db.transaction(async (transaction) => {
        const tx = transaction as Db
        await store.add(tx, rows)
        await add(tx, 0, calls)
      })
    }
  } finally {
    claim.end(true)
  }
}

interface RunPlan {
  readonly gtin: Gtin
  readonly lot: LotId
  readonly run: number
  readonly size: number
  readonly length: number
  readonly claim: Claim
}

/** A run of serials that no unit has. */
async function freshRun({ gtin, lot, run, size, length, claim }: RunPlan) {
  const serials: Serial[] = []
  const leaves: `0x${string}`[] = []
  while (serials.length < size) {
    const candidates = randomSerials(size - serials.length, length)
    const hashes = await leavesOf(gtin, candidates)
    const taken = await claim.take(
      hashes,
      candidates.map(() => 0),
    )
    for (const [i, serial] of candidates.entries()) {
      const leaf = hashes[i]
      if (taken[i] !== undefined || leaf === undefined) continue
      serials.push(serial)
      leaves.push(leaf)
    }
  }
  return { serials, call: commission(lot, run, leaves) }
}

function runsOf({ runs }: Commissioned): { first: number; count: number } {
  if (!runs) throw new TypeError('A commissioning without runs is not prepared')
  return runs
}
