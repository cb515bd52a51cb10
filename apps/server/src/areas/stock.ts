import type { StockRow, StockState, stockRoutes } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import {
  type Db,
  type StockFilter,
  type StockKind,
  type StockStateRow,
  shipmentQueries,
  stockQueries,
} from '@theriac/read-model'
import { dayAt, holdOf, lotStatusOf } from '../goods/guards.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { notFound } from '../problem-error.ts'
import { scopeOf } from './scope-of.ts'

/** What the handlers of stock need. */
export interface StockHandlersDeps {
  readonly db: Db
  /** Now, Unix ms. */
  readonly clock: () => number
}

const stateOfKind: Readonly<Record<StockKind, StockState>> = {
  institution: 'sellable',
  quarantine: 'quarantined',
  returned: 'returned',
  rejected: 'rejected',
  opened: 'opened',
}
const kindOfState = Object.fromEntries(Object.entries(stateOfKind).map(([kind, state]) => [state, kind])) as Readonly<
  Record<StockState, StockKind>
>

interface FilterQuery {
  readonly gln?: Gln | undefined
  readonly gtin?: string | undefined
  readonly state?: StockState | undefined
  readonly expiringBefore?: string | undefined
  readonly text?: string | undefined
}

/** What institutions have. */
export function createStockHandlers({ db, clock }: StockHandlersDeps): Handlers<typeof stockRoutes> {
  const stock = stockQueries(db)
  const shipments = shipmentQueries(db)
  const filterOf = (caller: Caller, { gln, state, ...rest }: FilterQuery): StockFilter => ({
    ...rest,
    gln: scopeOf(caller, gln),
    kind: state && kindOfState[state],
  })

  return {
    async list({ caller, query }) {
      const { limit, cursor, sort, ...filter } = query
      const request = {
        ...(limit === undefined ? {} : { limit }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(sort === undefined ? {} : { sort }),
      }
      const { items, ...rest } = await stock.list(filterOf(caller, filter), request)
      const today = dayAt(clock())
      return { ...rest, items: items.map((row) => stockOf(row, today)) }
    },

    async loose({ caller, params }) {
      const found = await stock.looseOf(caller.gln, params.gtin, params.lot)
      if (!found) throw notFound(`stock of lot ${params.lot} of ${params.gtin}`)
      const { ranges, ...rest } = found
      return { ...rest, ranges: ranges.map(([first, last]) => ({ first, last })) }
    },

    async totals({ caller, query }) {
      const filter = filterOf(caller, query)
      const rows = await stock.totals(filter)
      return {
        states: rows.map(({ kind, ...counts }) => ({ state: stateOfKind[kind], ...counts })),
        ...(await shipments.underWay(filter.gln)),
      }
    },
  }
}

function stockOf(row: StockStateRow, today: string): StockRow {
  return {
    gln: row.gln as Gln,
    state: stateOfKind[row.kind],
    gtin: row.gtin as Gtin,
    lot: row.lotNumber as LotNumber,
    productName: row.productName,
    expiry: row.expiry as IsoDate,
    units: row.total,
    loose: row.loose,
    packed: row.total - row.loose,
    serialised: row.serialised,
    owner: row.owner as Gln,
    status: lotStatusOf(holdOf(row, { status: row.productStatus }, today)),
  }
}
