import type { IsoDate } from '@theriac/gs1'
import fc from 'fast-check'
import { type Hex, keccak256, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import {
  bitOf,
  dateOf,
  dayOf,
  decodeNote,
  encodeNote,
  endStates,
  type Holder,
  holderId,
  parseHolder,
  permissionMask,
  permissions,
  permissionsOf,
  type Quantity,
  slicesOf,
  type Units,
  unitsOf,
} from '../../src/index.ts'
import { glnAt, ssccAt } from './world.ts'

const lot: Hex = `0x${'ab'.repeat(28)}00000000`
const otherLot: Hex = `0x${'cd'.repeat(28)}00000000`

/** Ascending ranges with a gap between them, as `unitsOf` gives them. */
const rangesOf = (indices: ReadonlySet<number>): [number, number][] => {
  const ranges: [number, number][] = []
  for (const index of [...indices].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else ranges.push([index, index])
  }
  return ranges
}
const someIndices = fc.uniqueArray(fc.oneof(fc.nat(2_000), fc.integer({ min: 0, max: 0xffffffff })), {
  minLength: 1,
  maxLength: 60,
})

test('units become words and masks and come back as ascending ranges, in whatever order they are named', () => {
  fc.assert(
    fc.property(someIndices, (indices) => {
      const slices = slicesOf({ lot, units: indices })
      const expected = [{ lot, units: rangesOf(new Set(indices)) }]
      expect(unitsOf(slices)).toEqual(expected)
      expect(unitsOf(slices.toReversed())).toEqual(expected)
    }),
  )
})

test('a range is the same as its units one by one, across words', () => {
  fc.assert(
    fc.property(fc.nat(3_000), fc.nat(1_200), (first, more) => {
      const alone = Array.from({ length: more + 1 }, (_, i) => first + i)
      expect(slicesOf({ lot, units: [[first, first + more]] })).toEqual(slicesOf({ lot, units: alone }))
    }),
    { numRuns: 40 },
  )
  expect(slicesOf({ lot, units: [[255, 256]] })).toEqual([
    { word: `${lot.slice(0, -8)}00000000`, mask: 1n << 255n },
    { word: `${lot.slice(0, -8)}00000001`, mask: 1n },
  ])
  expect(slicesOf({ lot, units: [[0, 255]] })[0]?.mask).toBe(2n ** 256n - 1n)
})

test('a unit named twice is refused, alone or in a range', () => {
  fc.assert(
    fc.property(someIndices, fc.nat(), (indices, pick) => {
      const again = indices[pick % indices.length] ?? 0
      expect(() => slicesOf({ lot, units: [...indices, again] })).toThrow(
        expect.objectContaining({ code: 'UnitsInvalid', data: { first: again, last: again, twice: true } }),
      )
    }),
  )
  expect(() => slicesOf({ lot, units: [[0, 300], 299] })).toThrow(expect.objectContaining({ code: 'UnitsInvalid' }))
})

test.each([[[-1]], [[1.5]], [[0x1_0000_0000]], [[[9, 8]]], [[Number.NaN]]] as [Units['units']][])(
  'units %j are none',
  (units) => {
    expect(() => slicesOf({ lot, units })).toThrow(expect.objectContaining({ code: 'UnitsInvalid' }))
  },
)

test('a quantity has a word of its own, and is 1 to 2^32 - 1', () => {
  const goods: Quantity = { lot, quantity: 1_000 }
  expect(slicesOf(goods)).toEqual([{ word: `${lot.slice(0, -8)}ffffffff`, mask: 1_000n }])
  expect(unitsOf(slicesOf(goods))).toEqual([goods])
  for (const quantity of [0, -1, 1.5, 2 ** 32, Number.NaN]) {
    expect(() => slicesOf({ lot, quantity })).toThrow(expect.objectContaining({ code: 'QuantityInvalid' }))
  }
})

test('slices of several lots in any order, also of one word twice, are gathered by lot', () => {
  const slices = [
    ...slicesOf({ lot, units: [300] }),
    ...slicesOf({ lot: otherLot, units: [7] }),
    ...slicesOf({ lot, units: [1] }),
    ...slicesOf({ lot, units: [2] }),
    ...slicesOf({ lot, quantity: 2 }),
    ...slicesOf({ lot, quantity: 3 }),
  ]
  expect(unitsOf(slices)).toEqual([
    { lot, quantity: 5 },
    {
      lot,
      units: [
        [1, 2],
        [300, 300],
      ],
    },
    { lot: otherLot, units: [[7, 7]] },
  ])
})

test('the bit of a unit is the slice of that unit alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (index) => {
      expect([bitOf(lot, index)]).toEqual(slicesOf({ lot, units: [index] }))
    }),
  )
})

const gln = fc.integer({ min: 1, max: 999 }).map(glnAt)
const holder: fc.Arbitrary<Holder> = fc.oneof(
  fc.record({ kind: fc.constantFrom('institution', 'opened', 'returned'), gln }),
  fc.record({ kind: fc.constant('quarantine'), setter: gln, gln }),
  fc.record({ kind: fc.constant('container'), sscc: fc.nat(99_999).map(ssccAt) }),
  fc.record({ kind: fc.constant('shipment'), sender: gln, number: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
  fc.record({
    kind: fc.constant('end'),
    state: fc.constantFrom(...endStates.filter((state) => state !== 'none')),
    day: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
    gln,
  }),
)

test("a holder's id says all of it, and no other holder has it", () => {
  fc.assert(
    fc.property(holder, (one) => {
      expect(parseHolder(holderId(one))).toEqual(one)
    }),
  )
  fc.assert(
    fc.property(holder, holder, (one, other) => {
      expect(holderId(one) === holderId(other)).toBe(JSON.stringify(parts(one)) === JSON.stringify(parts(other)))
    }),
  )
})

const parts = (one: Holder): unknown => Object.entries(one).map(([key, value]) => [key, String(value)])

test('a number that is no holder is told, and a holder that fits no id is refused', () => {
  const strangers = [
    0n,
    -1n,
    1n << 130n,
    9n << 120n,
    (1n << 120n) | 5n,
    (7n << 120n) | BigInt(glnAt(1)),
    (5n << 120n) | 1n,
  ]
  expect(strangers.map(parseHolder)).toEqual(strangers.map(() => undefined))
  for (const number of [-1n, 2n ** 64n]) {
    expect(() => holderId({ kind: 'shipment', sender: glnAt(1), number })).toThrow(
      expect.objectContaining({ code: 'HolderInvalid', data: { field: 'number', value: number } }),
    )
  }
  for (const day of [-1, 1.5, 2 ** 24, Number.NaN]) {
    expect(() => holderId({ kind: 'end', state: 'lost', day, gln: glnAt(1) })).toThrow(
      expect.objectContaining({ code: 'HolderInvalid' }),
    )
  }
})

test('a note holds time, bill type and a hash, each if given', () => {
  const hash = keccak256('0x01')
  const note = { eventTime: 1_790_000_000, billType: 323, document: hash.slice(0, 50) as Hex }
  expect(decodeNote(encodeNote({ ...note, document: hash }))).toEqual(note)
  expect(decodeNote(encodeNote({ billType: 0xffff }))).toEqual({ billType: 0xffff })
  expect(encodeNote()).toBe(numberToHex(0, { size: 32 }))
  expect(decodeNote(encodeNote())).toEqual({})
})

test.each([
  ['eventTime', { eventTime: 1.5 }],
  ['eventTime', { eventTime: -1 }],
  ['eventTime', { eventTime: 2 ** 48 }],
  ['billType', { billType: 65_536 }],
  ['billType', { billType: Number.NaN }],
  ['document', { document: '0x1234' as Hex }],
  ['document', { document: `0x${'zz'.repeat(24)}` as Hex }],
])('a note refuses a wrong %s', (field, note) => {
  expect(() => encodeNote(note)).toThrow(
    expect.objectContaining({ code: 'NoteInvalid', data: expect.objectContaining({ field }) }),
  )
})

test('days are counted from 1970 and come back as the same date', () => {
  expect(dayOf('1970-01-01' as IsoDate)).toBe(0)
  expect(dayOf('2026-11-22' as IsoDate)).toBe(20_779)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_932_896 }), (day) => {
      expect(dayOf(dateOf(day))).toBe(day)
    }),
  )
  for (const date of ['1969-12-31', 'yesterday', '2026-02-30', '2026-2-3', ''] as IsoDate[]) {
    expect(() => dayOf(date)).toThrow(expect.objectContaining({ code: 'DayInvalid', data: { value: date } }))
  }
  for (const day of [-1, 0.5, 2_932_897, 2 ** 24]) {
    expect(() => dateOf(day)).toThrow(expect.objectContaining({ code: 'DayInvalid' }))
  }
})

test('permissions are a bit mask and back', () => {
  fc.assert(
    fc.property(fc.subarray([...permissions]), (list) => {
      expect(permissionsOf(permissionMask(list))).toEqual(list)
    }),
  )
})
