import type { Alert as AlertAnswer, AlertCause, AlertFinding, AlertState, alertRoutes } from '@theriac/api'
import { type Db, pageQuery } from '@theriac/read-model'
import { and, asc, eq, gte, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { escalate } from '../alerts/raise.ts'
import { needsResolution, ruleOf } from '../alerts/rules.ts'
import * as app from '../db/schema/index.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { invalidField, notFound, ProblemError } from '../problem-error.ts'
import { instantOf } from '../times.ts'

/** What the alerts' handlers work with. */
export interface AlertsDeps {
  readonly db: Db
  /** Unix milliseconds. */
  readonly clock: () => number
}

type AlertRow = typeof app.alerts.$inferSelect
type StepRow = typeof app.alertSteps.$inferSelect
const { alerts, alertSteps } = app

export function createAlertHandlers({ db, clock }: AlertsDeps): Handlers<typeof alertRoutes> {
  /** The alert, locked, if the caller may work on it: the institution that raised it, and the regulator. */
  async function forWork(tx: Db, id: string, caller: Caller): Promise<AlertRow> {
    const [row] = await tx
      .select()
      .from(alerts)
      .where(and(eq(alerts.id, id), visibleTo(caller)))
      .for('update')
    if (row === undefined) throw notFound('alert of this id')
    if (row.gln === caller.gln || caller.kind === 'regulator') return row
    throw new ProblemError('Forbidden', 'The institution that raised an alert works on it, and the regulator')
  }

  async function step(tx: Db, id: string, caller: Caller, kind: string, text: string | undefined): Promise<void> {
    const { accountId, gln } = caller
    await tx.insert(alertSteps).values({ alertId: id, kind, accountId, gln, text: text ?? null, at: clock() })
  }

  async function update(tx: Db, id: string, values: Partial<AlertRow>, caller: Caller): Promise<AlertAnswer> {
    const [row] = await tx
      .update(alerts)
      .set({ ...values, updatedAt: clock() })
      .where(eq(alerts.id, id))
      .returning()
    if (row === undefined) throw notFound('alert of this id')
    return answerOf(row, caller)
  }

  return {
    async list({ query, caller }) {
      const { state, code, cause, gtin, serial, lot, assignee, escalated, gln, from, to } = query
      const page = pageQuery<AlertRow, 'createdAt' | 'lastSeenAt'>(paging, query)
      const rows = await db
        .select()
        .from(alerts)
        .where(
          and(
            visibleTo(caller),
            equal(alerts.state, state),
            equal(alerts.code, code),
            equal(alerts.cause, cause),
            equal(alerts.gtin, gtin),
            equal(alerts.serial, serial),
            equal(alerts.lotNumber, lot),
            equal(alerts.assignee, assignee),
            // A factory must not find out who raised an alert by asking for each.
            gln === undefined ? undefined : and(eq(alerts.gln, gln), workableBy(caller)),
            escalated === undefined
              ? undefined
              : escalated
                ? isNotNull(alerts.escalatedAt)
                : isNull(alerts.escalatedAt),
            from === undefined ? undefined : gte(alerts.createdAt, Date.parse(from)),
            to === undefined ? undefined : lte(alerts.createdAt, Date.parse(to)),
            page.after,
          ),
        )
        .orderBy(...page.orderBy)
        .limit(page.limit)
      const { items, next } = page.page(rows)
      return { items: items.map((row) => answerOf(row, caller)), ...(next === undefined ? {} : { next }) }
    },

    async find({ params, caller }) {
      const [row] = await db
        .select()
        .from(alerts)
        .where(and(eq(alerts.id, params.id), visibleTo(caller)))
      if (row === undefined) throw notFound('alert of this id')
      const steps = await db.select().from(alertSteps).where(eq(alertSteps.alertId, row.id)).orderBy(asc(alertSteps.id))
      return { ...answerOf(row, caller), steps: steps.flatMap((one) => stepOf(one, row, caller)) }
    },

    async counts({ query, caller }) {
      const { from, to } = query
      const rows = await db
        .select({
          code: alerts.code,
          cause: alerts.cause,
          state: alerts.state,
          count: sql<number>`count(*)`.mapWith(Number),
          escalated: sql<number>`count(*) filter (where ${alerts.escalatedAt} is not null)`.mapWith(Number),
        })
        .from(alerts)
        .where(
          and(
            visibleTo(caller),
            from === undefined ? undefined : gte(alerts.createdAt, Date.parse(from)),
            to === undefined ? undefined : lte(alerts.createdAt, Date.parse(to)),
          ),
        )
        .groupBy(alerts.code, alerts.cause, alerts.state)
        .orderBy(asc(alerts.code), asc(alerts.cause), asc(alerts.state))
      const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0)
      const notClosed = rows.filter(({ state }) => state !== 'closed')
      return {
        total: sum(rows.map(({ count }) => count)),
        open: sum(notClosed.map(({ count }) => count)),
        escalated: sum(notClosed.map((row) => row.escalated)),
        groups: rows.map(({ code, cause, state, count }) => ({
          code,
          cause: cause as AlertCause,
          state: state as AlertState,
          count,
        })),
      }
    },

    async comment({ params, body, caller }) {
      return async (tx) => {
        const row = await forWork(tx, params.id, caller)
        await step(tx, row.id, caller, 'comment', body.text)
        return update(tx, row.id, {}, caller)
      }
    },

    async assign({ params, body, caller }) {
      return async (tx) => {
        const row = await forWork(tx, params.id, caller)
        requireNotClosed(row)
        if (body.accountId !== null) await requireColleague(tx, body.accountId, caller)
        await step(tx, row.id, caller, 'assigned', body.accountId ?? undefined)
        return update(tx, row.id, { assignee: body.accountId }, caller)
      }
    },

    async investigate({ params, body, caller }) {
      return async (tx) => {
        const row = await forWork(tx, params.id, caller)
        if (row.state === 'investigating') throw wrongState(row, 'The alert is being looked into already')
        const wasClosed = row.state === 'closed'
        if (wasClosed) await requireNoOther(tx, row)
        await step(tx, row.id, caller, wasClosed ? 'reopened' : 'investigating', body.comment)
        const reopened = wasClosed ? { finding: null, resolution: null, closedBy: null, closedAt: null } : {}
        const assignee = row.assignee ?? caller.accountId
        return update(tx, row.id, { state: 'investigating', assignee, ...reopened }, caller)
      }
    },

    async close({ params, body, caller }) {
      return async (tx) => {
        const row = await forWork(tx, params.id, caller)
        requireNotClosed(row)
        if (row.escalatedAt !== null && caller.kind !== 'regulator')
          throw wrongState(row, 'The alert was handed to the regulator, who closes it')
        if (needsResolution(row.code, row.cause) && !body.resolution?.trim())
          throw invalidField(
            '/resolution',
            'required',
            `An alert ${row.code} is closed with what was done about it, in words`,
          )
        await step(tx, row.id, caller, 'closed', body.resolution ?? body.finding)
        const closed = { closedBy: caller.accountId, closedAt: clock() }
        return update(
          tx,
          row.id,
          { state: 'closed', finding: body.finding, resolution: body.resolution ?? null, ...closed },
          caller,
        )
      }
    },

    async escalate({ params, body, caller }) {
      return async (tx) => {
        const row = await forWork(tx, params.id, caller)
        requireNotClosed(row)
        const by = { accountId: caller.accountId, gln: caller.gln }
        if (!(await escalate(tx, row.id, { reason: body.reason, by, now: clock() })))
          throw wrongState(row, 'The alert was handed to the regulator already')
        return update(tx, row.id, {}, caller)
      }
    },
  }
}

const paging = {
  sorts: {
    createdAt: { by: alerts.createdAt, type: 'number' as const, value: (row: AlertRow) => row.createdAt },
    lastSeenAt: { by: alerts.lastSeenAt, type: 'number' as const, value: (row: AlertRow) => row.lastSeenAt },
  },
  id: { by: alerts.number, type: 'number' as const, value: (row: AlertRow) => row.number },
  order: '-createdAt' as const,
}

const equal = <T extends string>(column: Parameters<typeof eq>[0], value: T | undefined): SQL | undefined =>
  value === undefined ? undefined : eq(column, value)

/** Own alerts, those on own products, and for the regulator all. */
function visibleTo({ gln, kind }: Caller): SQL | undefined {
  return kind === 'regulator' ? undefined : or(eq(alerts.gln, gln), eq(alerts.owner, gln))
}

function workableBy({ gln, kind }: Caller): SQL | undefined {
  return kind === 'regulator' ? undefined : eq(alerts.gln, gln)
}

async function requireColleague(tx: Db, accountId: string, caller: Caller): Promise<void> {
  const [account] = await tx
    .select({ gln: app.accounts.gln, role: app.accounts.role, disabledAt: app.accounts.disabledAt })
    .from(app.accounts)
    .where(eq(app.accounts.id, accountId))
  if (account?.gln !== caller.gln) throw invalidField('/accountId', 'unknown', 'is no account of the institution')
  if (account.role === 'auditor' || account.disabledAt !== null)
    throw invalidField('/accountId', 'mayNotAct', 'is an account that may not act')
}

/** The same finding may have been raised again meanwhile: two open cases of it would be one too many. */
async function requireNoOther(tx: Db, row: AlertRow): Promise<void> {
  const [other] = await tx
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.fingerprint, row.fingerprint), ne(alerts.state, 'closed')))
  if (other) throw wrongState(row, `The same was found again since: alert ${other.id} goes on with it`)
}

function requireNotClosed(row: AlertRow): void {
  if (row.state === 'closed') throw wrongState(row, 'The alert is closed')
}

const wrongState = ({ state, escalatedAt }: AlertRow, detail: string): ProblemError =>
  new ProblemError('WrongState', detail, { reason: { name: state, args: { escalated: escalatedAt !== null } } })

function stepOf(step: StepRow, alert: AlertRow, caller: Caller) {
  const isParty = alert.gln === caller.gln || caller.kind === 'regulator'
  // The factory is told that its product has an alert and how it ended, not what the institutions said to one another.
  if (!isParty && step.kind === 'comment') return []
  if (!isParty && step.kind === 'assigned') return []
  const showsAccount = caller.kind === 'regulator' || step.gln === caller.gln
  return [
    {
      kind: step.kind,
      at: instantOf(step.at),
      ...(showsAccount && step.accountId !== null ? { accountId: step.accountId } : {}),
      ...(isParty && step.gln !== null ? { gln: step.gln as Caller['gln'] } : {}),
      ...(step.text === null ? {} : { text: step.text }),
    },
  ]
}

function answerOf(row: AlertRow, caller: Caller): AlertAnswer {
  const isParty = row.gln === caller.gln || caller.kind === 'regulator'
  const optional = {
    gln: isParty ? row.gln : null,
    accountId: isParty ? row.accountId : null,
    owner: row.owner,
    gtin: row.gtin,
    serial: row.serial,
    lot: row.lotNumber,
    expiry: row.expiry,
    scan: row.scan,
    jobId: row.gln === caller.gln ? row.jobId : null,
    assignee: isParty ? row.assignee : null,
    finding: row.finding as AlertFinding | null,
    resolution: row.resolution,
    closedAt: row.closedAt === null ? null : instantOf(row.closedAt),
    escalatedAt: row.escalatedAt === null ? null : instantOf(row.escalatedAt),
    escalation: row.escalation,
  }
  return {
    id: row.id,
    code: row.code,
    state: row.state as AlertState,
    severity: ruleOf(row.code).severity,
    cause: row.cause as AlertCause,
    detail: row.detail,
    occurrences: row.occurrences,
    createdAt: instantOf(row.createdAt),
    lastSeenAt: instantOf(row.lastSeenAt),
    updatedAt: instantOf(row.updatedAt),
    ...withoutNulls(optional),
  }
}

type Told<T> = { [Key in keyof T]?: NonNullable<T[Key]> }
function withoutNulls<T extends object>(fields: T): Told<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Told<T>
}
