import { type AlertCause, type PackHold, packHolds } from '@theriac/api'
import type { LotRow, ProductFact, UnitFact } from './facts.ts'

/** What is asked: the four elements of a pack, of which lot and expiry may be missing. */
export interface Question {
  readonly gtin: string
  readonly serial: string
  readonly lot?: string | undefined
  /** `YYYY-MM-DD`. */
  readonly expiry?: string | undefined
  /** The code has day `00`: only month and year are printed. */
  readonly isDayZero: boolean
}

/** Everything that the answer depends on. */
export interface Evidence {
  readonly question: Question
  readonly product: ProductFact | undefined
  /** The lot that the code names; undefined where it names none or an unknown one. */
  readonly namedLot: LotRow | undefined
  /** Units commissioned with the serial. */
  readonly units: readonly UnitFact[]
  /** GLN of who asks; undefined for the public. */
  readonly asker: string | undefined
  /** Unix milliseconds. */
  readonly now: number
}

type Verdict = 'genuine' | 'suspect' | 'not_sellable'

/** Why a code cannot be a pack of the ledger. */
export type FaultName =
  | 'product_unknown'
  | 'not_a_pack'
  | 'lot_unknown'
  | 'expiry_differs'
  | 'lot_differs'
  | 'serial_unknown'
  | 'serial_repeated'

/** Where a pack should be, seen by who asks. */
type Location = 'here' | 'on_its_way_here' | 'sent_from_here' | 'elsewhere' | 'ended'

/** An alert that is due. */
interface Due {
  readonly code: string
  readonly cause: AlertCause
  readonly detail: string
}

/** The answer to a question. */
export interface Judgement {
  readonly verdict: Verdict
  readonly fault?: FaultName
  readonly product?: ProductFact
  readonly lot?: LotRow
  readonly unit?: UnitFact
  /** State of the unit itself: `active`, `in_transit`, `quarantined`, `dispensed`, … */
  readonly state?: string
  /** Day on which it left circulation. */
  readonly endedOn?: string
  readonly location?: Location
  /** What stands against selling it, the gravest first. */
  readonly holds: readonly PackHold[]
  /** The gravest hold, else the unit's own state. */
  readonly status: string
  /** Whether who asks may supply it now, as far as the pack goes. */
  readonly isSellable: boolean
  readonly due?: Due
}

/**
 * Checks product, then lot, then unit; the first that fails ends it. A pack that cannot be sold only because it is expired,
 * recalled, withdrawn or suspended is no alert.
 */
export function judge(evidence: Evidence): Judgement {
  const { question, product, namedLot, units } = evidence
  if (product === undefined) return failed('product_unknown', {})
  if (product.product.gtin !== question.gtin) return { ...failed('not_a_pack', { product }), verdict: 'not_sellable' }
  if (question.lot !== undefined && namedLot === undefined) {
    const detail = `Nobody registered lot ${question.lot} of ${question.gtin}`
    return failed('lot_unknown', { product }, { code: 'LOT_03', cause: 'unknown', detail })
  }
  const real = originals(units)
  const ofLot = namedLot && real.filter(({ lot }) => lot.ref === namedLot.ref)
  const unit = ofLot?.[0] ?? real[0]
  const lot = namedLot ?? unit?.lot
  const known = { product, ...(lot ? { lot } : {}) }
  if (lot && question.expiry !== undefined && !isExpiry(question, lot)) {
    const detail = `The code says that it expires on ${question.expiry}; the lot expires on ${lot.expiry}`
    const isSameMonth = question.expiry.slice(0, 7) === lot.expiry.slice(0, 7)
    return failed('expiry_differs', known, { code: 'LOT_12', cause: isSameMonth ? 'day_00' : 'unknown', detail })
  }
  if (unit === undefined) {
    const isIncomplete = namedLot?.serialised && namedLot.commissioned < namedLot.quantity
    const detail = `Serial ${question.serial} of ${question.gtin} was never commissioned`
    return failed('serial_unknown', known, { code: 'PC_02', cause: isIncomplete ? 'late_upload' : 'unknown', detail })
  }
  if (ofLot && ofLot.length === 0) {
    const detail = `Serial ${question.serial} belongs to lot ${unit.lot.lotNumber}, not to ${question.lot}`
    return failed('lot_differs', known, { code: 'LOT_13', cause: 'unknown', detail })
  }
  if (real.length > 1) {
    const detail = `Serial ${question.serial} was commissioned ${real.length} times`
    return failed('serial_repeated', known, { code: 'PCK_27', cause: 'repeated_serial', detail })
  }
  return judgeUnit(evidence, product, unit)
}

function judgeUnit({ asker, now }: Evidence, product: ProductFact, unit: UnitFact): Judgement {
  const { lot, root } = unit
  const holds = holdsOf(product, unit, now)
  const state = stateOf(unit)
  const location = locationOf(unit, asker)
  const isSellable = holds.length === 0 && state === 'active' && location === 'here'
  const base = { product, lot, unit, state, location, holds, status: holds[0] ?? state, isSellable }
  if (root.kind !== 'end') {
    const isGenuine = holds.length === 0 && (state === 'active' || state === 'in_transit')
    return { ...base, verdict: isGenuine ? 'genuine' : 'not_sellable' }
  }
  const endedOn = root.day ?? undefined
  const ended = { ...base, ...(endedOn === undefined ? {} : { endedOn }) }
  const isOwn = asker !== undefined && root.gln === asker
  if (isOwn && !suspectEverywhere.has(state)) return { ...ended, verdict: 'not_sellable' }
  // Looking at a pack is no attempt to dispense it a second time: that cause is for those who try.
  const detail = `The pack left circulation${endedOn === undefined ? '' : ` on ${endedOn}`}: ${state}`
  return { ...ended, verdict: 'suspect', due: { code: 'PCK_22', cause: 'unknown', detail } }
}

/** A pack in one's hand that was stolen is an alert, whoever reported it. */
const suspectEverywhere: ReadonlySet<string> = new Set(['stolen', 'gone_unsaleable'])

function failed(fault: FaultName, known: Pick<Judgement, 'product' | 'lot'>, due?: Due): Judgement {
  return { ...known, verdict: 'suspect', fault, holds: [], status: fault, isSellable: false, ...(due ? { due } : {}) }
}

/** A commissioning that was taken back leaves its serial free: a pack that was made again is no double. */
function originals(units: readonly UnitFact[]): readonly UnitFact[] {
  if (units.length < 2) return units
  const left = units.filter(({ root }) => root.kind !== 'end' || root.state !== 'commissioning_voided')
  return left.length > 0 ? left : units.slice(-1)
}

function isExpiry({ expiry, isDayZero }: Question, lot: LotRow): boolean {
  if (expiry === lot.expiry) return true
  return isDayZero && expiry?.slice(0, 7) === lot.expiry.slice(0, 7)
}

function holdsOf({ product }: ProductFact, { lot, root, keeper }: UnitFact, now: number): PackHold[] {
  const seconds = now / 1000
  const isKept = root.kind !== 'end' && root.kind !== 'shipment' && root.kind !== 'container'
  const holds: Readonly<Record<PackHold, boolean>> = {
    product_withdrawn: product.status === 'withdrawn',
    product_suspended: product.status === 'suspended',
    lot_recalled: lot.recalled,
    expired: lot.expiry < new Date(now).toISOString().slice(0, 10),
    holder_not_licensed:
      isKept &&
      (keeper?.status !== 'active' ||
        !keeper.licences.some(({ validFrom, validTo }) => validFrom <= seconds && seconds <= validTo)),
  }
  return packHolds.filter((name) => holds[name])
}

const stateByKind: Readonly<Record<string, string>> = {
  institution: 'active',
  container: 'active',
  opened: 'partially_dispensed',
  returned: 'returned',
  rejected: 'rejected',
  quarantine: 'quarantined',
  shipment: 'in_transit',
}

function stateOf({ root }: UnitFact): string {
  return root.kind === 'end' ? (root.state ?? 'ended') : (stateByKind[root.kind] ?? root.kind)
}

function locationOf({ root, receiver }: UnitFact, asker: string | undefined): Location {
  if (root.kind === 'end') return 'ended'
  if (asker === undefined) return 'elsewhere'
  if (root.kind === 'shipment') {
    if (receiver === asker) return 'on_its_way_here'
    return root.gln === asker ? 'sent_from_here' : 'elsewhere'
  }
  return root.gln === asker ? 'here' : 'elsewhere'
}
