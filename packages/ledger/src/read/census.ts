import { catalogueAbi, inventoryAbi } from '@theriac/contracts'
import { type Address, type Client, decodeEventLog, type Hex } from 'viem'
import { readContract } from 'viem/actions'
import type { Addresses } from '../addresses.ts'
import { type Holder, holderId, type LotId, parseHolder, wordKey } from '../model/index.ts'
import { asGln, asSscc } from './decode.ts'

/** A log of one of the contracts. */
export interface ContractLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** What one holder has of a lot, loose; units without serials are counted as `quantity`. */
export interface HolderCount {
  readonly holder: Holder
  readonly units: number
}

/** A lot counted over all holders. */
export interface LotCensus {
  readonly lot: LotId
  readonly commissioned: number
  readonly holders: readonly HolderCount[]
  /** Every commissioned unit is at exactly one holder, and no other unit anywhere. */
  readonly conserved: boolean
}

const quantityNumber = 0xffffffff
const wordsPerRun = 4
const unitsPerWord = 256

/** Who may ever have held what, gathered from the log; the state then says what each has now. */
export interface Trail {
  /** Adds what a log says; logs of other contracts are passed over. */
  follow(log: ContractLog): void
  /** Lots that anything was commissioned of. */
  lots(): readonly LotId[]
  /** Counts a lot on the state of the newest block. */
  count(client: Client, lot: LotId): Promise<LotCensus>
}

/**
 * Counts lots from nothing but the chain: the log tells who may hold what, the state who does. Whoever has a node can do
 * the same, so that a recall's completeness needs nobody's word.
 */
export function createTrail(addresses: Addresses): Trail {
  const holders = new Map<LotId, Set<bigint>>()
  const commissioned = new Map<LotId, Map<number, bigint>>()

  const note = (word: Hex, ...ids: bigint[]): void => {
    const lot = `${word.slice(0, -8)}00000000` as LotId
    let set = holders.get(lot)
    if (!set) holders.set(lot, (set = new Set()))
    for (const id of ids) set.add(id)
  }
  const addCommissioned = (lot: LotId, word: number, mask: bigint): void => {
    let words = commissioned.get(lot)
    if (!words) commissioned.set(lot, (words = new Map()))
    words.set(word, word === quantityNumber ? (words.get(word) ?? 0n) + mask : mask)
  }

  function followCatalogue(log: ContractLog): void {
    const event = decodeEventLog({ abi: catalogueAbi, topics: log.topics as [Hex, ...Hex[]], data: log.data })
    if (event.eventName === 'RunCommissioned') {
      const { lot, gln, run, count } = event.args
      note(lot, holderId({ kind: 'institution', gln: asGln(gln) }))
      for (let i = 0; i < wordsPerRun; i++) {
        const units = Math.min(unitsPerWord, count - i * unitsPerWord)
        if (units > 0) addCommissioned(lot, run * wordsPerRun + i, (1n << BigInt(units)) - 1n)
      }
    }
    if (event.eventName === 'QuantityCommissioned') {
      const { lot, gln, quantity } = event.args
      note(lot, holderId({ kind: 'institution', gln: asGln(gln) }))
      addCommissioned(lot, quantityNumber, BigInt(quantity))
    }
  }

  function followInventory(log: ContractLog): void {
    const event = decodeEventLog({ abi: inventoryAbi, topics: log.topics as [Hex, ...Hex[]], data: log.data })
    if (event.eventName === 'Transferred') {
      for (const { word } of event.args.units) note(word, event.args.from, event.args.to)
    }
    if (event.eventName === 'Packed' || event.eventName === 'Unpacked') {
      for (const { word, sscc } of event.args.packings) {
        note(word, holderId({ kind: 'container', sscc: asSscc(sscc) }))
        if (event.eventName === 'Unpacked') note(word, event.args.holder)
      }
    }
  }

  return {
    follow(log) {
      const address = log.address.toLowerCase()
      if (address === addresses.catalogue.toLowerCase()) followCatalogue(log)
      if (address === addresses.inventory.toLowerCase()) followInventory(log)
    },
    lots: () => [...commissioned.keys()],
    async count(client, lot) {
      const words = commissioned.get(lot) ?? new Map<number, bigint>()
      const ids = [...(holders.get(lot) ?? [])]
      const held = (id: bigint, word: number): Promise<bigint> =>
        readContract(client, {
          address: addresses.inventory,
          abi: inventoryAbi,
          functionName: 'heldAt',
          args: [id, wordKey(lot, word)],
        })
      const counts = new Map<bigint, number>()
      let conserved = true
      for (const [word, made] of words) {
        const masks = await Promise.all(ids.map((id) => held(id, word)))
        let union = 0n
        for (const [i, mask] of masks.entries()) {
          const id = ids[i] ?? 0n
          if (word === quantityNumber) union += mask
          else {
            if ((union & mask) !== 0n) conserved = false
            union |= mask
          }
          counts.set(id, (counts.get(id) ?? 0) + (word === quantityNumber ? Number(mask) : popcount(mask)))
        }
        if (union !== made) conserved = false
      }
      return {
        lot,
        commissioned: [...words].reduce(
          (sum, [word, mask]) => sum + (word === quantityNumber ? Number(mask) : popcount(mask)),
          0,
        ),
        holders: [...counts].flatMap(([id, units]) => {
          const holder = parseHolder(id)
          return holder && units > 0 ? [{ holder, units }] : []
        }),
        conserved,
      }
    },
  }
}

function popcount(mask: bigint): number {
  let count = 0
  for (let rest = mask; rest !== 0n; rest &= rest - 1n) count++
  return count
}
