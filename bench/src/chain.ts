import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Chain, createRpcServer, openChain } from '@theriac/chain'
import { deployCounter, loadAccounts, percentile, signCalls } from './chain-load.ts'
import { folderBytes } from './folder-bytes.ts'

/** How much is run. */
export interface ChainBenchOptions {
  /** Transactions in the folder when it is restarted; 100 000 by default. */
  readonly transactions?: number
  /** Transactions sent over HTTP; 10 000 by default. */
  readonly httpTransactions?: number
  /** Single acts whose latency is taken; 300 by default. */
  readonly singles?: number
}

const CHAIN_ID = 4712
const ACCOUNTS = 200
const IN_FLIGHT = 64

/** Works through a list with a number of workers. */
async function withWorkers<T>(items: readonly T[], workers: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
    }),
  )
}

async function send(chain: Chain, raw: Uint8Array): Promise<`0x${string}`> {
  const sent = await chain.sendRawTransaction(raw)
  if (!sent.ok) throw new Error(sent.message)
  return sent.hash
}

/** Transactions that may be acknowledged and not sealed yet: far more than a block, far less than the pool. */
const AHEAD = 5_000

/** Sends all and waits until the last is in a block; transactions per second. */
async function inProcess(chain: Chain, raws: readonly Uint8Array[]): Promise<number> {
  const startedAt = performance.now()
  let unsealed = 0
  let sealed = 0
  let resume: (() => void)[] = []
  const finished = new Promise<void>((resolve) => {
    const unsubscribe = chain.subscribe((event) => {
      if (event.kind !== 'block') return
      unsealed -= event.block.transactions.length
      sealed += event.block.transactions.length
      const waiting = resume
      resume = []
      for (const go of waiting) go()
      if (sealed < raws.length) return
      unsubscribe()
      resolve()
    })
  })
  await withWorkers(raws, 1_000, async (raw) => {
    while (unsealed >= AHEAD) await new Promise<void>((resolve) => resume.push(resolve))
    unsealed++
    await send(chain, raw)
  })
  await finished
  return (raws.length / (performance.now() - startedAt)) * 1000
}

function post(url: string, agent: Agent, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve(text))
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

async function overHttp(chain: Chain, raws: readonly Uint8Array[]): Promise<number> {
  const server = await createRpcServer({ groups: [{ chain }], port: 0 })
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  const bodies = raws.map((raw, id) => {
    const params = [`0x${Buffer.from(raw).toString('hex')}`]
    return JSON.stringify({ jsonrpc: '2.0', id, method: 'eth_sendRawTransaction', params })
  })
  const startedAt = performance.now()
  await withWorkers(bodies, IN_FLIGHT, async (body) => {
    const answer = JSON.parse(await post(server.url(), agent, body)) as { error?: { message: string } }
    if (answer.error !== undefined) throw new Error(answer.error.message)
  })
  while (chain.pending().length > 0) await chain.waitFor(chain.pending().at(-1)?.hash ?? '0x')
  const perSecond = (raws.length / (performance.now() - startedAt)) * 1000
  agent.destroy()
  await server.close()
  return perSecond
}

/** One act at a time on an idle chain: from sending to its receipt, in ms. */
async function latencies(chain: Chain, raws: readonly Uint8Array[]): Promise<{ p50Ms: number; p99Ms: number }> {
  const times: number[] = []
  for (const raw of raws) {
    const startedAt = performance.now()
    const { block, index } = await chain.waitFor(await send(chain, raw))
    if (block.receipts[index]?.succeeded !== true) throw new Error('the act failed')
    times.push(performance.now() - startedAt)
  }
  times.sort((a, b) => a - b)
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) }
}

/** eth_call per second, one after another, while transactions are being sealed. */
async function callsUnderLoad(chain: Chain, to: Uint8Array, raws: readonly Uint8Array[]): Promise<number> {
  let writing = true
  const written = inProcess(chain, raws).finally(() => {
    writing = false
  })
  const startedAt = performance.now()
  let calls = 0
  while (writing) {
    const outcome = await chain.call({ to })
    if (outcome.status !== 'succeeded') throw new Error(outcome.problem)
    calls++
    // A caller elsewhere would come in through the event loop as well.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  const perSecond = (calls / (performance.now() - startedAt)) * 1000
  await written
  return perSecond
}

const round = (value: number, digits = 0) => Number(value.toFixed(digits))

/** Speed of the embedded chain on a simple act, one storage write by its sender; signing is done before. */
export async function runChain(options: ChainBenchOptions = {}): Promise<object> {
  const { transactions = 100_000, httpTransactions = 10_000, singles = 300 } = options
  const dataDir = mkdtempSync(join(tmpdir(), 'theriac-bench-'))
  try {
    const chain = await openChain({ dataDir, chainId: CHAIN_ID })
    const counter = await deployCounter(chain)
    const accounts = loadAccounts(ACCOUNTS)
    const sign = (count: number) => signCalls(chain.chainId, counter, accounts, count)
    const rawBytes = (raws: readonly Uint8Array[]) => raws.reduce((sum, raw) => sum + raw.length, 0)
    await inProcess(chain, sign(2_000))
    const idle = await latencies(chain, sign(singles))
    const httpPerSecond = await overHttp(chain, sign(httpTransactions))
    const callsPerSecond = await callsUnderLoad(chain, counter, sign(10_000))
    const rest = sign(Math.max(1_000, transactions - httpTransactions - 12_000 - singles))
    const perSecond = await inProcess(chain, rest)
    const memoryMb = process.memoryUsage().rss / 2 ** 20
    await chain.close()
    const sent = 12_000 + singles + httpTransactions + rest.length
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      fileURLToPath(new URL('chain-restart.ts', import.meta.url)),
      dataDir,
      String(CHAIN_ID),
    ])
    const restarted = JSON.parse(stdout) as { seconds: number; memoryMb: number }
    return {
      transactions: sent,
      inProcessPerSecond: round(perSecond),
      httpPerSecond: round(httpPerSecond),
      singleP50Ms: round(idle.p50Ms, 2),
      singleP99Ms: round(idle.p99Ms, 2),
      callsPerSecondUnderLoad: round(callsPerSecond),
      restartSeconds: round(restarted.seconds, 2),
      restartedMemoryMb: round(restarted.memoryMb),
      loadedMemoryMb: round(memoryMb),
      bytesOnDiskPerTransaction: round(folderBytes(dataDir) / sent, 1),
      rawBytesPerTransaction: round(rawBytes(rest) / rest.length, 1),
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
