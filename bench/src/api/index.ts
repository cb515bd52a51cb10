import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@theriac/api'
import { type Child, startChild } from './child.ts'
import { bodyOf, lotNumberOf, product, type Serial, serialOf, spread } from './goods.ts'
import type { LoadOrder, LoadResult } from './load-child.ts'
import type { Opened, Rebuilt } from './server-child.ts'

/** How large it is. */
export interface ApiBenchOptions {
  /** Units that are loaded, in jobs of `unitsPerJob`. */
  readonly units?: number
  readonly unitsPerJob?: number
  /** Packs that are dispensed one after the other, and then so many side by side. */
  readonly dispensings?: number
  readonly sideBySide?: number
  /** How long the load of verifications lasts. */
  readonly seconds?: number
}

/** A server in a process of its own, and clients of its institutions. */
interface Bench {
  readonly child: Child
  readonly url: string
  token(key: string): string
  as(key: string): ReturnType<typeof createClient>
}

const waitSeconds = 60

/** The API of one server under load: commissioning, verification, dispensing, rebuild, and the server's memory in each. */
export async function runApi(options: ApiBenchOptions = {}): Promise<object> {
  const { units = 1_000_000, unitsPerJob = 100_000, dispensings = 300, sideBySide = 3_000, seconds = 10 } = options
  const folder = await mkdtemp(join(tmpdir(), 'theriac-bench-'))
  const child = startChild('server-child.ts')
  try {
    const { url, tokens } = await child.next<Opened>()
    const token = (key: string): string => tokens[key] ?? ''
    const bench: Bench = { child, url, token, as: (key) => createClient({ baseUrl: url, token: token(key) }) }

    const { serials, ...commissioning } = await commission(bench, units, unitsPerJob)
    const bodies = join(folder, 'bodies')
    await writeFile(bodies, spread(serials, 200_000).map(bodyOf).join('\n'))
    const order = { url, path: '/api/v1/verifications', token: token('market'), bodies, seconds, connections: 20 }
    // Once to warm up: the first look at a group of 256 units reads it from the database.
    await putUnderLoad({ ...order, seconds: Math.min(seconds, 5) })
    const verification = { ...(await putUnderLoad(order)), mostMemoryMB: await child.ask<number>('memory') }
    const dispensing = await dispense(bench, serials.slice(0, dispensings + sideBySide), dispensings)
    const rebuilt = await child.ask<Rebuilt>('rebuild')
    const rebuild = {
      seconds: round(rebuilt.seconds),
      events: rebuilt.events,
      transactions: rebuilt.transactions,
      units: serials.length,
      mostMemoryMB: await child.ask<number>('memory'),
    }
    child.ask('end').catch(() => {})
    await child.ended
    return { unitsLoaded: serials.length, commissioning, verification, dispensing, rebuild }
  } finally {
    child.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Puts a server under load from another process. */
async function putUnderLoad(order: LoadOrder): Promise<LoadResult> {
  const load = startChild('load-child.ts')
  const result = await load.ask<LoadResult>(order)
  await load.ended
  return result
}

/** Commissions lots through the API, job by job, from a list of serials that is uploaded. */
async function commission({ child, as }: Bench, units: number, unitsPerJob: number) {
  const factory = as('north')
  await factory.products.register({ body: product, waitSeconds })
  const serials: Serial[] = []
  let seconds = 0
  for (let job = 0; serials.length < units; job++) {
    const count = Math.min(unitsPerJob, units - serials.length)
    const lot = lotNumberOf(job)
    const plan = { lot, gtin: product.gtin, quantity: count, serialised: true, origin: 'Hamburg' }
    const dates = { production: '2026-01-01', expiry: '2099-12-31' }
    await factory.lots.register({ body: { ...plan, ...dates } as never, waitSeconds })
    const made = Array.from({ length: count }, (_, i) => serialOf(job, i))
    const started = performance.now()
    const { id } = await factory.commissioning.upload({
      params: { gtin: product.gtin, lot },
      body: made.join('\n'),
      waitSeconds: 1,
    })
    await untilSealed(factory, id)
    seconds += (performance.now() - started) / 1000
    serials.push(...made)
  }
  const unitsPerSecondToIndexed = Math.round(serials.length / seconds)
  return { serials, unitsPerJob, unitsPerSecondToIndexed, mostMemoryMB: await child.ask<number>('memory') }
}

async function untilSealed(factory: ReturnType<typeof createClient>, id: string): Promise<void> {
  for (;;) {
    const job = await factory.jobs.find({ params: { id }, query: { wait: 60 } })
    if (job.state === 'sealed') return
    if (job.state === 'rejected') throw new Error(`refused: ${JSON.stringify(job.refusal)}`)
  }
}

/** Dispenses packs one by one through the API: first one after the other for the time, then side by side for the rate. */
async function dispense({ child, as }: Bench, serials: readonly Serial[], singles: number) {
  const factory = as('north')
  const pharmacy = as('market')
  const { institution } = await pharmacy.sessions.current()
  const goods = { ranges: [{ gtin: product.gtin, lot: lotNumberOf(0), first: 0, last: serials.length - 1 }] }
  const shipped = await factory.shipments.ship({ body: { receiver: institution.gln, goods }, waitSeconds })
  const { sender, number } = shipped.result
  await pharmacy.shipments.receive({ params: { sender, number }, body: { all: true }, waitSeconds })
  const one = async (serial: Serial): Promise<number> => {
    const started = performance.now()
    await pharmacy.dispensing.dispense({ body: { goods: { units: [{ gtin: product.gtin, serial }] } }, waitSeconds })
    return performance.now() - started
  }
  const times: number[] = []
  for (const serial of serials.slice(0, singles)) times.push(await one(serial))
  const rest = serials.slice(singles)
  const started = performance.now()
  await atMost(32, rest, one)
  const perSecondSideBySide = Math.round(rest.length / ((performance.now() - started) / 1000))
  times.sort((a, b) => a - b)
  const mostMemoryMB = await child.ask<number>('memory')
  return { p50: at(times, 0.5), p99: at(times, 0.99), perSecondSideBySide, mostMemoryMB }
}

/** Runs at most so many at once. */
async function atMost<T>(most: number, items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (const item of waiting) await act(item)
    }),
  )
}

const at = (sorted: readonly number[], share: number): number => round(sorted[Math.floor(sorted.length * share)] ?? 0)
const round = (value: number): number => Math.round(value * 100) / 100
