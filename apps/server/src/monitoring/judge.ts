import { type ChainAlertRule, chainAlertRules } from '@theriac/api'
import { type Readings, type RuleDefinition, ruleDefinitions } from './rules.ts'
import { type Sample, withoutGap } from './sample.ts'

/** How a rule is set. */
export interface RuleSetting {
  readonly enabled: boolean
  readonly threshold: number
}

/** An alert that is open. */
export interface OpenAlert {
  readonly id: number
  readonly rule: ChainAlertRule
  readonly subject: string
}

/** Something that is to be raised. */
export interface Finding {
  readonly rule: ChainAlertRule
  readonly subject: string
  readonly value: number
  readonly threshold: number
}

/** What follows from samples. */
export interface Judgement {
  readonly raised: readonly Finding[]
  readonly cleared: readonly { readonly id: number; readonly why: 'over' | 'switched_off' }[]
}

/** A value this far from the threshold, as a share of it, is over: one that sways about it is told once. */
const margin = 0.2

/** What is to be raised and what is over: by the samples up to now (oldest first), the rules, and what is open. */
export function judge(
  samples: readonly Sample[],
  settings: Readonly<Record<ChainAlertRule, RuleSetting>>,
  open: readonly OpenAlert[],
): Judgement {
  const window = withoutGap(samples)
  const raised: Finding[] = []
  const cleared: { id: number; why: 'over' | 'switched_off' }[] = []
  for (const rule of chainAlertRules) {
    const { enabled, threshold } = settings[rule]
    const ofRule = open.filter((alert) => alert.rule === rule)
    if (!enabled) {
      cleared.push(...ofRule.map(({ id }) => ({ id, why: 'switched_off' as const })))
      continue
    }
    const definition = ruleDefinitions[rule]
    const isOpen = new Set(ofRule.map(({ subject }) => subject))
    const shown = newestReadings(definition, window, definition.samples)
    for (const [subject, value] of Object.entries(shown?.[0] ?? {})) {
      if (isOpen.has(subject)) continue
      if (shown?.every((readings) => isOver(definition, threshold, readings[subject])))
        raised.push({ rule, subject, value, threshold })
    }
    const after = newestReadings(definition, window, definition.calmSamples)
    for (const { id, subject } of ofRule) {
      // What is watched no more, such as a node that has left, is over too.
      if (after?.every((readings) => isCalm(definition, threshold, readings[subject])))
        cleared.push({ id, why: 'over' })
    }
  }
  return { raised, cleared }
}

/** What a rule reads of each of the newest samples, the newest first; undefined where there are too few that tell. */
function newestReadings(
  { read }: RuleDefinition,
  window: readonly Sample[],
  count: number,
): readonly Readings[] | undefined {
  if (window.length < count) return undefined
  const list = Array.from({ length: count }, (_, i) => read(window.slice(0, window.length - i)))
  const told = list.filter((readings) => readings !== undefined)
  return told.length === count ? told : undefined
}

function isOver({ isAbove }: RuleDefinition, threshold: number, value: number | undefined): boolean {
  return value !== undefined && (isAbove ? value >= threshold : value <= threshold)
}

function isCalm({ isAbove, unit }: RuleDefinition, threshold: number, value: number | undefined): boolean {
  if (value === undefined) return true
  // What lasts is over when it is so no more, and not when it began anew.
  if (unit === 'minutes') return value === 0
  return isAbove ? value < threshold * (1 - margin) : value > threshold * (1 + margin)
}
