import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../../database.ts'
import { events, operators } from '../../schema/index.ts'
import { type Page, type PageRequest, type Paging, pageQuery } from '../page.ts'

/** What calls are narrowed to. Times in Unix seconds, the end excluded. */
export interface CallFilter {
  readonly gln?: string
  /** Account that signed, in lower case. */
  readonly operator?: string
  /** Name of the function. */
  readonly method?: string
  readonly outcome?: 'taken' | 'refused'
  /** Only of accounts that were never an operator of an institution. */
  readonly unknown?: boolean
  /** Only proposals of strong acts, and what was done with them. */
  readonly strong?: boolean
  readonly from?: number
  readonly to?: number
}

/** One call that somebody signed, whatever became of it. */
export interface CallRow {
  readonly seq: number
  /** Unix seconds. */
  readonly time: number
  readonly block: number
  readonly txHash: Uint8Array
  readonly operator: string
  /** Institution of the account then; null for an account of none. */
  readonly gln: string | null
  /** Name of the function; of the event, where the ledger tells no function. */
  readonly method: string
  readonly refused: boolean
  /** Name of the contract's error. */
  readonly error: string | null
}

/** How calls are counted. */
export type CallGrouping = 'operator' | 'institution' | 'method' | 'day'

/** So many calls of one account, institution, function or day. */
export interface CallCountRow {
  readonly key: string | null
  readonly calls: number
  readonly refused: number
  /** Unix seconds of the newest. */
  readonly last: number
}

const strongEvents = ['ProposalMade', 'ProposalApproved', 'ProposalCancelled']
const before = alias(events, 'event_before')
const refused = eq(events.name, 'ActRefused')
// The two events of operators do not say which function made them; on their own they are those of an admin.
const method = sql<string>`coalesce(${events.act}, case ${events.name} when 'OperatorAdded' then 'addOperator'
  when 'OperatorRemoved' then 'removeOperator' else ${events.name} end)`

const columns = {
  seq: events.seq,
  time: events.time,
  block: events.block,
  txHash: events.txHash,
  operator: sql<string>`${events.operator}`,
  gln: sql<string | null>`case when ${isNull(operators.account)} then null else ${events.gln} end`,
  method,
  refused: sql<boolean>`${refused}`,
  error: sql<string | null>`case when ${refused} then ${events.args} ->> 'error' end`,
}
const groups: Readonly<Record<CallGrouping, SQL<string | null>>> = {
  operator: sql`${events.operator}`,
  institution: columns.gln,
  method,
  day: sql`to_char(to_timestamp(${events.time}) at time zone 'UTC', 'YYYY-MM-DD')`,
}
const paging: Paging<CallRow, 'time'> = {
  // Blocks follow each other in time, and events in both.
  sorts: { time: { by: events.seq, type: 'number', value: ({ seq }) => seq } },
  id: { by: events.seq, type: 'number', value: ({ seq }) => seq },
  order: '-time',
}

function conditionOf(filter: CallFilter): SQL | undefined {
  const { gln, operator, outcome, unknown, strong, from, to } = filter
  return and(
    // Events of one act follow each other: the first of them stands for the act.
    or(
      isNull(before.seq),
      sql`${before.actDigest} is distinct from ${events.actDigest}`,
      ne(before.txHash, events.txHash),
    ),
    isNotNull(events.operator),
    gln === undefined ? undefined : and(eq(events.gln, gln), isNotNull(operators.account)),
    operator === undefined ? undefined : eq(events.operator, operator),
    filter.method === undefined ? undefined : eq(method, filter.method),
    outcome === undefined ? undefined : outcome === 'refused' ? refused : ne(events.name, 'ActRefused'),
    unknown ? isNull(operators.account) : undefined,
    strong ? inArray(events.name, strongEvents) : undefined,
    from === undefined ? undefined : gte(events.time, from),
    to === undefined ? undefined : lt(events.time, to),
  )
}

/** Who called what: of each act, and of each plain transaction that called a contract of the ledger. */
export function auditQueries(db: Db) {
  return {
    /** Calls, newest first. */
    async calls(filter: CallFilter, request?: PageRequest<'time'>): Promise<Page<CallRow>> {
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const rows = await db
        .select(columns)
        .from(events)
        .leftJoin(before, eq(before.seq, sql`${events.seq} - 1`))
        .leftJoin(operators, eq(operators.account, events.operator))
        .where(and(conditionOf(filter), after))
        .orderBy(...orderBy)
        .limit(limit)
      return page(rows)
    },
    /** Calls counted, most first; days newest first. */
    counts(by: CallGrouping, filter: CallFilter, limit: number): Promise<CallCountRow[]> {
      const calls = count()
      return db
        .select({
          key: groups[by],
          calls,
          refused: sql`count(*) filter (where ${refused})`.mapWith(Number),
          last: sql`max(${events.time})`.mapWith(Number),
        })
        .from(events)
        .leftJoin(before, eq(before.seq, sql`${events.seq} - 1`))
        .leftJoin(operators, eq(operators.account, events.operator))
        .where(conditionOf(filter))
        .groupBy(sql`1`)
        .orderBy(by === 'day' ? sql`1 desc` : desc(calls), sql`1`)
        .limit(limit)
    },
  }
}
