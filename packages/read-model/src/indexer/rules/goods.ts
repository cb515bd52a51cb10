import { decodeCall, decodeNote } from '@theriac/ledger'
import type { EventArgs } from '../chain/event-args.ts'
import { type LotUnits, mergeUnits, moveContainer, moveUnits, sumUnits } from '../work/goods.ts'
import { containerId, glnText, holderText, ssccText } from '../work/ids.ts'
import type { Rows } from '../work/tables.ts'
import { placeKey, type Work } from '../work/work.ts'
import type { Ref, Rules, Told } from './rule.ts'

type Names = 'Transferred' | 'Reasoned' | 'Administered' | 'Destroyed'

/** Lots and products of goods. */
export function refsOfLots(work: Work, lots: LotUnits): Ref[] {
  return [...lots.keys()].flatMap((ref): Ref[] => [
    ['lot', ref],
    ['product', Number(work.gtinOfLot.get(ref) ?? 0)],
  ])
}

/** Whoever has to do with a holder: its institution, the other one of a shipment, and the shipment or container itself. */
export function refsOfHolder(work: Work, { ref, kind, gln, setter }: Rows['holders']): Ref[] {
  const refs: Ref[] = []
  if (gln !== null) refs.push(['institution', Number(gln)])
  if (setter !== null) refs.push(['institution', Number(setter)])
  if (kind === 'container') refs.push(['container', ref])
  if (kind === 'shipment') {
    refs.push(['shipment', ref])
    const receiver = work.shipments.find(ref)?.receiver
    if (receiver !== undefined) refs.push(['institution', Number(receiver)])
  }
  return refs
}

/** What lots an event's units were of, as its row tells it: `{ "<lot's ref>": units }`. */
export const unitsByLot = (lots: LotUnits): Record<string, number> => Object.fromEntries(lots)

function leaveShipment(work: Work, ref: number, containers: number, units: number, seq: number): void {
  const shipment = work.shipments.find(ref)
  if (!shipment) return
  const containersLeft = shipment.containersLeft - containers
  const left = shipment.left - units
  const state = containersLeft === 0 && left === 0 ? 'settled' : shipment.state
  work.shipments.put({ ...shipment, containersLeft, left, state, touched: true, updatedSeq: seq })
}

function enterShipment(work: Work, ref: number, containers: number, lots: LotUnits, seq: number): void {
  const shipment = work.shipments.find(ref)
  if (!shipment) return
  const units = sumUnits(lots)
  work.shipments.put({
    ...shipment,
    sent: shipment.sent + units,
    left: shipment.left + units,
    containersSent: shipment.containersSent + containers,
    containersLeft: shipment.containersLeft + containers,
    updatedSeq: seq,
  })
  for (const [lotRef, sent] of lots) {
    const known = work.shipmentLots.get(placeKey(ref, lotRef))?.sent ?? 0
    work.shipmentLots.set(placeKey(ref, lotRef), { shipmentRef: ref, lotRef, sent: known + sent })
  }
}

/** Parts of a pack are counted by what tells of them; the pack itself only when it ends, or comes back from its end. */
function dailyOf(act: string, from: string, to: string, lots: LotUnits): Pick<Told, 'daily' | 'isCounted'> {
  if (act !== 'dispensePart' && act !== 'undoPart') return { daily: lots }
  return from === 'end' || to === 'end' ? { daily: lots, isCounted: false } : {}
}

/** What a note tells: when it happened, and the rest. */
export function noteOf(
  note: EventArgs['Transferred']['note'],
): Pick<Told, 'eventTime'> & { note: Record<string, unknown> } {
  const { eventTime, ...rest } = decodeNote(note)
  return { ...(eventTime === undefined ? {} : { eventTime }), note: Object.keys(rest).length > 0 ? { note: rest } : {} }
}

/** Goods that move from one holder to another, and what is said about it. */
export const goodsRules: Rules<Names> = {
  Transferred: {
    needs({ from, to, containers, units }, keys) {
      keys.holder(from)
      keys.holder(to)
      keys.slices(units)
      for (const sscc of containers) keys.container(sscc)
    },
    apply({ args, work, seq }) {
      const [fromRef, toRef] = [work.refOf(args.from), work.refOf(args.to)]
      const [from, to] = [work.holders.get(holderText(args.from)), work.holders.get(holderText(args.to))]
      const { lots, named } = moveUnits(work, fromRef, toRef, args.units)
      for (const sscc of args.containers) mergeUnits(lots, moveContainer(work, sscc, fromRef, toRef, seq))
      const units = sumUnits(lots)
      leaveShipment(work, fromRef, args.containers.length, units, seq)
      enterShipment(work, toRef, args.containers.length, lots, seq)

      const act = decodeCall(args.act)?.name ?? args.act
      const { eventTime, note } = noteOf(args.note)
      const containers = args.containers.length > 0 ? { containers: args.containers.map(ssccText) } : {}
      return {
        act,
        gln: glnText(args.gln),
        eventTime,
        units,
        fromRef,
        toRef,
        args: { lots: unitsByLot(lots), ...containers, ...note },
        refs: [
          ['institution', Number(args.gln)],
          ...refsOfHolder(work, from),
          ...refsOfHolder(work, to),
          ...refsOfLots(work, lots),
          ...args.containers.map((sscc): Ref => ['container', work.refOf(containerId(sscc))]),
        ],
        words: named,
        ...dailyOf(act, from.kind, to.kind, lots),
      }
    },
  },
  Reasoned: {
    apply({ args }) {
      const act = decodeCall(args.act)?.name ?? args.act
      const refs: Ref[] = [['institution', Number(args.gln)]]
      return { act, gln: glnText(args.gln), args: { reason: args.reason }, refs }
    },
  },
  Administered: {
    apply({ args: { gln, commitment } }) {
      return { act: 'administer', gln: glnText(gln), args: { commitment }, refs: [['institution', Number(gln)]] }
    },
  },
  Destroyed: {
    apply({ args }) {
      const [executor, witness] = [args.executor.toLowerCase(), args.witness.toLowerCase()]
      const refs: Ref[] = [['institution', Number(args.gln)]]
      return { act: 'destroyGoods', gln: glnText(args.gln), args: { executor, witness }, refs }
    },
  },
}
