import type { Client } from '@theriac/api'

/** One alert with its history. */
export type AlertWithSteps = Awaited<ReturnType<Client['alerts']['find']>>
