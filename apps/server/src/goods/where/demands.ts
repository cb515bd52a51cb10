import type { IsoDate } from '@theriac/gs1'
import { dateOf, dayOf, type EndState, type Holder } from '@theriac/ledger'
import { dayAt } from '../guards.ts'
import type { Place } from './places.ts'
import type { Demand } from './require-places.ts'

/** Days in which an end of circulation can be undone by who made it, as `Dispensing.UNDO_DAYS` has it. */
export const undoDays = 10

/** The day of the calendar as the contracts count it, UTC. */
export const dayNumber = (ms: number): number => dayOf(dayAt(ms) as IsoDate)

/** Goods that are loose, or whole containers, in an institution's own stock. */
export function inStock(gln: string, attempt: Demand['attempt'], target?: Demand['target']): Demand {
  return {
    attempt,
    ...(target === undefined ? {} : { target }),
    isRight: (holder) => holder.kind === 'institution' && holder.gln === gln,
    quantities: { gln, kinds: ['institution'] },
    place: 'in your stock',
  }
}

/**
 * Goods that an institution took out of circulation in one of some ways.
 *
 * @param days - how long ago at most; without it, at any time
 */
export function endedBy(
  gln: string,
  states: readonly EndState[],
  attempt: Demand['attempt'],
  { now, days, place }: { readonly now: number; readonly days?: number; readonly place: string },
): Demand {
  const today = dayNumber(now)
  const isOfIts = (holder: Holder): boolean =>
    holder.kind === 'end' && holder.gln === gln && states.includes(holder.state)
  const isInTime = (holder: Holder): boolean =>
    days === undefined || (holder.kind === 'end' && today - holder.day <= days)
  return {
    attempt,
    ...(attempt === 'undo' ? { target: 'in_stock' as const } : {}),
    isRight: (holder) => isOfIts(holder) && isInTime(holder),
    isLate: (holder) => isOfIts(holder) && !isInTime(holder),
    quantities: { gln, kinds: ['end'] },
    place,
  }
}

/** The last day on which something that ended on a day can be undone by who ended it. */
export function undoableUntil(day: string): IsoDate {
  return dayAt(Date.parse(`${day}T00:00:00Z`) + undoDays * 86_400_000) as IsoDate
}

/** Goods that ended in one way on one day. */
export interface Ended {
  readonly state: EndState
  readonly day: IsoDate
  readonly units: number
}

/** What goods are taken back from, added up by state and day. */
export function endedOf(places: readonly Place[]): Ended[] {
  const ended = new Map<string, Ended>()
  for (const { holder, units } of places) {
    if (holder?.kind !== 'end') continue
    const day = dateOf(holder.day)
    const key = `${holder.state} ${day}`
    ended.set(key, { state: holder.state, day, units: units + (ended.get(key)?.units ?? 0) })
  }
  return [...ended.values()]
}
