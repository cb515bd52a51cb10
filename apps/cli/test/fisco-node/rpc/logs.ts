import { type Address, type Hex, hexToBigInt, isHex, toHex } from 'viem'
import type { Consensus } from '../chain/consensus.ts'
import type { Replica } from '../chain/replica.ts'
import { lower } from '../system/state.ts'
import { Refusal } from './refusal.ts'

type Filter = Readonly<Record<string, unknown>>

interface FoundLog {
  readonly address: Address
  readonly blockNumber: Hex
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly [name: string]: unknown
}

const quantity = (number: number | bigint): Hex => toHex(BigInt(number))

/** What `eth_getLogs` answers: it looks at the first blocks of the range and says nothing of the others. */
export async function readLogs(
  parts: { readonly consensus: Consensus; readonly replica: Replica; readonly logBlocks: number },
  filter: Filter,
): Promise<object[]> {
  const { consensus, replica, logBlocks } = parts
  for (const name of ['fromBlock', 'toBlock', 'address', 'topics'])
    if ((filter[name] ?? undefined) === undefined) throw new Refusal(-32_000, `${name} is null`)
  const head = BigInt(replica.height())
  const at = (tag: unknown) => (isHex(tag) ? hexToBigInt(tag) : tag === 'earliest' ? 0n : head)
  const [from, wanted] = [at(filter.fromBlock), at(filter.toBlock)]
  const most = from + BigInt(logBlocks) - 1n
  const to = [wanted, most, head].reduce((least, one) => (one < least ? one : least))
  if (to < from) return []
  const range = { fromBlock: quantity(from), toBlock: quantity(to) }
  const ofContracts = (await replica.ask('eth_getLogs', { ...filter, ...range })) as FoundLog[]
  const found = [...ofContracts, ...(await ofEngine(parts, filter, from, to))]
  found.sort(
    (a, b) => Number(a.blockNumber) - Number(b.blockNumber) || Number(a.transactionIndex) - Number(b.transactionIndex),
  )
  const counts = new Map<unknown, number>()
  return found.map(({ blockTimestamp: _, ...log }) => {
    const position = counts.get(log.transactionHash) ?? 0
    counts.set(log.transactionHash, position + 1)
    return {
      ...log,
      address: lower(log.address),
      logIndex: quantity(position),
      transactionHash: consensus.sentAs(log.transactionHash),
    }
  })
}

/** Those of the engine's own contracts, which the embedded chain knows nothing of. */
async function ofEngine(
  { consensus, replica }: { readonly consensus: Consensus; readonly replica: Replica },
  { address, topics }: Filter,
  from: bigint,
  to: bigint,
): Promise<FoundLog[]> {
  const places = [address].flat().map((one) => lower(String(one) as Address))
  const wanted = (topics as readonly unknown[]).map((topic) => (topic === null ? [] : [topic].flat()))
  const matches = (log: { readonly address: Address; readonly topics: readonly Hex[] }): boolean =>
    (places.length === 0 || places.includes(log.address)) &&
    wanted.every((any, place) => any.length === 0 || any.includes(log.topics[place]))
  const list = consensus.withLogs().filter(({ block }) => BigInt(block) >= from && BigInt(block) <= to)
  const found = await Promise.all(
    list.map(async ({ sent, block, index, outcome }) => {
      const { blockHash } = await consensus.innerReceipt(replica, sent.hash)
      const place = { blockHash, blockNumber: quantity(block), transactionIndex: quantity(index) }
      const logs = outcome?.logs.filter(matches) ?? []
      return logs.map((log) => ({ ...log, ...place, removed: false, transactionHash: sent.hash }))
    }),
  )
  return found.flat()
}
