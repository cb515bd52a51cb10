import { type Address, type Hex, hexToBigInt, hexToNumber } from 'viem'
import { asRpcError, type Endpoint } from '../endpoint/index.ts'
import { LedgerError } from '../errors.ts'
import { readCovered, readReceipt } from './coverage.ts'
import { type EventName, topicOfEvent } from './event.ts'
import { type LogFilter, matcherOf, type RawLog } from './filter.ts'

/** A log entry; transaction hash and position are its identity, on every engine. */
export interface Log {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: bigint
  readonly blockHash: Hex
  readonly transactionHash: Hex
  readonly transactionIndex: number
  /** Position in the transaction's receipt. `logIndex` differs between answers of FISCO BCOS and is not used. */
  readonly position: number
}

/** All matching logs of a span of whole blocks, both ends included, in the order of the chain. */
export interface LogPage {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  readonly logs: readonly Log[]
}

/** What to read. */
export interface ReadLogsOptions {
  readonly endpoint: Endpoint
  readonly address: Address | readonly Address[]
  /** Events by name; all unless given. */
  readonly events?: readonly EventName[]
  /** Instead of `events`: topics as in `eth_getLogs`. */
  readonly topics?: LogFilter['topics']
  readonly fromBlock: bigint
  /** The head at the time of the first page unless given, and never more than that. */
  readonly toBlock?: bigint
  /** Blocks of a page at most. Without it pages grow while the node covers them and shrink where it does not. */
  readonly pageBlocks?: number
  readonly signal?: AbortSignal
}

const mostPageBlocks = 10_000
/** A page of more entries is the last to grow. */
const manyLogs = 5_000

/**
 * Reads logs page by page; pages follow each other without a gap and each is proven to be complete (see `readCovered`),
 * so that a checkpoint at `toBlock` is safe. Nothing is read ahead.
 *
 * @throws LedgerError LogsBadRange, LogsIncomplete, LogsUnavailable, of the endpoint; the signal's reason
 */
export async function* readLogs(options: ReadLogsOptions): AsyncGenerator<LogPage, void, undefined> {
  const { endpoint, address, fromBlock, signal, pageBlocks } = options
  const topics = options.topics ?? (options.events ? [options.events.map(topicOfEvent)] : [])
  const filter: LogFilter = { address, topics }
  const head = hexToBigInt((await endpoint.request({ method: 'eth_blockNumber' }, { signal })) as Hex)
  let toBlock = head
  if (options.toBlock !== undefined && options.toBlock < head) toBlock = options.toBlock
  if (fromBlock < 0n || (options.toBlock !== undefined && fromBlock > options.toBlock)) {
    throw new LedgerError('LogsBadRange', 'The range ends before it starts', { fromBlock, toBlock })
  }

  const { logPageBlocks } = await endpoint.profile()
  let blocks = Math.min(pageBlocks ?? logPageBlocks, pageBlocks ?? mostPageBlocks)
  let most = pageBlocks ?? mostPageBlocks
  let from = fromBlock
  while (from <= toBlock) {
    const last = from + BigInt(blocks) - 1n
    const to = last < toBlock ? last : toBlock
    const raw = await readCovered({ endpoint, filter, fromBlock: from, toBlock: to, signal }).catch(
      (error: unknown) => {
        // A node's own limit on blocks or entries; a smaller page may pass.
        if (asRpcError(error) && to > from) return undefined
        throw error
      },
    )
    const logs = raw && (await place(endpoint, filter, raw, signal))
    if (!logs) {
      if (from === to)
        throw new LedgerError('LogsIncomplete', `The node does not show all logs of block ${from}`, {
          fromBlock: from,
          toBlock: to,
        })
      blocks = Math.max(1, Math.floor(Number(to - from + 1n) / 2))
      most = Math.min(most, blocks)
      continue
    }
    yield { fromBlock: from, toBlock: to, logs }
    from = to + 1n
    if (logs.length < manyLogs) blocks = Math.min(most, blocks * 2)
  }
}

/**
 * The entries from their transactions' receipts, which know their positions; undefined when the query had fewer of a
 * transaction than its receipt.
 */
async function place(
  endpoint: Endpoint,
  filter: LogFilter,
  raw: readonly RawLog[],
  signal: AbortSignal | undefined,
): Promise<readonly Log[] | undefined> {
  const counts = new Map<Hex, number>()
  for (const { transactionHash } of raw) counts.set(transactionHash, (counts.get(transactionHash) ?? 0) + 1)
  const receipts = await Promise.all([...counts.keys()].map((hash) => readReceipt(endpoint, hash, signal)))
  const matches = matcherOf(filter)
  const logs: Log[] = []
  const inOrder = receipts
    .map((receipt) => ({
      receipt,
      blockNumber: hexToBigInt(receipt.blockNumber),
      index: hexToNumber(receipt.transactionIndex),
    }))
    .sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.index - b.index)
  for (const { receipt, blockNumber, index } of inOrder) {
    const { transactionHash, blockHash } = receipt
    const before = logs.length
    receipt.logs.forEach(({ address, topics, data }, position) => {
      if (!matches({ address, topics })) return
      logs.push({ address, topics, data, blockNumber, blockHash, transactionHash, transactionIndex: index, position })
    })
    if (logs.length - before !== counts.get(transactionHash)) return undefined
  }
  return logs
}
