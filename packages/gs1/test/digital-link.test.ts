import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildDigitalLink, parseDigitalLink } from '../src/index.ts'
import { anyText, packElements, REFERENCE, valueOfResult } from './arbitraries.ts'

const KEY = '/01/09506000134352'

describe('reading', () => {
  test('key, qualifiers, attributes and foreign parameters', () => {
    const uri = `https://id.gs1.org${KEY}/10/ABC%2F1/21/12345?17=271200&linkType=gs1%3Apip#top`
    expect(parseDigitalLink(uri, REFERENCE)).toEqual({
      ok: true,
      value: {
        stem: 'https://id.gs1.org',
        primaryKey: '01',
        elements: [
          { ai: '01', value: '09506000134352' },
          { ai: '10', value: 'ABC/1' },
          { ai: '21', value: '12345' },
          { ai: '17', value: '271200' },
        ],
        parameters: [['linkType', 'gs1:pip']],
        summary: { gtin: '09506000134352', lot: 'ABC/1', serial: '12345', expiry: '2027-12-31' },
      },
    })
  })

  test.each([
    `HTTP://EXAMPLE.COM:8080/some/path${KEY}/21/A`,
    `https://example.com/01/x${KEY}/21/A`,
    'https://example.com/gtin/9506000134352/ser/A',
    ' https://example.com/01/9506000134352/21/A/ ',
  ])('any domain, path, alias or GTIN length: %s', (uri) => {
    expect(parseDigitalLink(uri, REFERENCE)).toMatchObject({
      ok: true,
      value: { summary: { gtin: '09506000134352', serial: 'A' } },
    })
  })

  test('other keys than a GTIN', () => {
    expect(parseDigitalLink('https://x.org/a/00/376104250021234569', REFERENCE)).toMatchObject({
      ok: true,
      value: { stem: 'https://x.org/a', primaryKey: '00', summary: { sscc: '376104250021234569' } },
    })
    expect(parseDigitalLink('https://x.org/414/6291041500213/254/B2', REFERENCE)).toMatchObject({
      ok: true,
      value: { summary: { gln: '6291041500213', glnExtension: 'B2' } },
    })
  })

  test.each([
    ['', 'URI_SYNTAX', 0],
    ['ftp://x.org/01/09506000134352', 'URI_SYNTAX', 0],
    ['https://', 'URI_SYNTAX', 0],
    ['https://x.org', 'URI_KEY_MISSING', 13],
    ['https://x.org/01', 'URI_KEY_MISSING', 13],
    ['https://x.org/21/A', 'URI_KEY_MISSING', 13],
    ['https://x.org/01/09506000134353', 'CHECK_DIGIT', 30],
    ['https://x.org/01/09506000134352/21/A/10/B', 'URI_QUALIFIER', 32],
    ['https://x.org/01/09506000134352/17/271231', 'URI_QUALIFIER', 32],
    ['https://x.org/01/09506000134352/foo/1', 'URI_QUALIFIER', 32],
    ['https://x.org/01/09506000134352/21/%', 'URI_ENCODING', 35],
    ['https://x.org/01/09506000134352/21/%C3%A9', 'URI_ENCODING', 35],
    ['https://x.org/01/09506000134352/21/', 'URI_KEY_MISSING', 13],
    ['https://x.org/01/09506000134352?21=A', 'URI_ATTRIBUTE', 32],
    ['https://x.org/01/09506000134352/10/A?10=B', 'URI_ATTRIBUTE', 37],
    ['https://x.org/01/09506000134352?17=271331', 'DATE', 37],
    ['https://x.org/01/09506000134352?05=1', 'AI_UNKNOWN', 32],
  ])('%s is refused with %s at %i', (uri, code, position) => {
    expect(parseDigitalLink(uri, REFERENCE)).toMatchObject({ ok: false, reason: { code, position } })
  })

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('', 'https://x.org/', `https://x.org${KEY}/21/`), (text, before) => {
        expect(typeof parseDigitalLink(before + text, REFERENCE).ok).toBe('boolean')
      }),
      { numRuns: 1000 },
    )
  })
})

describe('building', () => {
  test('orders qualifiers and leaves the rest to the query', () => {
    const elements = [
      { ai: '17', value: '271200' },
      { ai: '21', value: 'A/B' },
      { ai: '10', value: 'L 1'.replace(' ', '+') },
      { ai: '01', value: '09506000134352' },
    ]
    expect(buildDigitalLink(elements, REFERENCE, 'https://example.com/p/')).toEqual({
      ok: true,
      value: `https://example.com/p${KEY}/10/L%2B1/21/A%2FB?17=271200`,
    })
  })

  test('what is built reads the same', () => {
    const sorted = (elements: readonly { readonly ai: string }[]) =>
      [...elements].sort((one, other) => (one.ai < other.ai ? -1 : 1))
    fc.assert(
      fc.property(packElements, fc.webUrl({ validSchemes: ['https', 'http'] }), (elements, site) => {
        fc.pre(!elements.some(({ ai, value }) => ['10', '21'].includes(ai) && /^\.\.?$/.test(value)))
        const uri = valueOfResult(buildDigitalLink(elements, REFERENCE, site))
        const read = valueOfResult(parseDigitalLink(uri, REFERENCE))
        expect(sorted(read.elements)).toEqual(sorted(elements))
        expect(read.stem).toBe(site.replace(/\/$/, ''))
      }),
    )
  })

  test.each([
    [[{ ai: '21', value: 'A' }], 'https://x.org', 'URI_KEY_MISSING'],
    [
      [
        { ai: '00', value: '376104250021234569' },
        { ai: '21', value: 'A' },
      ],
      'https://x.org',
      'URI_ATTRIBUTE',
    ],
    [
      [
        { ai: '01', value: '09506000134352' },
        { ai: '21', value: '..' },
      ],
      'https://x.org',
      'URI_ATTRIBUTE',
    ],
    [[{ ai: '01', value: '09506000134352' }], 'x.org', 'URI_SYNTAX'],
    [[{ ai: '01', value: '09506000134352' }], 'https://x.org/?a=b', 'URI_SYNTAX'],
    [[{ ai: '01', value: '09506000134353' }], 'https://x.org', 'CHECK_DIGIT'],
  ])('%j on %s is refused with %s', (elements, stem, code) => {
    expect(buildDigitalLink(elements, REFERENCE, stem)).toMatchObject({ ok: false, reason: { code } })
  })
})
