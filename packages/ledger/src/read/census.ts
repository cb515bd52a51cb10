import { inventoryAbi } from '@theriac/contracts'
import type { Client } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { Addresses } from '../addresses.ts'
import { ledgerErrorIn, readContract } from '../endpoint/read-contract.ts'
import { LedgerError } from '../errors.ts'
import { countUnits, type Holder, type LotId, quantityWord, wordKey } from '../model/index.ts'
import { catalogueReads } from './catalogue.ts'
import { asHolder } from './decode.ts'
import { type ContractLog, createTracks, type Track } from './tracks.ts'

/** What one holder has of a lot, loose; units without serials are counted as `quantity`. */
export interface HolderCount {
  readonly holder: Holder
  readonly units: number
}

/** A lot counted over all holders. */
export interface LotCensus {
  readonly lot: LotId
  /** Units that the log says were commissioned. */
  readonly commissioned: number
  readonly holders: readonly HolderCount[]
  /**
   * Every commissioned unit is at exactly one holder and no other unit anywhere, and log and state agree on how many were
   * commissioned.
   */
  readonly conserved: boolean
}

/** Who may ever have held what, gathered from the log; the state then says what each has now. */
export interface Trail {
  /**
   * Adds what a log says; logs of other contracts are passed over. Give each log once, and all of them: `readLogs` reads
   * them without a gap.
   *
   * @throws LedgerError ChainValueInvalid for a log that the contracts cannot have written
   */
  follow(log: ContractLog): void
  /** Lots that anything was commissioned of. */
  lots(): readonly LotId[]
  /**
   * Counts a lot on the state of the newest block. Goods that move meanwhile can spoil a count, which is then made anew.
   *
   * @throws LedgerError CensusDisturbed when every count was spoilt; as the reads do
   */
  count(client: Client, lot: LotId): Promise<LotCensus>
}

/** Words that are read side by side. */
const wordsAtOnce = 32
const mostCounts = 5

/**
 * Counts lots from nothing but the chain: the log tells who may hold what, the state who does. Whoever has a node can do
 * the same, so that a recall's completeness needs nobody's word.
 */
export function createTrail(addresses: Addresses): Trail {
  const tracks = createTracks(addresses)

  async function countOnce(client: Client, lot: LotId): Promise<LotCensus> {
    const told = await catalogueReads(client, addresses).lot(lot)
    const words = [...tracks.of(lot)]
    const counts = new Map<bigint, number>()
    let commissioned = 0
    let isWhole = true
    for (let start = 0; start < words.length; start += wordsAtOnce) {
      const some = words.slice(start, start + wordsAtOnce)
      const found = await Promise.all(some.map(([word, track]) => readWord(client, addresses, lot, word, track)))
      for (const [place, [word, track]] of some.entries()) {
        const masks = found[place] ?? []
        commissioned += countUnits(word, track.commissioned)
        isWhole &&= isPartition(word, masks, track.commissioned)
        for (const [id, mask] of masks) counts.set(id, (counts.get(id) ?? 0) + countUnits(word, mask))
      }
    }
    const holders = [...counts].flatMap(([id, units]): HolderCount[] => {
      const holder = units > 0 ? asHolder(id) : undefined
      return holder ? [{ holder, units }] : []
    })
    return { lot, commissioned, holders, conserved: isWhole && commissioned === (told?.commissioned ?? 0) }
  }

  return {
    follow: tracks.follow,
    lots: tracks.lots,
    async count(client, lot) {
      for (let turn = 0; turn < mostCounts; turn++) {
        const before = await headOf(client)
        const census = await countOnce(client, lot)
        // A unit that moved while its word was read is seen twice or never: a count that adds up had none.
        if (census.conserved || (await headOf(client)) === before) return census
      }
      throw new LedgerError('CensusDisturbed', 'Goods of the lot move faster than they are counted', { lot })
    },
  }
}

/** What each holder in the track of a word has of it now. */
function readWord(
  client: Client,
  { inventory }: Addresses,
  lot: LotId,
  word: number,
  { holders }: Track,
): Promise<(readonly [bigint, bigint])[]> {
  const at = { address: inventory, abi: inventoryAbi, functionName: 'heldAt' } as const
  return Promise.all(
    [...holders].map(
      async (id) => [id, await readContract(client, { ...at, args: [id, wordKey(lot, word)] })] as const,
    ),
  )
}

/** Whether the holders' masks share no unit and together are what was made. */
function isPartition(word: number, masks: readonly (readonly [bigint, bigint])[], made: bigint): boolean {
  let union = 0n
  for (const [, mask] of masks) {
    if (word !== quantityWord && (union & mask) !== 0n) return false
    union += mask
  }
  return union === made
}

async function headOf(client: Client): Promise<bigint> {
  return getBlockNumber(client, { cacheTime: 0 }).catch((error: unknown) => {
    throw ledgerErrorIn(error) ?? error
  })
}
