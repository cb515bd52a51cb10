import type { IsoDate } from '@theriac/gs1'

const MS_PER_DAY = 86_400_000

/** Days since 1970-01-01 of a calendar date, as the contracts count them (UTC). */
export function dayOf(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY
}

/** The calendar date of a day number. */
export function dateOf(day: number): IsoDate {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as IsoDate
}
