import type { FastifyInstance, InjectOptions } from 'fastify'

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * A `fetch` that hands requests to a server in this process, which need not listen: for `createClient`. Bodies are texts
 * or bytes; an answer comes when it is whole.
 */
export function injectFetch(app: Pick<FastifyInstance, 'inject'>): typeof globalThis.fetch {
  return async (input, init = {}) => {
    init.signal?.throwIfAborted()
    const url = input instanceof Request ? input.url : String(input)
    const { body } = init
    const answer = await app.inject({
      method: (init.method ?? 'GET') as NonNullable<InjectOptions['method']>,
      url,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(body === undefined || body === null ? {} : { payload: payloadOf(body) }),
    })
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value].flat()) if (one !== undefined) headers.append(name, String(one))
    }
    const content = bodiless.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload)
    return new Response(content, { status: answer.statusCode, headers })
  }
}

function payloadOf(body: NonNullable<RequestInit['body']>): string | Buffer {
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return Buffer.from(body)
  throw new TypeError('Only texts and bytes are sent within the process')
}
