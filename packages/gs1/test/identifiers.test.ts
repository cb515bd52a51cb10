import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  buildGln,
  buildGtin,
  buildSscc,
  checkCharacterPair,
  checkDigit,
  drugIdOf,
  type FaultCode,
  glnFromNumber,
  glnToNumber,
  gtin13,
  gtinFromNumber,
  gtinToNumber,
  hasValidCheckDigit,
  parseChinaDrugCode,
  parseChinaTraceCode,
  parseGln,
  parseGtin,
  parseLotNumber,
  parseSerial,
  parseSscc,
  type Result,
  ssccFromNumber,
  ssccToNumber,
} from '../src/index.ts'
import { digits, gln, gtin, serial, sscc, valueOfResult } from './arbitraries.ts'

const codeOf = (result: Result<unknown>): FaultCode | 'accepted' => (result.ok ? 'accepted' : result.reason.code)

describe('check digits', () => {
  test.each([
    ['340094949729', 4],
    ['629104150021', 3],
    ['03600029145', 2],
    ['7351353', 7],
    ['8061414112345', 8],
    ['37610425002123456', 9],
  ])('the check digit of %s is %i', (body, digit) => expect(checkDigit(body)).toBe(digit))

  test('nothing but digits has one', () => {
    for (const text of ['', '12a4', '１２３', '-1', '1.5']) expect(checkDigit(text)).toBeUndefined()
  })

  test('every error in a single digit is found', () => {
    fc.assert(
      fc.property(digits(1, 20), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, where, change) => {
        const whole = `${body}${checkDigit(body)}`
        const index = where % whole.length
        const wrong = (Number(whole[index]) + change) % 10
        expect(hasValidCheckDigit(whole)).toBe(true)
        expect(hasValidCheckDigit(whole.slice(0, index) + wrong + whole.slice(index + 1))).toBe(false)
      }),
    )
  })

  test('the check pair of the model number in the General Specifications is 2K', () => {
    expect(checkCharacterPair('1987654Ad4X4bL5ttr2310c')).toBe('2K')
    expect(checkCharacterPair('')).toBeUndefined()
    expect(checkCharacterPair('a b')).toBeUndefined()
    expect(checkCharacterPair('A'.repeat(24))).toBeUndefined()
  })
})

describe('keys', () => {
  test.each([
    ['3400949497294', '03400949497294'],
    ['73513537', '00000073513537'],
    ['036000291452', '00036000291452'],
    ['80614141123458', '80614141123458'],
  ])('GTIN %s is kept as %s', (text, kept) => expect(parseGtin(text)).toEqual({ ok: true, value: kept }))

  test('a refusal says what and where', () => {
    expect(parseGtin('3400949497295')).toEqual({
      ok: false,
      reason: { code: 'CHECK_DIGIT', message: 'the check digit of 3400949497295 should be 4', position: 12 },
    })
    expect(parseGtin('34009494x7294')).toMatchObject({ ok: false, reason: { code: 'CHARACTER', position: 8 } })
    expect(codeOf(parseGtin(''))).toBe('EMPTY')
    expect(codeOf(parseGtin('340094949729'))).toBe('CHECK_DIGIT')
    expect(codeOf(parseGtin('34009494972940'))).toBe('CHECK_DIGIT')
    expect(codeOf(parseGtin('340094949'))).toBe('LENGTH')
    expect(codeOf(parseGtin('３400949497294'))).toBe('CHARACTER')
    expect(codeOf(parseSscc('376104250021234568'))).toBe('CHECK_DIGIT')
    expect(codeOf(parseSscc('3761042500212345'))).toBe('LENGTH')
    expect(codeOf(parseGln('6291041500214'))).toBe('CHECK_DIGIT')
    expect(codeOf(parseGln(' 6291041500213'))).toBe('CHARACTER')
  })

  test('a consumer pack has thirteen digits, a case has not', () => {
    expect(gtin13(valueOfResult(parseGtin('3400949497294')))).toBe('3400949497294')
    expect(gtin13(valueOfResult(parseGtin('80614141123458')))).toBeUndefined()
  })

  test('an SSCC is made of extension digit, company prefix and serial reference', () => {
    const parts = { extensionDigit: 3, companyPrefix: '7610425', serialReference: '002123456' }
    expect(buildSscc(parts)).toEqual({ ok: true, value: '376104250021234569' })
    expect(buildSscc({ ...parts, serialReference: 2123456n })).toEqual(buildSscc(parts))
    expect(codeOf(buildSscc({ ...parts, extensionDigit: 10 }))).toBe('OUT_OF_RANGE')
    expect(codeOf(buildSscc({ ...parts, extensionDigit: 1.5 }))).toBe('OUT_OF_RANGE')
    expect(codeOf(buildSscc({ ...parts, companyPrefix: '761' }))).toBe('COMPANY_PREFIX')
    expect(codeOf(buildSscc({ ...parts, serialReference: '1234567890' }))).toBe('OUT_OF_RANGE')
    expect(codeOf(buildSscc({ ...parts, serialReference: -1 }))).toBe('CHARACTER')
    expect(codeOf(buildSscc({ ...parts, serialReference: 1e21 }))).toBe('CHARACTER')
    expect(codeOf(buildGtin('12'))).toBe('LENGTH')
    expect(codeOf(buildGln('12x456789012'))).toBe('LENGTH')
  })

  test('every SSCC that is made is one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        digits(4, 12),
        fc.nat(9_999),
        (extensionDigit, companyPrefix, reference) => {
          const made = valueOfResult(buildSscc({ extensionDigit, companyPrefix, serialReference: reference }))
          expect(parseSscc(made)).toEqual({ ok: true, value: made })
          expect(made.slice(0, companyPrefix.length + 1)).toBe(`${extensionDigit}${companyPrefix}`)
        },
      ),
    )
  })

  test('keys survive being a number', () => {
    fc.assert(
      fc.property(gtin, sscc, gln, (item, unit, place) => {
        expect(gtinFromNumber(gtinToNumber(item))).toEqual({ ok: true, value: item })
        expect(ssccFromNumber(ssccToNumber(unit))).toEqual({ ok: true, value: unit })
        expect(glnFromNumber(glnToNumber(place))).toEqual({ ok: true, value: place })
      }),
    )
    expect(codeOf(gtinFromNumber(10n ** 14n))).toBe('OUT_OF_RANGE')
    expect(codeOf(gtinFromNumber(-1n))).toBe('OUT_OF_RANGE')
    expect(codeOf(ssccFromNumber(1n))).toBe('CHECK_DIGIT')
    expect(codeOf(glnFromNumber(1n))).toBe('CHECK_DIGIT')
  })
})

describe('serials and lots', () => {
  test('take 1 to 20 characters of set 82 as they are', () => {
    fc.assert(
      fc.property(serial, (text) => {
        expect(parseSerial(text)).toEqual({ ok: true, value: text })
        expect(parseLotNumber(text)).toEqual({ ok: true, value: text })
      }),
    )
  })

  test.each([
    ['', 'EMPTY'],
    ['A'.repeat(21), 'LENGTH'],
    ['A B', 'CHARACTER'],
    ['A#B', 'CHARACTER'],
    ['é', 'CHARACTER'],
    ['A\u001dB', 'CHARACTER'],
  ])('%j is refused with %s', (text, code) => {
    expect(codeOf(parseSerial(text))).toBe(code)
    expect(codeOf(parseLotNumber(text))).toBe(code)
  })
})

describe('Chinese codes', () => {
  test('a traceability code begins with its drug id', () => {
    const code = valueOfResult(parseChinaTraceCode('81234567890123456789'))
    expect(drugIdOf(code)).toBe('8123456')
    expect(codeOf(parseChinaTraceCode('8123456789012345678'))).toBe('LENGTH')
    expect(codeOf(parseChinaTraceCode('8123456789012345678-'))).toBe('CHARACTER')
    expect(codeOf(parseChinaTraceCode(''))).toBe('EMPTY')
  })

  test('a national drug code has fourteen digits from 869', () => {
    expect(parseChinaDrugCode('86900001000019')).toEqual({ ok: true, value: '86900001000019' })
    expect(codeOf(parseChinaDrugCode('86800001000019'))).toBe('CONTENT')
    expect(codeOf(parseChinaDrugCode('8690000100001'))).toBe('LENGTH')
    expect(codeOf(parseChinaDrugCode('8690000100001x'))).toBe('CHARACTER')
    expect(codeOf(parseChinaDrugCode(''))).toBe('EMPTY')
  })
})
