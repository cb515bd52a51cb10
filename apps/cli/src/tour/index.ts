import type { LotNumber } from '@theriac/gs1'
import type { LotCensus } from '@theriac/ledger'
import { making } from './chapter-making.ts'
import { patients } from './chapter-patients.ts'
import { recall } from './chapter-recall.ts'
import { supply } from './chapter-supply.ts'
import { createStage, type Listener, type Refusal, type Step } from './stage.ts'
import { openTheatre } from './theatre.ts'

export type { Listener, Refusal, Step } from './stage.ts'
export { TourFailed } from './stage.ts'

/** The whole tour, as `--json` prints it. */
export interface TourReport {
  readonly steps: readonly Step[]
  readonly refusals: readonly Refusal[]
  /** Every commissioned unit of every lot is at exactly one holder. */
  readonly conserved: boolean
  readonly lots: readonly (LotCensus & { readonly lotNumber: LotNumber })[]
  readonly transactions: number
  readonly blocks: number
  readonly seconds: number
}

/**
 * Plays the life of real lots on a fresh chain.
 *
 * @throws TourFailed when an act is refused that must be taken, or taken that must be refused
 */
export async function runTour(listener: Listener): Promise<TourReport> {
  const start = performance.now()
  const theatre = await openTheatre()
  try {
    const { ledger, trail, members } = theatre
    const stage = createStage(ledger, trail, members, listener)
    const batches = await making(stage)
    await supply(stage, batches)
    await patients(stage, batches)
    await recall(stage, batches)
    const lots = await Promise.all(
      Object.values(batches).map(async ({ lot, lotNumber }) => ({
        lotNumber,
        ...(await trail.count(ledger.client, lot)),
      })),
    )
    return {
      steps: stage.steps,
      refusals: stage.refusals,
      conserved: lots.every(({ conserved }) => conserved),
      lots,
      transactions: theatre.transactions(),
      blocks: theatre.blocks(),
      seconds: (performance.now() - start) / 1000,
    }
  } finally {
    await theatre.close()
  }
}
