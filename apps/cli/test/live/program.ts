import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LiveConfig } from './config.ts'
import { deployTwice } from './steps/deploy.ts'
import { examineChain } from './steps/doctor.ts'
import { loseNode } from './steps/lose-node.ts'
import { changeObserver } from './steps/observer.ts'
import { pageLogs } from './steps/page-logs.ts'
import { playTour } from './steps/tour.ts'
import { type LiveBounds, type LiveWorld, NotHere } from './world.ts'

const steps: readonly (readonly [string, (world: LiveWorld) => Promise<void>])[] = [
  ['the contracts are deployed from whatever state the chain is in, and deploying again changes nothing', deployTwice],
  ['the doctor finds nothing that keeps the platform from working', examineChain],
  ['the tour is played, and the read model is the same when it is made anew', playTour],
  ['logs are read over many blocks, none of them missing', pageLogs],
  ['an observer is added and removed through the consensus contract', changeObserver],
  ['a node is lost in the middle of writing, and every act is taken once', loseNode],
]

/** How the steps ended. */
export interface LiveResult {
  readonly passed: number
  readonly failed: number
  readonly notHere: number
}

/** Makes all steps, one after the other, and tells how each went; a step that fails leaves the others as they are. */
export async function runLive(
  config: LiveConfig,
  adminKey: string,
  bounds: LiveBounds,
  out: (text: string) => void,
): Promise<LiveResult> {
  const folder = await mkdtemp(join(tmpdir(), 'theriac-live-'))
  const governorKeyFile = join(folder, 'governor-key')
  await writeFile(governorKeyFile, adminKey, { mode: 0o600 })
  const world = { ...config, folder, governorKeyFile, bounds, note: (text: string) => out(`        ${text}`) }
  const result = { passed: 0, failed: 0, notHere: 0 }
  try {
    for (const [title, step] of steps) {
      const start = performance.now()
      const told = (mark: string): void =>
        out(`${mark.padEnd(7)} ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
      try {
        await step(world)
        result.passed += 1
        told('passed')
      } catch (error) {
        if (error instanceof NotHere) {
          result.notHere += 1
          told('not here')
          out(`        ${error.message}`)
          continue
        }
        result.failed += 1
        told('FAILED')
        out(`        ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      }
    }
    return result
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
