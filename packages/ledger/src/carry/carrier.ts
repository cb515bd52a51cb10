import { type Address, type Hex, hexToBigInt } from 'viem'
import type { Endpoint } from '../endpoint/index.ts'
import { LedgerError } from '../errors.ts'
import { untilAborted } from '../waits.ts'
import { readActsDomain, type SignedAct } from './act.ts'
import { emptyCarrySize, encodeAct, encodeCarry } from './calldata.ts'
import { type Delivery, type DeliveryOptions, deliver, type Lane } from './delivery.ts'
import type { Journal } from './journal.ts'
import type { LaneAccount } from './lane.ts'
import type { Outcome } from './outcome.ts'
import { createQueue, type Entry, type Parcel, type Waiter } from './queue.ts'
import { type Mark, marksOf, type RawReceipt } from './receipt.ts'
import { createReceiptWatch } from './receipt-watch.ts'
import { createRepeats } from './repeats.ts'

/** Bounds of a carrier; all have a default. */
export interface CarrierLimits {
  /** Bytes of data of one transaction; 45 000, as FISCO BCOS refuses more than 49 152. */
  readonly dataBytes?: number
  /** Acts in one transaction; 200. */
  readonly acts?: number
  /** Acts under way at the same time; 100 000. */
  readonly queue?: number
  /** Gas of one transaction at most; the chain's block limit unless given. */
  readonly gas?: bigint
  /** How long a transaction that a node took may stay without a receipt; 15 000. */
  readonly lostAfterMs?: number
  /** The same for one that a node refused or did not answer; 1 500. */
  readonly graceMs?: number
}

/** What a carrier needs. */
export interface CarrierOptions {
  readonly endpoint: Endpoint
  /** The Acts contract. */
  readonly acts: Address
  /** Accounts of this carrier alone. */
  readonly lanes: readonly LaneAccount[]
  readonly journal: Journal
  readonly limits?: CarrierLimits
  readonly clock?: () => number
}

/** How a carrier does. */
export interface CarrierStatus {
  readonly queued: number
  /** Acts that are stored and not settled, the queued ones included. */
  readonly open: number
  readonly lanes: readonly {
    readonly address: Address
    readonly state: 'idle' | 'sending' | 'resting'
    readonly fault?: string
  }[]
  /** Counts since the carrier was made. */
  readonly transactions: number
  readonly taken: number
  readonly refused: number
  /** The last fault of the journal, if it could not store an outcome. */
  readonly journalFault?: string
}

/** Carries signed acts to the ledger. */
export interface Carrier {
  /**
   * Stores an act, sends it and waits for its outcome. The same act may be given again at any time, also after a restart:
   * it answers the same outcome. Acts travel side by side: wait for one before giving another that builds on it.
   * With `signal` only the waiting ends; an act that is stored goes on.
   *
   * @throws LedgerError QueueFull, ActTooLarge, ActOutOfGas, ActDigestMismatch, CarrierClosed, ActOutcomeMissing, of the
   * journal; the signal's reason
   */
  carry(act: SignedAct, options?: { readonly signal?: AbortSignal | undefined }): Promise<Outcome>
  /** Sends what the journal has open, after a restart; `carry` one of these acts to wait for it. */
  resume(): Promise<readonly SignedAct[]>
  status(): CarrierStatus
  /** Ends waiting and sending; what is not settled stays in the journal. */
  close(): Promise<void>
}

interface CarrierLane extends Lane {
  state: 'idle' | 'sending' | 'resting'
  failures: number
  fault?: string
  timer?: ReturnType<typeof setTimeout>
}

/** What the chain says once. */
interface Setting extends DeliveryOptions {
  readonly mostGas: bigint
}

/** Gas of a parcel at first: ample for common acts; a parcel that runs dry goes again with all a transaction can have. */
const commonGas = { transaction: 500_000n, act: 600_000n, byte: 120n }
const firstRestMs = 50
const mostRestMs = 5_000

/** A carrier over the given lanes, each with one transaction in flight at most. */
export function createCarrier(options: CarrierOptions): Carrier {
  const { endpoint, acts, journal, limits = {}, clock = Date.now } = options
  const { dataBytes = 45_000, queue: mostOpen = 100_000, lostAfterMs = 15_000, graceMs = 1_500 } = limits
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
    const outcome = waitFor(entry)
    return waiting ? untilAborted(outcome, waiting) : outcome
  }

  function waitFor({ waiters }: Entry): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { resolve, reject }
      waiters.add(waiter)
    })
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
        lane.failures = 0
        delete lane.fault
        counts.transactions++
        lane.state = 'idle'
        settleParcel(parcel, delivery.receipt, gas, ready.mostGas)
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
    const [chainId, profile, block] = await Promise.all([
      endpoint.chainId(),
      endpoint.profile(),
      endpoint.request({ method: 'eth_getBlockByNumber', params: ['latest', false] }, { signal }),
      // Shows that there is such a contract here, on the chain that it thinks it is on.
      readActsDomain(endpoint.client, acts),
    ])
    const mostGas = limits.gas ?? hexToBigInt((block as { gasLimit: Hex }).gasLimit)
    return { endpoint, watch, signal, chainId, profile, mostGas, patience: { lostAfterMs, graceMs } }
  }

  function settleParcel(parcel: Parcel, receipt: RawReceipt, gas: bigint, mostGas: bigint): void {
    if (BigInt(receipt.status) === 0n) {
      retryReverted(parcel, receipt, gas, mostGas)
      return
    }
    const open = new Map(parcel.entries.map((entry) => [entry.digest, entry]))
    const doubtful = new Map<Hex, Mark>()
    for (const mark of marksOf(receipt, acts)) {
      const entry = open.get(mark.digest)
      if (!entry) continue
      if (mark.operator.toLowerCase() !== entry.act.operator.toLowerCase()) {
        // Of another signature under the same digest, unless the act itself was signed by another than it says.
        doubtful.set(mark.digest, mark)
        continue
      }
      open.delete(mark.digest)
      if (mark.outcome) settle(entry, mark.outcome)
      else repeats.add(entry)
    }
    for (const entry of open.values()) {
      const outcome = doubtful.get(entry.digest)?.outcome
      if (outcome) settle(entry, outcome)
      else drop(entry, mismatch(entry))
    }
  }

  function retryReverted({ entries }: Parcel, { transactionHash }: RawReceipt, gas: bigint, mostGas: bigint): void {
    const [first] = entries
    if (gas < mostGas) queue.putBack({ entries, gas: mostGas })
    else if (entries.length > 1) {
      const half = Math.ceil(entries.length / 2)
      queue.putBack({ entries: entries.slice(0, half), gas })
      queue.putBack({ entries: entries.slice(half), gas })
    } else if (first) {
      const data = { digest: first.digest, gas, txHash: transactionHash }
      drop(first, new LedgerError('ActOutOfGas', 'The act needs more gas than a transaction can have', data))
    }
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

function entryOf(act: SignedAct): Entry {
  return { act, digest: act.digest, encoded: encodeAct(act), waiters: new Set() }
}

function gasFor(acts: number, bytes: number, most: bigint): bigint {
  const common = commonGas.transaction + commonGas.act * BigInt(acts) + commonGas.byte * BigInt(Math.ceil(bytes))
  return common < most ? common : most
}

function closedError(): LedgerError<'CarrierClosed'> {
  return new LedgerError('CarrierClosed', 'The carrier is closed; the act stays in the journal', {})
}

/** A transaction that went through without a mark for the act: its digest is not the one the contract computes. */
function mismatch({ digest }: Entry): LedgerError<'ActDigestMismatch'> {
  return new LedgerError('ActDigestMismatch', 'The digest is not that of the act at this contract', { digest })
}
