import { type Address, type Hex, hexToBigInt, numberToHex } from 'viem'
import type { Endpoint, RpcRequest } from '../../endpoint/index.ts'
import type { SignedAct } from './act.ts'
import type { Outcome } from './outcome.ts'
import { actRefused, actTaken, marksOf, readReceipt } from './receipt.ts'

/** Digests in one query. */
const mostDigests = 100

/** Where to look for outcomes. */
export interface LookupOptions {
  readonly endpoint: Endpoint
  /** The Acts contract. */
  readonly acts: Address
  readonly signal?: AbortSignal | undefined
}

/**
 * Outcomes of acts that were settled before, from the ledger's own log: an indexed query by digest, page by page from
 * the newest block back. Acts that were never settled are missing from the answer, after the whole chain was searched.
 *
 * @throws LedgerError of the endpoint; the signal's reason when aborted
 */
export async function findOutcomes(options: LookupOptions, acts: readonly SignedAct[]): Promise<Map<Hex, Outcome>> {
  const found = new Map<Hex, Outcome>()
  for (let start = 0; start < acts.length; start += mostDigests) {
    await findSome(options, acts.slice(start, start + mostDigests), found)
  }
  return found
}

async function findSome(options: LookupOptions, acts: readonly SignedAct[], found: Map<Hex, Outcome>): Promise<void> {
  const { endpoint, signal } = options
  const open = new Map(acts.map((act) => [act.digest, act.operator.toLowerCase()]))
  const { logPageBlocks, batchSize } = await endpoint.profile()
  const read = new Set<Hex>()
  let to = hexToBigInt((await endpoint.request({ method: 'eth_blockNumber' }, { signal })) as Hex)
  // The newest page alone first, as that is where a resent act mostly is; then whole batches of pages.
  let pages = 1
  while (open.size > 0 && to >= 0n) {
    const requests: RpcRequest[] = []
    for (let page = 0; page < pages && to >= 0n; page++) {
      const from = to < BigInt(logPageBlocks) ? 0n : to - BigInt(logPageBlocks) + 1n
      requests.push({
        method: 'eth_getLogs',
        params: [
          {
            address: options.acts,
            topics: [[actTaken, actRefused], [...open.keys()]],
            fromBlock: numberToHex(from),
            toBlock: numberToHex(to),
          },
        ],
      })
      to = from - 1n
    }
    pages = batchSize
    for (const logs of (await endpoint.batch(requests, { signal })) as { transactionHash: Hex }[][]) {
      for (const { transactionHash } of logs) {
        if (read.has(transactionHash)) continue
        read.add(transactionHash)
        await readMarks(options, transactionHash, open, found)
      }
    }
  }
}

async function readMarks(
  { endpoint, acts, signal }: LookupOptions,
  txHash: Hex,
  open: Map<Hex, string>,
  found: Map<Hex, Outcome>,
): Promise<void> {
  const receipt = await readReceipt(endpoint, txHash, signal)
  if (!receipt) return
  for (const { digest, operator, outcome } of marksOf(receipt, acts)) {
    // Anyone can have a digest refused with a signature that is not its operator's; that settles nothing.
    if (!outcome || open.get(digest) !== operator.toLowerCase()) continue
    found.set(digest, outcome)
    open.delete(digest)
  }
}
