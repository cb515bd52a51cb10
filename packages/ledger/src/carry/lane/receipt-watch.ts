import type { Hex } from 'viem'
import type { Endpoint } from '../../endpoint/index.ts'
import { type RawReceipt, readReceipt } from '../acts/receipt.ts'

/** Waits for receipts of transactions whose hashes are known. */
export interface ReceiptWatch {
  /** The receipt, or undefined when there is none after `timeoutMs`. Rejects with the signal's reason when aborted. */
  wait(hash: Hex, timeoutMs: number): Promise<RawReceipt | undefined>
  close(): void
}

interface Waiter {
  readonly resolve: (receipt: RawReceipt | undefined) => void
  readonly reject: (reason: unknown) => void
  readonly until: number
  delay: number
  timer: ReturnType<typeof setTimeout> | undefined
  asking: boolean
}

const firstDelayMs = 1
const mostDelayMs = 250
/** Where nodes push their heads, asking is only for a head that got lost. */
const mostDelayWithHeadsMs = 1_000

/** Asks soon and then ever less often, and at once when a node pushes a new block. */
export function createReceiptWatch(endpoint: Endpoint, signal: AbortSignal, clock: () => number): ReceiptWatch {
  const waiters = new Map<Hex, Waiter>()
  const stopHeads = endpoint.onHead(() => {
    for (const [hash, waiter] of waiters) void ask(hash, waiter)
  })
  const mostDelay = stopHeads ? mostDelayWithHeadsMs : mostDelayMs

  async function ask(hash: Hex, waiter: Waiter): Promise<void> {
    if (waiter.asking) return
    waiter.asking = true
    clearTimeout(waiter.timer)
    let receipt: RawReceipt | null = null
    try {
      receipt = await readReceipt(endpoint, hash)
    } catch {
      // A node that does not answer now may do so at the next asking; the wait has an end.
    }
    waiter.asking = false
    if (waiters.get(hash) !== waiter) return
    if (receipt || clock() >= waiter.until) {
      waiters.delete(hash)
      waiter.resolve(receipt ?? undefined)
      return
    }
    waiter.delay = Math.min(mostDelay, waiter.delay * 1.6)
    waiter.timer = setTimeout(() => void ask(hash, waiter), Math.min(waiter.delay, Math.max(1, waiter.until - clock())))
  }

  function close(): void {
    stopHeads?.()
    for (const waiter of waiters.values()) {
      clearTimeout(waiter.timer)
      waiter.reject(signal.reason)
    }
    waiters.clear()
  }

  return {
    wait(hash, timeoutMs) {
      if (signal.aborted) return Promise.reject(signal.reason)
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          resolve,
          reject,
          until: clock() + timeoutMs,
          delay: firstDelayMs,
          timer: undefined,
          asking: false,
        }
        waiters.set(hash, waiter)
        waiter.timer = setTimeout(() => void ask(hash, waiter), firstDelayMs)
      })
    },
    close,
  }
}
