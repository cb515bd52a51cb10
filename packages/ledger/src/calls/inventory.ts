import { inventoryAbi } from '@theriac/contracts'
import { type Gln, glnToNumber, type IsoDate, type Sscc, ssccToNumber } from '@theriac/gs1'
import type { Hex } from 'viem'
import {
  dayOf,
  type EndState,
  encodeGoods,
  encodeNote,
  encodePackings,
  encodeSsccs,
  encodeUnits,
  endStates,
  type Goods,
  type Holder,
  holderId,
  type LotId,
  type Note,
  type Packing,
  type Quantity,
  type Units,
} from '../model/index.ts'
import { type Call, encoderOf } from './call.ts'

const call = encoderOf('inventory', inventoryAbi)

/** A shipment is known by who sent it and the sender's own number for it. */
export interface ShipmentRef {
  readonly sender: Gln
  /** 0 to 2^64 - 1. */
  readonly number: bigint
}

const shipmentId = (ref: ShipmentRef) => holderId({ kind: 'shipment', ...ref })

/** Puts loose units into containers; an unused SSCC becomes a container. */
export function pack(packings: readonly Packing[]): Call {
  return call('pack', [encodePackings(packings)])
}

/** Takes units out of containers, at any depth, to stay loose at the holder that the containers are at. */
export function unpack(holder: Holder, packings: readonly Packing[]): Call {
  return call('unpack', [holderId(holder), encodePackings(packings)])
}

/** Puts containers into another. */
export function nest(parent: Sscc, children: readonly Sscc[]): Call {
  return call('nest', [ssccToNumber(parent), encodeSsccs(children)])
}

/** Takes containers out of the one they are in. */
export function denest(holder: Holder, parent: Sscc, children: readonly Sscc[]): Call {
  return call('denest', [holderId(holder), ssccToNumber(parent), encodeSsccs(children)])
}

/** Sends goods to another institution; `return` is for goods on their way back, which need not be saleable. */
export function ship(
  number: bigint,
  receiver: Gln,
  goods: Goods,
  options: { readonly purpose?: 'supply' | 'return'; readonly note?: Note } = {},
): Call {
  const purpose = options.purpose === 'return' ? 1 : 0
  return call('ship', [number, glnToNumber(receiver), purpose, encodeGoods(goods), encodeNote(options.note)])
}

/** Takes back a shipment of which nothing has been received; `goods` lists all of it. */
export function voidShipping(number: bigint, goods: Goods): Call {
  return call('voidShipping', [number, encodeGoods(goods)])
}

/**
 * Takes in goods of a shipment; what is not listed stays under way.
 *
 * @param options.missing - units that were not in their containers; they stay behind in the shipment
 * @param options.close - no more is expected
 */
export function receiveGoods(
  shipment: ShipmentRef,
  goods: Goods,
  options: { readonly missing?: readonly Packing[]; readonly close?: boolean; readonly note?: Note } = {},
): Call {
  return call('receiveGoods', [
    shipmentId(shipment),
    encodeGoods(goods),
    encodePackings(options.missing ?? []),
    options.close ?? false,
    encodeNote(options.note),
  ])
}

/** The receiver refuses what is still under way; a strong act for a receiver that cannot act any more. */
export function rejectShipment(shipment: ShipmentRef, reason: string): Call {
  return call('rejectShipment', [shipmentId(shipment), reason])
}

/** The sender takes back what the receiver left, into quarantine. */
export function reclaim(number: bigint, goods: Goods): Call {
  return call('reclaim', [number, encodeGoods(goods)])
}

/** Dispenses whole packs to a patient. */
export function dispense(units: readonly (Units | Quantity)[], note?: Note): Call {
  return call('dispense', [encodeUnits(units), encodeNote(note)])
}

/** Dispenses part of one pack, which is opened by it. */
export function dispensePart(lot: LotId, index: number, parts: number, note?: Note): Call {
  return call('dispensePart', [lot, index, parts, encodeNote(note)])
}

/** Undoes the newest partial dispensing of a pack, within 10 days. */
export function undoPart(lot: LotId, index: number): Call {
  return call('undoPart', [lot, index])
}

/**
 * Records that dispensed units were given to a patient.
 *
 * @param commitment - salted hash of who received them; the details stay at the hospital
 */
export function administer(
  dispensed: IsoDate,
  units: readonly (Units | Quantity)[],
  commitment: Hex,
  note?: Note,
): Call {
  return call('administer', [dayOf(dispensed), encodeUnits(units), commitment, encodeNote(note)])
}

/** Takes goods out of circulation other than to patients. */
export function decommission(
  state: 'exported' | 'sampled' | 'free_sample' | 'checked_out',
  goods: Goods,
  note?: Note,
): Call {
  return call('decommission', [endStates.indexOf(state), encodeGoods(goods), encodeNote(note)])
}

/** Destroys goods; `signature` is a second operator's over `destructionDigest`. */
export function destroyGoods(from: Holder, goods: Goods, reason: string, signature: Hex): Call {
  return call('destroyGoods', [holderId(from), encodeGoods(goods), reason, signature])
}

/** Reports goods stolen or lost; `evidence` is the police's reference, or for a loss the institution's. */
export function reportGone(state: 'stolen' | 'lost', from: Holder, goods: Goods, evidence: string): Call {
  return call('reportGone', [endStates.indexOf(state), holderId(from), encodeGoods(goods), evidence])
}

/** Takes back a dispensing, export, sample, free sample or check-out of the same institution, within 10 days. */
export function undo(state: EndState, ended: IsoDate, goods: Goods): Call {
  return call('undo', [endStates.indexOf(state), dayOf(ended), encodeGoods(goods)])
}

/** Strong act: the same after 10 days, and for goods that were stolen or lost. */
export function overrideUndo(gln: Gln, state: EndState, ended: IsoDate, goods: Goods): Call {
  return call('overrideUndo', [glnToNumber(gln), endStates.indexOf(state), dayOf(ended), encodeGoods(goods)])
}

/** Takes units back that were commissioned by mistake, within 10 days from the factory's own stock. */
export function voidCommissioning(units: readonly Units[]): Call {
  return call('voidCommissioning', [encodeUnits(units)])
}

/** Sets goods aside at the signer's institution, or at any other for the regulator. */
export function quarantine(gln: Gln, goods: Goods, reason: string): Call {
  return call('quarantine', [glnToNumber(gln), encodeGoods(goods), reason])
}

/** Puts goods back on sale that `setter` had set aside; by the setter or the regulator. */
export function release(setter: Gln, gln: Gln, goods: Goods): Call {
  return call('release', [glnToNumber(setter), glnToNumber(gln), encodeGoods(goods)])
}

/** A pack that came back, with what shows that it was commissioned under its number: see `runProof`. */
export interface UnitProof {
  readonly index: number
  readonly leaf: Hex
  readonly proof: readonly Hex[]
}

/** Takes back packs that the same institution dispensed at most 10 days ago. */
export function returnDispensed(
  dispensed: IsoDate,
  lot: LotId,
  expiry: IsoDate,
  units: readonly UnitProof[],
  note?: Note,
): Call {
  return call('returnDispensed', [dayOf(dispensed), lot, dayOf(expiry), units, encodeNote(note)])
}

/** Puts returned packs back on sale: unopened, in date, kept as they should be. */
export function acceptReturn(lot: LotId, expiry: IsoDate, units: readonly UnitProof[]): Call {
  return call('acceptReturn', [lot, dayOf(expiry), units])
}

/** The same for units without serials. */
export function acceptReturnedQuantity(lot: LotId, expiry: IsoDate, quantity: number): Call {
  return call('acceptReturnedQuantity', [lot, dayOf(expiry), quantity])
}

/** Refuses returned goods: they can only be destroyed. */
export function rejectReturn(goods: Goods, reason: string): Call {
  return call('rejectReturn', [encodeGoods(goods), reason])
}
