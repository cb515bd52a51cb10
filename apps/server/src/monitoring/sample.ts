import type { ChainMeasure } from '@theriac/api'
import type { samples } from '../db/schema/monitoring.ts'

/** How chain and server did at a moment. */
export type Sample = typeof samples.$inferSelect

/** Measures by name; what nobody could tell is absent. */
export type Measures = Partial<Record<ChainMeasure, number>>

/** A pause after which a sample says nothing of what was before: the server did not run. */
export const gapMs = 300_000

/** The newest samples that follow each other without a gap. Oldest first, as all lists of samples here. */
export function withoutGap(list: readonly Sample[]): readonly Sample[] {
  const start = list.findLastIndex(({ time }, i) => i > 0 && time - (list[i - 1]?.time ?? time) > gapMs)
  return start < 0 ? list : list.slice(start)
}
