import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openChain } from '@theriac/chain'

/** How often and when the process is killed. */
export interface DurabilityOptions {
  /** 20 by default. */
  readonly kills?: number
  /** Seed of the moments; printed with the result, so that a run can be repeated. */
  readonly seed?: number
  /** Longest time under load before a kill, in ms; 600 by default. */
  readonly maxLoadMs?: number
}

/** What was acknowledged over all runs and how much of it had no receipt after the last restart: 0 is the only good answer. */
export interface DurabilityResult {
  readonly kills: number
  readonly acknowledged: number
  readonly lost: number
  readonly seed: number
}

const CHILD = fileURLToPath(new URL('durability-child.ts', import.meta.url))
const CHAIN_ID = 4711

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Runs the load in a process of its own and kills it with SIGKILL some time after its first transaction. */
async function runAndKill(dataDir: string, loadMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dataDir, String(CHAIN_ID)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const hashes: string[] = []
  const lines = createInterface({ input: child.stdout })
  const closed = once(lines, 'close')
  let killing: Promise<void> | undefined
  lines.on('line', (line) => {
    if (line === 'ready') {
      killing = delay(loadMs).then(() => {
        child.kill('SIGKILL')
      })
    } else if (/^0x[0-9a-f]{64}$/.test(line)) hashes.push(line)
  })
  await once(child, 'exit')
  await closed
  if (killing === undefined) throw new Error('the loaded process ended before it was ready')
  await killing
  return hashes
}

/** Kills the chain under load at random moments, then opens it and looks for every acknowledged transaction. */
export async function runDurability(options: DurabilityOptions = {}): Promise<DurabilityResult> {
  const { kills = 20, maxLoadMs = 600 } = options
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31)
  const random = randomOf(seed)
  const dataDir = mkdtempSync(join(tmpdir(), 'theriac-durability-'))
  try {
    const acknowledged: string[] = []
    for (let kill = 0; kill < kills; kill++) {
      for (const hash of await runAndKill(dataDir, random() * maxLoadMs)) acknowledged.push(hash)
    }
    const chain = await openChain({ dataDir, chainId: CHAIN_ID })
    let lost = 0
    for (const hash of acknowledged) {
      const bytes = Buffer.from(hash.slice(2), 'hex')
      let located = await chain.transaction(bytes)
      // What the log gave back on opening may still be waiting for its block.
      if (located?.state === 'pending') located = await chain.waitFor(located.transaction.hash)
      if (located?.state !== 'sealed' || located.block.receipts[located.index] === undefined) lost++
    }
    await chain.close()
    return { kills, acknowledged: acknowledged.length, lost, seed }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
