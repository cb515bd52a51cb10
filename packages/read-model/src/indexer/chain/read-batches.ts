import {
  type Addresses,
  type DecodedEvent,
  decodeEvent,
  type Endpoint,
  type Log,
  type LogPage,
  readLogs,
  topicOfEvent,
} from '@theriac/ledger'
import type { Hex } from 'viem'
import { ReadModelError } from '../../errors.ts'
import type { ChainBatch, ChainEvent } from './chain-event.ts'
import type { EventArgs } from './event-args.ts'
import { readBlocks } from './read-blocks.ts'
import { readTransactions, type Transaction } from './transactions.ts'

/** What to read. */
export interface ReadBatchesOptions {
  readonly endpoint: Endpoint
  readonly addresses: Addresses
  readonly fromBlock: number
  readonly toBlock: number
  readonly signal: AbortSignal
}

/** Entries of a batch; more only where one block has more. What a batch holds in memory follows it. */
const mostLogs = 2_000
/** A run brings up to 1 024 leaves with it: a batch has some hundred thousand of them at most. */
const weightOfRun = 16
const commissioning = topicOfEvent('RunCommissioned')

/**
 * What the contracts said, in batches of whole blocks that follow each other without a gap.
 *
 * @throws ReadModelError ChainGap, EventInvalid; as `readLogs` does
 */
export async function* readBatches(options: ReadBatchesOptions): AsyncGenerator<ChainBatch, void, undefined> {
  const { endpoint, addresses, fromBlock, toBlock, signal } = options
  const pages = readLogs({
    endpoint,
    address: Object.values(addresses),
    fromBlock: BigInt(fromBlock),
    toBlock: BigInt(toBlock),
    signal,
  })
  let next = fromBlock
  for await (const page of pages) {
    if (Number(page.fromBlock) !== next)
      throw new ReadModelError('ChainGap', 'The node left out blocks', {
        expected: next,
        actual: Number(page.fromBlock),
      })
    for (const part of partsOf(page)) yield batchOf(options, part)
    next = Number(page.toBlock) + 1
  }
}

interface Part {
  readonly fromBlock: number
  readonly toBlock: number
  readonly logs: readonly Log[]
}

/** A page, cut between blocks where it has many entries. */
function* partsOf(page: LogPage): Generator<Part, void, undefined> {
  let fromBlock = Number(page.fromBlock)
  let start = 0
  let weight = 0
  for (const [i, log] of page.logs.entries()) {
    const last = Number(page.logs[i - 1]?.blockNumber)
    if (weight >= mostLogs && Number(log.blockNumber) !== last) {
      yield { fromBlock, toBlock: last, logs: page.logs.slice(start, i) }
      fromBlock = last + 1
      start = i
      weight = 0
    }
    weight += log.topics[0] === commissioning ? weightOfRun : 1
  }
  yield { fromBlock, toBlock: Number(page.toBlock), logs: page.logs.slice(start) }
}

async function batchOf({ endpoint, addresses, signal }: ReadBatchesOptions, part: Part): Promise<ChainBatch> {
  const { fromBlock, toBlock } = part
  const numbers = [...new Set(part.logs.map((log) => Number(log.blockNumber)))]
  if (numbers.at(-1) !== toBlock) numbers.push(toBlock)
  const [headers, receipts] = await Promise.all([
    readBlocks(endpoint, numbers, signal),
    readActs(endpoint, addresses, part.logs, signal),
  ])
  const times = new Map(headers.map(({ number, time }) => [number, time]))
  const events = receipts.flatMap(({ log, event, mark, transaction, place }): ChainEvent[] => {
    // That an act was taken is told with what it did; that it was repeated changed nothing.
    if (event.name === 'ActTaken' || event.name === 'ActRepeated' || event.name === 'EIP712DomainChanged') return []
    const plain = mark ? undefined : transaction
    const operator = mark?.operator.toLowerCase() ?? (plain?.plainData && plain.from)
    return [
      {
        name: event.name,
        args: event.args,
        block: Number(log.blockNumber),
        time: times.get(Number(log.blockNumber)) ?? 0,
        txHash: log.transactionHash,
        position: log.position,
        operator: operator === nobody ? undefined : operator,
        actDigest: mark?.act,
        callData: mark ? transaction?.actData(place) : transaction?.plainData,
      } as ChainEvent,
    ]
  })
  const withEvents = new Set(events.map(({ block }) => block))
  const toHash = headers.at(-1)?.hash ?? '0x'
  return { fromBlock, toBlock, toHash, blocks: headers.filter(({ number }) => withEvents.has(number)), events }
}

/** Who signed what is not signed by anybody. */
const nobody = '0x0000000000000000000000000000000000000000'

interface ReadLog {
  readonly log: Log
  readonly event: DecodedEvent
  /** What settled the act that it is of; undefined for what no act did. */
  readonly mark: EventArgs['ActTaken'] | undefined
  /** The act's place in its transaction. */
  readonly place: number
  /** Read only for events that need it. */
  readonly transaction: Transaction | undefined
}

/** Decodes entries and finds out which act each is of: what an act did stands before its own mark, after the one before. */
async function readActs(
  endpoint: Endpoint,
  addresses: Addresses,
  logs: readonly Log[],
  signal: AbortSignal,
): Promise<ReadLog[]> {
  const wanted = new Set<Hex>()
  const read: ReadLog[] = []
  for (let start = 0; start < logs.length; ) {
    const hash = logs[start]?.transactionHash
    let end = start
    while (logs[end]?.transactionHash === hash) end++
    const ofOne = markActs(logs.slice(start, end), addresses)
    if (hash && ofOne.some(needsTransaction)) wanted.add(hash)
    read.push(...ofOne)
    start = end
  }
  if (wanted.size === 0) return read
  const transactions = await readTransactions(endpoint, addresses, [...wanted], signal)
  return read.map((one) => {
    const transaction = needsTransaction(one) ? transactions.get(one.log.transactionHash) : undefined
    return { ...one, transaction }
  })
}

function needsTransaction({ event, mark }: ReadLog): boolean {
  return !mark || event.name === 'RunCommissioned' || event.name === 'ActRefused'
}

function markActs(logs: readonly Log[], addresses: Addresses): ReadLog[] {
  const acts = addresses.acts.toLowerCase()
  const read: ReadLog[] = []
  let open: { log: Log; event: DecodedEvent }[] = []
  let place = 0
  for (const log of logs) {
    const event = decode(log)
    open.push({ log, event })
    if (log.address.toLowerCase() !== acts || event.name === 'EIP712DomainChanged') continue
    const mark = event.args as unknown as EventArgs['ActTaken']
    for (const one of open) read.push({ ...one, mark, place, transaction: undefined })
    open = []
    place++
  }
  for (const one of open) read.push({ ...one, mark: undefined, place, transaction: undefined })
  return read
}

function decode(log: Log): DecodedEvent {
  const event = decodeEvent(log)
  if (event) return { name: event.name, args: cleaned(event.args) as DecodedEvent['args'] }
  const problem = `position ${log.position} of ${log.transactionHash} is no event that is known`
  throw new ReadModelError('EventInvalid', problem, { name: log.topics[0] ?? '', problem })
}

/** PostgreSQL keeps no U+0000, which anyone can put into a text on the chain. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner)]))
  return value
}
