import type { Db } from '@theriac/read-model'
import { and, asc, desc, gte, lt, sql } from 'drizzle-orm'
import { sampleHours, samples } from '../db/schema/monitoring.ts'
import { settleAlerts } from './alerts.ts'
import { hourMs, hourOf, rollUp } from './roll-up.ts'
import { windowMs } from './rules.ts'
import { type SampleDeps, takeSample } from './take-sample.ts'

/** What watching the chain works with. */
export interface MonitoringDeps extends SampleDeps {
  /** Told when somebody may have been told something. */
  readonly told: () => void
}

/** Looks at chain and server every minute, keeps what it sees, and tells of what is wrong. */
export interface Monitoring {
  start(): void
  /** Looks now. */
  sample(): Promise<void>
  close(): Promise<void>
}

/** Between two samples. */
export const everyMs = 60_000
/** Each sample is kept so long; its hour for good. */
export const keptDays = 15
const dayMs = 86_400_000

export function createMonitoring(deps: MonitoringDeps): Monitoring {
  const { db, told, log } = deps
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    const [before] = await db.select().from(samples).orderBy(desc(samples.time)).limit(1)
    const sample = await takeSample(deps, before)
    await db.transaction(async (transaction) => {
      const tx = transaction as Db
      // Another server on the same database may have looked in the same moment.
      await tx.insert(samples).values(sample).onConflictDoNothing()
      await keepHour(tx, hourOf(sample.time))
      await tx.delete(samples).where(lt(samples.time, sample.time - keptDays * dayMs))
      const window = await tx
        .select()
        .from(samples)
        .where(gte(samples.time, sample.time - windowMs))
        .orderBy(asc(samples.time))
      await settleAlerts(tx, window, sample.time)
    })
    told()
  }

  /** One after the other: each is compared with the one before. */
  function sample(): Promise<void> {
    const next = (running ?? Promise.resolve()).then(look)
    const settled = next.catch(() => undefined)
    running = settled
    return next
  }

  const warn = (error: unknown): void => log.warn({ err: error }, 'the chain could not be looked at; it is tried again')

  return {
    start() {
      sample().catch(warn)
      timer = setInterval(() => void sample().catch(warn), everyMs)
      timer.unref()
    },
    sample,
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** Makes an hour's figures anew from its samples. In the caller's transaction. */
async function keepHour(tx: Db, hour: number): Promise<void> {
  const ofHour = await tx
    .select()
    .from(samples)
    .where(and(gte(samples.time, hour), lt(samples.time, hour + hourMs)))
  const rows = rollUp(hour, ofHour)
  if (rows.length === 0) return
  const fresh = (column: 'min' | 'avg' | 'max' | 'count') => sql.raw(`excluded.${column}`)
  await tx
    .insert(sampleHours)
    .values(rows)
    .onConflictDoUpdate({
      target: [sampleHours.measure, sampleHours.hour],
      set: { min: fresh('min'), avg: fresh('avg'), max: fresh('max'), count: fresh('count') },
    })
}
