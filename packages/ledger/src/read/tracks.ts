import { catalogueAbi, inventoryAbi } from '@theriac/contracts'
import { type Abi, type Address, decodeEventLog, type Hex } from 'viem'
import type { Addresses } from '../addresses.ts'
import { type LotId, parseWordKey, quantityWord, unitsPerRun, unitsPerWord } from '../model/index.ts'
import { chainValueInvalid } from './decode.ts'

/** A log of one of the contracts. */
export interface ContractLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** What the log says of one word of a lot. */
export interface Track {
  /** Ids of all that ever had units of it loose. */
  readonly holders: Set<bigint>
  /** Its units that were made; for the quantity word, how many. */
  commissioned: bigint
}

/** Tracks of all lots. */
export interface Tracks {
  follow(log: ContractLog): void
  lots(): readonly LotId[]
  of(lot: LotId): ReadonlyMap<number, Track>
}

// The ids are put together from what the log holds, not parsed: a container with a number that no SSCC has still holds goods.
const institutionId = (gln: bigint): bigint => (1n << 120n) | gln
const containerId = (sscc: bigint): bigint => (5n << 120n) | sscc

/** Gathers from logs who may hold what, word by word, as most holders only ever had a few words of a lot. */
export function createTracks(addresses: Addresses): Tracks {
  const lots = new Map<LotId, Map<number, Track>>()
  const catalogue = addresses.catalogue.toLowerCase()
  const inventory = addresses.inventory.toLowerCase()

  function trackOf(lot: LotId, number: number): Track {
    const words = lots.get(lot) ?? new Map<number, Track>()
    lots.set(lot, words)
    const track = words.get(number) ?? { holders: new Set<bigint>(), commissioned: 0n }
    words.set(number, track)
    return track
  }

  function pass(word: Hex, ...ids: bigint[]): void {
    const { lot, number } = parseWordKey(word)
    const { holders } = trackOf(lot, number)
    for (const id of ids) holders.add(id)
  }

  function followCatalogue(log: ContractLog): void {
    const event = decode(catalogueAbi, log)
    if (event.eventName === 'RunCommissioned') {
      const { lot, gln, run, count } = event.args
      const wordsPerRun = unitsPerRun / unitsPerWord
      for (let i = 0; i * unitsPerWord < count; i++) {
        const track = trackOf(lot, run * wordsPerRun + i)
        track.holders.add(institutionId(gln))
        track.commissioned |= (1n << BigInt(Math.min(unitsPerWord, count - i * unitsPerWord))) - 1n
      }
    }
    if (event.eventName === 'QuantityCommissioned') {
      const track = trackOf(event.args.lot, quantityWord)
      track.holders.add(institutionId(event.args.gln))
      track.commissioned += BigInt(event.args.quantity)
    }
  }

  function followInventory(log: ContractLog): void {
    const event = decode(inventoryAbi, log)
    if (event.eventName === 'Transferred') {
      for (const { word } of event.args.units) pass(word, event.args.from, event.args.to)
    }
    if (event.eventName === 'Packed') {
      for (const { word, sscc } of event.args.packings) pass(word, containerId(sscc))
    }
    if (event.eventName === 'Unpacked') {
      for (const { word, sscc } of event.args.packings) pass(word, containerId(sscc), event.args.holder)
    }
  }

  return {
    follow(log) {
      const address = log.address.toLowerCase()
      if (address === catalogue) followCatalogue(log)
      if (address === inventory) followInventory(log)
    },
    lots: () =>
      [...lots].filter(([, words]) => [...words.values()].some((track) => track.commissioned > 0n)).map(([lot]) => lot),
    of: (lot) => lots.get(lot) ?? new Map(),
  }
}

function decode<const abi extends Abi>(abi: abi, { topics, data, address }: ContractLog) {
  try {
    return decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data })
  } catch (cause) {
    throw chainValueInvalid('event of the contract', address, cause)
  }
}
