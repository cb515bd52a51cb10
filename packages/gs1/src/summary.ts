import { type AiElement, elementValue } from './ai/elements.ts'
import { type DateReference, type IsoDate, parseGs1Date } from './dates.ts'
import type { Gln, Gtin, LotNumber, Serial, Sscc } from './identifiers.ts'

/** What a scan says about a pack, case or place. A field is there only when the scan carries it. */
export interface ScanSummary {
  /** AI 01. */
  readonly gtin?: Gtin
  /** AI 21. */
  readonly serial?: Serial
  /** AI 10. */
  readonly lot?: LotNumber
  /** AI 17; day 00 is the last day of the month. */
  readonly expiry?: IsoDate
  /** AI 11. */
  readonly productionDate?: IsoDate
  /** AI 13. */
  readonly packagingDate?: IsoDate
  /** AI 15. */
  readonly bestBefore?: IsoDate
  /** AI 16. */
  readonly sellBy?: IsoDate
  /** AI 00. */
  readonly sscc?: Sscc
  /** AI 02: what a logistic unit contains. */
  readonly contentGtin?: Gtin
  /** AI 37: how many of AI 02, in trade items. */
  readonly contentCount?: number
  /** AI 414, a physical place. */
  readonly gln?: Gln
  /** AI 254, a part of that place. */
  readonly glnExtension?: string
  /** AI 417. */
  readonly partyGln?: Gln
  /** AIs 710 to 717, national reimbursement numbers, by AI. */
  readonly nationalNumbers?: Readonly<Record<string, string>>
}

/** Names the elements that a till works with. Their values have been checked, so the brands hold. */
export function summarise(elements: readonly AiElement[], reference: DateReference): ScanSummary {
  const text = (ai: string) => elementValue(elements, ai)
  const date = (ai: string) => {
    const digits = text(ai)
    const parsed = digits === undefined ? undefined : parseGs1Date(digits, reference)
    return parsed?.ok ? parsed.value : undefined
  }
  const count = text('37')
  const national = elements.filter(({ ai }) => /^71[0-9]$/.test(ai)).map(({ ai, value }) => [ai, value])
  return present({
    gtin: text('01') as Gtin | undefined,
    serial: text('21') as Serial | undefined,
    lot: text('10') as LotNumber | undefined,
    expiry: date('17'),
    productionDate: date('11'),
    packagingDate: date('13'),
    bestBefore: date('15'),
    sellBy: date('16'),
    sscc: text('00') as Sscc | undefined,
    contentGtin: text('02') as Gtin | undefined,
    contentCount: count === undefined ? undefined : Number(count),
    gln: text('414') as Gln | undefined,
    glnExtension: text('254'),
    partyGln: text('417') as Gln | undefined,
    nationalNumbers: national.length === 0 ? undefined : Object.fromEntries(national),
  })
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** The same object without what is undefined: absent and undefined are different things in a message. */
export function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
}
