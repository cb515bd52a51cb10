import {
  type ChainAlert,
  type ChainAlertRule,
  type ChainRule,
  chainAlertRules,
  type monitoringRoutes,
  type ThresholdUnit,
} from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { chainAlerts, chainRules, samples } from '../db/schema/monitoring.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { clearAlert } from '../monitoring/alerts.ts'
import { everyMs, keptDays } from '../monitoring/index.ts'
import type { RuleSetting } from '../monitoring/judge.ts'
import { adminsHere } from '../monitoring/keepers.ts'
import { ruleDefinitions } from '../monitoring/rules.ts'
import { longestMs, readSeries, resolutionOf } from '../monitoring/series.ts'
import { readRuleSettings } from '../monitoring/settings.ts'
import { invalidField, ProblemError } from '../problem-error.ts'
import { instantOf } from '../times.ts'

/** Units of what is counted; times and shares have parts. */
const counted: ReadonlySet<ThresholdUnit> = new Set(['blocks', 'changes', 'transactions', 'lanes'])

/** What the handlers of monitoring need. */
export interface MonitoringHandlersDeps {
  readonly db: Db
  /** Unix milliseconds. */
  readonly clock: () => number
}

/** How chain and server do, did, and what somebody is told of. */
export function createMonitoringHandlers({ db, clock }: MonitoringHandlersDeps): Handlers<typeof monitoringRoutes> {
  const isKeeper = async (tx: Db, { accountId }: Caller): Promise<boolean> =>
    (await adminsHere(tx)).keepers.some(({ id }) => id === accountId)

  return {
    async now() {
      const [last] = await db.select().from(samples).orderBy(desc(samples.time)).limit(1)
      const open = await db
        .select()
        .from(chainAlerts)
        .where(isNull(chainAlerts.clearedAt))
        .orderBy(desc(chainAlerts.raisedAt), desc(chainAlerts.id))
      const alerts = open.map(alertOf)
      const grave = alerts.filter(({ severity }) => severity === 'high')
      return {
        ...(last ? { at: instantOf(last.time) } : {}),
        everySeconds: everyMs / 1000,
        keptDays,
        answers: last?.answers ?? true,
        measures: last?.measures ?? {},
        certificates: (last?.certificates ?? []).map((certificate) => ({ ...certificate })),
        open: [...grave, ...alerts.filter(({ severity }) => severity !== 'high')],
      }
    },

    async series({ query }) {
      const { measure } = query
      const from = Date.parse(query.from)
      const to = query.to === undefined ? clock() + 1 : Date.parse(query.to)
      if (from >= to) throw invalidField('query.from', 'order', 'The period ends before it begins')
      const resolution = query.resolution ?? resolutionOf(from, to)
      const longest = longestMs[resolution]
      if (to - from > longest) {
        const days = longest / 86_400_000
        throw invalidField('query.resolution', 'maximum', `A ${resolution} is told for ${days} days at most`)
      }
      const points = await readSeries(db, measure, { from, to, resolution })
      return { measure, resolution, points: points.map((point) => ({ ...point, time: instantOf(point.time) })) }
    },

    async alerts({ query: { state, limit = 50, cursor } }) {
      const isMeant = and(
        state === undefined
          ? undefined
          : state === 'open'
            ? isNull(chainAlerts.clearedAt)
            : isNotNull(chainAlerts.clearedAt),
        cursor === undefined ? undefined : lt(chainAlerts.id, Number(cursor)),
      )
      const rows = await db
        .select()
        .from(chainAlerts)
        .where(isMeant)
        .orderBy(desc(chainAlerts.id))
        .limit(limit + 1)
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return { items: items.map(alertOf), ...(rows.length > limit && last ? { next: String(last.id) } : {}) }
    },

    async rules({ caller }) {
      const settings = await readRuleSettings(db)
      return {
        items: chainAlertRules.map((rule) => ruleOf(rule, settings[rule])),
        mayChange: await isKeeper(db, caller),
      }
    },

    async changeRule({ caller, params: { rule }, body }) {
      const { least, most, unit } = ruleDefinitions[rule]
      const { threshold } = body
      if (threshold !== undefined && (threshold < least || threshold > most))
        throw invalidField('/threshold', 'range', `From ${least} to ${most}`)
      if (threshold !== undefined && counted.has(unit) && !Number.isInteger(threshold))
        throw invalidField('/threshold', 'whole', `There are no parts of ${unit}`)
      return async (tx) => {
        if (!(await isKeeper(tx, caller)))
          throw new ProblemError('Forbidden', 'Rules are changed by those who look after the server')
        const now = clock()
        const current = (await readRuleSettings(tx))[rule]
        const next = { enabled: body.enabled ?? current.enabled, threshold: threshold ?? current.threshold }
        const row = { ...next, changedBy: caller.accountId, changedAt: now }
        await tx
          .insert(chainRules)
          .values({ rule, ...row })
          .onConflictDoUpdate({ target: chainRules.rule, set: row })
        if (!next.enabled) {
          const isOpen = and(eq(chainAlerts.rule, rule), isNull(chainAlerts.clearedAt))
          for (const { id } of await tx.select({ id: chainAlerts.id }).from(chainAlerts).where(isOpen))
            await clearAlert(tx, id, 'switched_off', now)
        }
        return ruleOf(rule, { ...next, changedAt: now })
      }
    },
  }
}

function alertOf(row: typeof chainAlerts.$inferSelect): ChainAlert {
  const { id, rule, subject, name, value, threshold, raisedAt, clearedAt, cleared } = row
  const { severity, unit } = ruleDefinitions[rule]
  return {
    ...{ id, rule, severity, subject, value, threshold, unit, raisedAt: instantOf(raisedAt) },
    ...(name === null ? {} : { name }),
    ...(clearedAt === null ? {} : { clearedAt: instantOf(clearedAt) }),
    ...(cleared === null ? {} : { cleared }),
  }
}

function ruleOf(
  rule: ChainAlertRule,
  { enabled, threshold, changedAt }: RuleSetting & { readonly changedAt?: number },
): ChainRule {
  const {
    scope,
    severity,
    unit,
    isAbove,
    threshold: standard,
    least,
    most,
    samples,
    calmSamples,
  } = ruleDefinitions[rule]
  return {
    ...{ rule, severity, scope, unit, isAbove, threshold, standard, least, most, samples, calmSamples, enabled },
    ...(changedAt === undefined ? {} : { changedAt: instantOf(changedAt) }),
  }
}
