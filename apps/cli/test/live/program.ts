import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LiveConfig } from './config.ts'
import { inFull } from './in-full.ts'
import { deployTwice } from './steps/deploy.ts'
import { examineChain } from './steps/doctor.ts'
import { loseNode } from './steps/lose-node.ts'
import { changeObserver } from './steps/observer.ts'
import { pageLogs } from './steps/page-logs.ts'
import { playTour } from './steps/tour.ts'
import { type LiveBounds, type LiveWorld, NotHere } from './world.ts'

interface Step {
  readonly title: string
  readonly make: (world: LiveWorld) => Promise<void>
  /** Beyond this it is given up: an act takes about 0.6 s, and some seconds where a leader goes away. */
  readonly minutes: (bounds: LiveBounds) => number
}

const steps: readonly Step[] = [
  {
    title: 'the contracts are deployed from whatever state the chain is in, and deploying again changes nothing',
    make: deployTwice,
    minutes: () => 10,
  },
  {
    title: 'the doctor finds nothing that keeps the platform from working',
    make: examineChain,
    minutes: () => 2,
  },
  {
    title: 'the tour is played, and the read model is the same when it is made anew',
    make: playTour,
    minutes: () => 20,
  },
  {
    title: 'logs are read over many blocks, none of them missing',
    make: pageLogs,
    minutes: ({ makingMs }) => makingMs / 60_000 + 15,
  },
  {
    title: 'an observer is added and removed, by the committee where there is one that decides',
    make: changeObserver,
    minutes: () => 3,
  },
  {
    title: 'a node is lost in the middle of writing, and every act is taken once',
    make: loseNode,
    minutes: () => 8,
  },
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
    for (const step of steps) {
      const start = performance.now()
      const told = (mark: string): void =>
        out(`${mark.padEnd(8)} ${step.title} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
      out(`begins   ${step.title}`)
      try {
        await withinMinutes(step.make(world), step.minutes(bounds))
        result.passed += 1
        told('passed')
      } catch (error) {
        if (error instanceof NotHere) {
          result.notHere += 1
          told('not here')
          world.note(error.message)
          continue
        }
        result.failed += 1
        told('FAILED')
        for (const line of inFull(error)) world.note(line)
      }
    }
    return result
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function withinMinutes(step: Promise<void>, minutes: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${minutes} minutes, and given up`)), minutes * 60_000)
  })
  await Promise.race([step, late]).finally(() => clearTimeout(timer))
}
