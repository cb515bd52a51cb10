import { and, asc, count, desc, eq, gte, inArray, lt, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database.ts'
import { approvals, events, governance, proposals } from '../schema/index.ts'
import { type Page, type PageRequest, type Paging, pageQuery } from './page.ts'

/** Where a proposal stands by the reader's clock. */
type ProposalState = 'open' | 'executed' | 'cancelled' | 'expired'

/** What a list of proposals is narrowed to. */
export interface ProposalFilter {
  readonly states?: readonly ProposalState[]
  /** Name of the function that is called. */
  readonly call?: string
}

/** A proposal of a strong act; times in Unix seconds. */
export interface ProposalRow {
  readonly id: number
  readonly proposer: string
  readonly contract: string
  readonly call: string
  /** The encoded call. */
  readonly data: string
  readonly reason: string
  readonly expiry: number
  readonly state: ProposalState
  readonly madeTime: number
  readonly closedTime: number | null
  /** In order. */
  readonly approvals: readonly { readonly account: string; readonly time: number }[]
}

/** What the regulator needs, and what it has done. */
export interface GovernanceRow {
  readonly threshold: number
  readonly executions: number
}

const made = alias(events, 'made')
const closed = alias(events, 'closed')
const columns = {
  id: proposals.id,
  proposer: proposals.proposer,
  contract: proposals.contract,
  call: proposals.call,
  data: proposals.data,
  reason: proposals.reason,
  expiry: proposals.expiry,
  state: proposals.state,
  madeTime: made.time,
  closedTime: closed.time,
}
type Found = Omit<ProposalRow, 'approvals' | 'state'> & { readonly state: string }

const paging: Paging<Found, 'id'> = {
  sorts: { id: { by: proposals.id, type: 'number', value: (row) => row.id } },
  id: { by: proposals.id, type: 'number', value: (row) => row.id },
  order: '-id',
}

// The chain can approve up to the last second, and says nothing when that is over.
function inState(state: ProposalState, now: number): SQL | undefined {
  if (state === 'open') return and(eq(proposals.state, 'open'), gte(proposals.expiry, now))
  if (state === 'expired') return and(eq(proposals.state, 'open'), lt(proposals.expiry, now))
  return eq(proposals.state, state)
}

/** Reads on the regulator's strong acts. `now` is in Unix seconds. */
export function governanceQueries(db: Db) {
  const select = () =>
    db
      .select(columns)
      .from(proposals)
      .innerJoin(made, eq(made.seq, proposals.madeSeq))
      .leftJoin(closed, eq(closed.seq, proposals.closedSeq))

  async function withApprovals(found: readonly Found[], now: number): Promise<ProposalRow[]> {
    const ids = found.map(({ id }) => id)
    const rows =
      ids.length === 0
        ? []
        : await db
            .select({ proposal: approvals.proposal, account: approvals.account, time: events.time })
            .from(approvals)
            .innerJoin(events, eq(events.seq, approvals.seq))
            .where(inArray(approvals.proposal, ids))
            .orderBy(asc(approvals.seq))
    return found.map((row) => ({
      ...row,
      state: row.state === 'open' && row.expiry < now ? 'expired' : (row.state as ProposalState),
      approvals: rows.filter(({ proposal }) => proposal === row.id).map(({ account, time }) => ({ account, time })),
    }))
  }

  return {
    /** The newest first, unless asked for otherwise. */
    async list(filter: ProposalFilter, now: number, request?: PageRequest<'id'>): Promise<Page<ProposalRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await select()
        .where(
          and(
            filter.states && or(...filter.states.map((state) => inState(state, now))),
            filter.call === undefined ? undefined : eq(proposals.call, filter.call),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      return { ...rest, items: await withApprovals(items, now) }
    },
    async find(id: number, now: number): Promise<ProposalRow | undefined> {
      const [row] = await withApprovals(await select().where(eq(proposals.id, id)), now)
      return row
    },
    /** The newest proposals of an account. */
    async newestOf(proposer: string, most: number, now: number): Promise<ProposalRow[]> {
      const rows = await select().where(eq(proposals.proposer, proposer)).orderBy(desc(proposals.id)).limit(most)
      return withApprovals(rows, now)
    },
    async overview(): Promise<GovernanceRow> {
      const [row] = await db.select().from(governance)
      return { threshold: row?.threshold ?? 1, executions: row?.executions ?? 0 }
    },
    /** How many can be approved. */
    async open(now: number): Promise<number> {
      return db.$count(proposals, inState('open', now))
    },
    /** Strong acts that were carried out, by what they did. */
    async executionsByAct(): Promise<{ contract: string; call: string; executions: number }[]> {
      return db
        .select({ contract: proposals.contract, call: proposals.call, executions: count() })
        .from(proposals)
        .where(eq(proposals.state, 'executed'))
        .groupBy(proposals.contract, proposals.call)
        .orderBy(asc(proposals.contract), asc(proposals.call))
    },
  }
}

/** Reads on the regulator's strong acts; see {@link governanceQueries}. */
export type GovernanceQueries = ReturnType<typeof governanceQueries>
