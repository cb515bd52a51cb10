import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A JSON-RPC request as it was sent. */
export interface RpcRequest {
  readonly method: string
  readonly params?: readonly unknown[]
}

/** What was answered to it: the whole JSON-RPC answer. Its `id` is replaced by that of the request. */
export interface RecordedAnswer {
  readonly request: RpcRequest
  readonly response: unknown
}

/** Answers by rule instead of by record; undefined leaves it to the next. */
export type Responder = (request: Required<RpcRequest>) => Answer | undefined | Promise<Answer | undefined>

type Answer = { readonly result: unknown } | { readonly error: unknown }

/** How a node, or what stands in its place, can misbehave. */
export type StandInFault =
  /** The connection breaks in the middle of the answer. */
  | 'cut'
  /** The answer is whole by its length, and its JSON is not. */
  | 'truncated'
  | 'html'
  | 'empty'
  /** HTTP 503. */
  | 'unavailable'
  /** No answer at all, and the connection stays open. */
  | 'silent'
  /** The connection is closed before any answer. */
  | 'hang-up'

export interface StandInOptions {
  /**
   * Looked through in their order. Records are matched by method and params; several of the same request are given one
   * after the other, and the last of them again and again.
   */
  readonly answers: readonly (RecordedAnswer | Responder)[]
  /** How many requests a batch may have, as FISCO BCOS counts them. */
  readonly batchLimit?: number
}

/** A server on loopback that answers as a node would. */
export interface StandIn {
  readonly url: string
  /** Every request so far, those of batches one by one. */
  readonly requests: readonly Required<RpcRequest>[]
  /** How it misbehaves from now on; undefined to behave. */
  fault: StandInFault | undefined
  close(): Promise<void>
}

/** Opens a stand-in for a node's native or Web3 RPC on a free port of the loopback interface. */
export async function openStandIn({ answers, batchLimit = 8 }: StandInOptions): Promise<StandIn> {
  const answer = createAnswers(answers)
  const requests: Required<RpcRequest>[] = []
  const one = async (given: RpcRequest & { readonly id?: unknown }): Promise<unknown> => {
    const request = { method: given.method, params: given.params ?? [] }
    requests.push(request)
    return { ...(await answer(request)), id: given.id ?? null, jsonrpc: '2.0' }
  }
  const all = async (given: unknown): Promise<unknown> => {
    if (!Array.isArray(given)) return one(given as RpcRequest)
    if (given.length > batchLimit)
      return refusal(-32_600, `The requested array size exceeds the limit size: ${batchLimit}`)
    // A batch of one is answered by an object, as by the engine itself.
    return given.length === 1 ? one(given[0]) : Promise.all(given.map(one))
  }

  const server = createServer((request, response) => {
    void body(request)
      .then((text) => all(JSON.parse(text)))
      .then((answered) => reply(response, standIn.fault, JSON.stringify(answered)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const standIn: StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fault: undefined,
    close: () => closed(server),
  }
  return standIn
}

const refusal = (code: number, message: string) => ({ error: { code, message } })
const keyOf = ({ method, params }: RpcRequest): string => JSON.stringify([method, params ?? []])

function createAnswers(
  answers: readonly (RecordedAnswer | Responder)[],
): (request: Required<RpcRequest>) => Promise<object> {
  const records = answers.filter((each): each is RecordedAnswer => typeof each !== 'function')
  const methods = new Set(records.map(({ request }) => request.method))
  const groups = new Set(records.filter(({ request }) => isNative(request)).map(({ request }) => request.params?.[0]))
  const byRequest = new Map<string, object[]>()
  for (const { request, response } of records) {
    const queue = byRequest.get(keyOf(request)) ?? []
    byRequest.set(keyOf(request), [...queue, response as object])
  }

  return async (request) => {
    for (const each of answers) {
      const given = typeof each === 'function' ? await each(request) : undefined
      if (given) return given
    }
    const queue = byRequest.get(keyOf(request))
    const [next] = queue ?? []
    if (queue && next) {
      if (queue.length > 1) queue.shift()
      return next
    }
    // Not recorded: what the engine says of a method, a group and an entry that it does not have.
    if (!methods.has(request.method)) return refusal(-32_601, 'The method does not exist/is not available.')
    if (!isNative(request)) return refusal(-32_000, 'no such answer was recorded')
    return groups.has(request.params[0]) ? refusal(3_008, 'no such answer was recorded') : refusal(-32_000, 'group')
  }
}

const isNative = ({ method }: RpcRequest): boolean => !/^(?:eth|net|web3)_/.test(method)

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function reply(response: ServerResponse, fault: StandInFault | undefined, json: string): void {
  const send = (status: number, type: string, text: string) => {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
  }
  switch (fault) {
    case undefined:
      send(200, 'application/json', json)
      break
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) })
      response.write(json.slice(0, json.length / 2), () => response.destroy())
      break
    case 'truncated':
      send(200, 'application/json', json.slice(0, json.length / 2))
      break
    case 'html':
      send(200, 'text/html', '<!DOCTYPE html><title>Welcome</title>')
      break
    case 'empty':
      send(200, 'application/json', '')
      break
    case 'unavailable':
      send(503, 'text/plain', 'unavailable')
      break
    case 'silent':
      break
    case 'hang-up':
      response.destroy()
      break
    default:
      fault satisfies never
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
