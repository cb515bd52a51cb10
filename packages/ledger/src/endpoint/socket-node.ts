import { RpcRequestError, webSocket } from 'viem'
import { type Answer, NodeFault, type RpcNode } from './node.ts'
import { asRpcError, faultInWords, rpcError } from './rpc-error.ts'
import type { RequestFunction, RpcRequest } from './types.ts'

/** What a WebSocket node needs. */
export interface SocketNodeOptions {
  readonly url: string
  readonly timeoutMs: number
}

/** A node reached over a WebSocket, which also pushes its new heads. */
export function socketNode({ url, timeoutMs }: SocketNodeOptions): RpcNode {
  const target = new URL(url)
  const name = `${target.protocol}//${target.host}${target.pathname}`
  const transport = webSocket(url, { retryCount: 0, timeout: timeoutMs })({ retryCount: 0 })
  let closed = false
  let opened = false
  return {
    name,
    send(requests) {
      opened = true
      return Promise.all(requests.map((request) => sendOne(name, transport.request as RequestFunction, request)))
    },
    onHead(listener) {
      opened = true
      let stopped = false
      let stop = (): void => {
        stopped = true
      }
      // A socket that breaks stops pushing; whoever waits for heads polls too, so nothing depends on it.
      transport.value
        ?.subscribe({ params: ['newHeads'], onData: listener, onError: () => {} })
        .then(({ unsubscribe }) => {
          const end = (): void => void unsubscribe().catch(() => {})
          if (stopped) end()
          else stop = end
        })
        .catch(() => {})
      return () => stop()
    },
    close() {
      // Asking for a socket that was never used would open one.
      if (closed || !opened) return
      closed = true
      transport.value
        ?.getRpcClient()
        .then((client) => client.close())
        .catch(() => {})
    },
  }
}

/** A node inside this process, or any other way to carry a request. */
export function functionNode(request: RequestFunction, heads?: (listener: () => void) => () => void): RpcNode {
  const name = 'in-process'
  return {
    name,
    send: (requests) => Promise.all(requests.map((one) => sendOne(name, request, one))),
    ...(heads ? { onHead: heads } : {}),
    close() {},
  }
}

async function sendOne(name: string, request: RequestFunction, one: RpcRequest): Promise<Answer> {
  try {
    return { ok: true, result: await request(one) }
  } catch (thrown) {
    const answer = thrown instanceof RpcRequestError ? thrown : asRpcError(thrown)
    if (!answer) throw new NodeFault(faultInWords(thrown), { cause: thrown })
    const data = answer.data === undefined ? {} : { data: answer.data }
    const message = answer instanceof RpcRequestError ? answer.details : answer.message
    return { ok: false, error: rpcError(name, one, { code: answer.code, message, ...data }) }
  }
}
