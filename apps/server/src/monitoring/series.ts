import type { ChainMeasure, SeriesResolution } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import { sampleHours, samples } from '../db/schema/monitoring.ts'

/** A measure at a time, or over the hour or day that begins there. */
export interface Point {
  /** Unix milliseconds. */
  readonly time: number
  readonly min: number
  readonly avg: number
  readonly max: number
}

const dayMs = 86_400_000
/** A client's `from` is a day before its own now, which is not the server's. */
const slackMs = 3_600_000

/** How finely a period is told by itself: about as finely as a chart shows it. */
export function resolutionOf(from: number, to: number): SeriesResolution {
  if (to - from <= dayMs + slackMs) return 'minute'
  return to - from <= 31 * dayMs + slackMs ? 'hour' : 'day'
}

/** The longest period of each resolution. */
export const longestMs: Readonly<Record<SeriesResolution, number>> = {
  minute: 2 * dayMs,
  hour: 93 * dayMs,
  day: 3_660 * dayMs,
}

/** A measure from a time (inclusive) to another, oldest first. */
export async function readSeries(
  db: Db,
  measure: ChainMeasure,
  { from, to, resolution }: { readonly from: number; readonly to: number; readonly resolution: SeriesResolution },
): Promise<readonly Point[]> {
  switch (resolution) {
    case 'minute': {
      const value = sql<number | null>`(${samples.measures} ->> ${measure})::float8`
      const rows = await db
        .select({ time: samples.time, value })
        .from(samples)
        .where(and(gte(samples.time, from), lt(samples.time, to)))
        .orderBy(asc(samples.time))
      return rows.flatMap(({ time, value: at }) => (at === null ? [] : { time, min: at, avg: at, max: at }))
    }
    case 'hour':
      return db
        .select({ time: sampleHours.hour, min: sampleHours.min, avg: sampleHours.avg, max: sampleHours.max })
        .from(sampleHours)
        .where(isIn(measure, from, to))
        .orderBy(asc(sampleHours.hour))
    case 'day': {
      const day = sql<number>`${sampleHours.hour} / ${sql.raw(String(dayMs))} * ${sql.raw(String(dayMs))}`.mapWith(
        Number,
      )
      return db
        .select({
          time: day,
          min: sql<number>`min(${sampleHours.min})`.mapWith(Number),
          avg: sql<number>`sum(${sampleHours.avg} * ${sampleHours.count}) / sum(${sampleHours.count})`.mapWith(Number),
          max: sql<number>`max(${sampleHours.max})`.mapWith(Number),
        })
        .from(sampleHours)
        .where(isIn(measure, from, to))
        .groupBy(sql`1`)
        .orderBy(sql`1`)
    }
    default:
      return resolution satisfies never
  }
}

const isIn = (measure: ChainMeasure, from: number, to: number) =>
  and(eq(sampleHours.measure, measure), gte(sampleHours.hour, from), lt(sampleHours.hour, to))
