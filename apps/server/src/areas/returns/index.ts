import type { PrintedPack, returnRoutes } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import {
  acceptReturn,
  acceptReturnedQuantity,
  type Call,
  dateOf,
  type Ledger,
  type LotId,
  rejectReturn,
  returnDispensed,
} from '@theriac/ledger'
import { type Db, endingQueries, type LeafIndex } from '@theriac/read-model'
import { requireClean, requirePast, requirePermitted } from '../../goods/guards.ts'
import { createProofs } from '../../goods/proofs.ts'
import { type LotRow, noteOf, type ResolvedGoods, resolveGoods } from '../../goods/resolve.ts'
import { endedBy, undoDays } from '../../goods/where/demands.ts'
import { callsFor, type Place } from '../../goods/where/places.ts'
import { type Demand, type PlaceDeps, requirePlaces } from '../../goods/where/require-places.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { invalidField, ProblemError } from '../../problem-error.ts'
import { instantOfSeconds } from '../../times.ts'
import { requirePrinted } from './printed.ts'

/** What returns work with. */
export interface ReturnDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly ledger: Pick<Ledger, 'client'>
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Packs that one act proves: a proof has up to 15 nodes of 32 bytes. */
const provenAtOnce = 60

/** Goods that come back. */
export function createReturnHandlers(deps: ReturnDeps): Handlers<typeof returnRoutes> {
  const endings = endingQueries(deps.db)
  const places: PlaceDeps = { ...deps, endings }
  const proofs = createProofs(deps)

  /** Packs whose four elements are right, and where each is. */
  async function findPrinted(caller: Caller, units: readonly PrintedPack[], demand: Demand): Promise<Place[]> {
    const resolved = await requirePrinted(deps, caller, units)
    return requirePlaces(places, caller, { resolved, units, pointer: '' }, demand)
  }

  /** Calls that prove every pack of some places. */
  async function provenCalls(
    found: readonly Place[],
    call: (place: Place, lot: LotRow, units: Awaited<ReturnType<typeof proofs.of>>) => Call,
  ): Promise<Call[]> {
    const calls: Call[] = []
    for (const place of found) {
      for (const { lot, ranges } of place.loose) {
        const indexes = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
        for (let start = 0; start < indexes.length; start += provenAtOnce) {
          calls.push(call(place, lot, await proofs.of(lot, indexes.slice(start, start + provenAtOnce))))
        }
      }
    }
    return calls
  }

  return {
    async receive({ caller, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const { units, ...rest } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'return')
      const demand = endedBy(caller.gln, ['dispensed'], 'return', {
        now: deps.clock(),
        days: undoDays,
        place: `dispensed by your institution within ${undoDays} days`,
      })
      const found = await findPrinted(caller, units, { ...demand, target: 'returned' })
      const calls = await provenCalls(found, ({ holder }, lot, proven) => {
        if (holder?.kind !== 'end') throw new TypeError('Only what was dispensed is returned')
        return returnDispensed(dateOf(holder.day), lot.lot as LotId, lot.expiry as IsoDate, proven, noteOf(rest))
      })
      return { stages: [calls], result: { units: units.length } }
    },

    async accept({ caller, body }) {
      const { units = [], quantities = [] } = body
      if (units.length + quantities.length === 0) throw invalidField('/units', 'required', 'names no packs')
      await requirePermitted(deps, 'Your institution', caller.gln, 'return')
      const loose = quantities.length > 0 ? await resolveQuantities(quantities) : undefined
      if (loose) await requireClean(deps, loose.lots)
      const demand = atReturns(caller.gln, 'judge', 'in_stock')
      const printed = units.length > 0 ? await requirePrinted(deps, caller, units) : undefined
      if (printed) await requireClean(deps, printed.lots)
      const found = printed
        ? await requirePlaces(places, caller, { resolved: printed, units, pointer: '' }, demand)
        : []
      const calls = await provenCalls(found, (_, lot, proven) =>
        acceptReturn(lot.lot as LotId, lot.expiry as IsoDate, proven),
      )
      if (loose) await requirePlaces(places, caller, { resolved: loose, pointer: '' }, demand)
      for (const one of loose?.loose ?? []) {
        if (!('quantity' in one)) continue
        calls.push(acceptReturnedQuantity(one.lot.lot as LotId, one.lot.expiry as IsoDate, one.quantity))
      }
      return { stages: [calls], result: { units: units.length + (loose?.units ?? 0) } }
    },

    async reject({ caller, body }) {
      const { goods: input, reason } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'return')
      const resolved = await resolveGoods(deps, input)
      const demand = atReturns(caller.gln, 'judge', 'rejected')
      const found = await requirePlaces(places, caller, { resolved, units: input.units }, demand)
      return {
        stages: [callsFor(found, (part) => rejectReturn(part, reason))],
        result: { units: resolved.units },
      }
    },

    async list({ caller, query }) {
      const { gln, state, ...request } = query
      const owner = caller.kind === 'regulator' ? gln : caller.gln
      const kinds = state === undefined ? (['returned', 'rejected'] as const) : ([state] as const)
      const { items, next } = await endings.heldAside({ kinds, gln: owner }, request)
      const rows = []
      for (const row of items) {
        const arrival = await endings.arrival(row.holderRef, row.lotRef)
        rows.push({
          gln: row.gln as Gln,
          state: row.kind as 'returned' | 'rejected',
          gtin: row.gtin as Gtin,
          lot: row.lotNumber as LotNumber,
          productName: row.productName,
          expiry: row.expiry as IsoDate,
          units: row.total,
          loose: row.loose,
          ...(arrival ? { since: instantOfSeconds(arrival.time) } : {}),
          ...(arrival?.reason ? { reason: arrival.reason } : {}),
        })
      }
      return { items: rows, ...(next === undefined ? {} : { next }) }
    },
  }

  /** Packs without serials whose expiry date is that of their lot. */
  async function resolveQuantities(
    quantities: readonly { gtin: Gtin; lot: LotNumber; expiry: IsoDate; quantity: number }[],
  ): Promise<ResolvedGoods> {
    const input = quantities.map(({ gtin, lot, quantity }) => ({ gtin, lot, quantity }))
    const resolved = await resolveGoods(deps, { quantities: input }, '')
    const errors = quantities.flatMap(({ gtin, lot, expiry }, place) => {
      const row = resolved.lots.find((one) => one.gtin === gtin && one.lotNumber === lot)
      if (row?.expiry === expiry) return []
      return [{ field: `/quantities/${place}/expiry`, rule: 'LOT_12', detail: 'is not the expiry date of the lot' }]
    })
    if (errors.length > 0) throw new ProblemError('Invalid', 'The expiry date is not that of the lot', { errors })
    return resolved
  }
}

/** Goods that came back to an institution and wait to be judged. */
function atReturns(gln: string, attempt: Demand['attempt'], target: Demand['target']): Demand {
  return {
    attempt,
    ...(target === undefined ? {} : { target }),
    isRight: (holder) => holder.kind === 'returned' && holder.gln === gln,
    quantities: { gln, kinds: ['returned'] },
    place: 'among the returns of your institution, in no container',
  }
}
