import type { ServerResponse } from 'node:http'
import type { liveRoutes } from '@theriac/api'
import type { Caller, Handlers } from '../http/handler.ts'
import type { Bus, LiveEvent } from '../live/bus.ts'
import { ProblemError } from '../problem-error.ts'

/** What the stream of events works with. */
export interface LiveDeps {
  readonly bus: Bus
  /** Whether what a caller came with still counts. */
  readonly stands: (caller: Caller) => Promise<boolean>
  /** A comment now and then keeps proxies from cutting a quiet connection; whoever may not listen any more is cut then. */
  readonly heartbeatMs?: number
}

const usualHeartbeatMs = 20_000
/** A client that does not read is cut rather than buffered for. */
const mostBuffered = 1024 * 1024
const mostOfAnAccount = 10

/** Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function createLiveHandlers(deps: LiveDeps): Handlers<typeof liveRoutes> & { close(): void } {
  const { bus, stands, heartbeatMs = usualHeartbeatMs } = deps
  const open = new Map<ServerResponse, Caller>()
  const mayHear = ({ gln, accountId }: LiveEvent, caller: Caller): boolean =>
    (accountId === undefined || accountId === caller.accountId) &&
    (gln === undefined || gln === caller.gln || caller.kind === 'regulator')

  return {
    async events({ caller, query }, { request, reply }) {
      const mine = [...open.values()].filter(({ accountId }) => accountId === caller.accountId).length
      if (mine >= mostOfAnAccount)
        throw new ProblemError('TooManyRequests', 'Too many streams of this account are open')
      const kinds = new Set(query.kinds?.split(','))
      const response = reply.raw
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) response.setHeader(name, value)
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      response.write(': open\n\n')
      open.set(response, caller)
      const heartbeat = setInterval(() => {
        response.write(': still here\n\n')
        // A database that is away says nothing of the caller: it is asked again.
        stands(caller).then(
          (does) => does || response.end(),
          () => undefined,
        )
      }, heartbeatMs)
      const unsubscribe = bus.subscribe((event) => {
        if ((kinds.size > 0 && !kinds.has(event.kind)) || !mayHear(event, caller)) return
        if (response.writableLength > mostBuffered) response.destroy()
        else response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`)
      })
      request.raw.once('close', () => {
        clearInterval(heartbeat)
        unsubscribe()
        open.delete(response)
      })
    },
    close() {
      for (const response of open.keys()) response.end()
    },
  }
}
