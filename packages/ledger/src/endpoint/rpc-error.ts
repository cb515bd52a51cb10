import { BaseError, RpcRequestError } from 'viem'
import type { RpcRequest } from './types.ts'

/** FISCO BCOS answers a revert with its own status; viem decodes reverts of code 3 only (EIP-1474 extension of Geth). */
const fiscoReverted = 16
const reverted = 3

/** The error object of a JSON-RPC answer. */
export interface RpcErrorObject {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** A node's error answer as viem's error, with a revert's code as viem knows it. */
export function rpcError(node: string, request: RpcRequest, error: RpcErrorObject): RpcRequestError {
  const isRevert = error.code === fiscoReverted && typeof error.data === 'string'
  const body = { method: request.method }
  return new RpcRequestError({
    body,
    url: node,
    error: {
      ...error,
      code: isRevert ? reverted : error.code,
      message: error.message || (isRevert ? 'execution reverted' : ''),
    },
  })
}

/** The error object inside a rejected request, if the node answered with one. */
export function asRpcError(thrown: unknown): RpcErrorObject | undefined {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'number') {
      const data = 'data' in error && error.data !== undefined ? { data: error.data } : {}
      return { code: error.code, message: detailsOf(error), ...data }
    }
  }
  return undefined
}

/** viem keeps the node's own words in `details`. */
function detailsOf(error: Error): string {
  return 'details' in error && typeof error.details === 'string' ? error.details : error.message
}

/** What went wrong, in one line: viem's own message is a page with the request in it. */
export function faultInWords(thrown: unknown): string {
  if (thrown instanceof BaseError) return thrown.details || thrown.shortMessage
  return thrown instanceof Error ? thrown.message : 'failed'
}
