import type { ChainAlert, ChainAlertRule, ChainMeasure } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useMonitoringWords } from './words.ts'

/** Figures of the chain, and of this server, in the order in which they are shown. */
export const chainFigures = [
  'height',
  'blockAge',
  'transactions',
  'pending',
  'nodesConnected',
  'missingSigners',
  'lag',
  'viewChanges',
] as const satisfies readonly ChainMeasure[]
export const serverFigures = [
  'indexerLag',
  'openActs',
  'restingLanes',
  'diskFree',
  'clockSkew',
  'certificateDays',
] as const satisfies readonly ChainMeasure[]
export type FigureName = (typeof chainFigures)[number] | (typeof serverFigures)[number]

const gigabyte = 1e9

/** The figure that a rule watches. */
const watched: Readonly<Record<ChainAlertRule, FigureName>> = {
  node_down: 'nodesConnected',
  height_still: 'height',
  lag: 'lag',
  missing_signer: 'missingSigners',
  view_changes: 'viewChanges',
  pool_depth: 'pending',
  certificate_soon: 'certificateDays',
  certificate_urgent: 'certificateDays',
  clock_skew: 'clockSkew',
  disk_low: 'diskFree',
  disk_critical: 'diskFree',
  lanes_resting: 'restingLanes',
  read_model_behind: 'indexerLag',
}

/** How grave the gravest open alert about a figure is. */
export function gravityOf(figure: FigureName, open: readonly ChainAlert[]): ChainAlert['severity'] | undefined {
  const severities = open.filter(({ rule }) => watched[rule] === figure).map(({ severity }) => severity)
  return severities.includes('high') ? 'high' : severities[0]
}

/** A value as a chart has it: bytes in GB, seconds without parts. */
export function chartValue(measure: ChainMeasure, value: number): number {
  if (measure === 'diskFree' || measure === 'diskTotal') return Math.round(value / (gigabyte / 10)) / 10
  return Math.round(value * 10) / 10
}

/** Writes measures in the reader's language. */
export function useMeasureText() {
  const words = useMonitoringWords()
  const format = useFormat()

  function lasting(ms: number): string {
    const minutes = Math.max(0, Math.round(ms / 60_000))
    if (minutes < 120) return words.minutes(minutes)
    return minutes < 48 * 60 ? words.hours(Math.round(minutes / 60)) : words.days(Math.round(minutes / 1_440))
  }

  function textOf(measure: ChainMeasure, value: number): string {
    switch (measure) {
      case 'blockAge':
        return value < 120 ? words.seconds(Math.round(value)) : lasting(value * 1000)
      case 'clockSkew':
        return words.seconds(Math.round(value))
      case 'certificateDays':
        return words.daysLeft(value)
      case 'diskFree':
      case 'diskTotal':
        return words.gigabytes(Math.round(value / gigabyte))
      default:
        return format.number(value)
    }
  }

  /** The unit of a chart's values, where they have one that is not in the name. */
  function unitOf(measure: ChainMeasure): string | undefined {
    if (measure === 'diskFree') return words.gigabyteUnit
    return measure === 'blockAge' || measure === 'clockSkew' ? words.secondUnit : undefined
  }

  return { lasting, textOf, unitOf }
}
