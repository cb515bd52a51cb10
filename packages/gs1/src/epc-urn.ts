import { describeCharacter } from './character-set.ts'
import {
  buildGln,
  buildGtin,
  buildSscc,
  type Gln,
  type Gtin,
  type LotNumber,
  parseLotNumber,
  parseSerial,
  type Serial,
  type Sscc,
} from './identifiers.ts'
import { percentDecode, percentEncode } from './percent-encoding.ts'
import { accept, type Result, refuse, relocate } from './result.ts'

/** What an EPC URN names: an instance (sgtin, sscc, sgln, pgln) or a class (lgtin: a lot; gtin: a trade item). */
export type Epc =
  | { readonly type: 'sgtin'; readonly gtin: Gtin; readonly serial: Serial }
  | { readonly type: 'lgtin'; readonly gtin: Gtin; readonly lot: LotNumber }
  | { readonly type: 'gtin'; readonly gtin: Gtin }
  | { readonly type: 'sscc'; readonly sscc: Sscc }
  | { readonly type: 'sgln'; readonly gln: Gln; readonly extension?: Serial }
  | { readonly type: 'pgln'; readonly gln: Gln }

/** An EPC with the length of its company prefix, which the URN shows and the key itself doesn't. */
export type DecodedEpc = Epc & { readonly companyPrefixLength: number }

const SCHEMES: Readonly<Record<string, Epc['type']>> = {
  'urn:epc:id:sgtin:': 'sgtin',
  'urn:epc:class:lgtin:': 'lgtin',
  'urn:epc:idpat:sgtin:': 'gtin',
  'urn:epc:id:sscc:': 'sscc',
  'urn:epc:id:sgln:': 'sgln',
  'urn:epc:id:pgln:': 'pgln',
}

/** How many digits the company prefix and the reference have together: the key without its check digit. */
const BODY_LENGTH: Readonly<Record<Epc['type'], number>> = {
  sgtin: 13,
  lgtin: 13,
  gtin: 13,
  sscc: 17,
  sgln: 12,
  pgln: 12,
}

/** What may stand as it is in a serial, lot or extension (EPC Tag Data Standard, grammar of GS3A3Component). */
const PLAIN = /^[0-9A-Za-z!'()*+,.:;=_-]$/

/**
 * Reads an EPC URN: `urn:epc:id:` with sgtin, sscc, sgln or pgln, `urn:epc:class:lgtin:`, and `urn:epc:idpat:sgtin:`
 * with `*` for the serial (EPC Tag Data Standard section 6). Check digits are computed.
 *
 * @returns the EPC, or `EPC_SCHEME`, `EPC_SYNTAX`, `COMPANY_PREFIX`, `URI_ENCODING`, or the fault of a serial or lot
 */
export function parseEpcUrn(urn: string): Result<DecodedEpc> {
  const start = urn.length - urn.trimStart().length
  const text = urn.trim()
  const scheme = Object.keys(SCHEMES).find((prefix) => text.startsWith(prefix))
  const type = scheme === undefined ? undefined : SCHEMES[scheme]
  if (scheme === undefined || type === undefined) return refuse('EPC_SCHEME', 'no EPC scheme known here', start)
  const bodyStart = start + scheme.length
  const hasTail = type !== 'sscc' && type !== 'pgln'
  const match = (hasTail ? /^([0-9]+)\.([0-9]*)\.(.+)$/s : /^([0-9]+)\.([0-9]*)$/).exec(text.slice(scheme.length))
  if (!match) return refuse('EPC_SYNTAX', `the ${type} is not digits, a dot and so on`, bodyStart)
  const [, companyPrefix = '', reference = '', tail = ''] = match
  if (companyPrefix.length < 6 || companyPrefix.length > 12) {
    return refuse('COMPANY_PREFIX', 'a company prefix has 6 to 12 digits in an EPC', bodyStart)
  }
  if (companyPrefix.length + reference.length !== BODY_LENGTH[type]) {
    return refuse('EPC_SYNTAX', `prefix and reference have ${BODY_LENGTH[type]} digits together`, bodyStart)
  }
  const tailStart = bodyStart + companyPrefix.length + reference.length + 2
  const epc = decode(type, companyPrefix, reference, tail, tailStart)
  return epc.ok ? accept({ ...epc.value, companyPrefixLength: companyPrefix.length }) : epc
}

function decode(
  type: Epc['type'],
  companyPrefix: string,
  reference: string,
  tail: string,
  tailStart: number,
): Result<Epc> {
  if (type === 'sscc') {
    const extensionDigit = Number(reference.slice(0, 1))
    const sscc = buildSscc({ extensionDigit, companyPrefix, serialReference: reference.slice(1) })
    return sscc.ok ? accept({ type, sscc: sscc.value }) : sscc
  }
  if (type === 'sgln' || type === 'pgln') {
    const gln = buildGln(companyPrefix + reference)
    if (!gln.ok) return gln
    if (type === 'pgln') return accept({ type, gln: gln.value })
    if (tail === '0') return accept({ type, gln: gln.value })
    const extension = decodeTail(tail, tailStart, parseSerial)
    return extension.ok ? accept({ type, gln: gln.value, extension: extension.value }) : extension
  }
  // The indicator digit comes first in a GTIN and after the company prefix in its EPC.
  const gtin = buildGtin(reference.slice(0, 1) + companyPrefix + reference.slice(1))
  if (!gtin.ok) return gtin
  if (type === 'gtin') {
    return tail === '*' ? accept({ type, gtin: gtin.value }) : refuse('EPC_SYNTAX', 'a pattern ends in *', tailStart)
  }
  if (type === 'lgtin') {
    const lot = decodeTail(tail, tailStart, parseLotNumber)
    return lot.ok ? accept({ type, gtin: gtin.value, lot: lot.value }) : lot
  }
  const serial = decodeTail(tail, tailStart, parseSerial)
  return serial.ok ? accept({ type, gtin: gtin.value, serial: serial.value }) : serial
}

function decodeTail<T>(tail: string, position: number, parse: (text: string) => Result<T>): Result<T> {
  const foreign = Array.from(tail).findIndex((character) => character !== '%' && !PLAIN.test(character))
  if (foreign >= 0) {
    const character = describeCharacter(tail.charAt(foreign))
    return refuse('CHARACTER', `${character} must be written with a percent sign in an EPC`, position + foreign)
  }
  const decoded = percentDecode(tail, position)
  if (!decoded.ok) return decoded
  const parsed = parse(decoded.value)
  return parsed.ok ? parsed : relocate(parsed.reason, position)
}

/**
 * Writes an EPC URN.
 *
 * @param companyPrefixLength 6 to 12; the register of GS1 tells it, the key doesn't
 * @returns the URN, or `COMPANY_PREFIX` when the length is another, or `CONTENT` for the GLN extension `0`, which an
 *   EPC can't tell from none
 */
export function formatEpcUrn(epc: Epc, companyPrefixLength: number): Result<string> {
  if (!Number.isInteger(companyPrefixLength) || companyPrefixLength < 6 || companyPrefixLength > 12) {
    return refuse('COMPANY_PREFIX', 'a company prefix has 6 to 12 digits in an EPC')
  }
  const indicatorLast = (key: string) => {
    const prefix = key.slice(1, 1 + companyPrefixLength)
    return `${prefix}.${key.slice(0, 1)}${key.slice(1 + companyPrefixLength, -1)}`
  }
  switch (epc.type) {
    case 'sgtin':
      return accept(`urn:epc:id:sgtin:${indicatorLast(epc.gtin)}.${percentEncode(epc.serial, PLAIN)}`)
    case 'lgtin':
      return accept(`urn:epc:class:lgtin:${indicatorLast(epc.gtin)}.${percentEncode(epc.lot, PLAIN)}`)
    case 'gtin':
      return accept(`urn:epc:idpat:sgtin:${indicatorLast(epc.gtin)}.*`)
    case 'sscc':
      return accept(`urn:epc:id:sscc:${indicatorLast(epc.sscc)}`)
    case 'sgln':
    case 'pgln': {
      const location = `${epc.gln.slice(0, companyPrefixLength)}.${epc.gln.slice(companyPrefixLength, -1)}`
      if (epc.type === 'pgln') return accept(`urn:epc:id:pgln:${location}`)
      if (epc.extension === '0') return refuse('CONTENT', 'the extension 0 means none in an EPC')
      return accept(`urn:epc:id:sgln:${location}.${epc.extension ? percentEncode(epc.extension, PLAIN) : '0'}`)
    }
    default:
      return epc satisfies never
  }
}
