import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  APPLICATION_IDENTIFIERS,
  checkPairings,
  FNC1,
  formatElementString,
  LONGEST_SCAN,
  parseElementString,
} from '../src/index.ts'
import { anyText, packElements, REFERENCE, valueOfResult } from './arbitraries.ts'

const PACK = `010340094949729421SN-12345${FNC1}1727120010LOT42`

describe('reading', () => {
  test('a pack as its reader sends it', () => {
    const read = valueOfResult(parseElementString(`]d2${PACK}`, REFERENCE))
    expect(read).toEqual({
      form: 'raw',
      symbology: 'GS1 DataMatrix',
      elements: [
        { ai: '01', value: '03400949497294' },
        { ai: '21', value: 'SN-12345' },
        { ai: '17', value: '271200' },
        { ai: '10', value: 'LOT42' },
      ],
      summary: { gtin: '03400949497294', serial: 'SN-12345', expiry: '2027-12-31', lot: 'LOT42' },
    })
  })

  test.each([
    [']C1', 'GS1-128'],
    [']e0', 'GS1 DataBar'],
    [']d1', 'DataMatrix'],
    [']Q3', 'GS1 QR Code'],
    [']J1', 'GS1 DotCode'],
  ])('the symbology identifier %s', (prefix, symbology) => {
    expect(parseElementString(prefix + PACK, REFERENCE)).toMatchObject({ ok: true, value: { symbology } })
  })

  test('white space around, FNC1 in front, at the end and after a pre-defined length change nothing', () => {
    const plain = valueOfResult(parseElementString(PACK, REFERENCE))
    const separated = `0103400949497294${FNC1}21SN-12345${FNC1}171200`
    expect(parseElementString(` \r\n${FNC1}${PACK}${FNC1}\t`, REFERENCE)).toEqual({ ok: true, value: plain })
    expect(parseElementString(separated.replace('171200', `17271200${FNC1}10LOT42`), REFERENCE)).toEqual({
      ok: true,
      value: plain,
    })
  })

  test('the printed form, with blanks and with brackets in a serial', () => {
    const printed = ' (01) 03400949497294 (21)A(1)\\(10)B (17)271231 '
    expect(parseElementString(printed, REFERENCE)).toMatchObject({
      ok: true,
      value: { form: 'bracketed', summary: { serial: 'A(1)(10)B', expiry: '2027-12-31' } },
    })
  })

  test('a pallet: content, count and dates', () => {
    const pallet = `(00)376104250021234569(02)03400949497294(37)480(11)260131(15)271200(10)L1`
    expect(valueOfResult(parseElementString(pallet, REFERENCE)).summary).toEqual({
      sscc: '376104250021234569',
      contentGtin: '03400949497294',
      contentCount: 480,
      productionDate: '2026-01-31',
      bestBefore: '2027-12-31',
      lot: 'L1',
    })
  })

  test('a place, and a national number', () => {
    expect(parseElementString('(414)6291041500213(254)B2', REFERENCE)).toMatchObject({
      ok: true,
      value: { summary: { gln: '6291041500213', glnExtension: 'B2' } },
    })
    expect(parseElementString('(01)03400949497294(711)3400949497294', REFERENCE)).toMatchObject({
      ok: true,
      value: { summary: { nationalNumbers: { '711': '3400949497294' } } },
    })
  })

  test('the same element twice is one element', () => {
    const twice = valueOfResult(parseElementString('(10)A(10)A', REFERENCE))
    expect(twice.elements).toEqual([{ ai: '10', value: 'A' }])
  })
})

describe('refusing', () => {
  test.each([
    ['', 'EMPTY', 0, undefined],
    ['  ', 'EMPTY', 2, undefined],
    [']d2', 'EMPTY', 3, undefined],
    [`${FNC1}`, 'EMPTY', 1, undefined],
    ['05123', 'AI_UNKNOWN', 0, undefined],
    ['(05)123', 'AI_UNKNOWN', 0, '05'],
    ['(01', 'AI_UNKNOWN', 0, undefined],
    ['01', 'VALUE_MISSING', 2, '01'],
    ['(10)(17)271231', 'VALUE_MISSING', 4, '10'],
    ['010340094949729', 'VALUE_TOO_SHORT', 15, '01'],
    [`0103400949${FNC1}10A`, 'VALUE_TOO_SHORT', 10, '01'],
    ['0103400949497295', 'CHECK_DIGIT', 15, '01'],
    ['01034009494972x4', 'CHARACTER', 14, '01'],
    [`010340094949729410${'A'.repeat(21)}`, 'VALUE_TOO_LONG', 38, '10'],
    ['010340094949729410A B', 'CHARACTER', 19, '10'],
    ['010340094949729417271331', 'DATE', 20, '17'],
    [' ]d2010340094949729417270230', 'DATE', 26, '17'],
    ['01034009494972941727123100', 'VALUE_MISSING', 26, '00'],
    ['(10)A(10)B', 'AI_REPEATED', 5, '10'],
    ['(422)001', 'CONTENT', 5, '422'],
    ['(8007)DE89370400440532013001', 'CHECK_DIGIT', 8, '8007'],
    ['(8006)034009494972940302', 'CONTENT', 20, '8006'],
    ['(4300)A%2', 'CONTENT', 6, '4300'],
    ['(8013)1987654Ad4X4bL5ttr2310c2L', 'CHECK_DIGIT', 29, '8013'],
  ])('%j with %s at %i', (scan, code, position, ai) => {
    const read = parseElementString(scan, REFERENCE)
    expect(read).toMatchObject({ ok: false, reason: ai === undefined ? { code, position } : { code, position, ai } })
  })

  test('a text longer than any symbol holds', () => {
    expect(parseElementString('1'.repeat(LONGEST_SCAN + 1), REFERENCE)).toMatchObject({
      ok: false,
      reason: { code: 'TOO_LONG' },
    })
  })

  test('no text at all makes it throw, and a fault lies within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = parseElementString(text, REFERENCE)
        if (read.ok) return
        expect(read.reason.position).toBeGreaterThanOrEqual(0)
        expect(read.reason.position).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('writing', () => {
  test('puts FNC1 only where it is needed', () => {
    const { elements } = valueOfResult(parseElementString(PACK, REFERENCE))
    expect(formatElementString(elements, 'raw', REFERENCE)).toEqual({ ok: true, value: PACK })
    expect(formatElementString(elements, 'bracketed', REFERENCE)).toEqual({
      ok: true,
      value: '(01)03400949497294(21)SN-12345(17)271200(10)LOT42',
    })
  })

  test('what is written reads the same, in both forms', () => {
    fc.assert(
      fc.property(packElements, fc.constantFrom('raw' as const, 'bracketed' as const), (elements, form) => {
        const text = valueOfResult(formatElementString(elements, form, REFERENCE))
        expect(parseElementString(text, REFERENCE)).toMatchObject({ ok: true, value: { form, elements } })
      }),
    )
  })

  test.each([
    [[], 'EMPTY'],
    [[{ ai: '05', value: '1' }], 'AI_UNKNOWN'],
    [[{ ai: '10', value: '' }], 'VALUE_MISSING'],
    [[{ ai: '10', value: `A${FNC1}` }], 'CHARACTER'],
    [[{ ai: '17', value: '271331' }], 'DATE'],
    [
      [
        { ai: '10', value: 'A' },
        { ai: '10', value: 'A' },
      ],
      'AI_REPEATED',
    ],
  ])('refuses %j with %s', (elements, code) => {
    expect(formatElementString(elements, 'raw', REFERENCE)).toMatchObject({ ok: false, reason: { code } })
  })
})

describe('the table of application identifiers', () => {
  test('no AI is the beginning of another, and each AI finds itself', () => {
    const all = [...APPLICATION_IDENTIFIERS.keys()]
    const clashes = all.filter((ai) => all.some((other) => other !== ai && other.startsWith(ai)))
    expect(clashes).toEqual([])
    expect(all).toHaveLength(541)
  })

  test('only the last component varies in length, and what is pre-defined is fixed', () => {
    for (const { components, fnc1Required, minLength, maxLength } of APPLICATION_IDENTIFIERS.values()) {
      for (const component of components.slice(0, -1)) expect(component.minLength).toBe(component.maxLength)
      if (!fnc1Required) expect(minLength).toBe(maxLength)
    }
  })

  test('elements that need or exclude others are told', () => {
    const faults = (scan: string) =>
      checkPairings(valueOfResult(parseElementString(scan, REFERENCE)).elements).map(({ code, ai }) => [code, ai])
    expect(faults('(01)03400949497294(21)A(10)B(17)271231')).toEqual([])
    expect(faults('(21)A')).toEqual([['PAIRING_MISSING', '21']])
    expect(faults('(02)03400949497294(37)2')).toEqual([['PAIRING_MISSING', '37']])
    expect(faults('(01)03400949497294(02)03400949497294(37)2(00)376104250021234569')).toEqual([
      ['PAIRING_EXCLUDED', '01'],
      ['PAIRING_EXCLUDED', '02'],
    ])
    expect(faults('(01)03400949497294(3101)000001(3102)000001').map(([code]) => code)).toEqual([
      'PAIRING_EXCLUDED',
      'PAIRING_EXCLUDED',
    ])
  })
})
