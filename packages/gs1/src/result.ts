/**
 * Why a text was refused.
 *
 * - `EMPTY`, `TOO_LONG`: nothing to read, or more than any symbol can carry
 * - `LENGTH`, `CHARACTER`, `CHECK_DIGIT`, `DATE`, `CONTENT`: a value breaks its own format
 * - `AI_UNKNOWN`, `AI_REPEATED`, `VALUE_MISSING`, `VALUE_TOO_SHORT`, `VALUE_TOO_LONG`: an element string breaks
 * - `PAIRING_MISSING`, `PAIRING_EXCLUDED`: elements that need, or forbid, each other
 * - `URI_*`: a Digital Link; `EPC_*`: an EPC URN; `COMPANY_PREFIX`: its length doesn't fit
 * - `NOT_RECOGNISED`: none of the formats a till accepts
 */
export type FaultCode =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'LENGTH'
  | 'CHARACTER'
  | 'CHECK_DIGIT'
  | 'DATE'
  | 'CONTENT'
  | 'OUT_OF_RANGE'
  | 'AI_UNKNOWN'
  | 'AI_REPEATED'
  | 'VALUE_MISSING'
  | 'VALUE_TOO_SHORT'
  | 'VALUE_TOO_LONG'
  | 'PAIRING_MISSING'
  | 'PAIRING_EXCLUDED'
  | 'URI_SYNTAX'
  | 'URI_ENCODING'
  | 'URI_KEY_MISSING'
  | 'URI_QUALIFIER'
  | 'URI_ATTRIBUTE'
  | 'EPC_SYNTAX'
  | 'EPC_SCHEME'
  | 'COMPANY_PREFIX'
  | 'NOT_RECOGNISED'

/** A refusal: its literal code, where in the given text (zero-based, in UTF-16 units) and in which AI. */
export interface Fault {
  readonly code: FaultCode
  /** For people and logs; programs look at `code`. */
  readonly message: string
  readonly position: number
  readonly ai?: string
}

/** A value, or the reason why there is none. Nothing in this package throws for what a scanner can send. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Fault }

export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse(
  code: FaultCode,
  message: string,
  position = 0,
  ai?: string,
): { readonly ok: false; readonly reason: Fault } {
  return { ok: false, reason: ai === undefined ? { code, message, position } : { code, message, position, ai } }
}

/** The same fault as seen from a text in which the faulty value starts at `offset`. */
export function relocate(fault: Fault, offset: number, ai?: string): { readonly ok: false; readonly reason: Fault } {
  return refuse(fault.code, fault.message, fault.position + offset, ai ?? fault.ai)
}
