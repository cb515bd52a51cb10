export {
  type AiComponent,
  APPLICATION_IDENTIFIERS,
  type ApplicationIdentifier,
} from './ai/application-identifiers.ts'
export type { ContentRule } from './ai/content-rules.ts'
export { type AiElement, checkPairings } from './ai/elements.ts'
export {
  CHARACTER_SET_39,
  CHARACTER_SET_64,
  CHARACTER_SET_82,
  type CharacterType,
} from './character-set.ts'
export { checkCharacterPair, checkDigit, hasValidCheckDigit } from './check-digit.ts'
export {
  type ChinaDrugCode,
  type ChinaDrugId,
  type ChinaTraceCode,
  drugIdOf,
  parseChinaDrugCode,
  parseChinaTraceCode,
} from './china-code.ts'
export {
  type DateReference,
  formatGs1Date,
  type IsoDate,
  parseGs1Date,
  parseIsoDate,
  resolveYear,
} from './dates.ts'
export { buildDigitalLink, type DigitalLink, parseDigitalLink } from './digital-link.ts'
export {
  type ElementString,
  FNC1,
  formatElementString,
  LONGEST_SCAN,
  parseElementString,
  type Symbology,
} from './element-string.ts'
export { type DecodedEpc, type Epc, formatEpcUrn, parseEpcUrn } from './epc-urn.ts'
export {
  buildGln,
  buildGtin,
  buildSscc,
  type Gln,
  type Gtin,
  glnFromNumber,
  glnToNumber,
  gtin13,
  gtinFromNumber,
  gtinToNumber,
  type LotNumber,
  parseGln,
  parseGtin,
  parseLotNumber,
  parseSerial,
  parseSscc,
  type Serial,
  type Sscc,
  type SsccParts,
  ssccFromNumber,
  ssccToNumber,
} from './identifiers.ts'
export { type FaultCause, proposeRepairs, type Repair } from './repair/propose-repairs.ts'
export type { Fault, FaultCode, Result } from './result.ts'
export { readScan, type Scan } from './scan.ts'
export type { ScanSummary } from './summary.ts'
