import type { dispensingRoutes } from '@theriac/api'
import { administer, dateOf, dispense, undo } from '@theriac/ledger'
import { type Db, endingQueries, type LeafIndex } from '@theriac/read-model'
import type { Vault } from '../../accounts/vault.ts'
import { splitGoods } from '../../goods/act-size.ts'
import { requireClean, requirePast, requirePermitted } from '../../goods/guards.ts'
import { noteOf, resolveGoods } from '../../goods/resolve.ts'
import { endedBy, endedOf, inStock, undoDays } from '../../goods/where/demands.ts'
import { requirePlaces } from '../../goods/where/require-places.ts'
import type { Handlers } from '../../http/handler.ts'
import { createAdministrations } from '../drug-use/administrations.ts'
import { createPartHandlers } from './parts.ts'

/** What dispensing works with. */
export interface DispensingDeps {
  readonly db: Db
  readonly leaves: Pick<LeafIndex, 'findMany'>
  readonly vault: Vault
  /** Now, Unix ms. */
  readonly clock: () => number
}

/** Packs that a job's result names, so that an alert about them can. */
const mostNamed = 100

/** Packs to patients, and what of that is taken back. */
export function createDispensingHandlers(deps: DispensingDeps): Handlers<typeof dispensingRoutes> {
  const { db, clock, vault } = deps
  const placeDeps = { ...deps, endings: endingQueries(db) }
  const administrations = createAdministrations({ db, vault, clock })

  return {
    async dispense({ caller, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const { goods: input, scans, insist, ...rest } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'dispense')
      const resolved = await resolveGoods(deps, input)
      if (!insist) {
        await requireClean(deps, resolved.lots)
        const happenedAt = rest.eventTime === undefined ? undefined : Date.parse(rest.eventTime)
        const named = { resolved, units: input.units, scans, happenedAt }
        await requirePlaces(placeDeps, caller, named, inStock(caller.gln, 'dispense', 'dispensed'))
      }
      const calls = splitGoods(resolved.goods).map((part) => dispense(part.units ?? [], noteOf(rest)))
      const packs = (input.units ?? []).slice(0, mostNamed).map(({ gtin, serial }, place) => {
        const scan = scans?.[place]
        return { gtin, serial, ...(scan ? { scan } : {}) }
      })
      return { stages: [calls], result: { units: resolved.units, packs } }
    },

    ...createPartHandlers(placeDeps),

    async undo({ caller, body }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'dispense')
      const resolved = await resolveGoods(deps, body.goods)
      const demand = endedBy(caller.gln, ['dispensed'], 'undo', {
        now: clock(),
        days: undoDays,
        place: `dispensed by your institution within ${undoDays} days`,
      })
      const places = await requirePlaces(placeDeps, caller, { resolved, units: body.goods.units }, demand)
      const calls = places.flatMap(({ holder, goods }) => {
        if (holder?.kind !== 'end') return []
        return splitGoods(goods).map((part) => undo(holder.state, dateOf(holder.day), part))
      })
      return { stages: [calls], result: { units: resolved.units, ended: endedOf(places) } }
    },

    async administer({ caller, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const { goods: input, patient, ward, ...rest } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'record_use')
      const resolved = await resolveGoods(deps, input)
      await requireClean(deps, resolved.lots)
      const demand = endedBy(caller.gln, ['dispensed'], 'administer', {
        now: clock(),
        place: 'dispensed by your hospital',
      })
      const places = await requirePlaces(placeDeps, caller, { resolved, units: input.units }, demand)
      const { id, commitment, store } = administrations.prepare(caller, resolved.units, {
        patient,
        ...(ward === undefined ? {} : { ward }),
      })
      const calls = places.flatMap(({ holder, goods }) => {
        if (holder?.kind !== 'end') return []
        const day = dateOf(holder.day)
        return splitGoods(goods).map((part) => administer(day, part.units ?? [], commitment, noteOf(rest)))
      })
      return { stages: [calls], result: { id, units: resolved.units, commitment }, alongside: store }
    },

    administrations: ({ caller, query }) => administrations.list(caller, query),
    eraseAdministration: ({ caller, params, body }) => administrations.erase(caller, params.id, body.reason),
  }
}
