import type { Recall, recallRoutes, Withdrawal } from '@theriac/api'
import type { Gln, Gtin, LotNumber } from '@theriac/gs1'
import { lotIdOf } from '@theriac/ledger'
import {
  type Db,
  type RecalledLotRow,
  type RecallFilter,
  type RecallProgress,
  recallQueries,
  type WithdrawnRow,
} from '@theriac/read-model'
import type { Caller, Handlers } from '../http/handler.ts'
import { notFound } from '../problem-error.ts'
import { instantOfSeconds } from '../times.ts'

/** Recalls and withdrawals, and how far the goods have come back. */
export function createRecallHandlers({ db }: { readonly db: Db }): Handlers<typeof recallRoutes> {
  const queries = recallQueries(db)
  return {
    async list({ caller, query: { open, text, ...page } }) {
      const { items, ...rest } = await queries.lots(filterOf(caller, open, text), caller.gln, page)
      return { ...rest, items: items.map(recallOf) }
    },

    async find({ caller, params: { gtin, lot } }) {
      const { items } = await queries.lots({ lot: lotIdOf(gtin, lot) }, caller.gln)
      const [found] = items
      if (!found) throw notFound('recalled lot of this product with this number')
      return recallOf(found)
    },

    async withdrawals({ caller, query: { open, text, ...page } }) {
      const { items, ...rest } = await queries.products(filterOf(caller, open, text), caller.gln, page)
      return { ...rest, items: items.map(withdrawalOf) }
    },

    async findWithdrawal({ caller, params: { gtin } }) {
      const { items } = await queries.products({ gtin }, caller.gln)
      const [found] = items
      if (!found) throw notFound('withdrawn product with this GTIN')
      return withdrawalOf(found)
    },
  }
}

function recallOf(row: RecalledLotRow): Recall {
  return {
    gtin: row.gtin as Gtin,
    lot: row.lotNumber as LotNumber,
    product: row.product,
    owner: { gln: row.owner as Gln, name: row.ownerName },
    class: row.recallClass,
    reason: row.reason,
    by: { gln: row.by as Gln, name: row.byName },
    at: instantOfSeconds(row.time),
    commissioned: row.commissioned,
    ...progressOf(row),
  }
}

function withdrawalOf(row: WithdrawnRow): Withdrawal {
  return {
    gtin: row.gtin as Gtin,
    product: row.product,
    owner: { gln: row.owner as Gln, name: row.ownerName },
    reason: row.reason,
    at: instantOfSeconds(row.time),
    lots: row.lots,
    commissioned: row.commissioned,
    ...progressOf(row),
  }
}

function filterOf({ kind, gln }: Caller, open: boolean | undefined, text: string | undefined): RecallFilter {
  return {
    ...(kind === 'regulator' ? {} : { concerning: gln }),
    ...(open === undefined ? {} : { open }),
    ...(text === undefined ? {} : { text }),
  }
}

const progressOf = ({ out, back, atPatients, gone, here }: RecallProgress): RecallProgress => ({
  out,
  back,
  atPatients,
  gone,
  here,
})
