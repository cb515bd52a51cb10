import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

/** Tells how far something is. */
export interface Progress {
  advance(by?: number): void
  stop(): void
}

/** Where no person watches: one line in so many milliseconds. */
const lineEveryMs = 3_000

/** A bar on a screen, else a line every few seconds. */
export function startProgress({ screen, note }: Terminal, what: string, total: number): Progress {
  if (screen) {
    const format = `${what} {bar} {percentage} % | {value}/{total} | {rate}/s | {eta} s left`
    const started = performance.now()
    const rate = (done: number): string => (done / ((performance.now() - started) / 1000)).toFixed(0)
    let done = 0
    const bar = new SingleBar({ format, stream: screen, hideCursor: true, etaBuffer: 500 }, Presets.shades_classic)
    bar.start(total, 0, { rate: '–' })
    return {
      advance(by = 1) {
        done += by
        bar.update(done, { rate: rate(done) })
      },
      stop: () => bar.stop(),
    }
  }
  let done = 0
  const timer = setInterval(() => note(`${what}: ${done} of ${total}`), lineEveryMs)
  return {
    advance(by = 1) {
      done += by
    },
    stop: () => clearInterval(timer),
  }
}
