import { type EndState, endStates } from '@theriac/ledger'
import { describe, expect, test } from 'vitest'
import { type Attempt, alertCodeOf, alertCodes, hasEnded, isAlarming, type UnitState } from '../../src/alerts/codes.ts'

const ends = endStates.filter((state): state is EndState => state !== 'none')
const live: UnitState[] = [
  'not_commissioned',
  'in_stock',
  'packed',
  'in_transit',
  'opened',
  'returned',
  'rejected',
  'quarantined',
]
const code = (
  attempt: Attempt,
  state: UnitState,
  more: { isOwn?: boolean; isLate?: boolean; target?: UnitState } = {},
) => alertCodeOf({ attempt, state, isOwn: true, ...more })

describe('the alert code of a state', () => {
  test('what has left circulation is told from what has not', () => {
    expect(ends.every(hasEnded)).toBe(true)
    expect(live.some(hasEnded)).toBe(false)
  })

  test('dispensing what has left circulation is PCK_22, whoever ended it; what has not is no alert', () => {
    for (const state of ends) {
      expect(code('dispense', state)).toBe('PCK_22')
      expect(code('dispense', state, { isOwn: false, target: 'dispensed' })).toBe('PCK_22')
    }
    for (const state of live) expect(code('dispense', state)).toBeUndefined()
  })

  test('taking out of circulation what is out is PCK_22, and PCK_19 in the same way by the same institution', () => {
    expect(code('decommission', 'sampled', { target: 'exported' })).toBe('PCK_22')
    expect(code('decommission', 'exported', { target: 'exported' })).toBe('PCK_19')
    expect(code('decommission', 'exported', { target: 'exported', isOwn: false })).toBe('PCK_22')
    expect(code('decommission', 'opened', { target: 'exported' })).toBeUndefined()
  })

  test('an undo tells already active, other state, too late, another institution and never', () => {
    const undo = (state: UnitState, more = {}) => code('undo', state, { target: 'in_stock', ...more })
    expect(undo('in_stock')).toBe('PCK_19')
    expect(undo('in_stock', { isOwn: false })).toBe('PCK_06')
    expect(undo('returned')).toBe('PCK_06')
    expect(undo('exported')).toBe('PCK_06')
    expect(undo('dispensed', { isLate: true })).toBe('PCK_20')
    expect(undo('dispensed', { isOwn: false })).toBe('PCK_21')
    for (const state of [
      'destroyed',
      'stolen',
      'lost',
      'administered',
      'commissioning_voided',
      'gone_unsaleable',
    ] as const)
      expect(undo(state)).toBe('PCK_27')
  })

  test('a return goes as an undo does, but may be tried with what is still in circulation', () => {
    expect(code('return', 'returned', { target: 'returned' })).toBe('PCK_19')
    expect(code('return', 'in_stock', { target: 'returned' })).toBeUndefined()
    expect(code('return', 'dispensed', { isLate: true })).toBe('PCK_20')
    expect(code('return', 'dispensed', { isOwn: false })).toBe('PCK_21')
  })

  test('other changes of what has ended cannot be', () => {
    for (const attempt of ['destroy', 'report_gone', 'quarantine', 'release', 'judge', 'administer', 'void'] as const) {
      expect(code(attempt, 'dispensed')).toBe('PCK_27')
      expect(code(attempt, 'in_stock')).toBeUndefined()
    }
    expect(code('destroy', 'destroyed', { target: 'destroyed' })).toBe('PCK_19')
  })
})

describe('the alert code of a refusal', () => {
  test.each([
    ['dispensing.dispense', 'InventoryNotHeld', 'PCK_22'],
    ['dispensing.dispensePart', 'InventoryNotHeld', 'PCK_22'],
    ['endings.decommission', 'InventoryNotHeld', 'PCK_22'],
    ['endings.decommission', 'InventoryContainerElsewhere', 'PCK_22'],
    ['dispensing.undo', 'InventoryNotHeld', 'PCK_06'],
    ['endings.undo', 'InventoryTooLate', 'PCK_20'],
    ['dispensing.undoPart', 'InventoryBadParts', 'PCK_06'],
    ['dispensing.dispensePart', 'InventoryBadParts', 'PCK_27'],
    ['endings.voidCommissioning', 'InventoryNotVoidable', 'PCK_27'],
    ['quarantine.setAside', 'InventoryNotHeld', 'PCK_27'],
    ['quarantine.release', 'InventoryNotYours', 'PCK_21'],
    ['returns.receive', 'InventoryBadProof', 'LOT_13'],
    ['returns.receive', 'InventoryExpiryDiffers', 'LOT_12'],
    ['returns.receive', 'LotsUnknown', 'LOT_03'],
  ] as const)('%s refused with %s is %s', (operation, refusal, expected) => {
    expect(alertCodeOf({ operation, refusal })).toBe(expected)
  })

  test('what is no matter of a pack has none', () => {
    expect(alertCodeOf({ operation: 'dispensing.dispense', refusal: 'LotsHeldBack' })).toBeUndefined()
    expect(alertCodeOf({ operation: 'dispensing.dispense', refusal: 'InstitutionsRefused' })).toBeUndefined()
  })
})

test('slips raise no alert, everything else does', () => {
  const quiet = (Object.keys(alertCodes) as (keyof typeof alertCodes)[]).filter((one) => !isAlarming(one))
  expect(quiet).toEqual(['PCK_19', 'PCK_20'])
})
