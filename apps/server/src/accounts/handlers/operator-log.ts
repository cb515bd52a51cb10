import { type LogEntry, type LogOutcome, mostVerified, type operatorLogRoutes } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { type Db, type Paging, pageQuery } from '@theriac/read-model'
import { and, eq, gte, lte } from 'drizzle-orm'
import type { Hex } from 'viem'
import { operatorLog } from '../../db/schema/accounts.ts'
import type { Handlers } from '../../http/handler.ts'
import { invalidField } from '../../problem-error.ts'
import { instantOf } from '../../times.ts'
import { logHead } from '../operator-log/append.ts'
import type { LogRow } from '../operator-log/entry.ts'
import { type AnchoredAt, checkAnchors, findLogFault, rangeOf } from '../operator-log/verify.ts'

/** What the routes of the log need. */
export interface OperatorLogHandlerDeps {
  readonly db: Db
  /** Of the ledger itself: `ledger.reads.records.anchoredAt`. */
  readonly anchoredAt: AnchoredAt
}

const byNumber = { by: operatorLog.number, type: 'number', value: (row: LogRow) => row.number } as const
const paging: Paging<LogRow, 'number'> = { sorts: { number: byNumber }, id: byNumber, order: '-number' }

/** Handlers of the operator log. */
export function createOperatorLogHandlers(deps: OperatorLogHandlerDeps): Handlers<typeof operatorLogRoutes> {
  const { db, anchoredAt } = deps
  return {
    async list({ caller, query }) {
      const { gln, accountId, route, outcome, from, to } = query
      const { limit: asked, cursor } = query
      const request = { ...(asked === undefined ? {} : { limit: asked }), ...(cursor === undefined ? {} : { cursor }) }
      const { after, orderBy, limit, page } = pageQuery(paging, request)
      const filters = and(
        caller.kind === 'regulator' ? undefined : eq(operatorLog.gln, caller.gln),
        gln === undefined ? undefined : eq(operatorLog.gln, gln),
        accountId === undefined ? undefined : eq(operatorLog.accountId, accountId),
        route === undefined ? undefined : eq(operatorLog.route, route),
        outcome === undefined ? undefined : eq(operatorLog.outcome, outcome),
        from === undefined ? undefined : gte(operatorLog.time, Date.parse(from)),
        to === undefined ? undefined : lte(operatorLog.time, Date.parse(to)),
      )
      const rows = await db
        .select()
        .from(operatorLog)
        .where(and(filters, after))
        .orderBy(...orderBy)
        .limit(limit)
      const { items, ...rest } = page(rows)
      return { ...rest, items: items.map(toEntry) }
    },

    async verify({ query }) {
      const { from, to, isToHead } = await rangeOf(db, query, mostVerified)
      if (to - from >= mostVerified) {
        throw invalidField('query.from', 'range', `At most ${mostVerified} entries are verified at once`)
      }
      const fault = await findLogFault(db, from, to)
      // What was cut off the end is in no range: its anchors still are.
      const anchors = await checkAnchors(db, from, isToHead ? undefined : to, anchoredAt)
      const head = await logHead(db)
      return {
        from,
        to,
        whole: fault === undefined && anchors.every(({ state }) => state !== 'differs'),
        ...(head ? { head: { number: head.number, hash: head.hash as Hex } } : {}),
        ...(fault ? { fault } : {}),
        anchors: [...anchors],
      }
    },
  }
}

function toEntry(row: LogRow): LogEntry {
  const { number, time, accountId, gln, route, outcome, code, request, requestId, jobId, ip, previous, hash } = row
  return {
    number,
    time: instantOf(time),
    ...(accountId === null ? {} : { accountId }),
    ...(gln === null ? {} : { gln: gln as Gln }),
    route,
    outcome: outcome as LogOutcome,
    ...(code === null ? {} : { code }),
    request: request as Hex,
    requestId,
    ...(jobId === null ? {} : { jobId }),
    ...(ip === null ? {} : { ip }),
    previous: previous as Hex,
    hash: hash as Hex,
  }
}
