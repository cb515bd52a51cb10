import type { AlertCause } from '@theriac/api'

/** What is done about alerts of one code. */
export interface AlertRule {
  readonly severity: 'low' | 'medium' | 'high'
  /** A resolution in words is needed to close it, by a person. */
  readonly needsResolution: boolean
  /** Hours after which one that nobody has closed is handed to the regulator. */
  readonly escalateAfterHours: number
  /** How many institutions must have raised it for the same pack for it to be handed over at once. */
  readonly escalateAtInstitutions: number
}

const usual: AlertRule = {
  severity: 'medium',
  needsResolution: false,
  escalateAfterHours: 7 * 24,
  escalateAtInstitutions: 3,
}

/**
 * Rules by code of the European vocabulary. The two that speak of a falsified pack are told to the regulator within the 24
 * hours that the American law (DSCSA 582(b)(4)) leaves for an illegitimate find.
 */
const rules: Readonly<Record<string, Partial<AlertRule>>> = {
  PC_02: { severity: 'high', needsResolution: true, escalateAfterHours: 24, escalateAtInstitutions: 2 },
  PCK_22: { severity: 'high', needsResolution: true, escalateAfterHours: 24, escalateAtInstitutions: 2 },
  LOT_03: { severity: 'medium', escalateAfterHours: 72 },
  LOT_12: { severity: 'medium', escalateAfterHours: 72 },
  LOT_13: { severity: 'medium', escalateAfterHours: 72 },
  PCK_06: { severity: 'low' },
  PCK_19: { severity: 'low' },
  PCK_20: { severity: 'low' },
  PCK_21: { severity: 'medium' },
  PCK_27: { severity: 'low' },
}

/** What is done about alerts of a code. */
export const ruleOf = (code: string): AlertRule => ({ ...usual, ...rules[code] })

/** Whether a person must close an alert, and say what was done. */
export const needsResolution = (code: string, cause: AlertCause | string): boolean =>
  ruleOf(code).needsResolution || cause === 'double_dispense' || cause === 'repeated_serial'

/** Codes with an hour of their own, for whoever looks for those that are due. */
export const ruledCodes: readonly string[] = Object.keys(rules)
/** Hours of all other codes. */
export const usualEscalationHours: number = usual.escalateAfterHours
