import type { Dashboard, dashboardRoutes, FigureName } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import {
  type ConsortiumFigures,
  type DayRow,
  type Db,
  dailyQueries,
  institutionQueries,
  type OpenRecall,
  reportQueries,
} from '@theriac/read-model'
import { dayAt } from '../../goods/guards.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { asOfWire } from '../reports/wire.ts'
import { createCaseCounts } from './case-counts.ts'
import { type TaskCounts, tasksOf } from './tasks.ts'

/** What the handlers of the dashboard need. */
export interface DashboardDeps {
  readonly db: Db
  readonly consortium: ConsortiumFigures
  /** Unix milliseconds. */
  readonly clock: () => number
}

const dayMs = 86_400_000
const soonDays = 60
const most = 20

/** The figure that units in a state are counted in. */
const figures: Readonly<Record<string, FigureName>> = {
  institution: 'units_in_stock',
  shipment: 'units_in_transit',
  opened: 'units_opened',
  quarantine: 'units_quarantined',
  returned: 'units_returned',
  rejected: 'units_rejected',
  dispensed: 'units_dispensed',
  dispensed_in_parts: 'units_dispensed',
  administered: 'units_dispensed',
  destroyed: 'units_destroyed',
  exported: 'units_exported',
  sampled: 'units_sampled',
  free_sample: 'units_sampled',
  checked_out: 'units_sampled',
  stolen: 'units_gone',
  lost: 'units_gone',
  gone_unsaleable: 'units_gone',
  commissioning_voided: 'units_voided',
}

/** What the caller should know first: of the whole consortium for the regulator, else of its own institution. */
export function createDashboardHandlers({ db, consortium, clock }: DashboardDeps): Handlers<typeof dashboardRoutes> {
  const daily = dailyQueries(db)
  const institutions = institutionQueries(db)
  const reports = reportQueries(db)
  const cases = createCaseCounts(db)

  interface Parts {
    readonly figures: Partial<Record<FigureName, number>>
    readonly tasks: TaskCounts
    readonly recalls: readonly OpenRecall[]
    readonly institutions?: Dashboard['institutions']
  }

  async function ofRegulator(now: number): Promise<Parts> {
    const members = await daily.institutions()
    const { products, lots, commissioned } = await daily.catalogue()
    const units = await consortium.unitsByState()
    const { open, executions } = await daily.governance(Math.floor(now / 1000))
    const recalls = await daily.recalls({}, most)
    return {
      figures: {
        institutions: countOf(members, ({ status }) => status === 'active'),
        products,
        lots,
        units_commissioned: commissioned,
        ...byFigure(units),
        strong_acts: executions,
      },
      tasks: {
        recalls_under_way: recalls.length,
        proposals_open: open,
        applications_open: countOf(members, ({ status }) => status === 'applied'),
        alerts_escalated: await cases.escalated(),
      },
      recalls,
      institutions: members,
    }
  }

  async function ofMember(caller: Caller, now: number): Promise<Parts> {
    const { gln, kind } = caller
    const units = await daily.unitsByKind(gln)
    const shipments = await daily.shipments(gln)
    const care = await daily.stockCare(gln, { today: dayAt(now), soon: dayAt(now + soonDays * dayMs) })
    const isFactory = kind === 'factory'
    const made = isFactory ? await daily.catalogue(gln) : undefined
    const recalls = await daily.recalls(isFactory ? { owner: gln } : { heldBy: gln }, most)
    return {
      figures: {
        ...(made ? { products: made.products, lots: made.lots, units_commissioned: made.commissioned } : {}),
        ...byFigure(units),
        units_coming: shipments.unitsToReceive,
        units_under_way: shipments.unitsUnderWay,
      },
      tasks: {
        recalled_in_stock: care.recalled,
        expired_in_stock: care.expired,
        expiring_soon: care.expiring,
        shipments_to_receive: shipments.toReceive,
        differences_to_clear: shipments.toClear,
        quarantine_to_decide: units.get('quarantine') ?? 0,
        returns_to_judge: units.get('returned') ?? 0,
        rejected_to_destroy: units.get('rejected') ?? 0,
        destructions_to_confirm: await cases.destructionsToConfirm(caller),
        ...(isFactory ? { recalls_under_way: recalls.length } : {}),
      },
      recalls,
    }
  }

  return {
    async show({ caller, query }) {
      const now = clock()
      const whose = await institutions.find(caller.gln)
      if (!whose) throw notFound('institution with the GLN of your account')
      const isRegulator = caller.kind === 'regulator'
      const scope = isRegulator ? undefined : caller.gln
      const days = daysUntil(now, query.days ?? 30)
      const [first = dayAt(now)] = days
      const since = Date.parse(`${first}T00:00:00Z`)

      const parts = isRegulator ? await ofRegulator(now) : await ofMember(caller, now)
      const last = days.at(-1) ?? first
      const series = await (isRegulator ? consortium.series(first, last) : daily.series(first, last, caller.gln))
      const alerts = await cases.byCause(since, scope)
      const seconds = Math.floor(now / 1000)
      const ending = await daily.licencesEnding(seconds, seconds + soonDays * 86_400, most, scope)
      const tasks = tasksOf({
        ...parts.tasks,
        alerts_open: alerts.reduce((sum, { open }) => sum + open, 0),
        jobs_rejected: await cases.jobsRejected(caller.gln, now - 7 * dayMs),
        licences_running_out: ending.length,
      })
      return {
        gln: caller.gln,
        name: whose.name,
        kind: caller.kind,
        asOf: asOfWire(await reports.readUpTo()),
        figures: Object.entries(parts.figures).map(([figure, value]) => ({ figure: figure as FigureName, value })),
        tasks,
        ...(parts.institutions ? { institutions: parts.institutions } : {}),
        days,
        series: seriesOf(days, series),
        alerts,
        recalls: parts.recalls.map(recallOf),
        licences: ending.map(({ gln, validTo, ...rest }) => ({
          gln: gln as Gln,
          ...rest,
          validTo: instantOfSeconds(validTo),
        })),
      }
    },
  }
}

/** Adds up what takes long, so that the first who asks does not wait for it. */
export async function primeFigures(consortium: ConsortiumFigures, now: number): Promise<void> {
  await consortium.unitsByState()
  await consortium.series(dayAt(now - 89 * dayMs), dayAt(now))
  await consortium.unitsByDay(dayAt(now - 89 * dayMs), dayAt(now))
}

function countOf<T extends { readonly count: number }>(rows: readonly T[], counts: (row: T) => boolean): number {
  return rows.reduce((sum, row) => sum + (counts(row) ? row.count : 0), 0)
}

function byFigure(units: ReadonlyMap<string, number>): Partial<Record<FigureName, number>> {
  const sums: Partial<Record<FigureName, number>> = { units_in_stock: 0 }
  for (const [state, count] of units) {
    const figure = figures[state]
    if (figure) sums[figure] = (sums[figure] ?? 0) + count
  }
  return sums
}

/** The days up to today, oldest first. */
function daysUntil(now: number, count: number): IsoDate[] {
  return Array.from({ length: count }, (_, i) => dayAt(now - (count - 1 - i) * dayMs) as IsoDate)
}

/** A number for each day: a chart must not have to know which days had none. */
function seriesOf(days: readonly string[], rows: readonly DayRow[]): Dashboard['series'] {
  const places = new Map(days.map((day, at) => [day, at]))
  const acts = new Map<string, Dashboard['series'][number]>()
  for (const { day, act, units, events } of rows) {
    const place = places.get(day)
    if (place === undefined) continue
    const nothing = { act, units: days.map(() => 0), events: days.map(() => 0) }
    const line = acts.get(act) ?? nothing
    line.units[place] = units
    line.events[place] = events
    acts.set(act, line)
  }
  return [...acts.values()]
}

function recallOf(recall: OpenRecall): Dashboard['recalls'][number] {
  const { gtin, product, lotNumber, recallClass, time, commissioned, open } = recall
  return {
    gtin: gtin as Gtin,
    product,
    lot: lotNumber as LotNumber,
    ...(recallClass === null ? {} : { recallClass }),
    at: instantOfSeconds(time),
    commissioned,
    open,
  }
}
