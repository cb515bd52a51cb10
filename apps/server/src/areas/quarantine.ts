import type { quarantineRoutes } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import { quarantine, release } from '@theriac/ledger'
import { type Db, endingQueries, type LeafIndex } from '@theriac/read-model'
import { requirePermitted } from '../goods/guards.ts'
import { resolveGoods } from '../goods/resolve.ts'
import { callsFor } from '../goods/where/places.ts'
import { type Demand, type PlaceDeps, requirePlaces } from '../goods/where/require-places.ts'
import type { Caller, Handlers } from '../http/handler.ts'
import { notFound } from '../problem-error.ts'
import { instantOfSeconds } from '../times.ts'

/** What quarantine works with. */
export interface QuarantineDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Goods that are set aside. */
export function createQuarantineHandlers(deps: QuarantineDeps): Handlers<typeof quarantineRoutes> {
  const endings = endingQueries(deps.db)
  const places: PlaceDeps = { ...deps, endings }

  return {
    async setAside({ caller, body }) {
      const { gln, goods: input, reason } = body
      requireOwn(caller, gln)
      await requirePermitted(deps, 'Your institution', caller.gln, 'quarantine')
      const resolved = await resolveGoods(deps, input)
      const at = gln ?? (caller.kind === 'regulator' ? undefined : caller.gln)
      const demand: Demand = {
        attempt: 'quarantine',
        target: 'quarantined',
        isRight: (holder) => holder.kind === 'institution' && (at === undefined || holder.gln === at),
        quantities: { gln: at ?? caller.gln, kinds: ['institution'] },
        place: caller.kind === 'regulator' ? `in stock${at ? ` at ${at}` : ''}` : 'in your stock',
      }
      const found = await requirePlaces(places, caller, { resolved, units: input.units }, demand)
      const calls = callsFor(found, (part, holder) => {
        if (holder.kind !== 'institution') throw new TypeError('Goods are set aside from stock')
        return quarantine(holder.gln, part, reason)
      })
      return { stages: [calls], result: { units: resolved.units } }
    },

    async release({ caller, body }) {
      const { gln, goods: input } = body
      requireOwn(caller, gln)
      await requirePermitted(deps, 'Your institution', caller.gln, 'quarantine')
      const resolved = await resolveGoods(deps, input)
      const isRegulator = caller.kind === 'regulator'
      const demand: Demand = {
        attempt: 'release',
        target: 'in_stock',
        isRight: (holder) => holder.kind === 'quarantine' && (isRegulator || holder.setter === caller.gln),
        quantities: { gln: gln ?? caller.gln, kinds: ['quarantine'] },
        place: isRegulator ? 'in quarantine' : 'set aside by your institution',
      }
      const found = await requirePlaces(places, caller, { resolved, units: input.units }, demand)
      const calls = callsFor(found, (part, holder) => {
        if (holder.kind !== 'quarantine') throw new TypeError('Goods are released from quarantine')
        return release(holder.setter, holder.gln, part)
      })
      return { stages: [calls], result: { units: resolved.units } }
    },

    async list({ caller, query }) {
      const { gln, setter, gtin, ...request } = query
      const party = caller.kind === 'regulator' ? undefined : caller.gln
      const filter = { kinds: ['quarantine'], gln, setter, gtin, party } as const
      const { items, next } = await endings.heldAside(filter, request)
      const rows = []
      for (const row of items) {
        const arrival = await endings.arrival(row.holderRef, row.lotRef)
        rows.push({
          gln: row.gln as Gln,
          setter: (row.setter ?? row.gln) as Gln,
          gtin: row.gtin as Gtin,
          lot: row.lotNumber as LotNumber,
          productName: row.productName,
          expiry: row.expiry as IsoDate,
          units: row.total,
          loose: row.loose,
          ...(arrival ? { since: instantOfSeconds(arrival.time) } : {}),
          ...(arrival?.reason ? { reason: arrival.reason } : {}),
          ...(arrival?.act ? { act: arrival.act } : {}),
        })
      }
      return { items: rows, ...(next === undefined ? {} : { next }) }
    },
  }
}

/** Another institution's stock is nothing that one sees, unless one is the regulator. */
function requireOwn({ kind, gln }: Caller, named: string | undefined): void {
  if (kind !== 'regulator' && named !== undefined && named !== gln) throw notFound(`stock of ${named}`)
}
