import { randomBytes } from 'node:crypto'
import { buildSscc, type Gln, type IsoDate, type Serial, type Sscc } from '@theriac/gs1'
import { type Call, dateOf, type Ledger, type Outcome, type RevertName, type Signer, type Trail } from '@theriac/ledger'
import { refusalInWords } from '../refusal-words.ts'
import type { Key } from './cast.ts'

/** An institution on the stage: two operators with keys of their own, the first of them its admin. */
export interface Member {
  readonly key: Key
  readonly name: string
  readonly gln: Gln
  readonly admin: Signer
  readonly second: Signer
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
  /** The contract's own name for it, and what it says of it. */
  readonly error: string
  readonly args: Readonly<Record<string, string>>
  /** The same in words. */
  readonly reason: string
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

/** Where the tour plays: the ledger, who takes part, and what has been told so far. */
export interface Stage {
  readonly ledger: Ledger
  readonly trail: Trail
  readonly today: IsoDate
  readonly now: number
  readonly members: Readonly<Record<Key, Member>>
  readonly steps: Step[]
  readonly refusals: Refusal[]
  /** Performs calls that must be taken, side by side. */
  act(by: Member | Signer, ...calls: Call[]): Promise<void>
  /** Proposes a strong act as the regulator. */
  govern(act: Call, reason: string): Promise<void>
  /** Performs a call that must be refused with this error. */
  refused(title: string, by: Member | Signer, call: Call, error: RevertName): Promise<void>
  /** Tells what happened since the last telling; `units` counts packs that it moved or made. */
  tell(title: string, rows: Step['rows'], units?: number): void
}

/** Sets the stage. */
export function createStage(
  ledger: Ledger,
  trail: Trail,
  members: Stage['members'],
  listener: Listener,
  now = Math.floor(Date.now() / 1000),
): Stage {
  const steps: Step[] = []
  const refusals: Refusal[] = []
  let acts = 0
  const signerOf = (by: Member | Signer): Signer => ('admin' in by ? by.admin : by)

  function mustBeTaken(call: Call, outcome: Outcome): void {
    acts++
    if (outcome.state === 'taken') {
      for (const log of outcome.logs) trail.follow(log)
      return
    }
    throw new TourFailed(`${call.name} was refused: ${outcome.reason.name} ${printable(outcome.reason.args)}`)
  }

  return {
    ledger,
    trail,
    today: dateOf(Math.floor(now / 86_400)),
    now,
    members,
    steps,
    refusals,
    async act(by, ...calls) {
      const outcomes = await Promise.all(calls.map((call) => ledger.perform(signerOf(by), call)))
      for (const [i, call] of calls.entries()) mustBeTaken(call, outcomes[i] as Outcome)
    },
    async govern(act, reason) {
      mustBeTaken(act, await ledger.govern(members.regulator.admin, act, reason))
    },
    async refused(title, by, call, error) {
      const outcome = await ledger.perform(signerOf(by), call)
      if (outcome.state === 'taken') throw new TourFailed(`${title}: was taken, and must be refused`)
      const reason = outcome.reason.inner ?? outcome.reason
      if (reason.name !== error) throw new TourFailed(`${title}: refused with ${reason.name} instead of ${error}`)
      const args = Object.fromEntries(Object.entries(reason.args).map(([name, value]) => [name, String(value)]))
      const refusal = { title, by: 'name' in by ? by.name : 'a stranger', error, args, reason: refusalInWords(reason) }
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

const printable = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? part.toString() : part))

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Serials that nobody can guess: 16 characters of five random bits each. */
export function randomSerials(count: number): Serial[] {
  return Array.from(
    { length: count },
    () => [...randomBytes(16)].map((byte) => alphabet[byte % alphabet.length]).join('') as Serial,
  )
}

/** SSCCs in a row under an example company prefix. */
export function ssccs(extensionDigit: number, count: number, from = 0): Sscc[] {
  return Array.from({ length: count }, (_, i) => {
    const sscc = buildSscc({ extensionDigit, companyPrefix: '9520000', serialReference: from + i })
    if (!sscc.ok) throw new TypeError(sscc.reason.message)
    return sscc.value
  })
}
