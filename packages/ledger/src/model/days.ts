import type { IsoDate } from '@theriac/gs1'
import { LedgerError } from '../errors.ts'

const MS_PER_DAY = 86_400_000
/** 9999-12-31: a date has four digits of year. */
const lastDay = 2_932_896

/** Days since 1970-01-01 of a calendar date, as the contracts count them (UTC). Throws DayInvalid. */
export function dayOf(date: IsoDate): number {
  const day = Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY
  // The engine's parser takes more than dates, and 30 February for 2 March.
  if (!isDay(day) || dateOf(day) !== date)
    throw new LedgerError('DayInvalid', `${date} is no day that the contracts count`, { value: date })
  return day
}

/** The calendar date of a day number. Throws DayInvalid. */
export function dateOf(day: number): IsoDate {
  if (!isDay(day)) throw new LedgerError('DayInvalid', `${day} is no day of the calendar`, { value: day })
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as IsoDate
}

function isDay(day: number): boolean {
  return Number.isInteger(day) && day >= 0 && day <= lastDay
}
