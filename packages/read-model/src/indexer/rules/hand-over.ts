import { glnText, holderText } from '../work/ids.ts'
import { placeKey } from '../work/work.ts'
import { noteOf, refsOfHolder } from './goods.ts'
import type { Ref, Rules } from './rule.ts'

type Names = 'Shipped' | 'ShipmentClosed' | 'ShippingVoided' | 'PartDispensed' | 'PartUndone'

/** Shipments, and packs that are dispensed in parts. */
export const handOverRules: Rules<Names> = {
  Shipped: {
    needs: ({ shipment }, keys) => keys.holder(shipment),
    apply({ args, event, work, seq }) {
      const ref = work.refOf(args.shipment)
      const [sender, receiver] = [glnText(args.sender), glnText(args.receiver)]
      const { number, ...holder } = work.holders.get(holderText(args.shipment))
      const purpose = args.purpose === 1 ? 'return' : 'supply'
      const nothing = { sent: 0, left: 0, containersSent: 0, containersLeft: 0, touched: false, reason: null }
      const when = { shippedSeq: seq, shippedTime: event.time, updatedSeq: seq }
      // What it is sent with is told by the transfer that follows.
      const parties = { ref, sender, number: number ?? '', receiver, purpose }
      work.shipments.put({ ...parties, state: 'in_transit', ...nothing, ...when })
      const refs = refsOfHolder(work, { ...holder, number })
      return { act: 'ship', gln: sender, args: { receiver, purpose, number }, toRef: ref, refs }
    },
  },
  ShipmentClosed: {
    needs: ({ shipment }, keys) => keys.holder(shipment),
    apply({ args, work, seq }) {
      const shipment = work.shipments.get(work.refOf(args.shipment))
      const reason = args.reason === '' ? null : args.reason
      work.shipments.put({ ...shipment, state: 'closed', touched: true, reason, updatedSeq: seq })
      // Only a refusal has a reason; else the receiver has said so with what it took.
      const act = reason === null ? 'receiveGoods' : 'rejectShipment'
      const refs = refsOfHolder(work, work.holders.get(holderText(args.shipment)))
      return { act, gln: shipment.receiver, args: reason === null ? {} : { reason }, fromRef: shipment.ref, refs }
    },
  },
  ShippingVoided: {
    needs: ({ shipment }, keys) => keys.holder(shipment),
    apply({ args, work, seq }) {
      const shipment = work.shipments.get(work.refOf(args.shipment))
      work.shipments.put({ ...shipment, state: 'voided', updatedSeq: seq })
      const refs = refsOfHolder(work, work.holders.get(holderText(args.shipment)))
      return { act: 'voidShipping', gln: shipment.sender, args: {}, fromRef: shipment.ref, refs }
    },
  },
  PartDispensed: {
    needs: ({ lot, index }, keys) => keys.pack(lot, index),
    apply({ args, event, work }) {
      const { index, parts, taken } = args
      const [{ ref: lotRef, gtin }, gln] = [work.lots.get(args.lot), glnText(args.gln)]
      const day = new Date(event.time * 1000).toISOString().slice(0, 10)
      work.openedPacks.put({ lotRef, index, gln, taken, last: parts, day })
      const { eventTime, note } = noteOf(args.note)
      const told = { args: { index, parts, taken, ...note }, refs: refsOfPack(args.gln, lotRef, gtin) }
      const pack = { words: [unitOf(lotRef, index)], daily: new Map([[lotRef, 0]]) }
      return { act: 'dispensePart', gln, eventTime, ...told, ...pack }
    },
  },
  PartUndone: {
    needs: ({ lot, index }, keys) => keys.pack(lot, index),
    apply({ args, work }) {
      const { index, parts, taken } = args
      const [{ ref: lotRef, gtin }, gln] = [work.lots.get(args.lot), glnText(args.gln)]
      const key = placeKey(lotRef, index)
      if (taken === 0) work.openedPacks.remove(key)
      else work.openedPacks.put({ ...work.openedPacks.get(key), taken, last: 0 })
      const told = { args: { index, parts, taken }, refs: refsOfPack(args.gln, lotRef, gtin) }
      const pack = { words: [unitOf(lotRef, index)], daily: new Map([[lotRef, 0]]) }
      return { act: 'undoPart', gln, ...told, ...pack }
    },
  },
}

function refsOfPack(gln: bigint, lotRef: number, gtin: string): Ref[] {
  return [
    ['institution', Number(gln)],
    ['lot', lotRef],
    ['product', Number(gtin)],
  ]
}

function unitOf(lotRef: number, index: number) {
  return { lotRef, word: Math.floor(index / 256), mask: 1n << BigInt(index % 256) }
}
