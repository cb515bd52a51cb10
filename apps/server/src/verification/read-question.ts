import type { AlertCause } from '@theriac/api'
import {
  type DateReference,
  type FaultCause,
  FNC1,
  formatGs1Date,
  type Gtin,
  type IsoDate,
  type LotNumber,
  proposeRepairs,
  readScan,
  type Scan,
  type Serial,
} from '@theriac/gs1'
import type { Question } from './judge.ts'

/** A pack as its code or its fields name it. */
export interface PackQuestion extends Question {
  readonly gtin: Gtin
  readonly serial: Serial
  readonly lot?: LotNumber
  readonly expiry?: IsoDate
}

/** What the scan may have been before a reader or a keyboard spoilt it. */
export interface RepairedQuestion {
  readonly question: PackQuestion
  readonly causes: readonly FaultCause[]
  /** The scan as it should have come. */
  readonly text: string
}

/** Why a scan asks nothing: it cannot be read, or names no single pack. */
export type NoQuestion = { readonly rule: string; readonly detail: string }

/** The question of a scan, or why there is none. */
export function readQuestion(text: string, reference: DateReference): PackQuestion | NoQuestion {
  const scan = readScan(text, reference)
  if (!scan.ok) return { rule: scan.reason.code, detail: scan.reason.message }
  return (
    questionOf(scan.value) ?? {
      rule: 'noSerial',
      detail: `The code is ${wordsOf(scan.value)}: it names no single pack`,
    }
  )
}

/** Other questions that a faulty scan may have been, the likeliest first. */
export function repairedQuestions(text: string, reference: DateReference): RepairedQuestion[] {
  return proposeRepairs(text, reference).flatMap(({ scan, causes, text: repaired }) => {
    const question = questionOf(scan)
    return question ? [{ question, causes, text: repaired }] : []
  })
}

/** The same elements as a reader would have sent them, so that typed ones can be repaired like scanned ones. */
export function asScan({ gtin, serial, lot, expiry }: Omit<PackQuestion, 'isDayZero'>): string {
  const parts = [`01${gtin}${expiry === undefined ? '' : `17${formatGs1Date(expiry)}`}21${serial}`]
  if (lot !== undefined) parts.push(`10${lot}`)
  return parts.join(FNC1)
}

/** What most likely lies behind a fault that a repair mends. */
export function causeOf(causes: readonly FaultCause[]): AlertCause {
  if (causes.includes('capsLock')) return 'caps_lock'
  return causes.some((cause) => cause === 'azertyLayout' || cause === 'qwertzLayout') ? 'keyboard_layout' : 'ai_split'
}

function questionOf(scan: Scan): PackQuestion | undefined {
  const { gtin, serial, lot, expiry } = scan.summary
  if (gtin === undefined || serial === undefined) return undefined
  const elements = 'elements' in scan ? scan.elements : []
  const isDayZero = elements.some(({ ai, value }) => ai === '17' && value.endsWith('00'))
  return { gtin, serial, isDayZero, ...(lot === undefined ? {} : { lot }), ...(expiry === undefined ? {} : { expiry }) }
}

const kinds: Readonly<Record<Scan['kind'], string>> = {
  elementString: 'an element string without a serial',
  digitalLink: 'a Digital Link without a serial',
  epcUrn: 'an EPC without a serial',
  gtin: 'a GTIN',
  sscc: 'an SSCC',
  chinaTraceCode: 'a Chinese traceability code',
  chinaDrugCode: 'a Chinese national drug code',
}
const wordsOf = (scan: Scan): string =>
  scan.kind === 'elementString' && scan.summary.sscc ? 'an SSCC' : kinds[scan.kind]
