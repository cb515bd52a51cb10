import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDigit, FNC1, formatElementString, formatEpcUrn, readScan } from '../src/index.ts'
import { anyText, digits, gtin, packElements, REFERENCE, serial, sscc, valueOfResult } from './arbitraries.ts'

describe('a till reads', () => {
  test.each([
    ['3400949497294', { kind: 'gtin', gtin: '03400949497294', summary: { gtin: '03400949497294' } }],
    [']E03400949497294\r\n', { kind: 'gtin', gtin: '03400949497294' }],
    [']E473513537', { kind: 'gtin', gtin: '00000073513537' }],
    ['80614141123458', { kind: 'gtin', gtin: '80614141123458' }],
    ['376104250021234569', { kind: 'sscc', sscc: '376104250021234569' }],
    ['00376104250021234569', { kind: 'elementString', summary: { sscc: '376104250021234569' } }],
    [']C100376104250021234569', { kind: 'elementString', symbology: 'GS1-128' }],
    ['0103400949497294', { kind: 'elementString', summary: { gtin: '03400949497294' } }],
    [`]d2010340094949729421A${FNC1}10B`, { kind: 'elementString', summary: { serial: 'A', lot: 'B' } }],
    ['(01)03400949497294(21)A', { kind: 'elementString', form: 'bracketed', summary: { serial: 'A' } }],
    ['https://x.org/01/03400949497294/21/A', { kind: 'digitalLink', summary: { serial: 'A' } }],
    [']Q1https://x.org/01/03400949497294/21/A', { kind: 'digitalLink', summary: { serial: 'A' } }],
    ['urn:epc:id:sgtin:0614141.812345.6789', { kind: 'epcUrn', summary: { gtin: '80614141123458', serial: '6789' } }],
    ['urn:epc:id:sgln:0614141.12345.0', { kind: 'epcUrn', summary: { gln: '0614141123452' } }],
    ['81234567890123456789', { kind: 'chinaTraceCode', code: '81234567890123456789', drugId: '8123456' }],
    ['8123456789012345678A', { kind: 'chinaTraceCode', drugId: '8123456' }],
    ['86900001000019', { kind: 'gtin', gtin: '86900001000019', chinaDrugCode: '86900001000019' }],
    ['86900001000018', { kind: 'chinaDrugCode', code: '86900001000018' }],
  ])('%j', (text, scan) => expect(readScan(text, REFERENCE)).toMatchObject({ ok: true, value: scan }))
})

describe('a till refuses', () => {
  test.each([
    ['', 'EMPTY', 0],
    [' \n', 'EMPTY', 2],
    ['hello', 'NOT_RECOGNISED', 0],
    [' é&"', 'NOT_RECOGNISED', 1],
    ['3400949497295', 'CHECK_DIGIT', 12],
    [' ]E03400949497295', 'CHECK_DIGIT', 16],
    ['376104250021234568', 'CHECK_DIGIT', 17],
    [' ]d201034009494972941727133', 'VALUE_TOO_SHORT', 27],
    ['(01)0340094949729', 'VALUE_TOO_SHORT', 17],
    [' https://x.org/01/03400949497295', 'CHECK_DIGIT', 31],
    ['urn:isbn:123', 'EPC_SCHEME', 0],
    ['1'.repeat(8000), 'TOO_LONG', 0],
  ])('%j with %s at %i', (text, code, position) => {
    expect(readScan(text, REFERENCE)).toMatchObject({ ok: false, reason: { code, position } })
  })
})

test('every form of a unit gives the same unit', () => {
  fc.assert(
    fc.property(gtin, serial, (item, number) => {
      const elements = [
        { ai: '01', value: item },
        { ai: '21', value: number },
      ]
      const forms = [
        valueOfResult(formatElementString(elements, 'raw', REFERENCE)),
        valueOfResult(formatElementString(elements, 'bracketed', REFERENCE)),
        valueOfResult(formatEpcUrn({ type: 'sgtin', gtin: item, serial: number }, 7)),
      ]
      for (const form of forms) {
        expect(readScan(form, REFERENCE)).toMatchObject({
          ok: true,
          value: { summary: { gtin: item, serial: number } },
        })
      }
    }),
  )
})

test('bare numbers are known by their check digit', () => {
  fc.assert(
    fc.property(gtin, sscc, digits(12), (item, unit, body) => {
      expect(readScan(item, REFERENCE)).toMatchObject({ ok: true, value: { kind: 'gtin', gtin: item } })
      expect(readScan(unit, REFERENCE)).toMatchObject({ ok: true, value: { kind: 'sscc', sscc: unit } })
      const ean13 = `${body}${checkDigit(body)}`
      expect(readScan(ean13, REFERENCE)).toMatchObject({ ok: true, value: { gtin: `0${ean13}` } })
    }),
  )
})

test('a pack is read in any order of its elements', () => {
  fc.assert(
    fc.property(packElements, (elements) => {
      const raw = valueOfResult(formatElementString(elements, 'raw', REFERENCE))
      expect(readScan(`]d2${raw}`, REFERENCE)).toMatchObject({ ok: true, value: { kind: 'elementString', elements } })
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const scan = readScan(text, REFERENCE)
      if (!scan.ok) expect(scan.reason.position).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 2000 },
  )
})
