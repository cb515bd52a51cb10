import type { FaultCause } from '@theriac/gs1'
import type { Facts } from './facts.ts'
import { type FaultName, type Judgement, judge } from './judge.ts'
import { asScan, causeOf, type PackQuestion, readQuestion, repairedQuestions } from './read-question.ts'

/** A scan as it came, or its elements. */
export type Asked = { readonly scan: string } | { readonly elements: Omit<PackQuestion, 'isDayZero'> }

/** What a verification found. */
export interface Verification {
  readonly ok: true
  /** What was asked, after repair. */
  readonly question: PackQuestion
  readonly judgement: Judgement
  /** What had to be mended for the answer. */
  readonly repair?: { readonly causes: readonly FaultCause[]; readonly text: string }
}

/** The scan names no pack, repaired or not. */
export interface Unreadable {
  readonly ok: false
  readonly rule: string
  readonly detail: string
}

/** Who asks, and when. */
export interface Asking {
  /** GLN; undefined for the public. */
  readonly asker: string | undefined
  /** Unix milliseconds. */
  readonly now: number
}

/**
 * Answers what a pack is. A scan that cannot be read, or whose pack is unknown, is first taken for one that a reader or
 * keyboard spoilt: the repair that leads to a known pack is answered; else the one that leads furthest says the likely cause.
 */
export async function verify(facts: Facts, asked: Asked, { asker, now }: Asking): Promise<Verification | Unreadable> {
  const reference = { referenceYear: new Date(now).getUTCFullYear() }
  const first = 'scan' in asked ? readQuestion(asked.scan, reference) : { ...asked.elements, isDayZero: false }
  const ask = (question: PackQuestion) => answer(facts, question, { asker, now })
  let best: Verification | undefined
  if (!('rule' in first)) {
    const judgement = await ask(first)
    best = { ok: true, question: first, judgement }
    if (!isMendable(judgement.fault)) return best
  }
  const text = 'scan' in asked ? asked.scan : asScan(asked.elements)
  for (const { question, causes, text: repaired } of repairedQuestions(text, reference)) {
    const judgement = await ask(question)
    if (reach(judgement.fault) <= reach(best?.judgement.fault ?? 'product_unknown')) continue
    best = { ok: true, question, judgement: withCause(judgement, causes), repair: { causes, text: repaired } }
    if (!isMendable(judgement.fault)) break
  }
  if (best) return best
  return 'rule' in first ? { ok: false, ...first } : { ok: false, rule: 'NOT_RECOGNISED', detail: 'no pack' }
}

async function answer(facts: Facts, question: PackQuestion, { asker, now }: Asking): Promise<Judgement> {
  const product = await facts.product(question.gtin)
  if (product?.product.gtin !== question.gtin)
    return judge({ question, product, namedLot: undefined, units: [], asker, now })
  const namedLot = question.lot === undefined ? undefined : await facts.lot(question.gtin, question.lot)
  const units = await facts.units(question.gtin, question.serial)
  return judge({ question, product, namedLot, units, asker, now })
}

/** How far the checks came before a fault. */
const steps: Readonly<Record<FaultName, number>> = {
  product_unknown: 0,
  not_a_pack: 1,
  lot_unknown: 2,
  expiry_differs: 3,
  serial_unknown: 4,
  lot_differs: 4,
  serial_repeated: 5,
}
const reach = (fault: FaultName | undefined): number => (fault === undefined ? 6 : steps[fault])
const isMendable = (fault: FaultName | undefined): boolean => reach(fault) < 5 && fault !== 'not_a_pack'

function withCause(judgement: Judgement, causes: readonly FaultCause[]): Judgement {
  if (!judgement.due || !isMendable(judgement.fault)) return judgement
  return { ...judgement, due: { ...judgement.due, cause: causeOf(causes) } }
}
