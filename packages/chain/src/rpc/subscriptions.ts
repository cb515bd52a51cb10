import { randomBytes } from 'node:crypto'
import type { Chain } from '../chain.ts'
import type { LogCriteria } from '../storage/log-index.ts'
import { logsOfBlock } from '../storage/log-query.ts'
import { headerJson, logJson, transactionJson } from './encode.ts'
import { invalidParams, RPC_CODES, RpcFailure } from './failure.ts'
import { criteriaParam } from './params.ts'

/** The subscriptions of one WebSocket connection. */
export interface Subscriptions {
  subscribe(params: readonly unknown[]): string
  unsubscribe(params: readonly unknown[]): boolean
  close(): void
}

type Subscription =
  | { readonly kind: 'newHeads' }
  | { readonly kind: 'logs'; readonly criteria: LogCriteria }
  | { readonly kind: 'newPendingTransactions'; readonly full: boolean }

const MAX_SUBSCRIPTIONS = 100

function subscriptionOf([kind, detail]: readonly unknown[]): Subscription {
  switch (kind) {
    case 'newHeads':
      return { kind }
    case 'logs':
      return { kind, criteria: criteriaParam(detail ?? {}) }
    case 'newPendingTransactions':
      return { kind, full: detail === true }
    default:
      throw invalidParams('only newHeads, logs and newPendingTransactions can be subscribed to')
  }
}

/** @param send takes one JSON text to the connection */
export function createSubscriptions(chain: Chain, send: (message: string) => void): Subscriptions {
  const active = new Map<string, Subscription>()
  const notify = (subscription: string, result: unknown) =>
    send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result } }))
  const unsubscribe = chain.subscribe((event) => {
    for (const [id, subscription] of active) {
      if (event.kind === 'pending') {
        if (subscription.kind !== 'newPendingTransactions') continue
        notify(id, subscription.full ? transactionJson(event.transaction) : event.transaction.hash)
      } else if (subscription.kind === 'newHeads') {
        notify(id, headerJson(event.block))
      } else if (subscription.kind === 'logs') {
        for (const placed of logsOfBlock(event.block, subscription.criteria)) notify(id, logJson(placed))
      }
    }
  })
  return {
    subscribe(params) {
      const subscription = subscriptionOf(params)
      if (active.size >= MAX_SUBSCRIPTIONS) {
        throw new RpcFailure(RPC_CODES.limitExceeded, `a connection takes at most ${MAX_SUBSCRIPTIONS} subscriptions`, {
          code: 'TooManySubscriptions',
        })
      }
      const id = `0x${randomBytes(16).toString('hex')}`
      active.set(id, subscription)
      return id
    },
    unsubscribe: ([id]) => typeof id === 'string' && active.delete(id),
    close() {
      active.clear()
      unsubscribe()
    },
  }
}
