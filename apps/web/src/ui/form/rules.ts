import { parseGln, parseGtin, parseIsoDate, parseLotNumber, parseSerial, parseSscc } from '@theriac/gs1'
import { useFormWords } from './words.ts'

/** Says what is wrong with a value; null where nothing is. */
export type Rule = (value: unknown) => string | null

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/**
 * Rules for the fields of a form, in the reader's language; the same that the server goes by. A rule lets an empty field
 * pass: put `required` before it with `all` where it must be filled.
 */
export function useRules() {
  const words = useFormWords()
  const rule =
    (test: (text: string) => boolean, fault: string): Rule =>
    (value) =>
      isEmpty(value) || test(String(value)) ? null : fault
  const required: Rule = (value) => (isEmpty(value) || String(value).trim() === '' ? words.required : null)
  return {
    required,
    gtin: rule((text) => parseGtin(text).ok, words.gtin),
    gln: rule((text) => parseGln(text).ok, words.gln),
    sscc: rule((text) => parseSscc(text).ok, words.sscc),
    serial: rule((text) => parseSerial(text).ok, words.serial),
    lotNumber: rule((text) => parseLotNumber(text).ok, words.lotNumber),
    day: rule((text) => parseIsoDate(text).ok, words.day),
    atLeast: (least: number) => rule((text) => Number(text) >= least, words.atLeast(least)),
    longEnough: (least: number) => rule((text) => text.length >= least, words.longEnough(least)),
    /** The first fault of several rules. */
    all:
      (...rules: readonly Rule[]): Rule =>
      (value) => {
        for (const one of rules) {
          const fault = one(value)
          if (fault !== null) return fault
        }
        return null
      },
  }
}
