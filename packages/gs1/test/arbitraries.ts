import fc from 'fast-check'
import {
  buildGln,
  buildGtin,
  buildSscc,
  CHARACTER_SET_82,
  type LotNumber,
  type Result,
  type Serial,
} from '../src/index.ts'

/** The value of a result that a test knows to be accepted. */
export function valueOfResult<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.reason.code} ${result.reason.message}`)
  return result.value
}

export const REFERENCE = { referenceYear: 2026 } as const

export const digits = (minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength })

export const gtin = digits(13).map((body) => valueOfResult(buildGtin(body)))
export const gln = digits(12).map((body) => valueOfResult(buildGln(body)))
export const sscc = digits(17).map((body) =>
  valueOfResult(
    buildSscc({ extensionDigit: Number(body[0]), companyPrefix: body.slice(1, 8), serialReference: body.slice(8) }),
  ),
)

const text82 = (maxLength: number) => fc.string({ unit: fc.constantFrom(...CHARACTER_SET_82), minLength: 1, maxLength })

export const serial = text82(20) as fc.Arbitrary<Serial>
export const lot = text82(20) as fc.Arbitrary<LotNumber>

/** YYMMDD, day 00 among them. */
export const dateDigits = fc
  .tuple(fc.nat(99), fc.integer({ min: 1, max: 12 }), fc.nat(28))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''))

/** What stands on a drug pack, in any order. */
export const packElements = fc
  .record({ gtin, serial, lot, expiry: dateDigits, national: text82(20) }, { requiredKeys: ['gtin'] })
  .chain((pack) => {
    const elements = [{ ai: '01', value: pack.gtin as string }]
    if (pack.serial !== undefined) elements.push({ ai: '21', value: pack.serial })
    if (pack.lot !== undefined) elements.push({ ai: '10', value: pack.lot })
    if (pack.expiry !== undefined) elements.push({ ai: '17', value: pack.expiry })
    if (pack.national !== undefined) elements.push({ ai: '711', value: pack.national })
    return fc.shuffledSubarray(elements, { minLength: elements.length })
  })

/** Texts that come near to something readable, and texts that don't. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'0123456789()\u001d]d2CQ/%.\\:?=&; ABab\ud800'), maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '(01)',
        '01',
        '03400949497294',
        '\u001d',
        '17',
        '271200',
        '10',
        'https://a.b/',
        '/21/',
        '%',
        '(',
        '\\(',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('urn:epc:id:sgtin:', 'urn:epc:id:sgln:', 'https://x/01/', ']d2', ']C1'), fc.string())
    .map((parts) => parts.join('')),
)
