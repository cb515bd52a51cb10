import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ApiError, type Client, createClient, type Job } from '@theriac/api'
import { type Gtin, parseGtin, parseIsoDate, parseLotNumber } from '@theriac/gs1'
import { afterAll, expect, test } from 'vitest'

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../support/durable-server.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'theriac-kill-'))
const children = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<{ readonly factory: Client; readonly kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--import', loader, main, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  const { url, tokens } = JSON.parse(line) as { url: string; tokens: Record<string, string> }
  return {
    factory: createClient({ baseUrl: url, token: tokens['north.operator'] ?? '' }),
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      children.delete(child)
    },
  }
}

const parsed = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (result.ok) return result.value
  throw new TypeError('not what it must be')
}
const gtin: Gtin = parsed(parseGtin('03400935955838'))
const lot = parsed(parseLotNumber('KILL-1'))
const units = 100_000
const waitSeconds = 60

test('a commissioning of 100 000 units that is killed three times is sealed once, and nothing is lost', {
  timeout: 240_000,
}, async () => {
  let server = await start()
  await server.factory.products.register({ body: { gtin, name: 'Doliprane', packSize: 8 }, waitSeconds })
  const dates = { production: parsed(parseIsoDate('2026-01-01')), expiry: parsed(parseIsoDate('2099-12-31')) }
  const plan = { gtin, lot, quantity: units, serialised: true, origin: 'Hamburg', ...dates }
  await server.factory.lots.register({ body: plan, waitSeconds })

  const request = { params: { gtin, lot }, body: { random: { n: units } }, idempotencyKey: 'the-only-one' }
  const { id } = await server.factory.commissioning.commission(request)
  // In the middle of making the calls, of carrying them, and with most of them done.
  const moments = [() => true, (job: Job) => job.state === 'pending', (job: Job) => job.progress.done > 0]
  for (const isNow of moments) {
    await heard(server, (job) => isNow(job) || job.state === 'sealed')
    await server.kill()
    server = await start()
    // Who got no answer repeats the request, and gets the same job.
    expect((await server.factory.commissioning.commission(request)).id).toBe(id)
  }
  const job = await untilSettled(server.factory, id)
  expect(job).toMatchObject({ state: 'sealed', progress: { done: 98, total: 98 } })

  const found = await server.factory.lots.find({ params: { gtin, lot } })
  expect(found.commissioned).toBe(units)
  const reach = await server.factory.lots.reach({ params: { gtin, lot } })
  expect(reach).toMatchObject({ commissioned: units, complete: true })
  const serials = await (await server.factory.commissioning.serials({ params: { gtin, lot } })).text()
  const rows = serials.trimEnd().split('\n').slice(1)
  expect(rows).toHaveLength(units)
  expect(new Set(rows.map((row) => row.split(',')[1])).size).toBe(units)
  // Each was done once: a lot that is full takes no more.
  const more = await server.factory.commissioning
    .commission({ params: { gtin, lot }, body: { random: { n: 1 } }, waitSeconds })
    .catch((error: unknown) => error)
  expect(more).toBeInstanceOf(ApiError)
  await server.kill()
})

async function untilSettled(client: Client, id: string): Promise<Job> {
  for (;;) {
    const job = await client.jobs.find({ params: { id }, query: { wait: 60 } })
    if (job.state === 'sealed') return job
    if (job.state === 'rejected') throw new Error(JSON.stringify(job.refusal))
  }
}

/** Listens to the server until it tells of the job what is waited for; or is told that it has told it already. */
async function heard({ factory }: { readonly factory: Client }, isIt: (job: Job) => boolean): Promise<void> {
  const stop = new AbortController()
  const stream = await factory.live.events({ query: { kinds: 'job' }, signal: stop.signal })
  const known = await factory.jobs.list({ query: { operation: 'commissioning.commission' } })
  try {
    if (known.items.some(isIt)) return
    let text = ''
    for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data && isIt(JSON.parse(data) as Job)) return
      }
    }
  } finally {
    stop.abort()
  }
}
