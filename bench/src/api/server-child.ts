import { rebuild } from '@theriac/read-model'
import { openStage } from './stage.ts'

/** What the server is asked by who measures it. */
type Order = 'memory' | 'rebuild' | 'end'

/** Where it is, and what comes in with a request. */
export interface Opened {
  readonly url: string
  /** Tokens of the institutions' operators. */
  readonly tokens: Readonly<Record<string, string>>
}

/** What reading the chain again took. */
export interface Rebuilt {
  readonly seconds: number
  readonly events: number
  /** Transactions that carried acts. */
  readonly transactions: number
}

// A process of its own, so that its memory is the server's alone, and what it costs to ask is not taken from who answers.
const stage = await openStage()
let mostBytes = 0
const timer = setInterval(() => {
  mostBytes = Math.max(mostBytes, process.memoryUsage.rss())
}, 50)

process.on('message', async (order: Order) => {
  switch (order) {
    case 'memory':
      process.send?.(Math.round(mostBytes / 1e6))
      mostBytes = 0
      break
    case 'rebuild': {
      const { transactions } = stage.server.carrier.status()
      await stage.server.close()
      const started = performance.now()
      const { events } = await rebuild(stage.ground)
      process.send?.({ seconds: (performance.now() - started) / 1000, events, transactions } satisfies Rebuilt)
      break
    }
    case 'end':
      clearInterval(timer)
      await stage.close()
      process.disconnect()
      break
    default:
      order satisfies never
  }
})
process.send?.({ url: stage.url, tokens: stage.tokens } satisfies Opened)
