import type { Key } from '../cast.ts'
import { type DemonstrationClock, startOfDay, storyDays } from '../clock.ts'

/** Parts of a working day, in their order: goods arrive; are made and dispensed; leave; what concerns many is decided. */
const hours = ['morning', 'noon', 'evening', 'night'] as const
type Hour = (typeof hours)[number]

/** When each begins, in minutes after midnight (UTC). */
const minutes: Readonly<Record<Hour, number>> = {
  morning: 7 * 60 + 20,
  noon: 11 * 60,
  evening: 15 * 60 + 40,
  night: 19 * 60,
}
const minuteMs = 60_000
const dayMs = 86_400_000

type Act = () => Promise<unknown>

/** What is to be done when, by whom. */
export interface Calendar {
  /** The day that is being played; 0 is the first. */
  today(): number
  /** Midnight (UTC) of a day, Unix milliseconds. */
  midnight(day: number): number
  /** Puts an act down. What an institution does in an hour is done in the order in which it was put down. */
  on(day: number, hour: Hour, who: Key, act: Act): void
}

/** A calendar whose first day is the clock's. */
export function createCalendar(clock: DemonstrationClock) {
  const first = startOfDay(clock.now())
  const slots = new Map<number, Map<Key, Act[]>>()
  let current = -1

  const midnight = (day: number): number => first + day * dayMs

  /** Institutions act side by side; acts that are put down meanwhile for this very hour are done too. */
  async function playSlot(acts: ReadonlyMap<Key, Act[]>, signal: AbortSignal): Promise<void> {
    await Promise.all(
      [...acts].map(async ([who, list]) => {
        for (const act of list) {
          signal.throwIfAborted()
          await act().catch((cause: unknown) => {
            const where = `day ${Math.floor(current / hours.length)}, ${hours[current % hours.length]}, ${who}`
            const what = cause instanceof Error ? cause.message : String(cause)
            throw new Error(`The demonstration went wrong (${where}): ${what}`, { cause })
          })
        }
      }),
    )
  }

  const calendar: Calendar = {
    today: () => Math.max(0, Math.floor(current / hours.length)),
    midnight,
    on(day, hour, who, act) {
      const slot = day * hours.length + hours.indexOf(hour)
      if (slot < current || day > storyDays) throw new RangeError(`Nothing can be put down for ${hour} of day ${day}`)
      const acts = slots.get(slot) ?? new Map<Key, Act[]>()
      slots.set(slot, acts)
      acts.set(who, [...(acts.get(who) ?? []), act])
    },
  }

  return {
    ...calendar,
    /** Lets the days pass. Rejects with what went wrong, or the signal's reason. */
    async play(signal: AbortSignal): Promise<void> {
      for (let day = 0; day <= storyDays; day++) {
        for (const [place, hour] of hours.entries()) {
          const acts = slots.get(day * hours.length + place)
          if (!acts) continue
          current = day * hours.length + place
          clock.set(midnight(day) + minutes[hour] * minuteMs)
          await playSlot(acts, signal)
        }
      }
    },
  }
}
