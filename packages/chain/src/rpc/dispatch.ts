import { ChainError } from '../errors.ts'
import { RPC_CODES, RpcFailure } from './failure.ts'
import { METHODS, type MethodContext } from './methods.ts'
import type { Subscriptions } from './subscriptions.ts'

/** What one message is answered with. */
export interface DispatchContext extends MethodContext {
  /** Only on connections that can be told something later. */
  readonly subscriptions?: Subscriptions
  readonly maxBatch: number
}

type Id = string | number | null

interface Reply {
  readonly jsonrpc: '2.0'
  readonly id: Id
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

const isId = (value: unknown): value is Id => value === null || typeof value === 'string' || typeof value === 'number'

/** A reply that carries an error. */
export function errorReply(id: Id, failure: RpcFailure): Reply {
  const { code, message, data } = failure
  return { jsonrpc: '2.0', id, error: data === undefined ? { code, message } : { code, message, data } }
}

function failureOf(error: unknown): RpcFailure {
  if (error instanceof RpcFailure) return error
  if (error instanceof ChainError) return new RpcFailure(RPC_CODES.internal, error.message, { code: error.code })
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'LEVEL_DATABASE_NOT_OPEN') {
    return new RpcFailure(RPC_CODES.internal, 'the chain is closed', { code: 'ChainClosed' })
  }
  return new RpcFailure(RPC_CODES.internal, 'internal error', { code: 'Internal' })
}

async function run(context: DispatchContext, method: string, params: readonly unknown[]): Promise<unknown> {
  if (method === 'eth_subscribe' || method === 'eth_unsubscribe') {
    const { subscriptions } = context
    if (subscriptions === undefined) {
      throw new RpcFailure(RPC_CODES.methodNotFound, `${method} needs a WebSocket connection`, { code: 'NotOnHttp' })
    }
    return method === 'eth_subscribe' ? subscriptions.subscribe(params) : subscriptions.unsubscribe(params)
  }
  const found = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined
  if (found === undefined) {
    throw new RpcFailure(RPC_CODES.methodNotFound, `the method ${method.slice(0, 100)} does not exist`, {
      code: 'MethodNotFound',
    })
  }
  return found(context, params)
}

/** Answers one request object; undefined for a notification (JSON-RPC 2.0, section 4.1). */
async function answer(context: DispatchContext, request: unknown): Promise<Reply | undefined> {
  const invalid = (message: string, id: Id = null) =>
    errorReply(id, new RpcFailure(RPC_CODES.invalidRequest, message, { code: 'InvalidRequest' }))
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return invalid('request is no object')
  const { jsonrpc, id, method, params } = request as Record<string, unknown>
  if (id !== undefined && !isId(id)) return invalid('id must be a string, a number or null')
  if (jsonrpc !== '2.0') return invalid('jsonrpc must be "2.0"', id)
  if (typeof method !== 'string') return invalid('method must be a string', id)
  if (params !== undefined && !Array.isArray(params)) {
    return errorReply(
      id ?? null,
      new RpcFailure(RPC_CODES.invalidParams, 'params must be an array', { code: 'InvalidParams' }),
    )
  }
  try {
    const result = await run(context, method, params ?? [])
    return id === undefined ? undefined : { jsonrpc: '2.0', id, result: result ?? null }
  } catch (error) {
    return id === undefined ? undefined : errorReply(id, failureOf(error))
  }
}

/** Answers a message: one request or a batch. Undefined when there is nothing to send back. */
export async function dispatch(context: DispatchContext, text: string): Promise<string | undefined> {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return JSON.stringify(errorReply(null, new RpcFailure(RPC_CODES.parse, 'not JSON', { code: 'ParseError' })))
  }
  if (!Array.isArray(message)) {
    const reply = await answer(context, message)
    return reply === undefined ? undefined : JSON.stringify(reply)
  }
  if (message.length === 0) {
    const empty = new RpcFailure(RPC_CODES.invalidRequest, 'batch is empty', { code: 'InvalidRequest' })
    return JSON.stringify(errorReply(null, empty))
  }
  if (message.length > context.maxBatch) {
    const tooMany = new RpcFailure(
      RPC_CODES.limitExceeded,
      `a batch of ${message.length} is over the limit of ${context.maxBatch}`,
      { code: 'BatchTooLarge', limit: context.maxBatch },
    )
    return JSON.stringify(errorReply(null, tooMany))
  }
  // Started in order and together, so that the transactions of a batch share one write to the disk.
  const replies = (await Promise.all(message.map((request) => answer(context, request)))).filter((r) => r !== undefined)
  return replies.length === 0 ? undefined : JSON.stringify(replies)
}
