import { sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { type DayRow, dailyQueries } from './daily.ts'
import { readUpTo } from './reports/span.ts'

/**
 * Figures over the whole consortium, which would take a second to add up anew each time. What was added up once is kept in
 * memory and goes on with the events since, so that an answer is as exact as a sum and costs what has happened meanwhile.
 */
export interface ConsortiumFigures {
  /** Units by kind of holder, or by how they ended. */
  unitsByState(): Promise<ReadonlyMap<string, number>>
  /** What was done on the days from `from` to `to`, both included, oldest first. */
  series(from: string, to: string): Promise<DayRow[]>
}

/** From here on adding up anew is cheaper than adding what has happened. */
const mostEvents = 100_000

interface Known {
  readonly seq: number
  readonly units: Map<string, number>
}

/** Keeps figures over the whole consortium. */
export function createConsortiumFigures(db: Db): ConsortiumFigures {
  const daily = dailyQueries(db)
  let known: Known | undefined
  let turn: Promise<unknown> = Promise.resolve()
  /** Sums of days that are over on the ledger. */
  const past = new Map<string, readonly DayRow[]>()
  let pastUntil = ''

  /** One after the other: two that added the same events would count them twice. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = turn.then(run, run)
    turn = next
    return next
  }

  async function unitsByState(): Promise<ReadonlyMap<string, number>> {
    const { seq } = await readUpTo(db)
    if (!known || seq < known.seq || seq - known.seq > mostEvents) known = await addUp(db)
    else if (seq > known.seq) known = { seq, units: added(known.units, await changes(db, known.seq, seq)) }
    return known.units
  }

  async function series(from: string, to: string): Promise<DayRow[]> {
    const { time } = await readUpTo(db)
    // Blocks follow each other in time: before the day of the newest event nothing changes any more.
    const open = new Date((time ?? 0) * 1000).toISOString().slice(0, 10)
    if (open < pastUntil) past.clear()
    pastUntil = open
    const wanted = daysBetween(from, to)
    const missing = wanted.filter((day) => !past.has(day))
    const [first] = missing
    const rows = first === undefined ? [] : await daily.series(first, to)
    const read = byDay(rows)
    for (const day of missing) if (day < open) past.set(day, read.get(day) ?? [])
    return wanted.flatMap((day) => past.get(day) ?? read.get(day) ?? [])
  }

  return {
    unitsByState: () => inTurn(unitsByState),
    series: (from, to) => inTurn(() => series(from, to)),
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
 * What events have added to each state. Only these move units between states: what goes into a container or out of it stays
 * at the holder around it.
 */
async function changes(db: Db, after: number, last: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.execute<{ state: string; units: number }>(sql`
    select coalesce(h.state, h.kind) as state, sum(m.units)::bigint as units from (
      select to_ref as ref, units from ledger.events
      where seq > ${after} and seq <= ${last} and name in ('RunCommissioned', 'QuantityCommissioned', 'Transferred')
      union all
      select from_ref, -units from ledger.events where seq > ${after} and seq <= ${last} and name = 'Transferred'
    ) m join ledger.holders h on h.ref = m.ref group by 1`)
  return new Map(rows.map(({ state, units }) => [state, Number(units)]))
}

function added(units: ReadonlyMap<string, number>, more: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map(units)
  for (const [state, count] of more) sums.set(state, (sums.get(state) ?? 0) + count)
  return sums
}

function byDay(rows: readonly DayRow[]): ReadonlyMap<string, DayRow[]> {
  const days = new Map<string, DayRow[]>()
  for (const row of rows) {
    const known = days.get(row.day)
    if (known) known.push(row)
    else days.set(row.day, [row])
  }
  return days
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000) {
    days.push(new Date(time).toISOString().slice(0, 10))
  }
  return days
}
