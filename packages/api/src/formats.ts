import { parseGln, parseGtin, parseIsoDate, parseLotNumber, parseSerial, parseSscc } from '@theriac/gs1'

/** A named rule for a string that JSON Schema's own keywords cannot say, and the words for whoever breaks it. */
export interface Format {
  readonly test: (text: string) => boolean
  readonly rule: string
}

/** Formats used by the schemas, by name. A validator must know them all. */
export const formats: Readonly<Record<string, Format>> = {
  gtin: { test: (text) => text.length === 14 && parseGtin(text).ok, rule: 'a GTIN of 14 digits with its check digit' },
  gln: { test: (text) => parseGln(text).ok, rule: 'a GLN of 13 digits with its check digit' },
  sscc: { test: (text) => parseSscc(text).ok, rule: 'an SSCC of 18 digits with its check digit' },
  serial: { test: (text) => parseSerial(text).ok, rule: '1 to 20 characters of GS1 character set 82' },
  lotNumber: { test: (text) => parseLotNumber(text).ok, rule: '1 to 20 characters of GS1 character set 82' },
  day: { test: (text) => parseIsoDate(text).ok, rule: 'a day of the calendar, YYYY-MM-DD' },
  instant: {
    test: (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    rule: 'an instant with its offset, such as 2026-11-27T10:00:00Z',
  },
  account: { test: (text) => /^0x[0-9a-f]{40}$/.test(text), rule: 'an account: 0x and 40 hex digits in lower case' },
  hash: { test: (text) => /^0x[0-9a-f]{64}$/.test(text), rule: 'a hash: 0x and 64 hex digits in lower case' },
  count: { test: (text) => /^(0|[1-9]\d{0,77})$/.test(text), rule: 'a whole number in decimal digits' },
}
