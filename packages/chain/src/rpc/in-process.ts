import type { Chain } from '../chain.ts'
import { RPC_CODES, RpcFailure } from './failure.ts'
import { createFilters } from './filters.ts'
import { METHODS } from './methods.ts'

/**
 * JSON-RPC without a socket: what the server answers over HTTP, for a client in the same process. An error answer is thrown,
 * with its `code` and `data`. Filters live until the chain is closed; nothing else has to be ended.
 */
export function inProcessRequest(
  chain: Chain,
): (request: { readonly method: string; readonly params?: unknown }) => Promise<unknown> {
  const context = { chain, filters: createFilters(chain, Date.now) }
  return async ({ method, params }) => {
    const found = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
    if (found === undefined) {
      throw new RpcFailure(RPC_CODES.methodNotFound, `the method ${method} does not exist`, { code: 'MethodNotFound' })
    }
    return (await found(context, Array.isArray(params) ? params : [])) ?? null
  }
}
