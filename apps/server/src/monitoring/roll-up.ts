import { chainMeasures } from '@theriac/api'
import type { sampleHours } from '../db/schema/monitoring.ts'
import type { Sample } from './sample.ts'

export const hourMs = 3_600_000

/** Beginning of the hour that a time is in. */
export const hourOf = (time: number): number => Math.floor(time / hourMs) * hourMs

/** Lowest, mean and highest of each measure over samples of one hour; measures that none of them tells are left out. */
export function rollUp(hour: number, samples: readonly Sample[]): (typeof sampleHours.$inferInsert)[] {
  return chainMeasures.flatMap((measure) => {
    const values = samples.flatMap(({ measures }) => measures[measure] ?? [])
    if (values.length === 0) return []
    const sum = values.reduce((total, value) => total + value, 0)
    const [min, max] = [Math.min(...values), Math.max(...values)]
    return { measure, hour, min, avg: sum / values.length, max, count: values.length }
  })
}
