import { APPLICATION_IDENTIFIERS } from './ai/application-identifiers.ts'
import {
  type ChinaDrugCode,
  type ChinaDrugId,
  type ChinaTraceCode,
  drugIdOf,
  parseChinaDrugCode,
  parseChinaTraceCode,
} from './china-code.ts'
import type { DateReference } from './dates.ts'
import { type DigitalLink, parseDigitalLink } from './digital-link.ts'
import { type ElementString, FNC1, LONGEST_SCAN, parseElementString } from './element-string.ts'
import { type DecodedEpc, type Epc, parseEpcUrn } from './epc-urn.ts'
import { type Gtin, parseGtin, parseSscc, type Sscc } from './identifiers.ts'
import { accept, type Result, refuse, relocate } from './result.ts'
import { present, type ScanSummary } from './summary.ts'

/** What a till scanned. `summary` names the parts whatever the form was. */
export type Scan = { readonly summary: ScanSummary } & (
  | ({ readonly kind: 'elementString' } & ElementString)
  | ({ readonly kind: 'digitalLink' } & DigitalLink)
  | { readonly kind: 'epcUrn'; readonly epc: DecodedEpc }
  /** `chinaDrugCode` is there when the fourteen digits may as well be a national drug code, which a look-up decides. */
  | { readonly kind: 'gtin'; readonly gtin: Gtin; readonly chinaDrugCode?: ChinaDrugCode }
  | { readonly kind: 'sscc'; readonly sscc: Sscc }
  | { readonly kind: 'chinaTraceCode'; readonly code: ChinaTraceCode; readonly drugId: ChinaDrugId }
  | { readonly kind: 'chinaDrugCode'; readonly code: ChinaDrugCode }
)

/** Symbology identifiers in front of what isn't an element string: EAN/UPC, ITF, Code 128, DataMatrix, QR, … */
const PLAIN_SYMBOLOGY = /^\](?:E[0-4]|I[01]|C0|[dQ]1|d0|Q0|X0)/

/**
 * The one entry for what a scanner, a keyboard or a phone gives: element string (raw or with brackets), Digital Link,
 * EPC URN, a bare GTIN-8, -12, -13 or -14, a bare SSCC, a Chinese traceability code or national drug code.
 *
 * A bare number can be read in several ways; it is taken as the one whose check digit proves it, so a GTIN comes before
 * a national drug code and `00` with a right SSCC before a traceability code.
 *
 * @param text anything at all
 * @returns what it is, or the reason from the form that it most resembles; never throws
 */
export function readScan(text: string, reference: DateReference): Result<Scan> {
  if (text.length > LONGEST_SCAN) return refuse('TOO_LONG', `a scan has at most ${LONGEST_SCAN} characters`)
  const lead = text.length - text.trimStart().length
  const trimmed = text.trim()
  const prefix = PLAIN_SYMBOLOGY.exec(trimmed)?.[0] ?? ''
  const offset = lead + prefix.length
  const body = trimmed.slice(prefix.length)
  if (body === '') return refuse('EMPTY', 'the scan is empty', offset)
  const scan = readBody(body, reference)
  return scan.ok ? scan : relocate(scan.reason, offset)
}

function readBody(body: string, reference: DateReference): Result<Scan> {
  if (/^https?:/i.test(body)) {
    const link = parseDigitalLink(body, reference)
    return link.ok ? accept({ kind: 'digitalLink', ...link.value }) : link
  }
  if (/^urn:/i.test(body)) {
    const epc = parseEpcUrn(body)
    return epc.ok ? accept({ kind: 'epcUrn', epc: epc.value, summary: summaryOfEpc(epc.value) }) : epc
  }
  if (/^[0-9]+$/.test(body)) {
    const bare = readNumber(body, reference)
    if (bare) return bare
  }
  const elementString = parseElementString(body, reference)
  if (elementString.ok) return accept({ kind: 'elementString', ...elementString.value })
  if (/^[0-9]{7}[0-9A-Za-z]{13}$/.test(body)) {
    const code = readTraceCode(body)
    if (code.ok) return code
  }
  if (looksLikeElements(body)) return elementString
  return refuse('NOT_RECOGNISED', 'neither GS1 data nor a number or code that is known here')
}

/** A number alone: GTIN, SSCC or one of the Chinese codes. Undefined when it may still be an element string. */
function readNumber(body: string, reference: DateReference): Result<Scan> | undefined {
  if ([8, 12, 13, 14].includes(body.length)) {
    const gtin = parseGtin(body)
    const drug = parseChinaDrugCode(body)
    if (gtin.ok) {
      const alternative = drug.ok ? { chinaDrugCode: drug.value } : {}
      return accept({ kind: 'gtin', gtin: gtin.value, ...alternative, summary: { gtin: gtin.value } })
    }
    const elements = parseElementString(body, reference)
    if (elements.ok) return accept({ kind: 'elementString', ...elements.value })
    return drug.ok ? accept({ kind: 'chinaDrugCode', code: drug.value, summary: {} }) : gtin
  }
  if (body.length === 18) {
    const sscc = parseSscc(body)
    if (sscc.ok) return accept({ kind: 'sscc', sscc: sscc.value, summary: { sscc: sscc.value } })
    return parseElementString(body, reference).ok ? undefined : sscc
  }
  // Traceability codes start with 8 today; AIs 80 to 82 would otherwise claim a few of them by chance.
  return body.length === 20 && body.startsWith('8') ? readTraceCode(body) : undefined
}

function readTraceCode(body: string): Result<Scan> {
  const code = parseChinaTraceCode(body)
  if (!code.ok) return code
  return accept({ kind: 'chinaTraceCode', code: code.value, drugId: drugIdOf(code.value), summary: {} })
}

function looksLikeElements(body: string): boolean {
  if (/^[\](]/.test(body) || body.includes(FNC1)) return true
  return [2, 3, 4].some((length) => APPLICATION_IDENTIFIERS.has(body.slice(0, length)))
}

function summaryOfEpc(epc: Epc): ScanSummary {
  switch (epc.type) {
    case 'sgtin':
      return { gtin: epc.gtin, serial: epc.serial }
    case 'lgtin':
      return { gtin: epc.gtin, lot: epc.lot }
    case 'gtin':
      return { gtin: epc.gtin }
    case 'sscc':
      return { sscc: epc.sscc }
    case 'sgln':
      return present({ gln: epc.gln, glnExtension: epc.extension as string | undefined })
    case 'pgln':
      return { partyGln: epc.gln }
    default:
      return epc satisfies never
  }
}
