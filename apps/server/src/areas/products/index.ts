import type { Product, ProductStatus, productRoutes } from '@theriac/api'
import type { Gln, Gtin } from '@theriac/gs1'
import {
  amendProduct,
  type Call as LedgerCall,
  registerProduct,
  reinstateProduct,
  retireProduct,
  suspendProduct,
  withdrawProduct,
} from '@theriac/ledger'
import { type LevelRow, type ProductRow, productQueries } from '@theriac/read-model'
import { requirePermitted } from '../../goods/guards.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import type { SettledHooks } from '../../jobs/hooks.ts'
import { invalidField, notFound, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { createStrongActSettled, proposeAct, type StrongActDeps } from '../governance/strong-acts.ts'
import { checkLevels, productDataOf } from './master-data.ts'

interface Terms {
  readonly reason: string
  readonly openDays?: number
}

/** Products: versioned master data of factories, and whether they may be sold. */
export function createProductHandlers(deps: StrongActDeps): Handlers<typeof productRoutes> {
  const { db } = deps
  const queries = productQueries(db)

  /** The product that a GTIN of any packaging level is of. */
  async function known(gtin: Gtin): Promise<{ row: ProductRow; level: LevelRow }> {
    const [level] = await queries.levels([gtin])
    const row = level && (await queries.find(level.product))
    if (!row) throw notFound('product with this GTIN')
    return { row, level }
  }

  /** A product that the factory answers for. */
  async function owned(gtin: Gtin, caller: Caller): Promise<ProductRow> {
    const { row } = await known(gtin)
    if (row.owner !== caller.gln) throw notOwner(row)
    await requirePermitted(deps, 'The institution', caller.gln, 'register_product')
    return row
  }

  /** Does what the owner may do at once, and the regulator by a strong act. */
  async function decide(caller: Caller, row: ProductRow, act: LedgerCall, terms: Terms) {
    const gtin = row.gtin as Gtin
    if (caller.kind !== 'regulator') return { stages: [[act]], result: { gtin } }
    const { stages, proposal } = await proposeAct(deps, act, terms)
    return { stages, result: { gtin, proposal } }
  }

  /** The product, for its owner or the regulator. */
  async function ruled(gtin: Gtin, caller: Caller): Promise<ProductRow> {
    return caller.kind === 'regulator' ? (await known(gtin)).row : owned(gtin, caller)
  }

  return {
    async list({ query: { text, owner, status, ...page } }) {
      const filter = { ...(text ? { text } : {}), ...(owner ? { owner } : {}), ...(status ? { status } : {}) }
      const { items, ...rest } = await queries.list(filter, page)
      return { ...rest, items: items.map(productOf) }
    },

    async find({ params }) {
      const { row, level } = await known(params.gtin)
      return { ...productOf(row), level: { gtin: params.gtin, units: level.units } }
    },

    async versions({ params, query }) {
      const { row } = await known(params.gtin)
      const { items, ...rest } = await queries.versions(row.gtin, query)
      return {
        ...rest,
        items: items.map(({ version, data, reason, time, gln, operator }) => ({
          version,
          data: dataOf(data),
          ...(reason === null ? {} : { reason }),
          at: instantOfSeconds(time),
          ...(gln === null ? {} : { gln: gln as Gln }),
          ...(operator === null ? {} : { operator: operator as `0x${string}` }),
        })),
      }
    },

    async register({ caller, body: { gtin, ...input } }) {
      const data = productDataOf(input)
      const taken = await queries.levels([gtin, ...data.levels.map((level) => level.gtin)])
      const base = taken.find((row) => row.gtin === gtin)
      if (base) {
        throw new ProblemError('AlreadyExists', `The GTIN is of product ${base.product} already`, {
          reason: { name: 'ProductsGtinTaken', args: { gtin, product: base.product } },
        })
      }
      checkLevels(gtin, data.levels, taken)
      await requirePermitted(deps, 'The institution', caller.gln, 'register_product')
      return { stages: [[registerProduct(gtin, data)]], result: { gtin } }
    },

    async amend({ caller, params, body: { version, reason, ...input } }) {
      const row = await owned(params.gtin, caller)
      const gtin = row.gtin as Gtin
      const data = productDataOf(input)
      if (row.status === 'withdrawn') throw wrongStatus(row)
      if (row.version !== version) {
        throw new ProblemError('WrongState', `Version ${version} was seen, but ${row.version} is the newest`, {
          reason: { name: 'ProductsWrongVersion', args: { gtin, version: row.version } },
        })
      }
      const { packSize } = row.data
      if (data.packSize !== packSize) {
        const detail = `stays ${packSize}: another number of parts is another trade item, with a GTIN of its own`
        throw invalidField('/packSize', 'fixed', detail)
      }
      checkLevels(gtin, data.levels, await queries.levels(data.levels.map((level) => level.gtin)))
      return { stages: [[amendProduct(gtin, version, data, reason)]], result: { gtin, version: version + 1 } }
    },

    async suspend({ caller, params, body }) {
      const row = await ruled(params.gtin, caller)
      // The regulator may take over the owner's suspension, so that the owner cannot end it.
      const takesOver = caller.kind === 'regulator' && row.suspendedBy !== caller.gln
      if (row.status === 'withdrawn' || (row.status === 'suspended' && !takesOver)) throw wrongStatus(row)
      return decide(caller, row, suspendProduct(row.gtin as Gtin, body.reason), body)
    },

    async reinstate({ caller, params, body }) {
      const row = await ruled(params.gtin, caller)
      if (row.status !== 'suspended') throw wrongStatus(row)
      if (caller.kind !== 'regulator' && row.suspendedBy !== caller.gln) {
        throw new ProblemError('WrongState', 'The regulator suspended it, and only the regulator can reinstate it', {
          reason: { name: 'ProductsNotOwner', args: { gtin: row.gtin, owner: row.suspendedBy, caller: caller.gln } },
        })
      }
      return decide(caller, row, reinstateProduct(row.gtin as Gtin, body.reason), body)
    },

    async withdraw({ caller, params, body }) {
      const row = await ruled(params.gtin, caller)
      if (row.status === 'withdrawn') throw wrongStatus(row)
      return decide(caller, row, withdrawProduct(row.gtin as Gtin, body.reason), body)
    },

    async retire({ caller, params, body }) {
      const row = await owned(params.gtin, caller)
      if (row.status !== 'active') throw wrongStatus(row)
      return decide(caller, row, retireProduct(row.gtin as Gtin, body.reason), body)
    },
  }
}

function productOf(row: ProductRow): Product {
  return {
    gtin: row.gtin as Gtin,
    owner: { gln: row.owner as Gln, name: row.ownerName ?? '' },
    status: row.status as ProductStatus,
    ...(row.suspendedBy === null ? {} : { suspendedBy: row.suspendedBy as Gln }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    version: row.version,
    data: dataOf(row.data),
    registeredAt: instantOfSeconds(row.registeredTime),
    updatedAt: instantOfSeconds(row.updatedTime),
  }
}

function dataOf({ levels, ...data }: ProductRow['data']): Product['data'] {
  return { ...data, levels: [...levels] }
}

function notOwner({ gtin, owner }: ProductRow): ProblemError {
  return new ProblemError('Forbidden', 'Another factory answers for the product', {
    reason: { name: 'ProductsNotOwner', args: { gtin, owner } },
  })
}

function wrongStatus({ gtin, status }: ProductRow): ProblemError {
  return new ProblemError('WrongState', `The product is ${status}`, {
    reason: { name: 'ProductsWrongStatus', args: { gtin, status } },
  })
}

/** What else happens when a job on a product is settled. */
export function createProductSettled({ clock }: Pick<StrongActDeps, 'clock'>): SettledHooks {
  return createStrongActSettled(['products.suspend', 'products.reinstate', 'products.withdraw'], clock)
}
