import type { RecallReach, reportRoutes, SuspiciousPatterns } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import { lotIdOf } from '@theriac/ledger'
import {
  type Db,
  institutionQueries,
  type LotRow,
  lotQueries,
  type ReachedRow,
  reportQueries,
  type Span,
} from '@theriac/read-model'
import { dayAt } from '../../goods/guards.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, notFound } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { createAlertPatterns } from './alert-patterns.ts'
import { sendReport } from './render.ts'
import { patternRules } from './rules.ts'
import { recallGroupOf, unitStateOf } from './states.ts'
import {
  asOfWire,
  expiringRow,
  findingRow,
  lotMovementRow,
  movementRow,
  type RowOf,
  reachedRow,
  stockRow,
  strongActRow,
} from './wire.ts'

/** What the handlers of reports need. */
export interface ReportHandlersDeps {
  readonly db: Db
  /** Unix milliseconds. */
  readonly clock: () => number
}

const dayMs = 86_400_000
/** The first day that there can be. */
const firstDayMs = Date.parse('0001-01-01')
/** Rows that are read from the database at once. */
const batchSize = 1000
/** More than anybody reads. */
const mostFindings = 500

/** Reports: what happened, what is where, and what looks odd. */
export function createReportHandlers({ db, clock }: ReportHandlersDeps): Handlers<typeof reportRoutes> {
  const reports = reportQueries(db)
  const institutions = institutionQueries(db)
  const lots = lotQueries(db)
  const sources = { ledger: reports.patterns, alerts: createAlertPatterns(db) }

  /** Whose report it is: the caller's own, or anybody's for the regulator. */
  async function named(caller: Caller, gln: Gln = caller.gln) {
    const row = gln === caller.gln || caller.kind === 'regulator' ? await institutions.find(gln) : undefined
    if (!row) throw notFound('institution whose reports you may read with this GLN')
    return { gln, name: row.name }
  }

  /** Of everybody for the regulator, unless it names one. */
  async function scopeOf(caller: Caller, gln: Gln | undefined): Promise<Gln | undefined> {
    return gln === undefined && caller.kind === 'regulator' ? undefined : (await named(caller, gln)).gln
  }

  async function lotOf(gtin: Gtin, lot: LotNumber): Promise<LotRow> {
    const row = await lots.find(lotIdOf(gtin, lot))
    if (!row) throw notFound('lot of this product with this number')
    return row
  }

  /** The days that are asked for, 30 unless told otherwise, and the events of them. */
  async function period({ from, to = dayAt(clock()) as IsoDate }: { from?: IsoDate; to?: IsoDate }) {
    const first = from ?? (dayAt(Math.max(Date.parse(to) - 29 * dayMs, firstDayMs)) as IsoDate)
    if (first > to) throw invalidField('query.from', 'order', 'comes after the last day')
    const span = await reports.spanOf(Date.parse(first) / 1000, Date.parse(to) / 1000 + 86_400)
    return { from: first, to, span }
  }

  return {
    async recallReach({ caller, query }, { reply }) {
      const { gtin, lot } = query
      const asOf = asOfWire(await reports.readUpTo())
      const found = lot === undefined ? await recalledLots(gtin) : [await lotOf(gtin, lot)]
      const [first] = found
      if (!first) throw notFound('recalled lot of this product')
      const rows = await reports.reach(found.map(({ ref }) => ref))
      const detailed = caller.kind === 'regulator' || found.every(({ owner }) => owner === caller.gln)
      return sendReport(reply, query, {
        name: ['recall-reach', gtin, ...(lot === undefined ? [] : [fileName(lot)])].join('-'),
        asOf,
        head: { gtin, product: first.productName, lots: found.map((one) => lotReach(one, rows)), detailed },
        columns: ['lot', 'gln', 'name', 'kind', 'state', 'to', 'units'],
        batches: [detailed ? rows.map(reachedRow) : ownAndOthers(rows, caller.gln)],
      })
    },

    async lotMovements({ caller, query }, { reply }) {
      const { gtin, lot, from, to } = query
      const row = await lotOf(gtin, lot)
      const readUpTo = await reports.readUpTo()
      // All of it, unless days are given: a lot's life has a beginning.
      const span =
        from === undefined && to === undefined ? { first: 1, last: readUpTo.seq } : (await period(query)).span
      const seesAll = caller.kind === 'regulator' || row.owner === caller.gln
      return sendReport(reply, query, {
        name: `movements-${gtin}-${fileName(lot)}`,
        asOf: asOfWire(readUpTo),
        head: { gtin, product: row.productName, lot, commissioned: row.commissioned },
        columns: [...movementColumns, 'units', 'containers'],
        batches: mapped(
          reports.movements.ofLot(row.ref, span, batchSize, seesAll ? undefined : caller.gln),
          lotMovementRow,
        ),
      })
    },

    async inventory({ caller, query }, { reply }) {
      const whose = await named(caller, query.gln)
      const asOf = asOfWire(await reports.readUpTo())
      const rows = await reports.stock({ gln: whose.gln })
      const today = dayAt(clock())
      return sendReport(reply, query, {
        name: `inventory-${whose.gln}-${today}`,
        asOf,
        head: { ...whose, units: sum(rows) },
        columns: stockColumns,
        batches: [rows.map((row) => stockRow(row, today))],
      })
    },

    async movements({ caller, query }, { reply }) {
      const whose = await named(caller, query.gln)
      const { from, to, span } = await period(query)
      return sendReport(reply, query, {
        name: `movements-${whose.gln}-${from}-${to}`,
        asOf: asOfWire(await reports.readUpTo()),
        head: { ...whose, from, to },
        columns: [...movementColumns, 'direction', 'units'],
        batches: mapped(reports.movements.ofInstitution(whose.gln, span, batchSize), (row) =>
          movementRow(row, whose.gln),
        ),
      })
    },

    async expiringStock({ caller, query }, { reply }) {
      const gln = await scopeOf(caller, query.gln)
      const today = dayAt(clock())
      const until = dayAt(Date.parse(today) + (query.days ?? 90) * dayMs) as IsoDate
      const asOf = asOfWire(await reports.readUpTo())
      const rows = await reports.stock({ ...(gln === undefined ? {} : { gln }), expiringUntil: until })
      return sendReport(reply, query, {
        name: `expiring-stock-${until}`,
        asOf,
        head: { until, units: sum(rows) },
        columns: ['gln', 'name', 'daysLeft', ...stockColumns],
        batches: [rows.map((row) => expiringRow(row, today))],
      })
    },

    async suspiciousPatterns({ caller, query }, { reply }) {
      const gln = await scopeOf(caller, query.gln)
      const { from, to, span } = await period(query)
      const scope = {
        ...(gln === undefined ? {} : { gln }),
        span,
        fromDay: from,
        toDay: to,
        now: Math.floor(clock() / 1000),
        limit: mostFindings,
      }
      const told: SuspiciousPatterns['rules'] = []
      const rows: RowOf<SuspiciousPatterns>[] = []
      for (const rule of patternRules) {
        const findings = await rule.find(sources, scope, rule.thresholds)
        const names = await institutions.names(findings.flatMap((finding) => finding.gln ?? []))
        rows.push(...findings.map((finding) => findingRow(finding, rule, names)))
        const { rule: id, severity, why, thresholds } = rule
        told.push({ rule: id, severity, why, thresholds, found: findings.length })
      }
      return sendReport(reply, query, {
        name: `suspicious-patterns-${from}-${to}`,
        asOf: asOfWire(await reports.readUpTo()),
        head: { from, to, rules: told },
        columns: [
          'rule',
          'severity',
          'gln',
          'name',
          'gtin',
          'lot',
          'operator',
          'shipment',
          'count',
          'of',
          'last',
          'detail',
        ],
        batches: [rows],
      })
    },

    async strongActs({ query }, { reply }) {
      const readUpTo = await reports.readUpTo()
      const { from, to } = query
      const all: Span = { first: 1, last: readUpTo.seq }
      const span = from === undefined && to === undefined ? all : (await period(query)).span
      const rows = await reports.strongActs(span, mostStrongActs)
      return sendReport(reply, query, {
        name: 'strong-acts',
        asOf: asOfWire(readUpTo),
        head: await reports.governance(),
        columns: ['proposal', 'at', 'call', 'subject', 'reason', 'approvals', 'proposer', 'txHash'],
        batches: [rows.map(strongActRow)],
      })
    },
  }

  async function recalledLots(gtin: Gtin): Promise<LotRow[]> {
    const found: LotRow[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await lots.list(
        { gtin, recalled: true },
        { limit: 500, ...(cursor === undefined ? {} : { cursor }) },
      )
      found.push(...page.items)
      if (page.next === undefined) return found
      cursor = page.next
    }
  }
}

/** Strong acts are few: each is decided by people. */
const mostStrongActs = 100_000

const movementColumns = ['seq', 'at', 'eventTime', 'act', 'gln', 'from', 'fromGln', 'to', 'toGln', 'txHash'] as const
const stockColumns = ['gtin', 'product', 'lot', 'expiry', 'status', 'state', 'loose', 'inContainers', 'units'] as const

const sum = (rows: readonly { readonly units: number }[]): number => rows.reduce((total, { units }) => total + units, 0)

/** A lot number has characters that file names have not. */
const fileName = (lot: LotNumber): string => lot.replace(/[^\w.-]/g, '_')

function lotReach(lot: LotRow, rows: readonly ReachedRow[]): RecallReach['lots'][number] {
  const own = rows.filter(({ lotRef }) => lotRef === lot.ref)
  const groups = { open: 0, atPatients: 0, gone: 0 }
  for (const { state, units } of own) groups[recallGroupOf(unitStateOf(state))] += units
  // From the same statement as the rows: what is commissioned meanwhile is in both or in neither.
  const commissioned = own[0]?.commissioned ?? 0
  const counted = sum(own)
  const { recallClass, recallReason, recalledTime } = lot
  return {
    lot: lot.lotNumber as LotNumber,
    recalled: lot.recalled,
    ...(recallClass === null ? {} : { recallClass }),
    ...(recallReason === null ? {} : { reason: recallReason }),
    ...(recalledTime === null ? {} : { recalledAt: instantOfSeconds(recalledTime) }),
    commissioned,
    counted,
    complete: counted === commissioned,
    ...groups,
  }
}

/** The caller's own rows, and all others added up by lot and state: the sum is the same. */
function ownAndOthers(rows: readonly ReachedRow[], gln: string): RowOf<RecallReach>[] {
  const others = new Map<string, RowOf<RecallReach>>()
  const own: RowOf<RecallReach>[] = []
  for (const row of rows) {
    const wire = reachedRow(row)
    if (row.gln === gln || row.to === gln) {
      own.push(wire)
      continue
    }
    const key = `${row.lotRef} ${wire.state}`
    const { lot, state } = wire
    others.set(key, { lot, state, units: (others.get(key)?.units ?? 0) + row.units })
  }
  return [...own, ...others.values()]
}

async function* mapped<From, To>(
  batches: AsyncIterable<readonly From[]>,
  map: (row: From) => To,
): AsyncGenerator<To[]> {
  for await (const batch of batches) yield batch.map(map)
}
