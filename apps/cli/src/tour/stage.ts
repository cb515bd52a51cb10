import { ApiError, type Client, type Job } from '@theriac/api'
import type { Gln, IsoDate } from '@theriac/gs1'
import { cast, glnAt, type Key } from '@theriac/server'

/** An institution on the stage: its admin, and a second operator of its own. */
export interface Member {
  readonly key: Key
  readonly name: string
  readonly gln: Gln
  /** Signed in with a password; before that, a client that nobody is signed in with. */
  admin: Client
  /** A machine that comes with a token. */
  second: Client
}

/** One thing that happened, as it is told. */
export interface Step {
  readonly title: string
  readonly rows: readonly Readonly<Record<string, string | number>>[]
  readonly acts: number
  readonly units: number
}

/** One thing that was refused, as it should be. */
export interface Refusal {
  readonly title: string
  readonly by: string
  /** What the ledger calls it, or where it was never asked, the problem's code; and what is said of it. */
  readonly error: string
  readonly args: Readonly<Record<string, string>>
  /** The same in words. */
  readonly reason: string
  /** HTTP status of the answer. */
  readonly status: number
}

/** The tour went another way than it must. */
export class TourFailed extends Error {
  override readonly name = 'TourFailed'
  readonly code = 'TourFailed'
}

/** What is told while it happens. */
export interface Listener {
  step(step: Step): void
  refusal(refusal: Refusal): void
}

type Settled = Pick<Job, 'state' | 'operation' | 'progress'>

/** Where the tour plays: who takes part, and what has been told so far. */
export interface Stage {
  readonly url: string
  /** Calls as nobody. */
  readonly anybody: Client
  readonly members: Readonly<Record<Key, Member>>
  readonly today: IsoDate
  /** Unix milliseconds. */
  readonly now: number
  readonly steps: readonly Step[]
  readonly refusals: readonly Refusal[]
  /** Resolves with what jobs tell, when the ledger has taken all of their acts. Throws TourFailed. */
  act<T extends Settled>(...jobs: readonly Promise<T>[]): Promise<readonly T[]>
  /** Has a call refused with a reason, or throws TourFailed. */
  refused(title: string, by: Member, call: Promise<unknown>, error: string): Promise<void>
  /** Tells what has happened since it was last told. */
  tell(title: string, rows: Step['rows'], units?: number): void
}

/** A stage on which nothing has happened yet. */
export function createStage(url: string, anybody: Client, listener: Listener, now = Date.now()): Stage {
  const steps: Step[] = []
  const refusals: Refusal[] = []
  let acts = 0
  const members = cast.map(({ key, name, place }): [Key, Member] => [
    key,
    { key, name, gln: glnAt(place), admin: anybody, second: anybody },
  ])

  return {
    url,
    anybody,
    members: Object.fromEntries(members) as Record<Key, Member>,
    today: new Date(now).toISOString().slice(0, 10) as IsoDate,
    now,
    steps,
    refusals,
    async act(...jobs) {
      const settled = await Promise.all(jobs).catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error
        throw new TourFailed(`A call was refused: ${error.message} [${error.problem.reason?.name ?? error.code}]`)
      })
      for (const { operation, state, progress } of settled) {
        if (state !== 'sealed') throw new TourFailed(`${operation} is ${state} after a minute`)
        acts += progress.done
      }
      return settled
    },
    async refused(title, by, call, error) {
      const answer = await call.catch((cause: unknown) => cause)
      if (!(answer instanceof ApiError)) {
        if (answer instanceof Error) throw answer
        throw new TourFailed(`${title}: was taken, and must be refused`)
      }
      const { problem, code, status } = answer
      const name = problem.reason?.name ?? code
      if (name !== error) throw new TourFailed(`${title}: refused with ${name} instead of ${error}`)
      const args = Object.fromEntries(
        Object.entries(problem.reason?.args ?? {}).map(([key, value]) => [key, textOf(value)]),
      )
      const refusal = { title, by: by.name, error, args, reason: problem.detail, status }
      refusals.push(refusal)
      listener.refusal(refusal)
    },
    tell(title, rows, units = 0) {
      const step = { title, rows, acts, units }
      acts = 0
      steps.push(step)
      listener.step(step)
    },
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
