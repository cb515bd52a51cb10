import { readFile } from 'node:fs/promises'
import autocannon from 'autocannon'

/** What the parent asks for. */
export interface LoadOrder {
  readonly url: string
  readonly path: string
  readonly token: string
  /** File with one JSON body on each line, sent in turn. */
  readonly bodies: string
  readonly connections: number
  readonly seconds: number
}

/** What came of it; times in ms. */
export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly failures: number
}

// A process of its own: what it costs to ask must not be taken from who answers.
process.once('message', async (order: LoadOrder) => {
  const bodies = (await readFile(order.bodies, 'utf8')).trimEnd().split('\n')
  let next = 0
  const result = await autocannon({
    url: order.url,
    connections: order.connections,
    duration: order.seconds,
    requests: [
      {
        method: 'POST',
        path: order.path,
        headers: { authorization: `Bearer ${order.token}`, 'content-type': 'application/json' },
        setupRequest: (request) => ({ ...request, body: bodies[next++ % bodies.length] ?? '' }),
      },
    ],
  })
  const answer: LoadResult = {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  }
  process.send?.(answer)
  process.disconnect()
})
