import type { governanceRoutes, Proposal } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { approve, cancel, setThreshold } from '@theriac/ledger'
import { governanceQueries, institutionQueries, type ProposalRow, productQueries } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { jobs } from '../../db/schema/jobs.ts'
import type { Handlers } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { wordsOfAct } from './act-words.ts'
import { createStrongActSettled, proposeAct, type StrongActDeps } from './strong-acts.ts'

/** The regulator's strong acts: proposals, approvals, and how many there were. */
export function createGovernanceHandlers(deps: StrongActDeps): Handlers<typeof governanceRoutes> {
  const { db, clock } = deps
  const queries = governanceQueries(db)
  const institutions = institutionQueries(db)
  const products = productQueries(db)
  const seconds = (): number => Math.floor(clock() / 1000)

  /** Proposals for the wire, with the names of what they are about. */
  async function told(rows: readonly ProposalRow[]): Promise<Proposal[]> {
    const { threshold } = await queries.overview()
    const all = rows.map((row) => ({ row, words: wordsOfAct(row) }))
    const idsOf = (kind: 'institution' | 'product') =>
      all.flatMap(({ words: { subject } }) => (subject?.kind === kind ? [subject.id] : []))
    const names = new Map([
      ...(await institutions.names(idsOf('institution'))),
      ...(await products.names(idsOf('product'))),
    ])
    const counting = await countingAmong(rows)
    return all.map(({ row, words: { act, subject } }) => {
      const name = subject && names.get(subject.id)
      return {
        id: String(row.id),
        state: row.state,
        act,
        ...(subject ? { subject: { ...subject, ...(name === undefined ? {} : { name }) } } : {}),
        reason: row.reason,
        proposer: row.proposer as `0x${string}`,
        madeAt: instantOfSeconds(row.madeTime),
        expiresAt: instantOfSeconds(row.expiry),
        ...(row.closedTime === null ? {} : { closedAt: instantOfSeconds(row.closedTime) }),
        approvals: row.approvals.map(({ account, time }) => ({
          account: account as `0x${string}`,
          at: instantOfSeconds(time),
          ...(row.state === 'open' ? { counts: counting.has(account) } : {}),
        })),
        needed: threshold,
      }
    })
  }

  /** Who of those that approved open proposals may still act for the regulator: the others' approvals do not count. */
  async function countingAmong(rows: readonly ProposalRow[]): Promise<ReadonlySet<string>> {
    const accounts = rows.flatMap(({ state, approvals }) => (state === 'open' ? approvals : []))
    const regulator = accounts.length === 0 ? undefined : await institutions.regulator()
    if (!regulator) return new Set()
    return institutions.actingAmong(regulator.gln, [...new Set(accounts.map(({ account }) => account))])
  }

  /** A proposal that can still be decided on. */
  async function openProposal(id: string): Promise<ProposalRow> {
    const row = await queries.find(Number(id), seconds())
    if (!row) throw notFound('proposal')
    if (row.state === 'open') return row
    const name = row.state === 'expired' ? 'GovernanceExpired' : 'GovernanceClosed'
    throw new ProblemError('WrongState', `Proposal ${id} is ${row.state}`, {
      reason: { name, args: { proposal: id, state: row.state } },
    })
  }

  return {
    async overview() {
      const regulator = await institutions.regulator()
      const { threshold, executions } = await queries.overview()
      return {
        ...(regulator ? { regulator: { gln: regulator.gln as Gln, name: regulator.name } } : {}),
        threshold,
        operators: regulator ? await institutions.actingOperators(regulator.gln) : 0,
        executions: String(executions),
        open: await queries.open(seconds()),
        byAct: (await queries.executionsByAct()).map(({ call, ...row }) => ({ ...row, name: call })),
      }
    },

    async list({ caller, query: { state, act, ...page } }) {
      // What the regulator only thinks of doing is its own affair until it is done.
      const mine = caller.kind === 'regulator' ? state : 'executed'
      if (caller.kind !== 'regulator' && state !== undefined && state !== 'executed') return { items: [] }
      const filter = { ...(mine ? { states: [mine] } : {}), ...(act === undefined ? {} : { call: act }) }
      const { items, ...rest } = await queries.list(filter, seconds(), page)
      return { ...rest, items: await told(items) }
    },

    async find({ caller, params }) {
      const row = await queries.find(Number(params.id), seconds())
      if (!row || (caller.kind !== 'regulator' && row.state !== 'executed')) throw notFound('proposal')
      const [proposal] = await told([row])
      if (!proposal) throw notFound('proposal')
      return proposal
    },

    async approve({ caller, params }) {
      const row = await openProposal(params.id)
      if (row.approvals.some(({ account }) => account === caller.operator)) {
        throw new ProblemError('WrongState', 'This account has approved it already', {
          reason: { name: 'GovernanceAlreadyApproved', args: { proposal: params.id, account: caller.operator } },
        })
      }
      const { threshold } = await queries.overview()
      const { size } = await countingAmong([row])
      return {
        stages: [[approve(BigInt(params.id))]],
        result: { proposal: params.id, approvals: size + 1, needed: threshold },
      }
    },

    async cancel({ caller, params }) {
      const { proposer } = await openProposal(params.id)
      if (proposer !== caller.operator) {
        throw new ProblemError('Forbidden', 'A proposal is taken back by the account that made it', {
          reason: { name: 'GovernanceNotProposer', args: { proposal: params.id, proposer } },
        })
      }
      return { stages: [[cancel(BigInt(params.id))]], result: { proposal: params.id } }
    },

    async setThreshold({ caller, body: { threshold, ...terms } }) {
      const operators = await institutions.actingOperators(caller.gln)
      if (threshold > operators) {
        throw new ProblemError('WrongState', `The regulator has ${operators} operators that may approve`, {
          reason: { name: 'GovernanceBadThreshold', args: { threshold, operators } },
        })
      }
      const { stages, proposal } = await proposeAct(deps, setThreshold(threshold), terms)
      return { stages, result: { threshold, proposal } }
    },
  }
}

/** What else happens when a job of the regulator is settled. */
export function createGovernanceSettled({ clock }: Pick<StrongActDeps, 'clock'>): SettledHooks {
  return {
    ...createStrongActSettled(['governance.setThreshold'], clock),
    /** Tells whether the approval was the last that it took. */
    'governance.approve': async (tx, { id, result, state }) => {
      if (state !== 'sealed') return
      const proposal = await governanceQueries(tx).find(Number(result.proposal), Math.floor(clock() / 1000))
      if (!proposal) return
      const told = { ...result, state: proposal.state }
      await tx.update(jobs).set({ result: told }).where(eq(jobs.id, id))
    },
  }
}
