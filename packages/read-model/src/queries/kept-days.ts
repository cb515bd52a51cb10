/** An event, and when it was: Unix seconds. */
interface UpTo {
  readonly seq: number
  readonly time: number | undefined
}

/**
 * Remembers the rows of days that are over on the ledger: blocks follow each other in time, so that before the day of the
 * newest event nothing changes any more.
 *
 * @param read - reads rows that are not known yet, of events up to `seq`
 * @returns reads the days from one to another, both included; `upTo` is the newest event that is known
 */
export function createKeptDays<Row extends { readonly day: string }>(
  read: (from: string, to: string, seq: number) => Promise<readonly Row[]>,
) {
  const past = new Map<string, readonly Row[]>()
  let pastUntil = ''
  return async (from: string, to: string, upTo: UpTo): Promise<readonly Row[]> => {
    const open = dayOf(upTo.time ?? 0)
    if (open < pastUntil) past.clear()
    pastUntil = open
    const wanted = daysBetween(from, to)
    const missing = wanted.filter((day) => !past.has(day))
    const [first] = missing
    const found = byDay(first === undefined ? [] : await read(first, to, upTo.seq))
    for (const day of missing) if (day < open) past.set(day, found.get(day) ?? [])
    return wanted.flatMap((day) => past.get(day) ?? found.get(day) ?? [])
  }
}

/** Day of Unix seconds, UTC. */
export const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)

/** All days from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let time = Date.parse(from); time <= Date.parse(to); time += 86_400_000) days.push(dayOf(time / 1000))
  return days
}

function byDay<Row extends { readonly day: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const days = new Map<string, Row[]>()
  for (const row of rows) {
    const known = days.get(row.day)
    if (known) known.push(row)
    else days.set(row.day, [row])
  }
  return days
}
