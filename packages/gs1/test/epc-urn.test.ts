import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Epc, formatEpcUrn, parseEpcUrn, parseGln, parseGtin, parseSerial } from '../src/index.ts'
import { anyText, gln, gtin, lot, serial, sscc, valueOfResult } from './arbitraries.ts'

test.each([
  ['urn:epc:id:sgtin:0614141.812345.6789', { type: 'sgtin', gtin: '80614141123458', serial: '6789' }, 7],
  ['urn:epc:id:sgtin:0614141.107346.2018', { type: 'sgtin', gtin: '10614141073464', serial: '2018' }, 7],
  ['urn:epc:id:sgtin:0614141.107346.32a%2Fb', { type: 'sgtin', gtin: '10614141073464', serial: '32a/b' }, 7],
  ['urn:epc:class:lgtin:4012345.012345.998877', { type: 'lgtin', gtin: '04012345123456', lot: '998877' }, 7],
  ['urn:epc:idpat:sgtin:4012345.098765.*', { type: 'gtin', gtin: '04012345987652' }, 7],
  ['urn:epc:id:sscc:0614141.1234567890', { type: 'sscc', sscc: '106141412345678908' }, 7],
  ['urn:epc:id:sgln:0614141.12345.400', { type: 'sgln', gln: '0614141123452', extension: '400' }, 7],
  ['urn:epc:id:sgln:0614141.12345.0', { type: 'sgln', gln: '0614141123452' }, 7],
  ['urn:epc:id:sgln:061414112345..0', { type: 'sgln', gln: '0614141123452' }, 12],
  ['urn:epc:id:pgln:0614141.12345', { type: 'pgln', gln: '0614141123452' }, 7],
])('%s both ways', (urn, epc, companyPrefixLength) => {
  const read = valueOfResult(parseEpcUrn(urn))
  expect(read).toEqual({ ...epc, companyPrefixLength })
  expect(formatEpcUrn(read, read.companyPrefixLength)).toEqual({ ok: true, value: urn })
})

test('a serial inside may have dots, and is escaped where the standard asks for it', () => {
  const epc = {
    type: 'sgtin',
    gtin: valueOfResult(parseGtin('80614141123458')),
    serial: valueOfResult(parseSerial('a.b"%&/<>?')),
  } as const
  const urn = 'urn:epc:id:sgtin:0614141.812345.a.b%22%25%26%2F%3C%3E%3F'
  expect(formatEpcUrn(epc, 7)).toEqual({ ok: true, value: urn })
  expect(parseEpcUrn(urn)).toEqual({ ok: true, value: { ...epc, companyPrefixLength: 7 } })
})

const epc: fc.Arbitrary<Epc> = fc.oneof(
  fc.record({ type: fc.constant('sgtin' as const), gtin, serial }),
  fc.record({ type: fc.constant('lgtin' as const), gtin, lot }),
  fc.record({ type: fc.constant('gtin' as const), gtin }),
  fc.record({ type: fc.constant('sscc' as const), sscc }),
  fc.record({ type: fc.constant('sgln' as const), gln }),
  fc.record({ type: fc.constant('sgln' as const), gln, extension: serial.filter((text) => text !== '0') }),
  fc.record({ type: fc.constant('pgln' as const), gln }),
)

test('every EPC survives being a URN, at every length of company prefix', () => {
  fc.assert(
    fc.property(epc, fc.integer({ min: 6, max: 12 }), (given, companyPrefixLength) => {
      const urn = valueOfResult(formatEpcUrn(given, companyPrefixLength))
      expect(parseEpcUrn(urn)).toEqual({ ok: true, value: { ...given, companyPrefixLength } })
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['', 'EPC_SCHEME', 0],
  ['urn:epc:id:grai:0614141.12345.400', 'EPC_SCHEME', 0],
  ['URN:EPC:ID:SGTIN:0614141.812345.6789', 'EPC_SCHEME', 0],
  ['urn:epc:id:sgtin:0614141.812345', 'EPC_SYNTAX', 17],
  ['urn:epc:id:sgtin:0614141.812345.', 'EPC_SYNTAX', 17],
  ['urn:epc:id:sgtin:0614141.81234.1', 'EPC_SYNTAX', 17],
  ['urn:epc:id:sgtin:06141.81234567.1', 'COMPANY_PREFIX', 17],
  ['urn:epc:id:sgtin:0614141812345..1', 'COMPANY_PREFIX', 17],
  ['urn:epc:id:sgtin:0614141.812345.a/b', 'CHARACTER', 33],
  ['urn:epc:id:sgtin:0614141.812345.a%2', 'URI_ENCODING', 33],
  ['urn:epc:id:sgtin:0614141.812345.a%20', 'CHARACTER', 33],
  [`urn:epc:id:sgtin:0614141.812345.${'1'.repeat(21)}`, 'LENGTH', 52],
  ['urn:epc:idpat:sgtin:4012345.098765.1', 'EPC_SYNTAX', 35],
  ['urn:epc:id:sscc:0614141.1234567890.1', 'EPC_SYNTAX', 16],
])('%s is refused with %s at %i', (urn, code, position) => {
  expect(parseEpcUrn(urn)).toMatchObject({ ok: false, reason: { code, position } })
})

test('what a URN cannot say is refused', () => {
  const place = valueOfResult(parseGln('0614141123452'))
  const zero = valueOfResult(parseSerial('0'))
  expect(formatEpcUrn({ type: 'pgln', gln: place }, 5)).toMatchObject({ reason: { code: 'COMPANY_PREFIX' } })
  expect(formatEpcUrn({ type: 'pgln', gln: place }, 7.5)).toMatchObject({ reason: { code: 'COMPANY_PREFIX' } })
  expect(formatEpcUrn({ type: 'sgln', gln: place, extension: zero }, 7)).toMatchObject({ reason: { code: 'CONTENT' } })
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom('', 'urn:epc:id:sgtin:0614141.812345.', 'urn:epc:id:sscc:'),
      (text, before) => {
        expect(typeof parseEpcUrn(before + text).ok).toBe('boolean')
      },
    ),
    { numRuns: 1000 },
  )
})
