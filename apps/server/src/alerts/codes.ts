import type { EndState, Holder } from '@theriac/ledger'

/** What is known of a pack by where it is. */
export type UnitState =
  | 'not_commissioned'
  | 'in_stock'
  | 'packed'
  | 'in_transit'
  | 'opened'
  | 'returned'
  | 'rejected'
  | 'quarantined'
  | EndState

/** What somebody tries to do with packs. */
export type Attempt =
  | 'dispense'
  | 'administer'
  | 'decommission'
  | 'undo'
  | 'return'
  | 'judge'
  | 'destroy'
  | 'report_gone'
  | 'quarantine'
  | 'release'
  | 'void'

/** Codes of the European vocabulary that speak of a pack's state, or of what is printed on it. */
export const alertCodes = {
  PC_02: 'the serial is unknown',
  LOT_03: 'the lot is unknown',
  LOT_12: 'the expiry date is not that of the lot',
  LOT_13: 'lot and serial do not belong together',
  PCK_06: 'the undo does not match the state of the pack',
  PCK_19: 'the pack is in that state already',
  PCK_20: 'it is too late to undo it',
  PCK_21: 'another institution did it, and only that one can undo it',
  PCK_22: 'the pack has left circulation already',
  PCK_27: 'the state of the pack cannot be changed that way',
} as const
export type AlertCode = keyof typeof alertCodes

/** A pack that is not where an attempt needs it. */
export interface StateFault {
  readonly attempt: Attempt
  readonly state: UnitState
  /** State that the attempt leads to, where it is one of a pack. */
  readonly target?: UnitState | undefined
  /** Whether the institution that tries is the one that has, or ended, the pack. */
  readonly isOwn: boolean
  /** Whether all is right but the days that have passed. */
  readonly isLate?: boolean | undefined
}

/** A refusal of the ledger: the operation (`dispensing.dispense`) and the contract's error. */
export interface RefusalFault {
  readonly operation: string
  readonly refusal: string
}

/** States that nobody takes back by an ordinary act. */
const finals: ReadonlySet<UnitState> = new Set<UnitState>([
  'administered',
  'destroyed',
  'stolen',
  'lost',
  'commissioning_voided',
  'gone_unsaleable',
])
const live: ReadonlySet<UnitState> = new Set<UnitState>([
  'not_commissioned',
  'in_stock',
  'packed',
  'in_transit',
  'opened',
  'returned',
  'rejected',
  'quarantined',
])

/** Whether a pack in the state has left circulation. */
export const hasEnded = (state: UnitState): boolean => !live.has(state)

/** Operations of routes that take something out of circulation, and those that take it back. */
const leaving: ReadonlySet<string> = new Set(['dispensing.dispense', 'dispensing.dispensePart', 'endings.decommission'])
const undoing: ReadonlySet<string> = new Set([
  'dispensing.undo',
  'dispensing.undoPart',
  'endings.undo',
  'endings.overrideUndo',
])

/**
 * The alert code for what was tried and cannot be: the one table of the platform, from the pack's state or from the ledger's
 * refusal. Undefined where the vocabulary has no word for it, as for a pack that is merely somewhere else. Flags of product
 * and lot (withdrawn, recalled, expired) come before the state and have no code: they are no fault of the pack.
 */
export function alertCodeOf(fault: StateFault | RefusalFault): AlertCode | undefined {
  return 'refusal' in fault ? ofRefusal(fault) : ofState(fault)
}

function ofState({ attempt, state, target, isOwn, isLate = false }: StateFault): AlertCode | undefined {
  // A second dispensing is told as such even where the first was one's own.
  if (attempt === 'dispense') return hasEnded(state) ? 'PCK_22' : undefined
  if (state === target && isOwn && !isLate) return 'PCK_19'
  if (attempt === 'undo' || attempt === 'return') {
    if (finals.has(state)) return 'PCK_27'
    if (!hasEnded(state)) return attempt === 'undo' ? 'PCK_06' : undefined
    if (!isOwn) return 'PCK_21'
    return isLate ? 'PCK_20' : 'PCK_06'
  }
  if (isLate) return 'PCK_20'
  if (!hasEnded(state)) return undefined
  return attempt === 'decommission' ? 'PCK_22' : 'PCK_27'
}

function ofRefusal({ operation, refusal }: RefusalFault): AlertCode | undefined {
  switch (refusal) {
    case 'InventoryNotHeld':
    case 'InventoryContainerElsewhere':
      if (leaving.has(operation)) return 'PCK_22'
      return undoing.has(operation) ? 'PCK_06' : 'PCK_27'
    case 'InventoryTooLate':
      return 'PCK_20'
    case 'InventoryWrongState':
    case 'InventoryNotVoidable':
      return 'PCK_27'
    case 'InventoryBadParts':
      return undoing.has(operation) ? 'PCK_06' : 'PCK_27'
    case 'InventoryNotYours':
      return 'PCK_21'
    case 'InventoryBadProof':
      return 'LOT_13'
    case 'InventoryExpiryDiffers':
      return 'LOT_12'
    case 'LotsUnknown':
      return 'LOT_03'
    default:
      return undefined
  }
}

/** Codes of mere slips, which are told to who made them and to nobody else. */
const slips: ReadonlySet<AlertCode> = new Set<AlertCode>(['PCK_19', 'PCK_20'])

/** Whether an alert is raised for a code. */
export const isAlarming = (code: AlertCode): boolean => !slips.has(code)

/** The state of a pack by its holder; undefined stands for one that was never made. */
export function unitStateOf(holder: Holder | undefined): UnitState {
  switch (holder?.kind) {
    case undefined:
      return 'not_commissioned'
    case 'institution':
      return 'in_stock'
    case 'container':
      return 'packed'
    case 'shipment':
      return 'in_transit'
    case 'quarantine':
      return 'quarantined'
    case 'opened':
    case 'returned':
    case 'rejected':
      return holder.kind
    case 'end':
      return holder.state
    default:
      return holder satisfies never
  }
}
