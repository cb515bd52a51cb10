import { ApiError, type Client, createClient, type Role } from '@theriac/api'
import type { Gln, Gtin, IsoDate } from '@theriac/gs1'
import type { FastifyInstance } from 'fastify'
import { cast, type Key } from '../cast.ts'
import type { DemonstrationClock } from '../clock.ts'
import { accountName, type Member } from '../enrol.ts'
import { injectFetch } from '../inject-fetch.ts'
import { type Calendar, createCalendar } from './calendar.ts'
import { createRandom, type Random } from './random.ts'
import { createSerials, type Serials } from './serials.ts'
import { type Batch, looseBatches, newShelf, type Shelf } from './shelves.ts'

/** Where the story is played: who takes part, the calendar, and what the story itself knows of the goods. */
export interface Stage extends Calendar {
  /** Acts as an account of an institution; a job is settled when the call resolves. */
  as(key: Key, role?: Role): Client
  /** Calls as nobody. */
  readonly anonymous: Client
  glnOf(key: Key): Gln
  /** Day of the calendar, `2026-11-27`. */
  dateOf(day: number): IsoDate
  /** Now, less some minutes: when something happened that is noted now. */
  instant(minutesAgo?: number): string
  /** Numbers of an institution's own, the same in every run. */
  random(key: Key): Random
  shelf(key: Key): Shelf
  readonly serials: Serials
  /** Lots in the order in which they were made. */
  readonly batches: Batch[]
  /** Products that are suspended now. */
  readonly suspended: Set<Gtin>
  readonly recalled: Set<Batch>
  /** Whether packs of a lot may be supplied today. */
  isSellable(batch: Batch): boolean
  /** The oldest lot that an institution has loose packs of which may be supplied. */
  looseOf(key: Key): Batch
}

/** What a stage is made of. */
export interface StageDeps {
  readonly app: Pick<FastifyInstance, 'inject'>
  readonly clock: DemonstrationClock
  readonly members: Readonly<Record<Key, Member>>
  /** API tokens by sign-in name. */
  readonly tokens: Readonly<Record<string, string>>
}

/** Longest that a call waits for the ledger. */
const waitSeconds = 60

/** A stage on which nothing has happened yet. */
export function createStage({ app, clock, members, tokens }: StageDeps) {
  const calendar = createCalendar(clock)
  const fetch = settledOnly(injectFetch(app))
  const clients = new Map<string, Client>()
  const shelves = new Map(cast.map(({ key }) => [key as Key, newShelf()]))
  const randoms = new Map(cast.map(({ key }) => [key as Key, createRandom(key)]))
  const suspended = new Set<Gtin>()
  const recalled = new Set<Batch>()

  function as(key: Key, role: Role = 'operator'): Client {
    const name = accountName(key, role)
    const client = clients.get(name) ?? clientWith(tokens[name])
    clients.set(name, client)
    return client
  }

  function clientWith(token: string | undefined): Client {
    const headers = (): Record<string, string> => ({ prefer: `wait=${waitSeconds}` })
    return createClient({ fetch, headers, ...(token === undefined ? {} : { token }) })
  }

  const isSellable = (batch: Batch): boolean =>
    batch.expiry >= calendar.today() && !suspended.has(batch.gtin) && !recalled.has(batch)

  const stage: Stage = {
    today: calendar.today,
    midnight: calendar.midnight,
    on: calendar.on,
    as,
    anonymous: clientWith(undefined),
    glnOf: (key) => members[key].gln,
    dateOf: (day) => new Date(calendar.midnight(day)).toISOString().slice(0, 10) as IsoDate,
    instant: (minutesAgo = 0) => new Date(clock.now() - minutesAgo * 60_000).toISOString(),
    random: (key) => found(randoms.get(key)),
    shelf: (key) => found(shelves.get(key)),
    serials: createSerials(as),
    batches: [],
    suspended,
    recalled,
    isSellable,
    looseOf(key) {
      const batch = looseBatches(found(shelves.get(key))).find(isSellable)
      if (!batch) throw new RangeError(`${key} has no loose packs`)
      return batch
    },
  }
  return { stage, play: calendar.play }
}

/** Resolves when a call is refused, as it must be. */
export async function refused(call: Promise<unknown>): Promise<void> {
  const answer = await call.catch((error: unknown) => error)
  if (answer instanceof ApiError && answer.status === 409) return
  throw answer instanceof Error ? answer : new Error('A call was taken that must be refused')
}

/** A job that the ledger has not settled in a minute would let the story go on without it. */
function settledOnly(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (response.status === 202) throw new Error(`A job was not settled within ${waitSeconds} seconds: ${input}`)
    return response
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('an institution that is not in the cast')
  return value
}
