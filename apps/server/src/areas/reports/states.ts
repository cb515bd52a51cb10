import { type LotStatus, type UnitState, unitStates } from '@theriac/api'
import type { LotFacts, MovementPlace } from '@theriac/read-model'
import { type Hold, holdOf } from '../../goods/guards.ts'

const kindStates: Readonly<Record<string, UnitState>> = {
  institution: 'in_stock',
  shipment: 'in_transit',
  quarantine: 'quarantined',
}

const isUnitState = (word: string): word is UnitState => (unitStates as readonly string[]).includes(word)

/** The state of units at a holder, by its kind, or how they ended. */
export function unitStateOf(kindOrEnd: string): UnitState {
  const state = kindStates[kindOrEnd] ?? kindOrEnd
  if (isUnitState(state)) return state
  throw new TypeError(`${kindOrEnd} is no state of units`)
}

/** Where goods came from or went to; a container has no institution of its own. */
export function placeStateOf({ state }: MovementPlace): UnitState | 'container' {
  return state === 'container' ? state : unitStateOf(state)
}

const statuses: Readonly<Record<Exclude<Hold, 'unknown_lot'>, LotStatus>> = {
  none: 'ok',
  product_withdrawn: 'product_withdrawn',
  product_suspended: 'product_suspended',
  lot_recalled: 'recalled',
  expired: 'expired',
}

/** Whether a lot may be supplied on a day, and if not why. */
export function lotStatusOf(lot: LotFacts, today: string): LotStatus {
  const hold = holdOf(lot, { status: lot.productStatus }, today)
  return hold === 'unknown_lot' ? 'ok' : statuses[hold]
}

/** What has to come back, or be destroyed, after a recall. */
const open: ReadonlySet<UnitState> = new Set<UnitState>([
  'in_stock',
  'in_transit',
  'opened',
  'quarantined',
  'returned',
  'rejected',
])
const atPatients: ReadonlySet<UnitState> = new Set<UnitState>(['dispensed', 'dispensed_in_parts', 'administered'])

/** What a recall has to do with units in a state. */
export function recallGroupOf(state: UnitState): 'open' | 'atPatients' | 'gone' {
  if (open.has(state)) return 'open'
  return atPatients.has(state) ? 'atPatients' : 'gone'
}
