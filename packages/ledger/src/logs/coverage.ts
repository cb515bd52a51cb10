import type { Hex } from 'viem'
import { hexToBigInt, numberToHex } from 'viem'
import type { Endpoint } from '../endpoint/index.ts'
import { LedgerError } from '../errors.ts'
import { type LogFilter, logQuery, type RawLog } from './filter.ts'

/** The part of a receipt that logs are read from. */
export interface LogReceipt {
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly blockHash: Hex
  readonly blockNumber: Hex
  readonly logs: readonly RawLog[]
}

/** Blocks to read and how. */
export interface Span {
  readonly endpoint: Endpoint
  readonly filter: LogFilter
  readonly fromBlock: bigint
  readonly toBlock: bigint
  readonly signal?: AbortSignal | undefined
}

/**
 * Logs of a span of blocks that are proven to be all, or undefined when the node did not look at all of them.
 *
 * FISCO BCOS answers a query for too many blocks with those of the first ones and says nothing; its blooms are zero. It
 * reads blocks in order, so a node that shows a log of the last block has looked at all before. Where the answer itself has
 * none of the last block, the receipts of that block (or of the last one before it with any log: those after it have
 * nothing to show) name a log that must be there, and one message asks the same node for the filter's logs and for
 * exactly that one over the same blocks.
 *
 * @throws LedgerError LogsUnavailable, of the endpoint
 */
export async function readCovered(span: Span): Promise<readonly RawLog[] | undefined> {
  const { endpoint, filter, fromBlock, toBlock, signal } = span
  const logs = (await endpoint.request(logQuery(filter, fromBlock, toBlock), { signal })) as readonly RawLog[]
  if (logs.some((log) => hexToBigInt(log.blockNumber) === toBlock)) return logs

  const anchor = await findAnchor(span)
  // Not one log in all these blocks, by their receipts.
  if (!anchor) return logs.length === 0 ? logs : undefined
  const exactly: LogFilter = { address: anchor.address, topics: anchor.topics }
  const [again, shown] = (await endpoint.batch(
    [logQuery(filter, fromBlock, toBlock), logQuery(exactly, fromBlock, toBlock)],
    { signal },
  )) as [readonly RawLog[], readonly RawLog[]]
  const isShown = shown.some((log) => log.transactionHash === anchor.transactionHash)
  return isShown ? again : undefined
}

/** The last log of the last block of the span that has any. */
async function findAnchor({ endpoint, fromBlock, toBlock, signal }: Span): Promise<RawLog | undefined> {
  for (let number = toBlock; number >= fromBlock; number--) {
    const block = (await endpoint.request(
      { method: 'eth_getBlockByNumber', params: [numberToHex(number), false] },
      { signal },
    )) as { transactions: readonly Hex[] } | null
    if (!block) throw new LedgerError('LogsUnavailable', `The node has no block ${number}`, { what: `block ${number}` })
    for (const hash of block.transactions.toReversed()) {
      const { logs } = await readReceipt(endpoint, hash, signal)
      const last = logs.at(-1)
      if (last) return { ...last, transactionHash: hash }
    }
  }
  return undefined
}

/** A receipt that must be there. Throws LogsUnavailable. */
export async function readReceipt(endpoint: Endpoint, hash: Hex, signal?: AbortSignal): Promise<LogReceipt> {
  const request = { method: 'eth_getTransactionReceipt', params: [hash] }
  const receipt = (await endpoint.request(request, { signal })) as LogReceipt | null
  if (!receipt)
    throw new LedgerError('LogsUnavailable', `The node has no receipt of ${hash}`, { what: `receipt ${hash}` })
  return receipt
}
