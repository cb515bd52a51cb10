import type { endingRoutes } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import {
  type Addresses,
  type Call,
  dateOf,
  decommission,
  type EndState,
  type Goods,
  overrideUndo,
  propose,
  reportGone,
  type Units,
  undo,
  unitsPerRun,
  voidCommissioning,
} from '@theriac/ledger'
import { endingQueries } from '@theriac/read-model'
import { alertCodeOf } from '../../alerts/codes.ts'
import { requireClean, requirePast, requirePermitted } from '../../goods/guards.ts'
import { type LotRow, noteOf, type ResolvedGoods, resolveGoods } from '../../goods/resolve.ts'
import { dayNumber, endedBy, endedOf, inStock, undoableUntil, undoDays } from '../../goods/where/demands.ts'
import { callsFor, type Place } from '../../goods/where/places.ts'
import { type Demand, type PlaceDeps, requirePlaces } from '../../goods/where/require-places.ts'
import type { Caller, Handlers } from '../../http/handler.ts'
import { notFound, ProblemError } from '../../problem-error.ts'
import { createDestructionHandlers, type DestructionDeps } from './destructions.ts'

/** What endings work with. */
export interface EndingDeps extends DestructionDeps {
  readonly addresses: Addresses
}

const inactive = ['exported', 'sampled', 'free_sample', 'checked_out'] as const satisfies readonly EndState[]
/** What the regulator can give back. */
const restorable = ['dispensed', ...inactive, 'stolen', 'lost'] as const satisfies readonly EndState[]
/** Proposals stay open for a week. */
const proposalSeconds = 7 * 86_400

/** How goods leave circulation other than to patients, and what of that is taken back. */
export function createEndingHandlers(deps: EndingDeps): Handlers<typeof endingRoutes> {
  const { db, clock, addresses } = deps
  const endings = endingQueries(db)
  const places: PlaceDeps = { ...deps, endings }

  return {
    async list({ caller, query }) {
      const { gln, state, from, to, ...request } = query
      const owner = caller.kind === 'regulator' ? gln : caller.gln
      const { items, next } = await endings.ended({ gln: owner, state, from, to }, request)
      const today = dayNumber(clock())
      return {
        items: items.map((row) => {
          const until = undoableUntil(row.day ?? '')
          const canUndo = isUndoable(row.state) && dayNumber(Date.parse(until)) >= today
          return {
            gln: row.gln as Gln,
            state: row.state as EndState,
            day: row.day as IsoDate,
            gtin: row.gtin as Gtin,
            lot: row.lotNumber as LotNumber,
            productName: row.productName,
            expiry: row.expiry as IsoDate,
            units: row.total,
            loose: row.loose,
            ...(canUndo ? { undoableUntil: until } : {}),
          }
        }),
        ...(next === undefined ? {} : { next }),
      }
    },

    async decommission({ caller, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const { state, goods: input, ...rest } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'decommission')
      const resolved = await resolveGoods(deps, input)
      await requireClean(deps, resolved.lots)
      const found = await requirePlaces(
        places,
        caller,
        { resolved, units: input.units },
        inStock(caller.gln, 'decommission', state),
      )
      const calls = callsFor(found, (part) => decommission(state, part, noteOf(rest)))
      return { stages: [calls], result: { units: resolved.units } }
    },

    async undo({ caller, body }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'decommission')
      const resolved = await resolveGoods(deps, body.goods)
      const demand = endedBy(caller.gln, inactive, 'undo', {
        now: clock(),
        days: undoDays,
        place: `exported, sampled or checked out by your institution within ${undoDays} days`,
      })
      const found = await requirePlaces(places, caller, { resolved, units: body.goods.units }, demand)
      const calls = callsOfEnds(found, (state, day, part) => undo(state, day, part))
      return { stages: [calls], result: { units: resolved.units, ended: endedOf(found) } }
    },

    async overrideUndo({ caller, body }) {
      const { gln, goods: input, reason } = body
      const resolved = await resolveGoods(deps, input)
      const demand = endedBy(gln, restorable, 'undo', {
        now: clock(),
        place: `out of circulation by institution ${gln}, in a way that can be taken back`,
      })
      const found = await requirePlaces(places, caller, { resolved, units: input.units }, demand)
      const expiry = Math.floor(clock() / 1000) + proposalSeconds
      const calls = callsOfEnds(found, (state, day, part) =>
        propose(addresses.inventory, overrideUndo(gln, state, day, part), expiry, reason),
      )
      return { stages: [calls], result: { units: resolved.units, ended: endedOf(found) } }
    },

    async reportGone({ caller, body }) {
      const { state, goods: input, evidence } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'decommission')
      const resolved = await resolveGoods(deps, input)
      const demand = ofHolderOrMaker(caller, resolved.lots)
      const found = await requirePlaces(places, caller, { resolved, units: input.units }, { ...demand, target: state })
      const calls = callsFor(found, (part, holder) => reportGone(state, holder, part, evidence))
      const unsaleable = found
        .filter(({ holder }) => holder?.kind !== 'institution' && holder?.kind !== 'shipment')
        .reduce((sum, { units }) => sum + units, 0)
      return { stages: [calls], result: { units: resolved.units, unsaleable } }
    },

    async voidCommissioning({ caller, body }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'commission')
      const resolved = await resolveGoods(deps, body.goods)
      const foreign = resolved.lots.find(({ owner }) => owner !== caller.gln)
      if (foreign) throw notFound(`lot ${foreign.lotNumber} of yours`)
      await requireFresh(resolved)
      const demand = inStock(caller.gln, 'void', 'commissioning_voided')
      const found = await requirePlaces(places, caller, { resolved, units: body.goods.units }, demand)
      const calls = callsFor(found, (part) => voidCommissioning((part.units ?? []) as Units[]))
      return { stages: [calls], result: { units: resolved.units } }
    },

    ...createDestructionHandlers(deps, endings),
  }

  /** Commissioning can be voided for ten days, and only of packs that have numbers. */
  async function requireFresh({ loose }: ResolvedGoods): Promise<void> {
    for (const one of loose) {
      const { lot } = one
      if ('quantity' in one) {
        throw tooLate(
          'InventoryNotVoidable',
          `Packs of lot ${lot.lotNumber} have no numbers, and cannot be voided`,
          lot,
        )
      }
      const list = new Set<number>()
      for (const [first, last] of one.ranges) {
        for (let run = Math.floor(first / unitsPerRun); run <= Math.floor(last / unitsPerRun); run++) list.add(run)
      }
      const today = dayNumber(clock())
      for (const [run, time] of await endings.commissionedAt(lot.ref, [...list])) {
        if (today - dayNumber(time * 1000) <= undoDays) continue
        const since = `Run ${run} of lot ${lot.lotNumber} was commissioned more than ${undoDays} days ago`
        throw tooLate('InventoryTooLate', since, lot)
      }
    }
  }
}

function tooLate(name: string, detail: string, lot: LotRow): ProblemError {
  const alertCode = alertCodeOf({ operation: 'endings.voidCommissioning', refusal: name })
  const args = { gtin: lot.gtin, lot: lot.lotNumber, ...(alertCode ? { alertCode } : {}) }
  return new ProblemError('WrongState', detail, { ...(alertCode ? { alertCode } : {}), reason: { name, args } })
}

function isUndoable(state: string | null): boolean {
  return state === 'dispensed' || (inactive as readonly (string | null)[]).includes(state)
}

/** Whoever has goods may report them gone, and the factory that made all of them wherever they are. */
function ofHolderOrMaker({ gln, kind }: Caller, lots: readonly LotRow[]): Demand {
  const isMaker = kind === 'factory' && lots.every(({ owner }) => owner === gln)
  return {
    attempt: 'report_gone',
    isRight: (holder) => {
      if (holder.kind === 'container' || holder.kind === 'end') return false
      return isMaker || (holder.kind === 'shipment' ? holder.sender : holder.gln) === gln
    },
    quantities: { gln, kinds: ['institution', 'opened', 'returned', 'rejected', 'quarantine'] },
    place: isMaker ? 'in circulation and in no container' : 'at your institution and in no container',
  }
}

function callsOfEnds(places: readonly Place[], call: (state: EndState, day: IsoDate, part: Goods) => Call): Call[] {
  return callsFor(
    places.filter(({ holder }) => holder?.kind === 'end'),
    (part, holder) => {
      if (holder.kind !== 'end') throw new TypeError('Only what has ended is taken back')
      return call(holder.state, dateOf(holder.day), part)
    },
  )
}
