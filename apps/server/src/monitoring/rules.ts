import type { ChainAlertRule, ThresholdUnit } from '@theriac/api'
import type { Sample } from './sample.ts'

/** What a rule reads: a value for each subject that it watches. */
export type Readings = Readonly<Record<string, number>>

/** What is watched for. */
export interface RuleDefinition {
  /** `server`: of this machine alone, and of no use to those who do not look after it. */
  readonly scope: 'chain' | 'server'
  readonly severity: 'high' | 'medium'
  readonly unit: ThresholdUnit
  /** Raised at the threshold and above; else at it and below. */
  readonly isAbove: boolean
  /** Unless somebody changes it. */
  readonly threshold: number
  readonly least: number
  readonly most: number
  /** So many samples in a row must show it. */
  readonly samples: number
  /** So many samples in a row must show that it is over. */
  readonly calmSamples: number
  /**
   * Undefined where nobody can tell.
   *
   * @param window - samples without a gap, oldest first, of which the last is judged
   */
  read(window: readonly Sample[]): Readings | undefined
}

/** The longest that any rule looks back. */
export const windowMs = 125 * 60_000
const minuteMs = 60_000
const viewsMs = 10 * minuteMs
/** Subject of what concerns this server or its node. */
const own = ''

const calm = { samples: 1, calmSamples: 3 } as const
const steady = { samples: 3, calmSamples: 3 } as const

/** A measure of the newest sample. */
const newest =
  (pick: (sample: Sample) => number | undefined) =>
  (window: readonly Sample[]): Readings | undefined => {
    const last = window.at(-1)
    const value = last && pick(last)
    return value === undefined ? undefined : { [own]: value }
  }

/** Minutes since it was last seen otherwise; 0 where it is not so now. */
function minutesOf(window: readonly Sample[], isSo: (sample: Sample) => boolean): number {
  const last = window.at(-1)
  if (last === undefined || !isSo(last)) return 0
  const before = window.findLast((sample) => !isSo(sample)) ?? window[0]
  return (last.time - (before?.time ?? last.time)) / minuteMs
}

/** Nodes, by what the engine says of them, and this server's own by whether it answers. */
function downMinutes(window: readonly Sample[]): Readings | undefined {
  const last = window.at(-1)
  if (last === undefined) return undefined
  const isDown = (address: string) => (sample: Sample) =>
    sample.nodes.some((node) => node.address === address && node.isDown)
  const others = last.nodes.map(({ address }) => [address, minutesOf(window, isDown(address))] as const)
  return { ...Object.fromEntries(others), [own]: minutesOf(window, ({ answers }) => !answers) }
}

/** Whether there is a reason for the next block: work that waits, or other nodes that have gone on. */
const isBlockDue = ({ measures: { pending = 0, openActs = 0, lag = 0 } }: Sample): boolean =>
  pending > 0 || openActs > 0 || lag > 0

function stillMinutes(window: readonly Sample[]): Readings | undefined {
  const last = window.at(-1)
  const height = last?.measures.height
  if (last === undefined || height === undefined) return undefined
  // From the first sample that shows it: when the block before came is known by then.
  const isStill = (sample: Sample): boolean => sample.measures.height === height && isBlockDue(sample)
  const since = window[window.findLastIndex((sample) => !isStill(sample)) + 1]
  return { [own]: since === undefined ? 0 : (last.time - since.time) / minuteMs }
}

function missedBlocks(window: readonly Sample[]): Readings | undefined {
  const last = window.at(-1)
  if (!last?.answers) return undefined
  return Object.fromEntries(
    last.nodes.flatMap(({ address, missed }) => (missed === undefined ? [] : [[address, missed]])),
  )
}

/** How far the consensus has gone from view to view: each is a leader that the others gave up. */
function viewChanges(window: readonly Sample[]): Readings | undefined {
  const last = window.at(-1)
  if (last?.view == null) return undefined
  const { time, view } = last
  const from = window.find((sample) => sample.view !== null && sample.time >= time - viewsMs)
  return { [own]: Math.max(0, view - (from?.view ?? view)) }
}

function certificateDays(window: readonly Sample[]): Readings | undefined {
  const list = window.at(-1)?.certificates ?? []
  return Object.fromEntries(list.flatMap(({ file, days }) => (days === undefined ? [] : [[file, days]])))
}

const freePercent = newest(({ measures: { diskFree, diskTotal } }) =>
  diskFree === undefined || diskTotal === undefined ? undefined : (100 * diskFree) / diskTotal,
)

/** All rules. */
export const ruleDefinitions: Readonly<Record<ChainAlertRule, RuleDefinition>> = {
  node_down: {
    ...{ scope: 'chain', severity: 'high', unit: 'minutes', isAbove: true, threshold: 2, least: 1, most: 120 },
    ...calm,
    read: downMinutes,
  },
  height_still: {
    ...{ scope: 'chain', severity: 'high', unit: 'minutes', isAbove: true, threshold: 5, least: 1, most: 120 },
    ...calm,
    read: stillMinutes,
  },
  lag: {
    ...{ scope: 'chain', severity: 'medium', unit: 'blocks', isAbove: true, threshold: 20, least: 1, most: 100_000 },
    ...steady,
    read: newest(({ measures }) => measures.lag),
  },
  missing_signer: {
    ...{ scope: 'chain', severity: 'high', unit: 'blocks', isAbove: true, threshold: 10, least: 1, most: 10 },
    ...steady,
    read: missedBlocks,
  },
  view_changes: {
    ...{ scope: 'chain', severity: 'medium', unit: 'changes', isAbove: true, threshold: 5, least: 1, most: 1_000 },
    ...calm,
    read: viewChanges,
  },
  pool_depth: {
    ...{ scope: 'chain', severity: 'medium', unit: 'transactions', isAbove: true, threshold: 5_000 },
    ...{ least: 1, most: 1_000_000 },
    ...steady,
    read: newest(({ measures }) => measures.pending),
  },
  certificate_soon: {
    ...{ scope: 'server', severity: 'medium', unit: 'days', isAbove: false, threshold: 30, least: 1, most: 365 },
    ...calm,
    read: certificateDays,
  },
  certificate_urgent: {
    ...{ scope: 'server', severity: 'high', unit: 'days', isAbove: false, threshold: 7, least: 0, most: 365 },
    ...calm,
    read: certificateDays,
  },
  clock_skew: {
    ...{ scope: 'server', severity: 'medium', unit: 'seconds', isAbove: true, threshold: 5, least: 2, most: 3_600 },
    // Only a sample after a new block tells it: on a quiet chain no two in a row do.
    ...{ samples: 1, calmSamples: 1 },
    read: newest(({ measures: { clockSkew } }) => (clockSkew === undefined ? undefined : Math.abs(clockSkew))),
  },
  disk_low: {
    ...{ scope: 'server', severity: 'medium', unit: 'percent', isAbove: false, threshold: 10, least: 0, most: 100 },
    ...calm,
    read: freePercent,
  },
  disk_critical: {
    ...{ scope: 'server', severity: 'high', unit: 'percent', isAbove: false, threshold: 2, least: 0, most: 100 },
    ...calm,
    read: freePercent,
  },
  lanes_resting: {
    ...{ scope: 'server', severity: 'medium', unit: 'lanes', isAbove: true, threshold: 1, least: 1, most: 1_000 },
    ...{ samples: 5, calmSamples: 3 },
    read: newest(({ measures }) => measures.restingLanes),
  },
  read_model_behind: {
    ...{
      scope: 'server',
      severity: 'medium',
      unit: 'blocks',
      isAbove: true,
      threshold: 100,
      least: 1,
      most: 1_000_000,
    },
    ...steady,
    read: newest(({ measures }) => measures.indexerLag),
  },
}
