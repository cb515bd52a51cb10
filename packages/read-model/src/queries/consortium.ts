import { sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { type DayRow, dailyQueries } from './daily.ts'
import { createKeptDays, dayOf, daysBetween } from './kept-days.ts'
import { readUpTo, spanOf } from './reports/span.ts'

/**
 * Figures over the whole consortium, which would take a second to add up anew each time. What was added up once is kept in
 * memory and goes on with the events since, so that an answer is as exact as a sum and costs what has happened meanwhile.
 */
export interface ConsortiumFigures {
  /** Units by kind of holder, or by how they ended. */
  unitsByState(): Promise<ReadonlyMap<string, number>>
  /** What was done on the days from `from` to `to`, both included, oldest first. */
  series(from: string, to: string): Promise<readonly DayRow[]>
  /** Units by state at the end of each of the days from `from` to `to`, both included, oldest first. */
  unitsByDay(from: string, to: string): Promise<readonly ReadonlyMap<string, number>[]>
}

/** From here on adding up anew is cheaper than adding what has happened. */
const mostEvents = 100_000

/** Units that a day has added to a state, or taken from it. */
interface DayChange {
  readonly day: string
  readonly state: string
  readonly units: number
}

interface Known {
  readonly seq: number
  readonly units: Map<string, number>
}

/** Keeps figures over the whole consortium. */
export function createConsortiumFigures(db: Db): ConsortiumFigures {
  let known: Known | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const acts = createKeptDays<DayRow>((from, to) => dailyQueries(db).series(from, to))
  const dayChanges = createKeptDays<DayChange>((from, to, seq) => changesByDay(db, from, to, seq))

  /** One after the other: two that added the same events would count them twice. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = turn.then(run, run)
    turn = next
    return next
  }

  async function current(): Promise<Known> {
    const { seq } = await readUpTo(db)
    if (!known || seq < known.seq || seq - known.seq > mostEvents) known = await addUp(db)
    else if (seq > known.seq) known = { seq, units: added(known.units, await changes(db, known.seq, seq)) }
    return known
  }

  /** What is now, less what was added since. */
  async function unitsByDay(from: string, to: string): Promise<ReadonlyMap<string, number>[]> {
    const { seq, units: now } = await current()
    const time = await timeOf(db, seq)
    const newest = dayOf(time ?? 0)
    const last = newest > to ? newest : to
    const changed = await dayChanges(from, last, { seq, time })
    let units: ReadonlyMap<string, number> = now
    const days: ReadonlyMap<string, number>[] = []
    for (const day of daysBetween(from, last).reverse()) {
      if (day <= to) days.push(units)
      const undone = changed.filter((change) => change.day === day).map((one) => [one.state, -one.units] as const)
      units = added(units, undone)
    }
    return days.reverse()
  }

  return {
    unitsByState: () => inTurn(async () => (await current()).units),
    series: (from, to) => inTurn(async () => acts(from, to, await readUpTo(db))),
    unitsByDay: (from, to) => inTurn(() => unitsByDay(from, to)),
  }
}

/** All units anew, and the event that they are of: one statement sees one moment. */
async function addUp(db: Db): Promise<Known> {
  // By holder first: there are far fewer holders than contents. What is in a container counts where the container is.
  const { rows } = await db.execute<{ seq: number; state: string | null; units: number | null }>(sql`
    select (select coalesce(max(seq), 0) from ledger.checkpoint) as seq, sums.* from (select 1) one left join (
      select coalesce(h.state, h.kind) as state, sum(c.units)::bigint as units
      from (select holder_ref, sum(total) as units from ledger.contents group by holder_ref) c
      join ledger.holders h on h.ref = c.holder_ref where h.kind <> 'container' group by 1
    ) sums on true`)
  const units = rows.flatMap(({ state, units }) => (state === null ? [] : [[state, Number(units)] as const]))
  return { seq: Number(rows[0]?.seq ?? 0), units: new Map(units) }
}

/**
 * What events have put to holders and taken from them. Only these move units between states: what goes into a container or
 * out of it stays at the holder around it.
 */
const moves = (after: number, last: number) => sql`
  select to_ref as ref, units, time from ledger.events
  where seq > ${after} and seq <= ${last} and name in ('RunCommissioned', 'QuantityCommissioned', 'Transferred')
  union all
  select from_ref, -units, time from ledger.events where seq > ${after} and seq <= ${last} and name = 'Transferred'`

/** What events have added to each state. */
async function changes(db: Db, after: number, last: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.execute<{ state: string; units: number }>(sql`
    select coalesce(h.state, h.kind) as state, sum(m.units)::bigint as units
    from (${moves(after, last)}) m join ledger.holders h on h.ref = m.ref group by 1`)
  return new Map(rows.map(({ state, units }) => [state, Number(units)]))
}

/** What the events of each day, up to one of them, have added to each state. */
async function changesByDay(db: Db, from: string, to: string, seq: number): Promise<DayChange[]> {
  const { first, last } = await spanOf(db, Date.parse(from) / 1000, Date.parse(to) / 1000 + 86_400)
  const { rows } = await db.execute<{ day: string; state: string; units: number }>(sql`
    select to_char(to_timestamp(m.time) at time zone 'UTC', 'YYYY-MM-DD') as day, coalesce(h.state, h.kind) as state,
      sum(m.units)::bigint as units
    from (${moves(first - 1, Math.min(last, seq))}) m join ledger.holders h on h.ref = m.ref group by 1, 2`)
  return rows.map(({ day, state, units }) => ({ day, state, units: Number(units) }))
}

/** Time of an event, Unix seconds; undefined on an empty ledger. */
async function timeOf(db: Db, seq: number): Promise<number | undefined> {
  const { rows } = await db.execute<{ time: number }>(sql`select time from ledger.events where seq = ${seq}`)
  return rows[0] && Number(rows[0].time)
}

function added(units: ReadonlyMap<string, number>, more: Iterable<readonly [string, number]>): Map<string, number> {
  const sums = new Map(units)
  for (const [state, count] of more) sums.set(state, (sums.get(state) ?? 0) + count)
  return sums
}
