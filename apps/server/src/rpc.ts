import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RpcHandler } from '@theriac/chain'
import { isFromOwnMachine } from './http/system.ts'

/** Who answers a request to the server's port: the chain's JSON-RPC on its own path, everything else the application. */
export interface Switchboard {
  handle(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/**
 * Puts the chain's JSON-RPC beside the application. It knows no accounts, and whoever can send to the chain can fill it:
 * only programs on the same machine are let in.
 */
export function createSwitchboard(
  application: (request: IncomingMessage, response: ServerResponse) => void,
  rpc: RpcHandler | undefined,
): Switchboard {
  const isOwn = ({ socket, headers }: IncomingMessage): boolean => isFromOwnMachine(socket.remoteAddress, headers)
  return {
    handle(request, response) {
      if (!rpc?.owns(request)) application(request, response)
      else if (isOwn(request)) rpc.handle(request, response)
      else response.writeHead(403).end()
    },
    upgrade(request, socket, head) {
      if (rpc?.owns(request) && isOwn(request)) rpc.upgrade(request, socket, head)
      else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    },
  }
}
