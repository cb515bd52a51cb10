import { type Hex, hexToBigInt } from 'viem'
import { LedgerError } from '../errors.ts'
import { untilAborted } from '../waits.ts'
import { type ActsDomain, actDigest, readActsDomain, type SignedAct } from './acts/act.ts'
import { emptyCarrySize, encodeAct, encodeCarry } from './acts/calldata.ts'
import type { Outcome } from './acts/outcome.ts'
import type { RawReceipt } from './acts/receipt.ts'
import { gasFor, smallerParcels } from './gas.ts'
import { type Delivery, type DeliveryOptions, deliver, type Lane } from './lane/delivery.ts'
import { isLetIn } from './lane/is-let-in.ts'
import { createReceiptWatch } from './lane/receipt-watch.ts'
import { outcomesOf } from './parcel-outcome.ts'
import { createQueue, type Entry, type Parcel, type Waiter } from './queue.ts'
import { createRepeats } from './repeats.ts'
import type { Carrier, CarrierOptions } from './types.ts'

interface CarrierLane extends Lane {
  state: 'idle' | 'sending' | 'resting'
  failures: number
  fault?: string
  timer?: ReturnType<typeof setTimeout>
}

/** What the chain says once. */
interface Setting extends DeliveryOptions {
  readonly mostGas: bigint
  readonly domain: ActsDomain
}

const firstRestMs = 50
const mostRestMs = 1_000

/** A carrier over the given lanes, each with one transaction in flight at most. */
export function createCarrier(options: CarrierOptions): Carrier {
  const { endpoint, acts, journal, limits = {}, clock = Date.now } = options
  const { dataBytes = 45_000, queue: mostOpen = 100_000, lostAfterMs = 15_000 } = limits
  const queue = createQueue({ dataBytes, acts: limits.acts ?? 200 })
  const open = new Map<Hex, Entry>()
  const lanes = options.lanes.map((account): CarrierLane => ({ account, next: undefined, state: 'idle', failures: 0 }))
  const closing = new AbortController()
  const { signal } = closing
  const watch = createReceiptWatch(endpoint, signal, clock)
  const work = new Set<Promise<void>>()
  const counts = { transactions: 0, taken: 0, refused: 0 }
  const repeats = createRepeats({ endpoint, acts, signal, settle, fail, track })
  let setting: Promise<Setting> | undefined
  let journalFault: string | undefined
  let pumping = false

  function carry(
    act: SignedAct,
    { signal: waiting }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Outcome> {
    if (signal.aborted) return Promise.reject(closedError())
    if (waiting?.aborted) return Promise.reject(waiting.reason)
    let entry = open.get(act.digest)
    if (!entry) {
      if (open.size >= mostOpen)
        return Promise.reject(new LedgerError('QueueFull', 'Too many acts under way', { most: mostOpen }))
      entry = entryOf(act)
      const size = emptyCarrySize + entry.encoded.size
      if (size > dataBytes) {
        const data = { digest: act.digest, size, most: dataBytes }
        return Promise.reject(new LedgerError('ActTooLarge', 'The act does not fit in a transaction', data))
      }
      open.set(act.digest, entry)
      track(accept(entry))
    }
    return waitFor(entry, waiting)
  }

  async function waitFor({ waiters }: Entry, waiting: AbortSignal | undefined): Promise<Outcome> {
    let waiter: Waiter | undefined
    const outcome = new Promise<Outcome>((resolve, reject) => {
      waiter = { resolve, reject }
      waiters.add(waiter)
    })
    if (!waiting) return outcome
    // An act that stays long must not gather those who gave up waiting for it.
    return untilAborted(outcome, waiting).finally(() => waiter && waiters.delete(waiter))
  }

  async function accept(entry: Entry): Promise<void> {
    try {
      const known = await journal.outcomeOf(entry.digest)
      if (known) answer(entry, known)
      else {
        await journal.put(entry.act)
        enqueue(entry)
      }
    } catch (error) {
      fail(entry, error)
    }
  }

  function enqueue(entry: Entry): void {
    queue.push(entry)
    schedule()
  }

  /** After the turn of the event loop, so that acts stored by the same write travel together. */
  function schedule(): void {
    if (pumping || signal.aborted) return
    pumping = true
    setImmediate(pump)
  }

  function pump(): void {
    pumping = false
    if (signal.aborted) return
    for (const lane of lanes) {
      if (lane.state !== 'idle') continue
      const parcel = queue.take()
      if (!parcel) return
      lane.state = 'sending'
      track(drive(lane, parcel))
    }
  }

  async function drive(lane: CarrierLane, parcel: Parcel): Promise<void> {
    try {
      setting ??= readSetting()
      const ready = await setting
      const encoded = parcel.entries.map((entry) => entry.encoded)
      const data = encodeCarry(encoded)
      const gas = parcel.gas ?? gasFor(encoded.length, data.length / 2, ready.mostGas)
      const delivery: Delivery = await deliver(ready, lane, { to: acts, data, gas })
      if (delivery.ok) {
        counts.transactions++
        if (hasFailed(delivery.receipt) && !(await isLetIn(endpoint, lane.account.address, acts))) {
          queue.putBack(parcel)
          rest(lane, 'the chain does not let this account carry acts')
          schedule()
          return
        }
        lane.failures = 0
        delete lane.fault
        lane.state = 'idle'
        const missing = settleParcel(parcel, delivery.receipt, gas, ready)
        if (missing.length > 0) {
          queue.putBack({ entries: missing })
          rest(lane, 'a receipt without the acts that were carried')
        }
      } else {
        queue.putBack(parcel)
        if (delivery.reason === 'lane') rest(lane, delivery.fault)
        else lane.state = 'idle'
      }
    } catch (error) {
      if (signal.aborted) return
      setting = undefined
      queue.putBack(parcel)
      rest(lane, error instanceof Error ? error.message : 'failed')
    }
    schedule()
  }

  function rest(lane: CarrierLane, fault: string): void {
    lane.state = 'resting'
    lane.fault = fault
    lane.timer = setTimeout(
      () => {
        lane.state = 'idle'
        schedule()
      },
      Math.min(mostRestMs, firstRestMs * 2 ** lane.failures++),
    )
  }

  async function readSetting(): Promise<Setting> {
    const [chainId, profile, block, domain] = await Promise.all([
      endpoint.chainId(),
      endpoint.profile(),
      endpoint.request({ method: 'eth_getBlockByNumber', params: ['latest', false] }, { signal }),
      // Shows that there is such a contract here, on the chain that it thinks it is on.
      readActsDomain(endpoint.client, acts),
    ])
    const mostGas = limits.gas ?? hexToBigInt((block as { gasLimit: Hex }).gasLimit)
    return {
      endpoint,
      watch,
      signal,
      chainId,
      profile,
      mostGas,
      domain,
      patience: { lostAfterMs, graceMs: limits.graceMs ?? profile.graceMs },
    }
  }

  /** Settles the acts of a parcel; gives those that the receipt keeps quiet about though the chain must have told of them. */
  function settleParcel(
    parcel: Parcel,
    receipt: RawReceipt,
    gas: bigint,
    { mostGas, domain }: Setting,
  ): readonly Entry[] {
    if (hasFailed(receipt)) {
      retryReverted(parcel, receipt, gas, mostGas)
      return []
    }
    const { settled, repeated, unmarked } = outcomesOf(parcel, receipt, acts)
    for (const [entry, outcome] of settled) settle(entry, outcome)
    for (const entry of repeated) repeats.add(entry)
    const missing = unmarked.filter((entry) => actDigest(domain, entry.act) === entry.digest.toLowerCase())
    for (const entry of unmarked) if (!missing.includes(entry)) drop(entry, mismatch(entry))
    return missing
  }

  function retryReverted(parcel: Parcel, { transactionHash }: RawReceipt, gas: bigint, mostGas: bigint): void {
    const parts = smallerParcels(parcel, gas, mostGas)
    for (const part of parts) queue.putBack(part)
    const [only] = parcel.entries
    if (parts.length > 0 || !only) return
    const data = { digest: only.digest, gas, txHash: transactionHash }
    drop(only, new LedgerError('ActOutOfGas', 'The act needs more gas than a transaction can have', data))
  }

  function settle(entry: Entry, outcome: Outcome): void {
    counts[outcome.state]++
    write(journal.settle(entry.digest, outcome))
    answer(entry, outcome)
  }

  function answer(entry: Entry, outcome: Outcome): void {
    open.delete(entry.digest)
    for (const waiter of entry.waiters) waiter.resolve(outcome)
  }

  function fail(entry: Entry, error: unknown): void {
    open.delete(entry.digest)
    for (const waiter of entry.waiters) waiter.reject(error)
  }

  function drop(entry: Entry, error: LedgerError): void {
    write(journal.drop(entry.digest))
    fail(entry, error)
  }

  /** An outcome that is not stored is asked of the ledger again after a restart: no reason to keep anyone waiting. */
  function write(stored: Promise<void>): void {
    track(
      stored.catch((error: unknown) => {
        journalFault = error instanceof Error ? error.message : 'failed'
      }),
    )
  }

  function track(promise: Promise<void>): void {
    work.add(promise)
    void promise.finally(() => work.delete(promise))
  }

  return {
    carry,
    async resume() {
      const pending = await journal.pending()
      for (const act of pending) {
        if (signal.aborted) throw closedError()
        if (open.has(act.digest)) continue
        const entry = entryOf(act)
        open.set(act.digest, entry)
        enqueue(entry)
      }
      return pending
    },
    status: () => ({
      queued: queue.size,
      open: open.size,
      lanes: lanes.map(({ account, state, fault }) => ({
        address: account.address,
        state,
        ...(fault ? { fault } : {}),
      })),
      ...counts,
      ...(journalFault ? { journalFault } : {}),
    }),
    async close() {
      if (!signal.aborted) {
        closing.abort(closedError())
        watch.close()
        for (const lane of lanes) clearTimeout(lane.timer)
        for (const entry of [...open.values()]) fail(entry, closedError())
      }
      await Promise.all(work)
    },
  }
}

const hasFailed = ({ status }: RawReceipt): boolean => BigInt(status) === 0n

function entryOf(act: SignedAct): Entry {
  return { act, digest: act.digest, encoded: encodeAct(act), waiters: new Set() }
}

function closedError(): LedgerError<'CarrierClosed'> {
  return new LedgerError('CarrierClosed', 'The carrier is closed; the act stays in the journal', {})
}

/** A transaction that went through without a mark for the act: its digest is not the one the contract computes. */
function mismatch({ digest }: Entry): LedgerError<'ActDigestMismatch'> {
  return new LedgerError('ActDigestMismatch', 'The digest is not that of the act at this contract', { digest })
}
