import type { Gln, IsoDate, LotNumber, Serial } from '@theriac/gs1'
import type { Address, Hex } from 'viem'
import { expect, test } from 'vitest'
import {
  addOperator,
  amendProduct,
  anchorHashes,
  applyFor,
  type Call,
  commission,
  commissionQuantity,
  commissionSerials,
  dispense,
  dispensePart,
  isLedgerError,
  leafOf,
  lotIdOf,
  type Permission,
  pack,
  propose,
  receiveGoods,
  registerLot,
  registerProduct,
  setThreshold,
  ship,
  undo,
  writeRecord,
} from '../../src/index.ts'
import { glnAt, gtinA, product, ssccAt } from './world.ts'

const lot = lotIdOf(gtinA, 'L' as LotNumber)
const account: Address = '0x00000000000000000000000000000000000000aa'
const licence = { number: 'L', scope: ['pack'] as Permission[], validFrom: 0, validTo: 1 }
const plan = { production: '2026-01-01' as IsoDate, expiry: '2027-01-01' as IsoDate, quantity: 1, origin: 'x' }
const lotPlan = { ...plan, gtin: gtinA, lotNumber: 'L' as LotNumber, serialised: true }
const inner = commissionQuantity(lot, 1)

const cases: [what: string, code: string, field: string | undefined, make: () => Call | Call[]][] = [
  ['a quantity beyond 32 bits', 'FieldInvalid', 'quantity', () => commissionQuantity(lot, 2 ** 32)],
  ['half a unit', 'FieldInvalid', 'quantity', () => commissionQuantity(lot, 1.5)],
  ['a negative quantity', 'FieldInvalid', 'quantity', () => registerLot({ ...lotPlan, quantity: -1 })],
  [
    'a licence that ends too late',
    'FieldInvalid',
    'licences[1].validTo',
    () => applyFor(glnAt(1), 'factory', 'F', [licence, { ...licence, validTo: 2 ** 48 }]),
  ],
  [
    'a permission nobody knows',
    'FieldInvalid',
    'licences[0].scope',
    () => applyFor(glnAt(1), 'factory', 'F', [{ ...licence, scope: ['fly' as Permission] }]),
  ],
  ['a kind nobody knows', 'FieldInvalid', 'kind', () => applyFor(glnAt(1), 'witch' as 'factory', 'F', [])],
  [
    'a pack of too many parts',
    'FieldInvalid',
    'data.packSize',
    () => registerProduct(gtinA, { ...product, packSize: -8 }),
  ],
  [
    'a level of half a pack',
    'FieldInvalid',
    'data.levels[0].units',
    () => amendProduct(gtinA, 1, { ...product, levels: [{ gtin: gtinA, units: 0.5 }] }, 'x'),
  ],
  ['what is no account', 'FieldInvalid', 'account', () => addOperator('0x12' as Address, 'operator')],
  ['a lot id of the wrong length', 'FieldInvalid', 'lot', () => dispensePart('0x12', 1, 1)],
  ['a hash of the wrong length', 'FieldInvalid', 'root', () => anchorHashes('0x12' as Hex, 'document', 1)],
  [
    'a shipment number beyond 64 bits',
    'FieldInvalid',
    'number',
    () => ship(2n ** 64n, glnAt(1), { units: [{ lot, units: [1] }] }),
  ],
  ['a run below zero', 'FieldInvalid', 'run', () => commission(lot, -1, [leafOf(gtinA, 'S' as Serial)])],
  ['a first run that is none', 'FieldInvalid', 'run', () => commissionSerials(gtinA, lot, ['S' as Serial], 0.5)],
  ['a threshold beyond 16 bits', 'FieldInvalid', 'threshold_', () => setThreshold(65_536)],
  ['an expiry that is no time', 'FieldInvalid', 'expiry', () => propose(account, inner, Number.NaN, 'x')],
  [
    'the shipment of a number below zero',
    'HolderInvalid',
    'number',
    () => receiveGoods({ sender: glnAt(1), number: -1n }, {}),
  ],
  [
    'the same as a subject',
    'HolderInvalid',
    'number',
    () => writeRecord(`0x${'00'.repeat(32)}`, 'document', { kind: 'shipment', sender: glnAt(1), number: -1n }, '0x'),
  ],
  ['a day that is none', 'DayInvalid', undefined, () => undo('dispensed', '2026-13-01' as IsoDate, {})],
  [
    'an expiry before 1970',
    'DayInvalid',
    undefined,
    () => registerLot({ ...lotPlan, expiry: '1969-12-31' as IsoDate }),
  ],
  ['a unit twice', 'UnitsInvalid', undefined, () => dispense([{ lot, units: [1, 1] }])],
  ['nothing of a quantity', 'QuantityInvalid', undefined, () => pack([{ sscc: ssccAt(1), lot, quantity: 0 }])],
  ['a wrong bill type', 'NoteInvalid', 'billType', () => dispense([{ lot, units: [1] }], { billType: 70_000 })],
  ['an empty run', 'RunInvalid', undefined, () => commission(lot, 0, [])],
  [
    'a run of 1 025',
    'RunInvalid',
    undefined,
    () =>
      commission(
        lot,
        0,
        Array.from({ length: 1_025 }, (_, i) => leafOf(gtinA, `${i}` as Serial)),
      ),
  ],
  ['a serial twice', 'SerialRepeated', undefined, () => commissionSerials(gtinA, lot, ['A', 'B', 'A'] as Serial[])],
]

test.each(cases)('a call with %s is refused before it is signed: %s %s', (_, code, field, make) => {
  let thrown: unknown
  try {
    make()
  } catch (error) {
    thrown = error
  }
  if (!isLedgerError(thrown)) throw new Error('not refused with a coded error', { cause: thrown })
  expect(thrown).toMatchObject({ code, retryable: false })
  if (field !== undefined) expect(thrown.data).toMatchObject({ field })
})

test('a leaf twice in other letters is a serial twice', () => {
  const leaf = leafOf(gtinA, 'S' as Serial)
  const upper = `0x${leaf.slice(2).toUpperCase()}` as Hex
  expect(() => commission(lot, 0, [leafOf(gtinA, 'T' as Serial), leaf, upper])).toThrow(
    expect.objectContaining({ code: 'SerialRepeated', data: { lot, position: 2 } }),
  )
})

test('a GLN that is none never becomes a call', () => {
  expect(() => addOperator(account, 'king' as 'admin')).toThrow(expect.objectContaining({ code: 'FieldInvalid' }))
  expect(() => ship(1n, '99999999999999999999999' as Gln, {})).toThrow(
    expect.objectContaining({ code: 'FieldInvalid', data: expect.objectContaining({ field: 'receiver' }) }),
  )
})
