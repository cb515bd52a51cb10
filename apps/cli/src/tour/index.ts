import { ApiError } from '@theriac/api'
import { enrolment } from './chapters/enrolment.ts'
import { making } from './chapters/making.ts'
import { patients } from './chapters/patients.ts'
import { recall } from './chapters/recall.ts'
import { supply } from './chapters/supply.ts'
import { asAnybody } from './sign-in.ts'
import { createStage, type Listener, type Refusal, type Step, TourFailed } from './stage.ts'
import { type CountedLot, sumUp } from './sum.ts'
import { openTheatre, type Venue } from './theatre.ts'

export type { Listener, Refusal, Step } from './stage.ts'
export { TourFailed } from './stage.ts'
export type { Theatre, Venue } from './theatre.ts'

/** The whole tour, as `--json` prints it. */
export interface TourReport {
  readonly steps: readonly Step[]
  readonly refusals: readonly Refusal[]
  /** Every commissioned unit of every lot is at exactly one holder: on the chain, and in what the server says. */
  readonly conserved: boolean
  readonly lots: readonly CountedLot[]
  readonly transactions: number
  readonly blocks: number
  readonly seconds: number
}

/**
 * Plays the life of real lots on fresh contracts and a fresh server, through the HTTP API.
 *
 * @param venue - a chain elsewhere; without it one is made and thrown away
 * @throws TourFailed when an act is refused that must be taken, or taken that must be refused
 */
export async function runTour(listener: Listener, venue?: Venue): Promise<TourReport> {
  const start = performance.now()
  const theatre = await openTheatre(venue)
  try {
    const { url, server } = theatre
    const stage = createStage(url, asAnybody(url), listener)
    await enrolment(stage, theatre)
    const batches = await making(stage)
    await supply(stage, batches)
    await patients(stage, batches)
    await recall(stage, batches)
    await venue?.end?.(theatre)
    const lots = await sumUp(theatre, stage.members.regulator, Object.values(batches))
    return {
      steps: stage.steps,
      refusals: stage.refusals,
      conserved: lots.every(({ conserved, agreed }) => conserved && agreed),
      lots,
      transactions: server.carrier.status().transactions,
      blocks: await theatre.blocks(),
      seconds: (performance.now() - start) / 1000,
    }
  } catch (error) {
    throw error instanceof ApiError ? new TourFailed(`A call was refused: ${error.message} [${error.code}]`) : error
  } finally {
    await theatre.close()
  }
}
