import { checkCharacterPair, checkDigit, hasValidCheckDigit } from '../check-digit.ts'
import { daysInMonth, parseGs1Date } from '../dates.ts'
import type { FaultCode } from '../result.ts'
import { COUNTRY_NUMBERS } from './country-codes.ts'

/** What is wrong within a component; `position` counts from its first character. */
export interface ContentFault {
  readonly code: FaultCode
  readonly message: string
  readonly position: number
}

type Rule = (value: string, referenceYear: number) => ContentFault | undefined

const fault = (message: string, position = 0, code: FaultCode = 'CONTENT'): ContentFault => ({
  code,
  message,
  position,
})

const matching =
  (pattern: RegExp, message: string): Rule =>
  (value) =>
    pattern.test(value) ? undefined : fault(message)

const numberWithin =
  (least: number, most: number, name: string): Rule =>
  (value) =>
    Number(value) >= least && Number(value) <= most ? undefined : fault(`${name} ${value} is out of range`)

/** A licensed prefix has at least four digits; how long it really is, only GS1's register tells. */
const prefixAt =
  (position: number): Rule =>
  (value) =>
    /^[0-9]{4}/.test(value.slice(position)) ? undefined : fault('a GS1 company prefix should stand here', position)

const date =
  (allowDayZero: boolean): Rule =>
  (value, referenceYear) => {
    const parsed = parseGs1Date(value, { referenceYear }, allowDayZero)
    return parsed.ok ? undefined : parsed.reason
  }

const checkDigitRule: Rule = (value) =>
  hasValidCheckDigit(value)
    ? undefined
    : fault(`the check digit of ${value} should be ${checkDigit(value.slice(0, -1))}`, value.length - 1, 'CHECK_DIGIT')

const checkPair: Rule = (value) => {
  const expected = checkCharacterPair(value.slice(0, -2))
  if (expected !== undefined && value.endsWith(expected)) return undefined
  return fault('the check character pair is wrong', Math.max(0, value.length - 2), 'CHECK_DIGIT')
}

const fullDate: Rule = (value) => {
  const days = daysInMonth(Number(value.slice(0, 4)), Number(value.slice(4, 6)))
  const day = Number(value.slice(6, 8))
  return day >= 1 && day <= days ? undefined : fault(`${value} is not a day`, 0, 'DATE')
}

const time: Rule = (value) =>
  /^([01][0-9]|2[0-3])[0-5][0-9]$/.test(value) ? undefined : fault(`${value} is not a time of day`, 0, 'DATE')

const iban: Rule = (value) => {
  if (!/^[A-Z]{2}[0-9]{2}[0-9A-Z]{1,30}$/.test(value)) return fault('not shaped like an IBAN')
  let remainder = 0
  for (const character of value.slice(4) + value.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  }
  return remainder === 1 ? undefined : fault('the check digits of the IBAN are wrong', 2, 'CHECK_DIGIT')
}

const piece: Rule = (value) => {
  const [number, total] = [Number(value.slice(0, 2)), Number(value.slice(2, 4))]
  return number >= 1 && number <= total ? undefined : fault(`there is no piece ${number} of ${total}`)
}

const birthSequence: Rule = (value) => {
  const match = /^([1-9])\/([1-9])$/.exec(value)
  return match && Number(match[1]) <= Number(match[2]) ? undefined : fault('a sequence is written like 1/2')
}

/**
 * What a component must contain beyond its characters and length. The lists that change often or say little about a
 * drug are checked by shape only: currencies, package types, country letters; coupons aren't looked into.
 */
export const CONTENT_RULES = {
  check: checkDigitRule,
  checkPair,
  prefix: prefixAt(0),
  prefixAfterFirst: prefixAt(1),
  date: date(false),
  date0: date(true),
  fullDate,
  time,
  hour: numberWithin(0, 23, 'hour'),
  minute: numberWithin(0, 59, 'minute'),
  second: numberWithin(0, 59, 'second'),
  country: (value) => (COUNTRY_NUMBERS.has(value) ? undefined : fault(`${value} is not a country of ISO 3166`)),
  countryOrAny: (value) =>
    value === '999' || COUNTRY_NUMBERS.has(value) ? undefined : fault(`${value} is not a country of ISO 3166`),
  countryLetters: matching(/^[A-Z]{2}$/, 'a country is two capital letters'),
  currency: matching(/^[0-9]{3}$/, 'a currency is three digits'),
  percent: matching(/^([^%]|%[0-9A-Fa-f]{2})*$/, 'a percent sign must be followed by two hexadecimal digits'),
  latitude: numberWithin(0, 1_800_000_000, 'latitude'),
  longitude: numberWithin(0, 3_600_000_000, 'longitude'),
  yesNo: matching(/^[01]$/, 'either 0 or 1'),
  zero: matching(/^0+$/, 'a zero should stand here'),
  nonZero: matching(/[1-9]/, 'must not be zero'),
  noLeadingZero: matching(/^(0|[1-9][0-9]*)$/, 'must not start with zero'),
  nonDigit: matching(/[^0-9]/, 'must not consist of digits only'),
  minus: matching(/^-$/, 'only a minus sign may stand here'),
  winding: matching(/^[019]$/, 'winding is 0, 1 or 9'),
  sex: matching(/^[0129]$/, 'sex is 0, 1, 2 or 9 (ISO 5218)'),
  mediaType: matching(/^(0[1-9]|10|[89][0-9])$/, 'media types are 01 to 10 and 80 to 99'),
  packageType: matching(/^[0-9A-Z]{1,4}$/, 'package types are capital letters and digits'),
  importer: matching(/^[0-9A-Za-z_-]$/, 'an importer index is a letter, a digit, - or _'),
  birthSequence,
  piece,
  iban,
  coupon: () => undefined,
  couponOffer: () => undefined,
} as const satisfies Record<string, Rule>

export type ContentRule = keyof typeof CONTENT_RULES

export function isContentRule(name: string): name is ContentRule {
  return Object.hasOwn(CONTENT_RULES, name)
}
