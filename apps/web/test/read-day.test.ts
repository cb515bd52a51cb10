import { expect, test } from 'vitest'
import { createFormat } from '../src/core/i18n/format.ts'
import { readDay, readMoment } from '../src/core/i18n/read-day.ts'

test('a day is read as people write it in either language', () => {
  const written = [
    '2028-11-03',
    '2028/11/3',
    '20281103',
    '2028年11月3日',
    '3 Nov 2028',
    '3rd November 2028',
    'Nov 3, 2028',
  ]
  expect(written.map(readDay)).toEqual(written.map(() => '2028-11-03'))
})

test('what could be two days, or is none, is refused', () => {
  expect(['03/04/2028', '3.4.2028', '2027-02-29', '31 Jun 2028', '3 Foo 2028', ''].map(readDay)).toEqual(
    Array.from({ length: 6 }, () => undefined),
  )
})

test('what a language writes it reads again, with and without the time', () => {
  for (const format of [createFormat('en'), createFormat('zh')]) {
    expect(readDay(format.day('2028-11-03'))).toBe('2028-11-03')
    expect(readMoment(format.instant('2028-11-03T14:05'))).toBe('2028-11-03T14:05')
  }
  expect(readMoment('2028-11-03')).toBe('2028-11-03T00:00')
  expect(readMoment('2028-11-03 25:00')).toBeUndefined()
})
