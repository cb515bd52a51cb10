import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatGs1Date, parseGs1Date, parseIsoDate, resolveYear } from '../src/index.ts'
import { dateDigits, REFERENCE, valueOfResult } from './arbitraries.ts'

test.each([
  [2026, 76, 2076],
  [2026, 77, 1977],
  [2026, 26, 2026],
  [2026, 0, 2000],
  [2049, 99, 2099],
  [2050, 0, 2100],
  [2051, 0, 2100],
  [2051, 1, 2101],
  [2051, 2, 2002],
  [1999, 49, 2049],
  [1999, 50, 1950],
])('in %i the two digits %i mean %i', (reference, digits, year) => expect(resolveYear(digits, reference)).toBe(year))

test('a year lies 49 years back to 50 years ahead and keeps its digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2200 }), fc.nat(99), (reference, digits) => {
      const year = resolveYear(digits, reference)
      expect(year % 100).toBe(digits)
      expect(year - reference).toBeGreaterThanOrEqual(-49)
      expect(year - reference).toBeLessThanOrEqual(50)
    }),
  )
})

test.each([
  ['271200', '2027-12-31'],
  ['280200', '2028-02-29'],
  ['270200', '2027-02-28'],
  ['280229', '2028-02-29'],
  ['260401', '2026-04-01'],
])('%s is %s', (digits, date) => expect(parseGs1Date(digits, REFERENCE)).toEqual({ ok: true, value: date }))

test.each([
  ['270229', 'DATE', 4],
  ['271301', 'DATE', 2],
  ['270001', 'DATE', 2],
  ['270431', 'DATE', 4],
  ['27043', 'LENGTH', 0],
  ['2704x1', 'CHARACTER', 4],
])('%s is refused with %s at %i', (digits, code, position) => {
  expect(parseGs1Date(digits, REFERENCE)).toMatchObject({ ok: false, reason: { code, position } })
})

test('day 00 is refused where a day is needed', () => {
  expect(parseGs1Date('271200', REFERENCE, false)).toMatchObject({ ok: false, reason: { code: 'DATE' } })
})

test('the day of the scan serves as a reference', () => {
  const today = valueOfResult(parseIsoDate('2099-06-01'))
  expect(parseGs1Date('050101', { today })).toEqual({ ok: true, value: '2105-01-01' })
})

test('dates survive being written for an AI', () => {
  fc.assert(
    fc.property(dateDigits, (digits) => {
      const date = valueOfResult(parseGs1Date(digits, REFERENCE))
      expect(parseIsoDate(date).ok).toBe(true)
      expect(parseGs1Date(formatGs1Date(date), REFERENCE)).toEqual({ ok: true, value: date })
    }),
  )
})

test.each(['2027-02-29', '2027-1-01', '0000-01-01', '2027-13-01', '27-01-01', '2027-01-01T00:00', ''])(
  '%j is no date',
  (text) => expect(parseIsoDate(text)).toMatchObject({ ok: false, reason: { code: 'DATE' } }),
)
