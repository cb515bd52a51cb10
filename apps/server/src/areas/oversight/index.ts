import { type AlertCause, type Kind, kinds, type oversightRoutes, type UnitState, unitStates } from '@theriac/api'
import type { Gln, Gtin, IsoDate } from '@theriac/gs1'
import {
  type ConsortiumFigures,
  type Db,
  oversightQueries,
  type ProductPlaceRow,
  productQueries,
  reportQueries,
} from '@theriac/read-model'
import { dayAt } from '../../goods/guards.ts'
import type { Handlers } from '../../http/handler.ts'
import { notFound } from '../../problem-error.ts'
import { unitStateOf } from '../reports/states.ts'
import { asOfWire } from '../reports/wire.ts'
import { type AlertDay, alertDays } from './alert-days.ts'

/** What the handlers of oversight need. */
export interface OversightDeps {
  readonly db: Db
  readonly consortium: ConsortiumFigures
  /** Unix milliseconds. */
  readonly clock: () => number
}

const dayMs = 86_400_000

/** How a country stands: day by day, by expiry, and where each product is. */
export function createOversightHandlers({ db, consortium, clock }: OversightDeps): Handlers<typeof oversightRoutes> {
  const queries = oversightQueries(db)
  const products = productQueries(db)
  const reports = reportQueries(db)

  return {
    async days({ query: { days: count = 30 } }) {
      const now = clock()
      const days = Array.from({ length: count }, (_, i) => dayAt(now - (count - 1 - i) * dayMs) as IsoDate)
      const [first = dayAt(now), last = first] = [days[0], days.at(-1)]
      const asOf = asOfWire(await reports.readUpTo())
      const units = await consortium.unitsByDay(first, last)
      return { asOf, days, states: stateSeries(units), alerts: alertSeries(days, await alertDays(db, first, last)) }
    },

    async expiry() {
      const asOf = asOfWire(await reports.readUpTo())
      return { asOf, months: await queries.expiryMonths() }
    },

    async whereabouts({ caller, params, query: { limit = 50 } }) {
      const [level] = await products.levels([params.gtin])
      const product = level && (await products.find(level.product))
      if (!product) throw notFound('product with this GTIN')
      const asOf = asOfWire(await reports.readUpTo())
      const { commissioned, rows } = await queries.productPlaces(product.gtin)
      const detailed = caller.kind === 'regulator' || caller.gln === product.owner
      const shown = institutionsOf(detailed ? rows : rows.filter(({ gln }) => gln === caller.gln))
      return {
        asOf,
        gtin: product.gtin as Gtin,
        product: product.data.name,
        commissioned,
        complete: rows.reduce((sum, { units }) => sum + units, 0) === commissioned,
        totals: statesOf(rows),
        kinds: detailed ? kindsOf(rows) : [],
        institutions: shown.slice(0, limit),
        more: Math.max(0, shown.length - limit),
        detailed,
      }
    },
  }
}

type Counted = Pick<ProductPlaceRow, 'state' | 'units'>

/** Added up by state, in the order of a life. */
function statesOf(rows: readonly Counted[]): { state: UnitState; units: number }[] {
  const sums = new Map<UnitState, number>()
  for (const { state, units } of rows) {
    const name = unitStateOf(state)
    sums.set(name, (sums.get(name) ?? 0) + units)
  }
  return unitStates.flatMap((state) => {
    const units = sums.get(state) ?? 0
    return units > 0 ? [{ state, units }] : []
  })
}

function kindsOf(rows: readonly ProductPlaceRow[]) {
  return kinds.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind)
    return own.length === 0
      ? []
      : [{ kind, institutions: new Set(own.map(({ gln }) => gln)).size, states: statesOf(own) }]
  })
}

function institutionsOf(rows: readonly ProductPlaceRow[]) {
  const byGln = new Map<string, ProductPlaceRow[]>()
  for (const row of rows) {
    const own = byGln.get(row.gln)
    if (own) own.push(row)
    else byGln.set(row.gln, [row])
  }
  return [...byGln]
    .map(([gln, own]) => ({
      gln: gln as Gln,
      name: own[0]?.name ?? '',
      kind: (own[0]?.kind ?? '') as Kind,
      units: own.reduce((sum, { units }) => sum + units, 0),
      states: statesOf(own),
    }))
    .sort((a, b) => b.units - a.units || (a.gln < b.gln ? -1 : 1))
}

/** A line for each state that anything was ever in on these days. */
function stateSeries(days: readonly ReadonlyMap<string, number>[]) {
  const byState = days.map((units) => statesOf([...units].map(([state, count]) => ({ state, units: count }))))
  return unitStates.flatMap((state) => {
    const units = byState.map((all) => all.find((one) => one.state === state)?.units ?? 0)
    return units.some((count) => count > 0) ? [{ state, units }] : []
  })
}

function alertSeries(days: readonly string[], rows: readonly AlertDay[]): { cause: AlertCause; raised: number[] }[] {
  const causes = [...new Set(rows.map(({ cause }) => cause))]
  return causes.map((cause) => {
    const own = new Map(rows.filter((row) => row.cause === cause).map(({ day, raised }) => [day, raised]))
    return { cause, raised: days.map((day) => own.get(day) ?? 0) }
  })
}
