import { inventoryAbi } from '@theriac/contracts'
import { type Gln, type IsoDate, type Sscc, ssccToNumber } from '@theriac/gs1'
import type { Client } from 'viem'
import type { Addresses } from '../addresses.ts'
import type { ShipmentRef } from '../calls/index.ts'
import { readContract } from '../endpoint/read-contract.ts'
import {
  bitOf,
  dateOf,
  type Holder,
  holderId,
  type LotId,
  type Quantity,
  quantityWord,
  type Slice,
  type Units,
  unitsOf,
  unitsPerWord,
  wordKey,
} from '../model/index.ts'
import { asGln, asHolder, nameAt } from './decode.ts'

const shipmentStates = ['none', 'in_transit', 'closed', 'settled', 'voided'] as const

/** A container; `root` is where it and all the containers around it are. */
export interface Container {
  readonly sscc: Sscc
  readonly place: Holder
  readonly root: Holder
  /** Containers right inside it. */
  readonly children: number
  /** Units of each lot inside, its containers' included. */
  readonly lots: readonly { readonly lot: LotId; readonly units: number }[]
}

/** A shipment; `containers` and `units` count what is still under way. */
export interface Shipment extends ShipmentRef {
  readonly receiver: Gln
  readonly purpose: 'supply' | 'return'
  readonly state: Exclude<(typeof shipmentStates)[number], 'none'>
  readonly containers: number
  readonly units: number
}

/** How far a pack is dispensed in parts; `last` and `day` are of the newest dispensing. */
export interface OpenedPack {
  readonly taken: number
  readonly last: number
  readonly day: IsoDate
}

/** Reads on where goods are. */
export function inventoryReads(client: Client, addresses: Addresses) {
  const at = { address: addresses.inventory, abi: inventoryAbi } as const
  const held = async (holder: Holder, slice: Pick<Slice, 'word'>) =>
    readContract(client, { ...at, functionName: 'heldAt', args: [holderId(holder), slice.word] })
  return {
    /** The loose units at a holder among the first `count` of a lot, as ranges. */
    async unitsAt(holder: Holder, lot: LotId, count: number): Promise<Units> {
      const words = Array.from({ length: Math.ceil(count / unitsPerWord) }, (_, word) => wordKey(lot, word))
      const slices = await Promise.all(words.map(async (word) => ({ word, mask: await held(holder, { word }) })))
      const found = unitsOf(slices.filter(({ mask }) => mask !== 0n))[0]
      return found && 'units' in found ? found : { lot, units: [] }
    },
    /** How many units without serials of a lot are loose at a holder. */
    async quantityAt(holder: Holder, lot: LotId): Promise<Quantity> {
      return { lot, quantity: Number(await held(holder, { word: wordKey(lot, quantityWord) })) }
    },
    /** Whether a unit is loose at a holder. */
    async isAt(holder: Holder, lot: LotId, index: number): Promise<boolean> {
      const bit = bitOf(lot, index)
      return ((await held(holder, bit)) & bit.mask) !== 0n
    },
    /** Undefined for an SSCC never used. */
    async container(sscc: Sscc): Promise<Container | undefined> {
      const args = [ssccToNumber(sscc)] as const
      const [[raw, contents], rootId] = await Promise.all([
        readContract(client, { ...at, functionName: 'containerOf', args }),
        readContract(client, { ...at, functionName: 'rootOf', args }),
      ])
      const place = asHolder(raw.place)
      const root = asHolder(rootId)
      if (!place || !root) return undefined
      return { sscc, place, root, children: raw.children, lots: contents }
    },
    async shipment(ref: ShipmentRef): Promise<Shipment | undefined> {
      const args = [holderId({ kind: 'shipment', ...ref })] as const
      const raw = await readContract(client, { ...at, functionName: 'shipmentOf', args })
      const state = nameAt(shipmentStates, raw.state)
      if (state === 'none') return undefined
      const { containers, units } = raw
      const purpose = raw.purpose === 1 ? 'return' : 'supply'
      return { ...ref, receiver: asGln(raw.receiver), purpose, state, containers, units }
    },
    /** Parts of a pack dispensed so far; undefined for an unopened pack. */
    async parts(lot: LotId, index: number): Promise<OpenedPack | undefined> {
      const raw = await readContract(client, { ...at, functionName: 'partsOf', args: [lot, index] })
      return raw.taken === 0 ? undefined : { ...raw, day: dateOf(raw.day) }
    },
  }
}
