import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Chain } from '../chain.ts'
import { dispatch, errorReply } from './dispatch.ts'
import { RPC_CODES, RpcFailure } from './failure.ts'
import { createFilters, type Filters } from './filters.ts'
import { createSubscriptions } from './subscriptions.ts'

/** One ledger and where it is served. */
export interface RpcGroup {
  readonly chain: Chain
  /** Path of its endpoint, such as `/`; by default `/groups/<name>`. */
  readonly path?: string
  readonly name?: string
}

/** What is answered, and to whom. */
export interface RpcHandlerOptions {
  readonly groups: readonly RpcGroup[]
  /** Largest request in bytes; 16 MiB by default. */
  readonly maxBodyBytes?: number
  /** Entries of a batch; 1000 by default. */
  readonly maxBatch?: number
  /** Web pages (origins) that may call and open a WebSocket; none by default. Programs send no origin. */
  readonly allowedOrigins?: readonly string[]
  /** Milliseconds by which filters expire. */
  readonly now?: () => number
}

/** How the server is started. */
export interface RpcServerOptions extends RpcHandlerOptions {
  /** Loopback by default. */
  readonly host?: string
  /** 0 takes any free port. */
  readonly port: number
}

/** JSON-RPC for an HTTP server that someone else runs. It does not own the chains. */
export interface RpcHandler {
  /** Whether the request's path is a group's: what is not goes to the other server's own routes and sockets. */
  owns(request: IncomingMessage): boolean
  /** Reads the body itself, so nothing else may have read it. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** For the HTTP server's `upgrade`; ends the socket of a path that is no group's. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Ends filters and WebSockets. */
  close(): void
}

/** A running server. It does not own the chains. */
export interface RpcServer {
  readonly host: string
  readonly port: number
  /** Endpoint of a path, `http://…`; the same with `ws://` takes WebSockets. */
  url(path?: string): string
  close(): Promise<void>
}

interface Endpoint {
  readonly chain: Chain
  readonly filters: Filters & { close(): void }
}

/** A connection that does not read what it is sent is cut rather than buffered for. */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024

function pathOf(group: RpcGroup): string {
  return group.path ?? (group.name === undefined ? '/' : `/groups/${group.name}`)
}

const pathOfRequest = (request: IncomingMessage) => (request.url ?? '/').split('?', 1)[0] ?? '/'

function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      // What is over the limit is read and dropped, so that the client gets its answer.
    })
    request.on('end', () => resolve(size > limit ? undefined : Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
  })
}

function reply(response: ServerResponse, status: number, body: string | undefined): void {
  if (body === undefined) {
    response.writeHead(status).end()
    return
  }
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body)
}

const refusal = (code: number, message: string, literal: string) =>
  JSON.stringify(errorReply(null, new RpcFailure(code, message, { code: literal })))

/** Answers Ethereum JSON-RPC for several groups over HTTP POST and WebSocket. */
export function createRpcHandler(options: RpcHandlerOptions): RpcHandler {
  const { groups, maxBodyBytes = 16 * 1024 * 1024, maxBatch = 1000 } = options
  const now = options.now ?? (() => performance.now())
  const endpoints = new Map<string, Endpoint>(
    groups.map((group) => [pathOf(group), { chain: group.chain, filters: createFilters(group.chain, now) }]),
  )

  /** Programs send no origin; web pages always do, also after their name was bound to this machine. */
  function isAllowed({ headers: { origin } }: IncomingMessage): boolean {
    return origin === undefined || options.allowedOrigins?.includes(origin) === true
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const endpoint = endpoints.get(pathOfRequest(request))
    if (endpoint === undefined) {
      return reply(response, 404, refusal(RPC_CODES.invalidRequest, 'no such group', 'GroupNotFound'))
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST')
      return reply(response, 405, refusal(RPC_CODES.invalidRequest, 'only POST is answered', 'InvalidRequest'))
    }
    if (!isAllowed(request))
      return reply(response, 403, refusal(RPC_CODES.refused, 'origin not allowed', 'OriginRefused'))
    // A web page can post other content types to this machine without asking; JSON only where its origin is allowed.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      request.resume()
      return reply(
        response,
        415,
        refusal(RPC_CODES.invalidRequest, 'content-type must be application/json', 'InvalidRequest'),
      )
    }
    const body = await readBody(request, maxBodyBytes)
    if (body === undefined) {
      return reply(
        response,
        413,
        refusal(RPC_CODES.limitExceeded, `a request is at most ${maxBodyBytes} bytes`, 'RequestTooLarge'),
      )
    }
    const answer = await dispatch({ ...endpoint, maxBatch }, body)
    reply(response, answer === undefined ? 204 : 200, answer)
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBodyBytes })

  function serveSocket(connection: WebSocket, endpoint: Endpoint): void {
    const send = (message: string) => {
      if (connection.readyState !== connection.OPEN) return
      if (connection.bufferedAmount > MAX_BUFFERED_BYTES) connection.terminate()
      else connection.send(message)
    }
    const subscriptions = createSubscriptions(endpoint.chain, send)
    connection.on('message', (data) => {
      dispatch({ ...endpoint, subscriptions, maxBatch }, data.toString()).then(
        (answer) => {
          if (answer !== undefined) send(answer)
        },
        () => connection.terminate(),
      )
    })
    connection.on('close', () => subscriptions.close())
    // A broken frame ends its own connection; `close` follows.
    connection.on('error', () => connection.terminate())
  }

  return {
    owns: (request) => endpoints.has(pathOfRequest(request)),
    handle(request, response) {
      serve(request, response).catch(() => {
        if (!response.headersSent) reply(response, 500, refusal(RPC_CODES.internal, 'internal error', 'Internal'))
        else response.destroy()
      })
    },
    upgrade(request, socket, head) {
      const endpoint = endpoints.get(pathOfRequest(request))
      if (endpoint === undefined || !isAllowed(request)) {
        const status = endpoint === undefined ? '404 Not Found' : '403 Forbidden'
        socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
        return
      }
      sockets.handleUpgrade(request, socket, head, (connection) => serveSocket(connection, endpoint))
    },
    close() {
      for (const endpoint of endpoints.values()) endpoint.filters.close()
      for (const connection of sockets.clients) connection.terminate()
      sockets.close()
    },
  }
}

/** Serves Ethereum JSON-RPC for several groups by itself; resolves once it is listening. */
export async function createRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const { host = '127.0.0.1' } = options
  const handler = createRpcHandler(options)
  const server = createServer(handler.handle)
  server.on('upgrade', handler.upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    host,
    port,
    url: (path = '/') => `http://${host.includes(':') ? `[${host}]` : host}:${port}${path === '/' ? '' : path}`,
    async close() {
      handler.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
