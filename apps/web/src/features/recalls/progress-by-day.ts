import type { LotMovements, UnitState } from '@theriac/api'
import { type RecallGroup, recallGroups } from '../../ui/words/recall-progress.ts'

type Movement = Pick<LotMovements['rows'][number], 'at' | 'from' | 'fromGln' | 'to' | 'toGln' | 'units'>
type Counts = Readonly<Record<RecallGroup, number>>

/** Packs by what has become of them at the end of a day. */
export interface ProgressDay {
  readonly day: string
  readonly counts: Counts
}

const stock: ReadonlySet<string> = new Set(['in_stock', 'opened', 'quarantined', 'returned', 'rejected'])
const atPatients: ReadonlySet<string> = new Set(['dispensed', 'dispensed_in_parts', 'administered'])

/** What has become of units of a lot somewhere. */
export function groupOf(state: UnitState, gln: string | undefined, owner: string): RecallGroup {
  if (stock.has(state)) return gln === owner ? 'back' : 'out'
  if (state === 'in_transit') return 'out'
  return atPatients.has(state) ? 'atPatients' : 'gone'
}

/**
 * How a recall went on day by day: from what is now back to the first day, by taking back each movement.
 *
 * @param now - where all units are now
 * @param movements - all since the first day
 * @param days - the days until now, oldest first
 */
export function progressByDay(
  now: Counts,
  movements: readonly Movement[],
  days: readonly string[],
  owner: string,
): readonly ProgressDay[] {
  let counts: Counts = now
  const found: ProgressDay[] = []
  for (const day of days.toReversed()) {
    found.push({ day, counts })
    for (const movement of movements) if (movement.at.slice(0, 10) === day) counts = before(counts, movement, owner)
  }
  return found.reverse()
}

function before(counts: Counts, { from, fromGln, to, toGln, units }: Movement, owner: string): Counts {
  // Into containers and out of them: it all stays where it is.
  if (from === 'container' || to === 'container') return counts
  const [source, target] = [from && groupOf(from, fromGln, owner), to && groupOf(to, toGln, owner)]
  return Object.fromEntries(
    recallGroups.map((group) => [
      group,
      counts[group] + (group === source ? units : 0) - (group === target ? units : 0),
    ]),
  ) as Record<RecallGroup, number>
}
