import { type Address, type Hex, hexToNumber } from 'viem'
import { asRpcError, type Endpoint, type Profile } from '../../endpoint/index.ts'
import { type RawReceipt, readReceipt } from '../acts/receipt.ts'
import type { LaneAccount } from './lane.ts'
import type { ReceiptWatch } from './receipt-watch.ts'

/** A lane's side of its account. */
export interface Lane {
  readonly account: LaneAccount
  /** The nonce to use next; undefined when the chain has to be asked. */
  next: number | undefined
}

/** How long to wait before a transaction is thought lost. */
interface Patience {
  /** After a node took it. */
  readonly lostAfterMs: number
  /** After a node refused it or did not answer. */
  readonly graceMs: number
}

/** What a delivery needs. */
export interface DeliveryOptions {
  readonly endpoint: Endpoint
  readonly watch: ReceiptWatch
  readonly chainId: number
  readonly profile: Profile
  readonly patience: Patience
  readonly signal: AbortSignal
}

/** A call to deliver. */
export interface Call {
  readonly to: Address
  readonly data: Hex
  readonly gas: bigint
}

/** Either the receipt, or why there is none and none is expected. */
export type Delivery =
  | { readonly ok: true; readonly receipt: RawReceipt }
  /** `lane` is what is in the way when the same would happen to any other transaction of this lane now. */
  | { readonly ok: false; readonly reason: 'nonce used' | 'lane'; readonly fault: string }

const rounds = 3

/**
 * Sends one transaction and waits for its receipt by the hash known before sending, whatever the answer to the send was:
 * a node that says no may have it already, and one that says nothing may have taken it. Sent again as it is while its
 * nonce is free, so that it is never mined twice; given up when the nonce is used or nothing helps.
 *
 * @throws LedgerError of the endpoint
 */
export async function deliver(options: DeliveryOptions, lane: Lane, call: Call): Promise<Delivery> {
  const { endpoint, watch, chainId, profile, patience, signal } = options
  const { account } = lane
  const nonce = lane.next ?? Math.max(...(await Promise.all([count('latest'), count('pending')])))
  lane.next = undefined
  const { raw, hash } = await account.signCall({ chainId, nonce, ...call })

  let fault = ''
  for (let round = 0; round < rounds; round++) {
    const answer = await broadcast()
    const receipt = await watch.wait(hash, answer.taken ? patience.lostAfterMs : patience.graceMs)
    if (receipt) return mined(receipt)
    fault = answer.taken ? 'not mined' : answer.fault
    const used = await count('latest')
    if (used > nonce) {
      const late = await readReceipt(endpoint, hash, signal)
      return late ? mined(late) : { ok: false, reason: 'nonce used', fault }
    }
    if (used < nonce && !profile.nonceGaps) return { ok: false, reason: 'nonce used', fault }
    if (!answer.taken && answer.refused) {
      // FISCO BCOS counts nonces it never shows; the next one up may be free.
      if (profile.nonceGaps) lane.next = nonce + 1
      return { ok: false, reason: 'lane', fault }
    }
  }
  return { ok: false, reason: 'lane', fault }

  function mined(receipt: RawReceipt): Delivery {
    lane.next = nonce + 1
    return { ok: true, receipt }
  }

  async function count(tag: 'latest' | 'pending'): Promise<number> {
    return hexToNumber(
      (await endpoint.request(
        { method: 'eth_getTransactionCount', params: [account.address, tag] },
        { signal },
      )) as Hex,
    )
  }

  async function broadcast(): Promise<{ taken: true } | { taken: false; refused: boolean; fault: string }> {
    try {
      await endpoint.request({ method: 'eth_sendRawTransaction', params: [raw] }, { signal })
      return { taken: true }
    } catch (error) {
      const refusal = asRpcError(error)
      const words = error instanceof Error ? error.message : 'failed'
      return { taken: false, refused: refusal !== undefined, fault: refusal?.message ?? words }
    }
  }
}
