import { type Endpoint, LedgerError } from '@theriac/ledger'
import { type Hex, hexToNumber, numberToHex } from 'viem'
import type { ChainBlock } from './chain-event.ts'

interface RawBlock {
  readonly number: Hex
  readonly hash: Hex
  readonly timestamp: Hex
  readonly transactions: readonly unknown[]
}

/** Height of the chain. */
export async function readHead(endpoint: Endpoint, signal: AbortSignal): Promise<number> {
  return hexToNumber((await endpoint.request({ method: 'eth_blockNumber' }, { signal })) as Hex)
}

/** A block without its transactions; undefined where there is none. */
export async function findBlock(
  endpoint: Endpoint,
  number: number,
  signal: AbortSignal,
): Promise<ChainBlock | undefined> {
  const request = { method: 'eth_getBlockByNumber', params: [numberToHex(number), false] }
  const raw = (await endpoint.request(request, { signal })) as RawBlock | null
  if (!raw) return undefined
  // FISCO BCOS tells milliseconds, which no Ethereum node does.
  const time = hexToNumber(raw.timestamp)
  return {
    number,
    hash: raw.hash,
    time: time > 1e11 ? Math.floor(time / 1000) : time,
    transactions: raw.transactions.length,
  }
}

/**
 * Blocks that must be there.
 *
 * @throws LedgerError LogsUnavailable, of the endpoint
 */
export function readBlocks(endpoint: Endpoint, numbers: readonly number[], signal: AbortSignal): Promise<ChainBlock[]> {
  return Promise.all(
    numbers.map(async (number) => {
      const block = await findBlock(endpoint, number, signal)
      if (block) return block
      throw new LedgerError('LogsUnavailable', `The node has no block ${number}`, { what: `block ${number}` })
    }),
  )
}
