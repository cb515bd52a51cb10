import type { InstitutionScreening, ProductScreening, screeningRoutes } from '@theriac/api'
import type { Gln, Gtin, LotNumber } from '@theriac/gs1'
import {
  type Db,
  institutionQueries,
  type LicenceRow,
  productQueries,
  type RecallRow,
  recordQueries,
  reportQueries,
  type StandingRow,
  screeningQueries,
} from '@theriac/read-model'
import { eq, gte, ne, or, type SQL, sql } from 'drizzle-orm'
import { alerts } from '../../db/schema/index.ts'
import { refusalOf } from '../../goods/guards.ts'
import type { Handlers } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { readDocument } from '../records/document.ts'
import { createKeptDocuments } from '../records/kept.ts'
import { asOfWire } from '../reports/wire.ts'
import { assess, institutionRules, productRules } from './rules.ts'

/** What the handlers of screening need. */
export interface ScreeningDeps {
  readonly db: Db
  /** Unix milliseconds. */
  readonly clock: () => number
}

const daySeconds = 86_400
const yearSeconds = 365 * daySeconds
const soonSeconds = 60 * daySeconds

/** Screening: what everybody in the consortium may know of who sells, and of what is sold. */
export function createScreeningHandlers(deps: ScreeningDeps): Handlers<typeof screeningRoutes> {
  const { db, clock } = deps
  const screening = screeningQueries(db)
  const institutions = institutionQueries(db)
  const products = productQueries(db)
  const records = recordQueries(db)
  const reports = reportQueries(db)
  const kept = createKeptDocuments(db)
  const seconds = (): number => Math.floor(clock() / 1000)

  /** Inspections of an institution, or of a product with its lots and packs; no more than what was found. */
  async function inspections(topic: { gln: string } | { gtin: string }): Promise<InstitutionScreening['inspections']> {
    const found: InstitutionScreening['inspections'] = []
    for (const { record, author, hash, writtenTime } of await records.about(topic, 'inspection', 20)) {
      const text = (await kept.texts(author, [hash])).get(hash)
      const { inspection } = text === undefined ? {} : readDocument(text)
      const told = { record, by: author as Gln, at: instantOfSeconds(writtenTime) }
      found.push({ ...told, ...(inspection ? { inspection } : {}) })
    }
    return found
  }

  /** Numbers of alerts of the last year, and of those that are open. */
  async function alertCounts(about: SQL | undefined, now: number): Promise<InstitutionScreening['alerts']> {
    const isRecent = gte(alerts.createdAt, (now - yearSeconds) * 1000)
    const counted = (condition: SQL): SQL<number> => sql<number>`count(*) filter (where ${condition})`.mapWith(Number)
    const [row] = await db
      .select({
        total: counted(isRecent),
        open: counted(ne(alerts.state, 'closed')),
        confirmed: counted(sql`${isRecent} and ${alerts.finding} in ('falsified', 'diverted')`),
      })
      .from(alerts)
      .where(about)
    return row ?? { total: 0, open: 0, confirmed: 0 }
  }

  return {
    async institution({ params }) {
      const { gln } = params
      const now = seconds()
      const row = await institutions.find(gln)
      if (!row) throw notFound('institution with this GLN')
      const history = await screening.standing(gln)
      const made = await screening.made({ owner: gln })
      const recalls = await screening.recalls({ owner: gln }, 50)
      const { sent, withDifferences } = await screening.sent(gln, now - yearSeconds)
      const inspected = await inspections({ gln })
      const counts = await alertCounts(or(eq(alerts.gln, gln), eq(alerts.owner, gln)), now)
      const suspended = history.findLast(({ name }) => name === 'InstitutionSuspended')?.time
      const assessment = assess(institutionRules, {
        status: row.status,
        mayShip: (await refusalOf(deps, gln, 'ship')) === 'none',
        licenceDaysLeft: shippingDaysLeft(row.licences, now),
        memberDays: daysSince(row.admittedTime, now),
        suspendedDaysAgo: daysSince(suspended, now),
        inspection: newestOf(inspected),
        graveRecalls: graveRecalls(recalls, now),
        withdrawnProducts: made.withdrawnProducts,
        repeatedSerials: made.repeatedSerials,
        alertsConfirmed: counts.confirmed,
        alertsOpen: counts.open,
        shipments: { sent, withDifferences },
      })
      return {
        gln,
        name: row.name,
        kind: row.kind,
        status: row.status,
        asOf: asOfWire(await reports.readUpTo()),
        ...(row.admittedTime === null ? {} : { memberSince: instantOfSeconds(row.admittedTime) }),
        licences: row.licences.map((licence) => licenceOf(licence, now)),
        history: history.map(standingOf),
        made,
        recalls: recalls.map(recallOf),
        alerts: counts,
        shipments: { sent, withDifferences },
        inspections: inspected,
        assessment,
      }
    },

    async product({ params }) {
      const now = seconds()
      // Of any packaging level: a case is screened as what is in it.
      const [level] = await products.levels([params.gtin])
      const row = level && (await products.find(level.product))
      if (!row) throw notFound('product with this GTIN')
      const { gtin } = row
      const owner = await institutions.find(row.owner)
      const made = await screening.made({ gtin })
      const recalls = await screening.recalls({ gtin }, 50)
      const inspected = await inspections({ gtin })
      const counts = await alertCounts(eq(alerts.gtin, gtin), now)
      const assessment = assess(productRules, {
        status: row.status,
        ownerStatus: owner?.status ?? 'unknown',
        inspection: newestOf(inspected),
        graveRecalls: graveRecalls(recalls, now),
        repeatedSerials: made.repeatedSerials,
        alertsConfirmed: counts.confirmed,
        alertsOpen: counts.open,
      })
      return {
        gtin: gtin as Gtin,
        name: row.data.name,
        owner: { gln: row.owner as Gln, name: owner?.name ?? '', status: owner?.status ?? 'unknown' },
        status: row.status,
        ...(row.reason === null ? {} : { reason: row.reason }),
        asOf: asOfWire(await reports.readUpTo()),
        versions: await versionsOf(gtin),
        lots: made,
        recalls: recalls.map(recallOf),
        alerts: counts,
        inspections: inspected,
        assessment,
      }
    },
  }

  async function versionsOf(gtin: string): Promise<ProductScreening['versions']> {
    const { items } = await products.versions(gtin, { limit: 100 })
    return items.toReversed().map(({ version, time, reason }) => ({
      version,
      at: instantOfSeconds(time),
      ...(reason === null ? {} : { reason }),
    }))
  }
}

function daysSince(time: number | null | undefined, now: number): number | undefined {
  return typeof time === 'number' ? Math.floor((now - time) / daySeconds) : undefined
}

function newestOf(inspections: InstitutionScreening['inspections']) {
  return inspections.map(({ inspection }) => inspection).find((inspection) => inspection !== undefined)
}

/** Recalls of class 1 and 2 within a year: what may do harm. */
function graveRecalls(recalls: readonly RecallRow[], now: number): number {
  return recalls.filter(({ recallClass, time }) => (recallClass ?? 3) <= 2 && time >= now - yearSeconds).length
}

/** Days until the last of the licences ends that let it send goods; undefined where none does today. */
function shippingDaysLeft(licences: readonly LicenceRow[], now: number): number | undefined {
  const ends = licences
    .filter(({ scope, validFrom, validTo }) => scope.includes('ship') && validFrom <= now && now <= validTo)
    .map(({ validTo }) => validTo)
  return ends.length === 0 ? undefined : Math.floor((Math.max(...ends) - now) / daySeconds)
}

function licenceOf(licence: LicenceRow, now: number): InstitutionScreening['licences'][number] {
  const { number, scope, validFrom, validTo } = licence
  const isOver = now > validTo
  const state = isOver ? 'expired' : now < validFrom ? 'not_yet' : validTo < now + soonSeconds ? 'running_out' : 'valid'
  return {
    number,
    scope: [...scope],
    validFrom: instantOfSeconds(validFrom),
    validTo: instantOfSeconds(validTo),
    state,
  }
}

function standingOf({ name, time, reason }: StandingRow): InstitutionScreening['history'][number] {
  return { event: name, at: instantOfSeconds(time), ...(reason === null ? {} : { reason }) }
}

function recallOf(recall: RecallRow): InstitutionScreening['recalls'][number] {
  const { gtin, product, lotNumber, recallClass, reason, by, time } = recall
  return {
    gtin: gtin as Gtin,
    product,
    lot: lotNumber as LotNumber,
    ...(recallClass === null ? {} : { recallClass }),
    ...(reason === null ? {} : { reason }),
    ...(by === null ? {} : { by: by as Gln }),
    at: instantOfSeconds(time),
  }
}
