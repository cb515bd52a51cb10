/** Days from the first of the demonstration to today. */
export const storyDays = 42

const dayMs = 86_400_000
const openingHourMs = 6 * 3_600_000

/** A clock that is set: chain and server of a demonstration go by it. Unix milliseconds. */
export interface DemonstrationClock {
  now(): number
  /** Puts it forward, as far as the real time at most; it is never put back. */
  set(ms: number): void
}

/**
 * A clock that begins six weeks before now, at the start of a working day, and goes on from wherever it is set.
 *
 * @param now - the real time, Unix milliseconds
 */
export function demonstrationClock(now: number): DemonstrationClock {
  const started = performance.now()
  const real = (): number => now + Math.floor(performance.now() - started)
  let offset = startOfDay(now) - storyDays * dayMs + openingHourMs - now
  const read = (): number => real() + offset
  return {
    now: read,
    set(ms) {
      offset = Math.min(0, Math.max(ms, read()) - real())
    },
  }
}

/** Midnight (UTC) before an instant, Unix milliseconds. */
export const startOfDay = (ms: number): number => Math.floor(ms / dayMs) * dayMs
