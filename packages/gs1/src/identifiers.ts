import { describeCharacter, firstForeignCharacter } from './character-set.ts'
import { checkDigit, hasValidCheckDigit } from './check-digit.ts'
import { accept, type Result, refuse } from './result.ts'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** A trade item as fourteen digits, shorter GTINs filled with zeros on the left; the check digit is right. */
export type Gtin = Branded<'Gtin'>
/** A logistic unit: eighteen digits; the check digit is right. */
export type Sscc = Branded<'Sscc'>
/** A party or place: thirteen digits; the check digit is right. */
export type Gln = Branded<'Gln'>
/** The serial of a trade item, AI 21: 1 to 20 characters of set 82. */
export type Serial = Branded<'Serial'>
/** A batch or lot number, AI 10: 1 to 20 characters of set 82. */
export type LotNumber = Branded<'LotNumber'>

function parseKey(text: string, lengths: readonly number[], name: string): Result<string> {
  if (text === '') return refuse('EMPTY', `the ${name} is empty`)
  const foreign = firstForeignCharacter(text, 'N')
  if (foreign >= 0) {
    return refuse(
      'CHARACTER',
      `${describeCharacter(text.charAt(foreign))} in a ${name}, which has digits only`,
      foreign,
    )
  }
  if (!lengths.includes(text.length)) {
    return refuse('LENGTH', `a ${name} has ${lengths.join(', ')} digits, not ${text.length}`)
  }
  if (!hasValidCheckDigit(text)) {
    const expected = checkDigit(text.slice(0, -1))
    return refuse('CHECK_DIGIT', `the check digit of ${text} should be ${expected}`, text.length - 1)
  }
  return accept(text)
}

/** Reads a GTIN-8, -12, -13 or -14. Refuses with `EMPTY`, `CHARACTER`, `LENGTH` or `CHECK_DIGIT`. */
export function parseGtin(text: string): Result<Gtin> {
  const key = parseKey(text, [8, 12, 13, 14], 'GTIN')
  return key.ok ? accept(key.value.padStart(14, '0') as Gtin) : key
}

/** Reads an SSCC of eighteen digits. Refuses like `parseGtin`. */
export function parseSscc(text: string): Result<Sscc> {
  return parseKey(text, [18], 'SSCC') as Result<Sscc>
}

/** Reads a GLN of thirteen digits. Refuses like `parseGtin`. */
export function parseGln(text: string): Result<Gln> {
  return parseKey(text, [13], 'GLN') as Result<Gln>
}

function parseText(text: string, name: string): Result<string> {
  if (text === '') return refuse('EMPTY', `the ${name} is empty`)
  if (text.length > 20) return refuse('LENGTH', `a ${name} has at most 20 characters, not ${text.length}`, 20)
  const foreign = firstForeignCharacter(text, 'X')
  if (foreign >= 0) {
    return refuse('CHARACTER', `${describeCharacter(text.charAt(foreign))} is not in GS1 character set 82`, foreign)
  }
  return accept(text)
}

/** Reads a serial. Refuses with `EMPTY`, `LENGTH` or `CHARACTER`. Upper and lower case differ. */
export function parseSerial(text: string): Result<Serial> {
  return parseText(text, 'serial') as Result<Serial>
}

/** Reads a lot number. Refuses with `EMPTY`, `LENGTH` or `CHARACTER`. Upper and lower case differ. */
export function parseLotNumber(text: string): Result<LotNumber> {
  return parseText(text, 'lot number') as Result<LotNumber>
}

/** The thirteen digits printed under the bar code of a consumer pack (EAN-13, CIP13), or undefined for a case. */
export function gtin13(gtin: Gtin): string | undefined {
  return gtin.startsWith('0') ? gtin.slice(1) : undefined
}

/** What an SSCC is made of (GS1 General Specifications 3.2.1). */
export interface SsccParts {
  /** 0–9, the issuer's choice. */
  readonly extensionDigit: number
  /** 4 to 12 digits, licensed by a GS1 member organisation. */
  readonly companyPrefix: string
  /** Digits or a number; filled with zeros on the left to the room that the prefix leaves. */
  readonly serialReference: string | number | bigint
}

/** Makes an SSCC, adding its check digit. Refuses with `COMPANY_PREFIX`, `OUT_OF_RANGE` or `CHARACTER`. */
export function buildSscc(parts: SsccParts): Result<Sscc> {
  const { extensionDigit, companyPrefix } = parts
  if (!Number.isInteger(extensionDigit) || extensionDigit < 0 || extensionDigit > 9) {
    return refuse('OUT_OF_RANGE', 'the extension digit is one digit, 0 to 9')
  }
  if (!/^[0-9]{4,12}$/.test(companyPrefix)) return refuse('COMPANY_PREFIX', 'a company prefix has 4 to 12 digits')
  const reference = String(parts.serialReference)
  if (!/^[0-9]+$/.test(reference)) return refuse('CHARACTER', 'a serial reference has digits only')
  const room = 16 - companyPrefix.length
  if (reference.length > room) {
    return refuse('OUT_OF_RANGE', `this prefix leaves ${room} digits for the serial reference, not ${reference.length}`)
  }
  const body = `${extensionDigit}${companyPrefix}${reference.padStart(room, '0')}`
  return accept(`${body}${checkDigit(body)}` as Sscc)
}

/** Makes a GTIN from its thirteen leading digits (indicator first), adding the check digit. */
export function buildGtin(body: string): Result<Gtin> {
  if (!/^[0-9]{13}$/.test(body)) return refuse('LENGTH', 'thirteen digits come before the check digit of a GTIN-14')
  return accept(`${body}${checkDigit(body)}` as Gtin)
}

/** Makes a GLN from its twelve leading digits, adding the check digit. */
export function buildGln(body: string): Result<Gln> {
  if (!/^[0-9]{12}$/.test(body)) return refuse('LENGTH', 'twelve digits come before the check digit of a GLN')
  return accept(`${body}${checkDigit(body)}` as Gln)
}

function digitsOf(value: bigint, length: number): Result<string> {
  if (value < 0n || value >= 10n ** BigInt(length)) {
    return refuse('OUT_OF_RANGE', `the number does not fit into ${length} digits`)
  }
  return accept(value.toString().padStart(length, '0'))
}

/** A GTIN as the number that contracts store, check digit included. */
export function gtinToNumber(gtin: Gtin): bigint {
  return BigInt(gtin)
}

/** The GTIN of a stored number. Refuses with `OUT_OF_RANGE` or `CHECK_DIGIT`. */
export function gtinFromNumber(value: bigint): Result<Gtin> {
  const digits = digitsOf(value, 14)
  return digits.ok ? parseGtin(digits.value) : digits
}

/** An SSCC as a number, check digit included. */
export function ssccToNumber(sscc: Sscc): bigint {
  return BigInt(sscc)
}

/** The SSCC of a stored number. Refuses with `OUT_OF_RANGE` or `CHECK_DIGIT`. */
export function ssccFromNumber(value: bigint): Result<Sscc> {
  const digits = digitsOf(value, 18)
  return digits.ok ? parseSscc(digits.value) : digits
}

/** A GLN as a number, check digit included. */
export function glnToNumber(gln: Gln): bigint {
  return BigInt(gln)
}

/** The GLN of a stored number. Refuses with `OUT_OF_RANGE` or `CHECK_DIGIT`. */
export function glnFromNumber(value: bigint): Result<Gln> {
  const digits = digitsOf(value, 13)
  return digits.ok ? parseGln(digits.value) : digits
}
