import type { Lot, lotRoutes } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import { amendLot, type LotId, lotIdOf, recallLot, registerLot, unitsPerRun } from '@theriac/ledger'
import { type Db, type LotRow, lotQueries, productQueries } from '@theriac/read-model'
import { bytesToHex } from 'viem'
import { dayAt, holdOf, lotStatusOf, requirePermitted } from '../../goods/guards.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { checkPlan } from './plan.ts'
import { bitmapRunsOf, reachOf } from './reach.ts'

/** What the handlers of lots need. */
export interface LotDeps {
  readonly db: Db
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Lots: origin and dates, recalls, and where all their units are. */
export function createLotHandlers(deps: LotDeps): Handlers<typeof lotRoutes> {
  const { db, clock } = deps
  const queries = lotQueries(db)
  const products = productQueries(db)
  const today = (): string => dayAt(clock())

  /** GTIN of the base pack; undefined for a GTIN that is of no product. */
  async function baseOf(gtin: Gtin): Promise<Gtin | undefined> {
    const [level] = await products.levels([gtin])
    return level?.product as Gtin | undefined
  }

  /** A lot by the GTIN of any packaging level and its number. */
  async function known(params: { gtin: Gtin; lot: LotNumber }): Promise<LotRow> {
    const base = await baseOf(params.gtin)
    const row = base && (await queries.find(lotIdOf(base, params.lot)))
    if (!row) throw notFound('lot with this number of this product')
    return row
  }

  /** A lot whose units the caller may know one by one. */
  async function overseen(params: { gtin: Gtin; lot: LotNumber }, caller: Caller): Promise<LotRow> {
    const row = await known(params)
    if (caller.kind === 'regulator' || row.owner === caller.gln) return row
    throw notFound('lot of yours with this number')
  }

  function notOwner(row: LotRow): ProblemError {
    return new ProblemError('Forbidden', 'Another factory made the lot', {
      reason: { name: 'LotsNotOwner', args: { gtin: row.gtin, lot: row.lotNumber, owner: row.owner } },
    })
  }

  return {
    async list({ query: { gtin, owner, text, recalled, expiringBefore, ...page } }) {
      const base = gtin && (await baseOf(gtin))
      if (gtin && !base) return { items: [] }
      const filter = {
        ...(base ? { gtin: base } : {}),
        ...(owner ? { owner } : {}),
        ...(text ? { text } : {}),
        ...(recalled === undefined ? {} : { recalled }),
        ...(expiringBefore ? { expiringBefore } : {}),
      }
      const { items, ...rest } = await queries.list(filter, page)
      const day = today()
      return { ...rest, items: items.map((row) => lotOf(row, day)) }
    },

    async find({ params }) {
      return lotOf(await known(params), today())
    },

    async register({ caller, body: { gtin, lot: lotNumber, serialised = true, ...plan } }) {
      const product = await products.find(gtin)
      if (!product) throw notFound('product with this GTIN of a base pack')
      if (product.owner !== caller.gln) {
        throw new ProblemError('Forbidden', 'Another factory answers for the product', {
          reason: { name: 'ProductsNotOwner', args: { gtin, owner: product.owner } },
        })
      }
      if (await queries.find(lotIdOf(gtin, lotNumber))) {
        throw new ProblemError('AlreadyExists', 'The product has a lot with this number already', {
          reason: { name: 'LotsTaken', args: { gtin, lot: lotNumber } },
        })
      }
      if (product.status !== 'active') {
        throw new ProblemError('WrongState', `The product is ${product.status}: no new lots of it`, {
          reason: { name: 'LotsProductNotActive', args: { gtin, status: product.status } },
        })
      }
      checkPlan(plan, today())
      await requirePermitted(deps, 'The institution', caller.gln, 'register_lot')
      return { stages: [[registerLot({ gtin, lotNumber, serialised, ...plan })]], result: { gtin, lot: lotNumber } }
    },

    async amend({ caller, params, body: { reason, ...plan } }) {
      const row = await known(params)
      if (row.owner !== caller.gln) throw notOwner(row)
      if (row.commissioned > 0) {
        throw new ProblemError('WrongState', `${row.commissioned} units of the lot are commissioned already`, {
          reason: { name: 'LotsAlreadyCommissioned', args: { ...idOf(row), commissioned: row.commissioned } },
        })
      }
      checkPlan(plan, today())
      await requirePermitted(deps, 'The institution', caller.gln, 'register_lot')
      return { stages: [[amendLot(row.lot as LotId, plan, reason)]], result: idOf(row) }
    },

    async recall({ caller, params, body: { class: recallClass, reason } }) {
      const row = await known(params)
      if (caller.kind !== 'regulator' && row.owner !== caller.gln) throw notOwner(row)
      if (row.recalled) {
        throw new ProblemError('WrongState', 'The lot is recalled already', {
          reason: { name: 'LotsAlreadyRecalled', args: { ...idOf(row), class: row.recallClass } },
        })
      }
      await requirePermitted(deps, 'The institution', caller.gln, 'recall')
      return { stages: [[recallLot(row.lot as LotId, recallClass, reason)]], result: idOf(row) }
    },

    async reach({ caller, params }) {
      const row = await known(params)
      return { ...idOf(row), ...(await reachOf(db, row, caller)) }
    },

    async bitmap({ caller, params, query: { from = 0, ...page } }) {
      const row = await overseen(params, caller)
      const { items, ...rest } = await queries.bitmap(row.ref, from, page)
      return { ...rest, items: items.map(({ word, runs }) => ({ word, runs: bitmapRunsOf(runs) })) }
    },

    async runs({ caller, params, query }) {
      const row = await overseen(params, caller)
      const { items, ...rest } = await queries.runs(row.ref, query)
      return {
        ...rest,
        items: items.map(({ run, count, root, time }) => ({
          run,
          firstUnit: run * unitsPerRun,
          count,
          root: bytesToHex(root),
          commissionedAt: instantOfSeconds(time),
        })),
      }
    },
  }
}

const idOf = (row: LotRow) => ({ gtin: row.gtin as Gtin, lot: row.lotNumber as LotNumber })

function lotOf(row: LotRow, today: string): Lot {
  return {
    ...idOf(row),
    id: row.lot as `0x${string}`,
    productName: row.productName,
    owner: { gln: row.owner as Gln, name: row.ownerName ?? '' },
    status: lotStatusOf(holdOf(row, { status: row.productStatus }, today)),
    production: row.production as IsoDate,
    expiry: row.expiry as IsoDate,
    quantity: row.quantity,
    commissioned: row.commissioned,
    serialised: row.serialised,
    origin: row.origin,
    ...recallOf(row),
    registeredAt: instantOfSeconds(row.registeredTime),
  }
}

function recallOf(row: LotRow): Pick<Lot, 'recall'> {
  const { recalled, recallClass, recallReason, recalledBy, recalledByName, recalledTime } = row
  if (!recalled || recallClass === null || recalledBy === null || recalledTime === null) return {}
  const by = { gln: recalledBy as Gln, name: recalledByName ?? '' }
  return { recall: { class: recallClass, reason: recallReason ?? '', by, at: instantOfSeconds(recalledTime) } }
}
