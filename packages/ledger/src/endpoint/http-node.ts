import { type Answer, NodeFault, type RpcNode } from './node.ts'
import { type RpcErrorObject, rpcError } from './rpc-error.ts'
import type { RpcRequest } from './types.ts'

/** What an HTTP node needs. */
export interface HttpNodeOptions {
  readonly url: string
  readonly timeoutMs: number
  readonly fetch: typeof globalThis.fetch
}

interface RpcAnswer {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: RpcErrorObject
}

/** A node reached by HTTP POST; user and password in the URL become a basic authorization. */
export function httpNode({ url, timeoutMs, fetch }: HttpNodeOptions): RpcNode {
  const target = new URL(url)
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (target.username) {
    headers.authorization = `Basic ${btoa(`${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`)}`
    target.username = ''
    target.password = ''
  }
  const href = target.href
  const name = `${target.origin}${target.pathname}`
  let lastId = 0

  async function post(body: string): Promise<unknown> {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(new NodeFault(`no answer in ${timeoutMs} ms`)), timeoutMs)
    try {
      const response = await fetch(href, { method: 'POST', headers, body, signal: controller.signal })
      const text = await response.text()
      if (response.status >= 500 || response.status === 429) throw new NodeFault(`HTTP status ${response.status}`)
      try {
        return JSON.parse(text)
      } catch (cause) {
        throw new NodeFault(`HTTP status ${response.status} without JSON`, { cause })
      }
    } catch (cause) {
      if (cause instanceof NodeFault) throw cause
      throw new NodeFault(networkFault(cause), { cause })
    } finally {
      clearTimeout(timer)
    }
  }

  function answerOf(request: RpcRequest, answer: RpcAnswer | undefined): Answer {
    if (answer?.error) return { ok: false, error: rpcError(name, request, answer.error) }
    if (answer && 'result' in answer) return { ok: true, result: answer.result }
    throw new NodeFault('an answer that is not JSON-RPC')
  }

  return {
    name,
    async send(requests) {
      // Only these four members: FISCO BCOS refuses any other.
      const bodies = requests.map(({ method, params }) => ({
        jsonrpc: '2.0',
        id: ++lastId,
        method,
        params: params ?? [],
      }))
      const [first] = bodies
      const [firstRequest] = requests
      if (!first || !firstRequest) return []
      if (bodies.length === 1) {
        const answer = await post(JSON.stringify(first))
        return [answerOf(firstRequest, (Array.isArray(answer) ? answer[0] : answer) as RpcAnswer)]
      }
      const answers = await post(JSON.stringify(bodies))
      if (!Array.isArray(answers)) {
        const refusal = (answers as RpcAnswer).error
        if (!refusal) throw new NodeFault('an answer that is not JSON-RPC')
        return requests.map((request) => ({ ok: false, error: rpcError(name, request, refusal) }))
      }
      const byId = new Map((answers as RpcAnswer[]).map((answer) => [answer.id, answer]))
      return requests.map((request, index) => answerOf(request, byId.get(bodies[index]?.id)))
    },
    close() {},
  }
}

/** Node's fetch hides the reason in the cause: `ECONNREFUSED` and the like. */
function networkFault(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.message : 'network failure'
}
