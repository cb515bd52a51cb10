import { accept, type Result, refuse } from './result.ts'

declare const isoDateBrand: unique symbol
/** A calendar date `YYYY-MM-DD` that exists. Comparing two as strings compares them in time. */
export type IsoDate = string & { readonly [isoDateBrand]: true }

/** What a two-digit year is read against: a full year, or the day of the scan. */
export type DateReference = { readonly referenceYear: number } | { readonly today: IsoDate }

export function yearOf(reference: DateReference): number {
  return 'today' in reference ? Number(reference.today.slice(0, 4)) : reference.referenceYear
}

/** Days of a month, 1–12, in the Gregorian calendar; 0 for a month that doesn't exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30
  return month >= 1 && month <= 12 ? 31 : 0
}

/** Reads `YYYY-MM-DD`, years 0001 to 9999. Refuses with `DATE`. */
export function parseIsoDate(text: string): Result<IsoDate> {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!match) return refuse('DATE', 'a date is written YYYY-MM-DD')
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || day < 1 || day > daysInMonth(year, month)) return refuse('DATE', `${text} is not a day`)
  return accept(text as IsoDate)
}

/**
 * The full year of two digits: the one within 49 years before and 50 after the reference year
 * (GS1 General Specifications 7.12).
 */
export function resolveYear(twoDigitYear: number, referenceYear: number): number {
  const century = referenceYear - (referenceYear % 100)
  const difference = twoDigitYear - (referenceYear % 100)
  if (difference >= 51) return century - 100 + twoDigitYear
  if (difference <= -50) return century + 100 + twoDigitYear
  return century + twoDigitYear
}

function isoDate(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as IsoDate
}

/**
 * Reads the YYMMDD of a date AI. Day `00` means the last day of the month where `allowDayZero` is set, as it is for
 * AI 11 to 17 (GS1 General Specifications 3.4).
 *
 * @param digits six digits
 * @returns the date, or `LENGTH`, `CHARACTER` or `DATE`
 */
export function parseGs1Date(digits: string, reference: DateReference, allowDayZero = true): Result<IsoDate> {
  if (digits.length !== 6) return refuse('LENGTH', 'a date has six digits, YYMMDD')
  if (!/^[0-9]{6}$/.test(digits)) return refuse('CHARACTER', 'a date has six digits, YYMMDD', digits.search(/[^0-9]/))
  const year = resolveYear(Number(digits.slice(0, 2)), yearOf(reference))
  const month = Number(digits.slice(2, 4))
  const day = Number(digits.slice(4, 6))
  const last = daysInMonth(year, month)
  if (year < 1 || year > 9999 || last === 0) return refuse('DATE', `month ${digits.slice(2, 4)} does not exist`, 2)
  if (day === 0 && allowDayZero) return accept(isoDate(year, month, last))
  if (day < 1 || day > last) return refuse('DATE', `day ${digits.slice(4, 6)} does not exist in that month`, 4)
  return accept(isoDate(year, month, day))
}

/** The YYMMDD of a date, for a date AI. The century is lost, as the standard has it. */
export function formatGs1Date(date: IsoDate): string {
  return date.slice(2, 4) + date.slice(5, 7) + date.slice(8, 10)
}
