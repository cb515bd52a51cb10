import { ApiError } from '@theriac/api'
import { enrolment } from './chapters/enrolment.ts'
import { making } from './chapters/making.ts'
import { patients } from './chapters/patients.ts'
import { recall } from './chapters/recall.ts'
import { supply } from './chapters/supply.ts'
import { asAnybody } from './sign-in.ts'
import { createStage, type Listener, type Refusal, type Step, TourFailed } from './stage.ts'
import { type CountedLot, sumUp } from './sum.ts'
import { openTheatre } from './theatre.ts'

export type { Listener, Refusal, Step } from './stage.ts'
export { TourFailed } from './stage.ts'

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
 * Plays the life of real lots on a fresh chain and server, through the HTTP API.
 *
 * @throws TourFailed when an act is refused that must be taken, or taken that must be refused
 */
export async function runTour(listener: Listener): Promise<TourReport> {
  const start = performance.now()
  const theatre = await openTheatre()
  try {
    const { url, server } = theatre
    const stage = createStage(url, asAnybody(url), listener)
    await enrolment(stage, theatre)
    const batches = await making(stage)
    await supply(stage, batches)
    await patients(stage, batches)
    await recall(stage, batches)
    const lots = await sumUp(theatre, stage.members.regulator, Object.values(batches))
    return {
      steps: stage.steps,
      refusals: stage.refusals,
      conserved: lots.every(({ conserved, agreed }) => conserved && agreed),
      lots,
      transactions: server.carrier.status().transactions,
      blocks: theatre.blocks(),
      seconds: (performance.now() - start) / 1000,
    }
  } catch (error) {
    throw error instanceof ApiError ? new TourFailed(`A call was refused: ${error.message} [${error.code}]`) : error
  } finally {
    await theatre.close()
  }
}
