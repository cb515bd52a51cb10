import { type IsoDate, parseIsoDate } from '@theriac/gs1'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const

const pad = (number: number | string): string => String(number).padStart(2, '0')

/**
 * Reads a day as somebody types it, `2028-11-30`: with the year in front, in Chinese, or with the month as a word. Numbers
 * alone with the year behind are refused: 03/04/2028 is another day on either side of an ocean.
 */
export function readDay(text: string): IsoDate | undefined {
  const plain = text.trim().toLowerCase()
  const ordered =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
  if (ordered) return day(ordered[1], Number(ordered[2]), Number(ordered[3]))
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]*([a-z]{3,9})[\s.,-]*(\d{4})$/.exec(plain)
  if (dayFirst) return day(dayFirst[3], monthOf(dayFirst[2]), Number(dayFirst[1]))
  const monthFirst = /^([a-z]{3,9})[\s.-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(\d{4})$/.exec(plain)
  return monthFirst ? day(monthFirst[3], monthOf(monthFirst[1]), Number(monthFirst[2])) : undefined
}

/** Reads a day with an hour and minute after it, `2028-11-30T14:05`; midnight where there is none. */
export function readMoment(text: string): string | undefined {
  const [, date = '', hour = '0', minute = '00'] =
    /^(.*?)(?:[\s,，t]+(\d{1,2})[:：](\d\d)(?:[:：]\d\d)?)?$/i.exec(text.trim()) ?? []
  const found = readDay(date)
  return found !== undefined && Number(hour) < 24 && Number(minute) < 60 ? `${found}T${pad(hour)}:${minute}` : undefined
}

const monthOf = (word = ''): number => months.findIndex((month) => word.startsWith(month)) + 1

function day(year: string | undefined, month: number, date: number): IsoDate | undefined {
  const parsed = parseIsoDate(`${year}-${pad(month)}-${pad(date)}`)
  return parsed.ok ? parsed.value : undefined
}
