import type { Answer, HolderView, TimelineEvent, unitRoutes } from '@theriac/api'
import {
  type Db,
  endingQueries,
  type HistoryEvent,
  type HistoryQueries,
  type HistoryRequest,
  type HolderRow,
  maySee,
  schema,
  tookPart,
  type UnitQueries,
  type Viewer,
} from '@theriac/read-model'
import { and, eq } from 'drizzle-orm'
import type { Caller, Handlers } from '../http/handler.ts'
import { invalidField, notFound } from '../problem-error.ts'
import { instantOfSeconds } from '../times.ts'
import type { Facts, UnitFact } from '../verification/facts.ts'
import { judge } from '../verification/judge.ts'
import { packLot, packProduct } from '../verification/wire.ts'

/** What the handlers of units and histories work with. */
export interface UnitsDeps {
  readonly db: Db
  readonly facts: Facts
  readonly units: UnitQueries
  readonly history: HistoryQueries
  /** Unix milliseconds. */
  readonly clock: () => number
}

type Gtin = Parameters<Facts['units']>[0]
type Serial = Parameters<Facts['units']>[1]
type Timeline = Answer<(typeof unitRoutes)['lotHistory']>

export function createUnitHandlers(deps: UnitsDeps): Handlers<typeof unitRoutes> {
  const { db, facts, units, history, clock } = deps
  const endings = endingQueries(db)

  /** The unit, if the caller may know where it is: who has it, had it or made it. */
  async function seen(gtin: Gtin, serial: Serial, caller: Caller): Promise<readonly [UnitFact, readonly UnitFact[]]> {
    const known = await facts.units(gtin, serial)
    const [unit] = known
    if (unit === undefined) throw notFound('pack of this GTIN and serial')
    const { root, receiver, lot } = unit
    const isParty = [root.gln, receiver, lot.owner].includes(caller.gln) || caller.kind === 'regulator'
    if (isParty) return [unit, known]
    const events = await units.history(lot.ref, unit.index)
    // Whoever tried to have it and was refused has learned nothing by that.
    const hadIt = events.some((event) => event.name !== 'ActRefused' && tookPart(event, caller.gln))
    if (!hadIt) throw notFound('pack of this GTIN and serial')
    return [unit, known]
  }

  async function timeline(
    kind: schema.RefKind,
    ref: number,
    { caller, query }: { caller: Caller; query: { limit?: number; cursor?: string } },
    isOpen: boolean,
  ): Promise<Timeline> {
    const limit = query.limit ?? 100
    const viewer = viewerOf(caller)
    const request: HistoryRequest = { kind, ref, viewer, limit: limit + 1 }
    const before = query.cursor === undefined ? undefined : cursorSeq(query.cursor)
    const found = await history.list(before === undefined ? request : { ...request, before })
    // A thing of which the caller may see nothing is a thing that it may not know of.
    if (!isOpen && before === undefined && !viewer.seesAll && !found.some((event) => tookPart(event, caller.gln)))
      throw notFound('such thing')
    const items = found.slice(0, limit)
    const last = items.at(-1)
    const next = found.length > limit && last ? { next: String(last.seq) } : {}
    return { items: items.map((event) => timelineEvent(event, caller)), ...next }
  }

  return {
    async find({ params, caller }) {
      const [unit, known] = await seen(params.gtin, params.serial, caller)
      const product = await facts.product(params.gtin)
      if (product === undefined) throw notFound('pack of this GTIN and serial')
      const question = { ...params, isDayZero: false }
      const evidence = { question, product, namedLot: undefined, units: [unit], asker: caller.gln, now: clock() }
      const { status, holds, state = 'active' } = judge(evidence)
      const opened = await endings.openedPack(unit.lot.ref, unit.index)
      return {
        ...params,
        index: unit.index,
        lot: packLot(unit.lot),
        product: packProduct(product),
        status,
        holds: [...holds],
        state,
        holder: holderView({ ...unit.holder, receiver: null }),
        root: holderView({ ...unit.root, receiver: unit.receiver ?? null }),
        parts: {
          packSize: product.product.data.packSize,
          taken: opened?.taken ?? 0,
          last: opened?.last ?? 0,
          ...(opened ? { day: opened.day } : {}),
        },
        repeated: known.length > 1,
      }
    },

    async history({ params, caller }) {
      const [unit] = await seen(params.gtin, params.serial, caller)
      const events = await units.history(unit.lot.ref, unit.index)
      const viewer = viewerOf(caller)
      const visible = events.filter((event) => maySee(event, viewer))
      const items = visible.map((event) => ({
        ...timelineEvent(event, caller),
        ...(event.throughSscc === undefined ? {} : { container: event.throughSscc }),
      }))
      return { items, hidden: events.length - visible.length }
    },

    async containerHistory({ params, query, caller }) {
      const container = await history.container(params.sscc)
      if (container === undefined) throw notFound('container with this SSCC')
      return timeline('container', container.ref, { query, caller }, false)
    },

    async shipmentHistory({ params, query, caller }) {
      const shipment = await history.shipment(params.sender, params.number)
      const isParty = caller.kind === 'regulator' || [shipment?.sender, shipment?.receiver].includes(caller.gln)
      if (shipment === undefined || !isParty) throw notFound('shipment with this number')
      return timeline('shipment', shipment.ref, { query, caller }, true)
    },

    async lotHistory({ params, query, caller }) {
      const { lots } = schema
      const [lot] = await db
        .select({ ref: lots.ref })
        .from(lots)
        .where(and(eq(lots.gtin, params.gtin), eq(lots.lotNumber, params.lot)))
      if (lot === undefined) throw notFound('lot with this number')
      return timeline('lot', lot.ref, { query, caller }, true)
    },

    async productHistory({ params, query, caller }) {
      const found = await facts.product(params.gtin)
      if (found === undefined) throw notFound('product with this GTIN')
      return timeline('product', Number(found.product.gtin), { query, caller }, true)
    },

    async institutionHistory({ params, query, caller }) {
      const { institutions } = schema
      const [row] = await db
        .select({ gln: institutions.gln })
        .from(institutions)
        .where(eq(institutions.gln, params.gln))
      if (row === undefined) throw notFound('institution with this GLN')
      return timeline('institution', Number(params.gln), { query, caller }, true)
    },
  }
}

const viewerOf = ({ gln, kind }: Caller): Viewer => ({ gln, seesAll: kind === 'regulator' })

function cursorSeq(cursor: string): number {
  const seq = Number(cursor)
  if (!Number.isSafeInteger(seq) || seq < 1) throw invalidField('query.cursor', 'cursor', 'is no cursor of this list')
  return seq
}

/** A holder as it is told. */
function holderView({ kind, gln, setter, sscc, number, receiver, state, day }: HolderRow): HolderView {
  const fields = { gln, setter, sscc, number, receiver, state, day }
  const told = Object.entries(fields).filter(([, value]) => value !== null)
  return { kind, ...Object.fromEntries(told) }
}

/** An event as it is told. */
function timelineEvent(event: HistoryEvent, caller: Caller): TimelineEvent {
  const { seq, time, eventTime, block, txHash, name, act, gln, operator, units, from, to } = event
  // Lots are told by their place in the read model: nothing that means anything outside it.
  const { lots: _, ...args } = event.args
  const mayKnowOperator = caller.kind === 'regulator' || gln === caller.gln
  return {
    seq,
    time: instantOfSeconds(time),
    ...(eventTime === null ? {} : { eventTime: instantOfSeconds(eventTime) }),
    block,
    txHash: `0x${Buffer.from(txHash).toString('hex')}`,
    name,
    ...(act === null ? {} : { act }),
    ...(gln === null ? {} : { gln }),
    ...(operator !== null && mayKnowOperator ? { operator } : {}),
    units,
    ...(from ? { from: holderView(from) } : {}),
    ...(to ? { to: holderView(to) } : {}),
    args,
  }
}
