import { type Addresses, type Endpoint, LedgerError } from '@theriac/ledger'
import type { Address, Hex } from 'viem'
import { actDataAt, isCarry } from './call-data.ts'

/** What was asked for in a transaction. */
export interface Transaction {
  readonly from: string
  /** Call data of an act, by its place among all of the transaction; undefined where it cannot be told. */
  actData(place: number): Hex | undefined
  /** Call data of the transaction itself, for one that calls a contract of the ledger without an act. */
  readonly plainData: Hex | undefined
}

interface RawTransaction {
  readonly from: Address
  readonly to: Address | null
  readonly input: Hex
}

/** Transactions that are read side by side: their input may be tens of kilobytes. */
const atOnce = 64

/**
 * Reads transactions that must be there.
 *
 * @throws LedgerError LogsUnavailable, of the endpoint
 */
export async function readTransactions(
  endpoint: Endpoint,
  addresses: Addresses,
  hashes: readonly Hex[],
  signal: AbortSignal,
): Promise<Map<Hex, Transaction>> {
  const found = new Map<Hex, Transaction>()
  for (let start = 0; start < hashes.length; start += atOnce) {
    const some = hashes.slice(start, start + atOnce)
    const raws = await Promise.all(
      some.map((hash) => endpoint.request({ method: 'eth_getTransactionByHash', params: [hash] }, { signal })),
    )
    some.forEach((hash, i) => {
      const raw = raws[i] as RawTransaction | null
      if (!raw)
        throw new LedgerError('LogsUnavailable', `The node has no transaction ${hash}`, { what: `transaction ${hash}` })
      found.set(hash, transactionOf(raw, addresses))
    })
  }
  return found
}

function transactionOf({ from, to, input }: RawTransaction, addresses: Addresses): Transaction {
  const target = to?.toLowerCase()
  // What another contract called on somebody's behalf is not in the input.
  const isOurs = Object.values(addresses).some((address) => address.toLowerCase() === target)
  const isOfActs = isOurs && isCarry(input)
  return {
    from: from.toLowerCase(),
    actData: (place) => (isOfActs ? actDataAt(input, place) : undefined),
    plainData: isOurs && !isOfActs ? input : undefined,
  }
}
