import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FNC1, formatElementString, proposeRepairs, readScan } from '../src/index.ts'
import { applyLayout, swapCase, undoLayout } from '../src/repair/keyboard-layouts.ts'
import { anyText, gtin, REFERENCE, valueOfResult } from './arbitraries.ts'

const PACK = `]d2010340094949729421Ab3yZ${FNC1}1727120010LotQ7`
const SUMMARY = { gtin: '03400949497294', serial: 'Ab3yZ', expiry: '2027-12-31', lot: 'LotQ7' }

const proposed = (text: string) =>
  proposeRepairs(text, REFERENCE).map(({ causes, scan }) => ({ causes, summary: scan.summary }))

describe('a spoilt scan is seen through', () => {
  test.each([
    ['caps lock', ']D2010340094949729421aB3Yz\u001d1727120010lOTq7', ['capsLock']],
    ['a French keyboard', applyLayout(PACK, 'azerty'), ['azertyLayout']],
    ['a German keyboard', applyLayout(PACK, 'qwertz'), ['qwertzLayout']],
    ['FNC1 shown as a word', PACK.replace(FNC1, '<GS>'), ['separatorReplaced']],
    ['FNC1 shown as an arrow', PACK.replace(FNC1, '↔'), ['separatorReplaced']],
    ['FNC1 shown as a bar', PACK.replace(FNC1, '|'), ['separatorReplaced']],
    ['FNC1 left out', PACK.replace(FNC1, ''), ['separatorLost']],
    ['blanks', PACK.replace('17271200', '17 271200 '), ['blanksInserted']],
    ['caps lock without FNC1', swapCase(PACK.replace(FNC1, '')), ['capsLock', 'separatorLost']],
    [
      'a French keyboard without FNC1',
      applyLayout(PACK.replace(FNC1, ''), 'azerty'),
      ['azertyLayout', 'separatorLost'],
    ],
  ])('%s', (_, text, causes) => {
    expect(text).not.toBe(PACK)
    expect(proposed(text)).toContainEqual({ causes, summary: SUMMARY })
  })

  test('a French keyboard types what is known of it', () => {
    expect(applyLayout(']d201034', 'azerty')).toBe('$déà&à"\'')
    expect(applyLayout('yz-YZ', 'qwertz')).toBe('zyßZY')
  })

  test('a printed form and a link are seen through as well', () => {
    expect(proposed(applyLayout('(01)03400949497294(21)Az1', 'azerty'))).toContainEqual({
      causes: ['azertyLayout'],
      summary: { gtin: '03400949497294', serial: 'Az1' },
    })
    expect(proposed(applyLayout('https://x.org/01/03400949497294/21/Az1', 'qwertz'))).toContainEqual({
      causes: ['qwertzLayout'],
      summary: { gtin: '03400949497294', serial: 'Az1' },
    })
  })

  test('what arrived is undone exactly, whatever the layout', () => {
    const typeable = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) })
    fc.assert(
      fc.property(typeable, (text) => {
        expect(undoLayout(applyLayout(text, 'azerty'), 'azerty')).toBe(text)
        expect(undoLayout(applyLayout(text, 'qwertz'), 'qwertz')).toBe(text)
        expect(swapCase(swapCase(text))).toBe(text)
      }),
    )
  })

  test('a lost FNC1 is put back among the proposals', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'3456789ABCXYZ'), minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(gtin, plain, plain, (item, serial, lot) => {
        const elements = [
          { ai: '01', value: item },
          { ai: '21', value: serial },
          { ai: '17', value: '280131' },
          { ai: '10', value: lot },
        ]
        const raw = valueOfResult(formatElementString(elements, 'raw', REFERENCE))
        const scans = proposeRepairs(raw.replace(FNC1, ''), REFERENCE).map(({ scan }) => scan)
        expect(scans).toContainEqual(expect.objectContaining({ elements }))
      }),
    )
  })
})

describe('proposals', () => {
  test('there are none for what nobody can read', () => {
    for (const text of ['', 'hello', '12', '1'.repeat(8000)]) expect(proposeRepairs(text, REFERENCE)).toEqual([])
  })

  test('none for a number that is right', () => expect(proposeRepairs('3400949497294', REFERENCE)).toEqual([]))

  test('are readable, different from the scan and few, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const repairs = proposeRepairs(text, REFERENCE)
        expect(repairs.length).toBeLessThanOrEqual(12)
        for (const repair of repairs) {
          expect(repair.text).not.toBe(text)
          expect(readScan(repair.text, REFERENCE).ok).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a text that can be cut in very many ways is given up in time', () => {
    const text = `0103400949497294${'2110'.repeat(60)}`
    const started = performance.now()
    proposeRepairs(text, REFERENCE)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
