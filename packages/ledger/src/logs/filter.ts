import { type Address, type Hex, numberToHex } from 'viem'
import type { RpcRequest } from '../endpoint/index.ts'

/** Which entries to read; as in `eth_getLogs`. */
export interface LogFilter {
  readonly address: Address | readonly Address[]
  /** For each topic: null for any, one value, or several of which one must be there. */
  readonly topics: readonly (Hex | readonly Hex[] | null)[]
}

/** A log entry as nodes send it. */
export interface RawLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly transactionHash: Hex
}

/** The query for a filter over whole blocks. */
export function logQuery({ address, topics }: LogFilter, fromBlock: bigint, toBlock: bigint): RpcRequest {
  // FISCO BCOS takes none of these four as null or absent.
  const params = [{ address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }]
  return { method: 'eth_getLogs', params }
}

/** The filter as a test of an entry. */
export function matcherOf({ address, topics }: LogFilter): (log: Pick<RawLog, 'address' | 'topics'>) => boolean {
  const lower = (values: Hex | readonly Hex[]): Set<string> =>
    new Set((typeof values === 'string' ? [values] : values).map((value) => value.toLowerCase()))
  const addresses = lower(address)
  const wanted = topics.map((topic) => (topic === null ? undefined : lower(topic)))
  return (log) =>
    (addresses.size === 0 || addresses.has(log.address.toLowerCase())) &&
    log.topics.length >= wanted.length &&
    wanted.every((values, index) => values === undefined || values.has((log.topics[index] ?? '').toLowerCase()))
}
