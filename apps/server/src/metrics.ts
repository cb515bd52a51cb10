import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Figures that are asked for when they are read. */
export interface Readings {
  readonly indexedBlock: number
  readonly blocksBehind: number
  readonly jobsRunning: number
  readonly jobsQueued: number
  readonly actsOpen: number
  readonly lanesResting: number
}

/** Figures for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats). */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  answered(answer: { readonly routeId: string; readonly status: number; readonly seconds: number }): void
  jobSettled(operation: string, state: string, seconds: number): void
}

const gauges: Readonly<Record<keyof Readings, readonly [name: string, help: string]>> = {
  indexedBlock: ['theriac_indexed_block', 'The newest block that the read model has'],
  blocksBehind: ['theriac_blocks_behind', 'Blocks of the chain that the read model has not'],
  jobsRunning: ['theriac_jobs_running', 'Jobs that are carried now'],
  jobsQueued: ['theriac_jobs_queued', 'Jobs that wait for others'],
  actsOpen: ['theriac_acts_open', 'Signed acts that the chain has not settled'],
  lanesResting: ['theriac_lanes_resting', 'Lanes that rest after a fault'],
}

export function createMetrics(read: () => Readings): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const requests = new Histogram({
    name: 'theriac_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 5],
    registers,
  })
  const settled = new Counter({
    name: 'theriac_jobs_settled_total',
    help: 'Jobs that came to their end',
    labelNames: ['operation', 'state'],
    registers,
  })
  const jobTime = new Histogram({
    name: 'theriac_job_seconds',
    help: 'Time from a job to its end',
    labelNames: ['operation'],
    buckets: [0.02, 0.05, 0.1, 0.3, 1, 5, 30, 300],
    registers,
  })
  for (const [key, [name, help]] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read()[key as keyof Readings])
      },
    })
  }
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    answered: ({ routeId, status, seconds }) => requests.observe({ route: routeId, status }, seconds),
    jobSettled(operation, state, seconds) {
      settled.inc({ operation, state })
      jobTime.observe({ operation }, seconds)
    },
  }
}
