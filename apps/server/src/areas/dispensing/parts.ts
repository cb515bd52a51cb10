import type { dispensingRoutes } from '@theriac/api'
import type { Gln, Gtin, IsoDate, LotNumber } from '@theriac/gs1'
import { dayOf, dispensePart, type LotId, undoPart } from '@theriac/ledger'
import { schema } from '@theriac/read-model'
import { eq } from 'drizzle-orm'
import { alertCodeOf } from '../../alerts/codes.ts'
import { requireClean, requirePast, requirePermitted } from '../../goods/guards.ts'
import { findPack } from '../../goods/one-pack.ts'
import { noteOf } from '../../goods/resolve.ts'
import { dayNumber, undoDays } from '../../goods/where/demands.ts'
import { type Demand, type PlaceDeps, requirePlaces } from '../../goods/where/require-places.ts'
import type { Handlers } from '../../http/handler.ts'
import { ProblemError } from '../../problem-error.ts'

type PartHandlers = Pick<Handlers<typeof dispensingRoutes>, 'dispensePart' | 'undoPart' | 'opened'>

/** Packs that are dispensed in parts. */
export function createPartHandlers(deps: PlaceDeps): PartHandlers {
  const { db, endings, clock } = deps

  async function packSizeOf(gtin: string): Promise<number> {
    const { products } = schema
    const [row] = await db.select({ data: products.data }).from(products).where(eq(products.gtin, gtin))
    return row?.data.packSize ?? 1
  }

  return {
    async dispensePart({ caller, body }) {
      requirePast(deps, '/eventTime', body.eventTime)
      const { gtin, serial, parts, scan, insist, ...rest } = body
      await requirePermitted(deps, 'Your institution', caller.gln, 'dispense')
      const { resolved, lot, index } = await findPack(deps, { gtin, serial })
      const opened = await endings.openedPack(lot.ref, index)
      const taken = opened?.taken ?? 0
      const packSize = await packSizeOf(lot.gtin)
      if (!insist) {
        await requireClean(deps, resolved.lots)
        const from = taken > 0 ? ('opened' as const) : ('institution' as const)
        const demand: Demand = {
          attempt: 'dispense',
          isRight: (holder) => holder.kind === from && holder.gln === caller.gln,
          quantities: { gln: caller.gln, kinds: [from] },
          place: taken > 0 ? 'opened at your institution' : 'in your stock',
        }
        const happenedAt = rest.eventTime === undefined ? undefined : Date.parse(rest.eventTime)
        const named = { resolved, units: [{ gtin, serial }], scans: scan === undefined ? [] : [scan], happenedAt }
        await requirePlaces(deps, caller, { ...named, packPointer: '/serial' }, demand)
        if (parts > packSize - taken) {
          const detail = `${parts} parts asked for, ${taken} of ${packSize} are gone already`
          throw refusal('dispensing.dispensePart', 'InventoryBadParts', detail, { parts, taken, packSize })
        }
      }
      return {
        stages: [[dispensePart(lot.lot as LotId, index, parts, noteOf(rest))]],
        result: { parts, taken: taken + parts, packSize, packs: [{ gtin, serial, ...(scan ? { scan } : {}) }] },
      }
    },

    async undoPart({ caller, body }) {
      await requirePermitted(deps, 'Your institution', caller.gln, 'dispense')
      const { resolved, lot, index } = await findPack(deps, body)
      const opened = await endings.openedPack(lot.ref, index)
      const told = (name: string, detail: string, args: Record<string, unknown>) =>
        refusal('dispensing.undoPart', name, detail, args)
      if (!opened || opened.taken === 0) {
        throw told('InventoryBadParts', 'No part of this pack is dispensed', { parts: 0, taken: 0 })
      }
      const { taken, last, day } = opened
      const isLate = dayNumber(clock()) - dayOf(day as IsoDate) > undoDays
      if (opened.gln === caller.gln && last === 0) {
        throw told('InventoryBadParts', 'Only the newest partial dispensing can be undone, and it was', { taken })
      }
      if (opened.gln === caller.gln && isLate) {
        throw told('InventoryTooLate', `It was dispensed on ${day}, more than ${undoDays} days ago`, { day })
      }
      const demand: Demand = {
        attempt: 'undo',
        isRight: (holder) =>
          (holder.kind === 'opened' || (holder.kind === 'end' && holder.state === 'dispensed_in_parts')) &&
          holder.gln === caller.gln,
        quantities: { gln: caller.gln, kinds: ['opened'] },
        place: 'dispensed in parts by your institution',
      }
      await requirePlaces(deps, caller, { resolved, units: [body], packPointer: '/serial' }, demand)
      return { stages: [[undoPart(lot.lot as LotId, index)]], result: { parts: last, taken: taken - last } }
    },

    async opened({ caller, query }) {
      const { gln, ...request } = query
      const { items, next } = await endings.openedPacks(
        { gln: caller.kind === 'regulator' ? gln : caller.gln },
        request,
      )
      return {
        items: items.map(({ gln: owner, gtin, lotNumber, index, taken, packSize, last, day }) => ({
          gln: owner as Gln,
          gtin: gtin as Gtin,
          lot: lotNumber as LotNumber,
          index,
          taken,
          packSize,
          last,
          day: day as IsoDate,
        })),
        ...(next === undefined ? {} : { next }),
      }
    },
  }
}

/** What the ledger would refuse, told before it is asked. */
function refusal(operation: string, name: string, detail: string, args: Record<string, unknown>): ProblemError {
  const alertCode = alertCodeOf({ operation, refusal: name })
  return new ProblemError('WrongState', detail, {
    ...(alertCode ? { alertCode } : {}),
    reason: { name, args: { ...args, ...(alertCode ? { alertCode } : {}) } },
  })
}
