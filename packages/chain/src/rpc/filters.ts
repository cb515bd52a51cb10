import { randomBytes } from 'node:crypto'
import type { Chain } from '../chain.ts'
import type { LogCriteria } from '../storage/log-index.ts'
import { logJson } from './encode.ts'
import { RPC_CODES, RpcFailure } from './failure.ts'

type Filter =
  | { readonly kind: 'block'; next: number; usedAt: number }
  | { readonly kind: 'pending'; readonly hashes: string[]; usedAt: number }
  | {
      readonly kind: 'logs'
      readonly criteria: LogCriteria
      readonly from: number
      readonly to: number
      next: number
      usedAt: number
    }

/** Polled filters of one group; one that nobody asks for is dropped after a while. */
export interface Filters {
  newBlockFilter(): string
  newPendingTransactionFilter(): string
  newLogFilter(criteria: LogCriteria, from: number, to: number): string
  changes(id: unknown): Promise<unknown[]>
  allLogs(id: unknown): Promise<unknown[]>
  uninstall(id: unknown): boolean
}

const LIFETIME_MS = 5 * 60_000
const MAX_FILTERS = 1000
/** A pending filter keeps no more hashes than this; older ones are dropped. */
const MAX_HASHES = 10_000

/** @param now milliseconds on any clock that does not run back */
export function createFilters(chain: Chain, now: () => number): Filters & { close(): void } {
  const filters = new Map<string, Filter>()
  const unsubscribe = chain.subscribe((event) => {
    if (event.kind !== 'pending' || filters.size === 0) return
    for (const filter of filters.values()) {
      if (filter.kind === 'pending' && filter.hashes.length < MAX_HASHES) filter.hashes.push(event.transaction.hash)
    }
  })

  const expire = () => {
    for (const [id, filter] of filters) if (now() - filter.usedAt > LIFETIME_MS) filters.delete(id)
  }

  const install = (filter: Filter): string => {
    expire()
    if (filters.size >= MAX_FILTERS) {
      throw new RpcFailure(RPC_CODES.limitExceeded, `at most ${MAX_FILTERS} filters are kept`, {
        code: 'TooManyFilters',
      })
    }
    const id = `0x${randomBytes(16).toString('hex').replace(/^0+/, '')}`
    filters.set(id, filter)
    return id
  }

  const find = (id: unknown): Filter => {
    expire()
    const filter = typeof id === 'string' ? filters.get(id) : undefined
    if (filter === undefined) throw new RpcFailure(RPC_CODES.refused, 'filter not found', { code: 'FilterNotFound' })
    filter.usedAt = now()
    return filter
  }

  const logsIn = async (criteria: LogCriteria, from: number, to: number): Promise<unknown[]> => {
    if (from > to) return []
    const answer = await chain.logs(criteria, from, to)
    if (!answer.ok) {
      throw new RpcFailure(RPC_CODES.limitExceeded, answer.message, { ...answer.data, code: answer.reason })
    }
    return answer.logs.map(logJson)
  }

  const nextBlock = () => chain.head().header.number + 1

  return {
    newBlockFilter: () => install({ kind: 'block', next: nextBlock(), usedAt: now() }),
    newPendingTransactionFilter: () => install({ kind: 'pending', hashes: [], usedAt: now() }),
    newLogFilter: (criteria, from, to) =>
      install({ kind: 'logs', criteria, from, to, next: Math.max(from, nextBlock()), usedAt: now() }),
    async changes(id) {
      const filter = find(id)
      switch (filter.kind) {
        case 'pending':
          return filter.hashes.splice(0)
        case 'block': {
          const hashes: unknown[] = []
          for (; filter.next < nextBlock(); filter.next++) hashes.push(chain.block(filter.next)?.hash)
          return hashes
        }
        case 'logs': {
          const to = Math.min(nextBlock() - 1, filter.to)
          const from = filter.next
          const logs = await logsIn(filter.criteria, from, to)
          filter.next = Math.max(from, to + 1)
          return logs
        }
        default:
          return filter satisfies never
      }
    },
    async allLogs(id) {
      const filter = find(id)
      if (filter.kind !== 'logs') {
        throw new RpcFailure(RPC_CODES.refused, 'filter is no log filter', { code: 'FilterNotFound' })
      }
      return logsIn(filter.criteria, filter.from, Math.min(filter.to, nextBlock() - 1))
    },
    uninstall: (id) => typeof id === 'string' && filters.delete(id),
    close: unsubscribe,
  }
}
