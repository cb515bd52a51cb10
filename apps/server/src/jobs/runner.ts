import {
  type Carrier,
  isLedgerError,
  type Ledger,
  type Outcome,
  type Revert,
  refusalInWords,
  type Signer,
} from '@theriac/ledger'
import type { Db } from '@theriac/read-model'
import { alertCodeOf } from '../alerts/codes.ts'
import type { SettledHooks, SettledJob } from './hooks.ts'
import { nonceOf } from './nonce.ts'
import type { Preparers } from './prepare.ts'
import {
  addSteps,
  callOf,
  findJob,
  type JobRow,
  openSteps,
  type Settlement,
  type StepRow,
  settleJob,
  settleSteps,
  stepCount,
  type Transaction,
  transactionsOf,
} from './store.ts'

/** What running a job needs. */
export interface RunnerDeps {
  readonly db: Db
  readonly ledger: Ledger
  readonly carrier: Carrier
  /** Resolves when the read model has the block. */
  readonly indexed: (block: number, signal: AbortSignal) => Promise<void>
  readonly signerOf: (accountId: string, operator: string) => Promise<Signer>
  readonly hooks: SettledHooks
  readonly preparers: Preparers
  /** Told after each change of a job. */
  readonly changed: (job: JobRow) => void
  readonly clock: () => number
}

/** A job that is settled, and the newest transactions that carried it. */
export interface Ended {
  readonly job: JobRow
  readonly transactions: readonly Transaction[]
}

/** A job that has just been stored, as it was. */
export interface FreshJob {
  readonly job: JobRow
  /** All of its steps; absent where they are too many to keep. */
  readonly steps?: readonly StepRow[]
}

/** Acts of one job under way at the same time: bounds memory, and keeps every lane busy. */
export const window = 64

type Reason = Pick<Revert, 'name' | 'args' | 'inner'>

/** Makes the function that runs a job to its end. It throws what a world that is away throws: then it is to be run again. */
export function createRunner(deps: RunnerDeps, signal: AbortSignal) {
  const { db, ledger, carrier, clock } = deps

  return async ({ job: stored, steps: known }: FreshJob): Promise<Ended> => {
    const job = stored.state === 'preparing' ? await prepared(stored) : stored
    const signer = await deps.signerOf(job.accountId, job.operator)
    let lastBlock = 0
    let { done } = job
    for (let from = 0; ; ) {
      const steps = known && from === 0 ? known : await openSteps(db, job.id, from, window)
      const last = steps.at(-1)
      if (!last) break
      from = last.position + 1
      const outcomes = await Promise.all(steps.map((step) => carry(job, signer, step)))
      const settled = steps.map(({ position }, index) => settlementOf(position, outcomes[index]))
      for (const { block } of settled) lastBlock = Math.max(lastBlock, block ?? 0)
      const refused = outcomes.find((outcome) => outcome.state !== 'taken')
      // The last outcomes are stored with the job's end: one transaction for a job of one act.
      if (refused || done + settled.length >= job.total) {
        return finish({ ...job, done }, settled, lastBlock, refused?.reason)
      }
      done += settled.length
      await db.transaction((tx) => settleSteps(tx as Db, job.id, settled))
      await settleJob(db, job.id, { done })
      deps.changed({ ...job, done })
    }
    // After a crash there may be nothing left to carry, and the outcomes are all in the rows.
    const [newest] = await transactionsOf(db, job.id)
    return finish({ ...job, done }, [], newest?.block ?? 0, undefined)
  }

  async function carry(job: JobRow, signer: Signer, step: StepRow): Promise<Outcome | Stillborn> {
    try {
      const act = { deadline: job.deadline, nonce: nonceOf(job.id, step.position) }
      return await carrier.carry(await ledger.sign(signer, callOf(step), act), { signal })
    } catch (error) {
      // What can never be carried is a refusal; a world that is away is not.
      if (!isLedgerError(error) || error.retryable || isWorldFault(error.code)) throw error
      return { state: 'impossible', reason: { name: error.code as never, args: error.data as Record<string, unknown> } }
    }
  }

  async function prepared(job: JobRow): Promise<JobRow> {
    const prepare = deps.preparers[job.operation]
    if (!prepare) throw new TypeError(`no preparer for ${job.operation}`)
    let total = await stepCount(db, job.id)
    const add = async (tx: Db, stage: number, calls: Parameters<typeof addSteps>[3]): Promise<void> => {
      const rows = await addSteps(tx, job.id, stage, calls, total)
      total += rows.length
      await settleJob(tx, job.id, { total })
    }
    await prepare(job, add, total, signal)
    const ready = { state: 'pending', total }
    await settleJob(db, job.id, ready)
    deps.changed({ ...job, ...ready })
    return { ...job, ...ready }
  }

  async function finish(
    job: JobRow,
    settled: readonly Settlement[],
    lastBlock: number,
    reason: Reason | undefined,
  ): Promise<Ended> {
    if (lastBlock > 0) await deps.indexed(lastBlock, signal)
    const { id, operation, gln, accountId, operator, result } = job
    const done = job.done + settled.filter(({ state }) => state === 'taken').length
    const refusal = reason && refusalOf(operation, reason, done)
    const state = refusal ? ('rejected' as const) : ('sealed' as const)
    await db.transaction(async (transaction) => {
      const tx = transaction as Db
      await settleSteps(tx, id, settled)
      await settleJob(tx, id, { state, done, settledAt: clock(), refusal: refusal ?? null })
      const ended: SettledJob = {
        id,
        operation,
        gln,
        accountId,
        operator,
        result,
        state,
        ...(refusal ? { refusal } : {}),
      }
      await deps.hooks[operation]?.(tx, ended)
    })
    // Read again: a hook may have written what came of it.
    const row = (await findJob(db, id)) ?? job
    deps.changed(row)
    const isWhole = settled.length === job.total
    return { job: row, transactions: isWhole ? transactionsIn(settled) : await transactionsOf(db, id) }
  }
}

/** An act that cannot be carried, whatever the world does. */
interface Stillborn {
  readonly state: 'impossible'
  readonly reason: Pick<Revert, 'name' | 'args'>
}

const isWorldFault = (code: string): boolean => code.startsWith('Endpoint') || code.startsWith('KeyStore')

function settlementOf(position: number, outcome: Outcome | Stillborn | undefined): Settlement {
  if (!outcome || outcome.state === 'impossible') return { position, state: 'refused' }
  return { position, state: outcome.state, txHash: outcome.txHash, block: Number(outcome.blockNumber) }
}

function transactionsIn(settled: readonly Settlement[]): Transaction[] {
  const found = new Map<string, Transaction>()
  for (const { txHash, block } of settled) if (txHash && block) found.set(txHash, { txHash, block })
  return [...found.values()].sort((a, b) => b.block - a.block).slice(0, 20)
}

/** Why the ledger refused, as the job tells it; `taken` acts stay done. */
function refusalOf(operation: string, reason: Reason, taken: number) {
  const { name, args } = reason.inner ?? reason
  const alertCode = alertCodeOf({ operation, refusal: name })
  return { name, args: plain(args), detail: refusalInWords(reason), taken, ...(alertCode ? { alertCode } : {}) }
}

/** JSON knows no bigint. */
function plain(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(args, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)))
}
