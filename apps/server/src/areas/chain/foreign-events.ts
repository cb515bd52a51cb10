import type { ChainLog } from '@theriac/api'
import { type Addresses, type Administration, type Endpoint, type Log, readLogs } from '@theriac/ledger'
import { type Hex, hexToNumber } from 'viem'
import type { ForeignRow } from './foreign.ts'
import { logView } from './logs.ts'
import { contractNameAt } from './wire.ts'

/** What events of other contracts are read with. */
export interface ForeignEventsDeps {
  readonly addresses: Addresses
  readonly administration: Administration
  readonly endpoint: Endpoint
}

/** Which of them are asked for. */
export interface ForeignEventsWanted {
  /** Included; the newest block unless given. */
  readonly toBlock: number | undefined
  /** Events at least, where there are as many: a block is told whole. */
  readonly limit: number
  /** Sees what others did through the platform's own entrance, too. */
  readonly seesAll: boolean
}

/** Blocks that are read at once, and how often at most before whoever asked is told how far it went. */
const spanBlocks = 2_000
const mostSpans = 10

/** Events of a contract that is none of the platform's, newest first: the read model has none of them, so a node is asked. */
export function createForeignEvents({ addresses, administration, endpoint }: ForeignEventsDeps) {
  async function timeOf(block: number): Promise<number> {
    const [header] = await administration.blocks(1, block + 1)
    return header?.time ?? 0
  }

  /** Newest first, as whole blocks. */
  async function newest(row: ForeignRow, { toBlock, limit }: ForeignEventsWanted, signal: AbortSignal) {
    const head = hexToNumber((await endpoint.request({ method: 'eth_blockNumber' }, { signal })) as Hex)
    let last = Math.min(toBlock ?? head, head)
    const found: Log[] = []
    for (let spans = 0; spans < mostSpans && last >= 0 && found.length < limit; spans++) {
      const first = Math.max(0, last - spanBlocks + 1)
      const logs: Log[] = []
      const address = row.address as Hex
      const pages = readLogs({ endpoint, address, fromBlock: BigInt(first), toBlock: BigInt(last), signal })
      for await (const page of pages) logs.push(...page.logs)
      found.push(...logs.reverse())
      last = first - 1
    }
    const end = found[limit - 1]?.blockNumber
    if (end === undefined) return { logs: found, next: last }
    return { logs: found.filter(({ blockNumber }) => blockNumber >= end), next: Number(end) - 1 }
  }

  return async function read(
    row: ForeignRow,
    wanted: ForeignEventsWanted,
    signal: AbortSignal,
  ): Promise<{ items: ChainLog[]; next?: number }> {
    const { logs, next } = await newest(row, wanted, signal)
    const blocks = [...new Set(logs.map(({ blockNumber }) => Number(blockNumber)))]
    const hashes = [...new Set(logs.map(({ transactionHash }) => transactionHash))]
    const [times, ways] = await Promise.all([
      Promise.all(blocks.map(async (block) => [block, await timeOf(block)] as const)),
      Promise.all(hashes.map(async (hash) => [hash, (await administration.transaction(hash))?.to] as const)),
    ])
    const timeAt = new Map(times)
    const wayOf = new Map(ways)
    const items = logs.map(({ transactionHash: txHash, position, blockNumber, ...log }) => {
      const block = Number(blockNumber)
      const place = {
        block,
        time: timeAt.get(block) ?? 0,
        txHash,
        position,
        event: undefined,
        objects: [],
        foreign: row,
      }
      // What came of an act is between those who took part in it.
      const isOpen = contractNameAt(addresses, wayOf.get(txHash)) !== 'acts'
      return logView(addresses, log, place, wanted.seesAll || isOpen)
    })
    return { items, ...(next >= 0 ? { next } : {}) }
  }
}
