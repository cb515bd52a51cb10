import type { Locale } from '@theriac/api'

/** Forms of a counted word; `#` stands for the number. */
interface Forms {
  readonly one: string
  readonly other: string
}

/** How numbers, days and counts are written in a language. */
export interface Format {
  readonly language: Locale
  number(value: number): string
  /** 0.42 → 42 % */
  percent(share: number): string
  /** `3 packs`: the form that goes with the number. */
  plural(count: number, forms: Forms): string
  /** A day of the calendar, `2028-11-30`, whatever the time zone. */
  day(day: string): string
  /** A month of the calendar, `2028-11`. */
  month(month: string): string
  /** An instant, in the reader's time zone. */
  instant(instant: string): string
  /** An instant to the second. */
  second(instant: string): string
  /** An instant's hour and minute. */
  time(instant: string): string
  /** `3 hours ago`, `in 2 days`; days or hours or minutes, whatever fits. */
  relative(instant: string, now?: number): string
  list(items: readonly string[]): string
}

const minute = 60_000
const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
]
const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', zh: 'zh-CN' }

/** Makes the formats of a language. */
export function createFormat(language: Locale): Format {
  const tag = tags[language]
  const number = new Intl.NumberFormat(tag)
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const rules = new Intl.PluralRules(tag)
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' })
  const month = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const instant = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' })
  const second = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' })
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const list = new Intl.ListFormat(tag)
  return {
    language,
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    plural: (count, forms) =>
      (rules.select(count) === 'one' ? forms.one : forms.other).replace('#', number.format(count)),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
    month: (text) => month.format(new Date(`${text}-01T00:00:00Z`)),
    instant: (text) => instant.format(new Date(text)),
    second: (text) => second.format(new Date(text)),
    time: (text) => time.format(new Date(text)),
    relative(text, now = Date.now()) {
      const distance = Date.parse(text) - now
      const [unit, length] = steps.find(([, size]) => Math.abs(distance) >= size) ?? ['minute', minute]
      return relative.format(Math.round(distance / length), unit)
    },
    list: (items) => list.format(items),
  }
}
