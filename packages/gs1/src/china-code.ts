import { describeCharacter } from './character-set.ts'
import { accept, type Result, refuse } from './result.ts'

declare const brand: unique symbol
/** A Chinese drug traceability code: twenty characters. */
export type ChinaTraceCode = string & { readonly [brand]: 'ChinaTraceCode' }
/** The drug identification within a traceability code: its first seven characters. */
export type ChinaDrugId = string & { readonly [brand]: 'ChinaDrugId' }
/** A Chinese national drug code (本位码): fourteen digits. */
export type ChinaDrugCode = string & { readonly [brand]: 'ChinaDrugCode' }

/**
 * Reads a traceability code (NMPAB/T 1002-2019): twenty ASCII letters and digits. Its last characters are a check of
 * the issuer's that nobody else can compute, so whether the code is genuine only a look-up can tell.
 */
export function parseChinaTraceCode(text: string): Result<ChinaTraceCode> {
  if (text === '') return refuse('EMPTY', 'the traceability code is empty')
  const foreign = text.search(/[^0-9A-Za-z]/)
  if (foreign >= 0) {
    return refuse('CHARACTER', `${describeCharacter(text.charAt(foreign))} in a traceability code`, foreign)
  }
  if (text.length !== 20) return refuse('LENGTH', `a traceability code has 20 characters, not ${text.length}`)
  return accept(text as ChinaTraceCode)
}

/** Which drug (name, strength, pack, maker) a traceability code belongs to. */
export function drugIdOf(code: ChinaTraceCode): ChinaDrugId {
  return code.slice(0, 7) as ChinaDrugId
}

/**
 * Reads a national drug code: country 86, category 9 (drugs), five digits for the company, five for the product and a
 * check digit. The check digit follows GB 18937 and is taken as it stands.
 */
export function parseChinaDrugCode(text: string): Result<ChinaDrugCode> {
  if (text === '') return refuse('EMPTY', 'the national drug code is empty')
  const foreign = text.search(/[^0-9]/)
  if (foreign >= 0) {
    return refuse('CHARACTER', `${describeCharacter(text.charAt(foreign))} in a national drug code`, foreign)
  }
  if (text.length !== 14) return refuse('LENGTH', `a national drug code has 14 digits, not ${text.length}`)
  if (!text.startsWith('869')) return refuse('CONTENT', 'a national drug code starts with 869')
  return accept(text as ChinaDrugCode)
}
