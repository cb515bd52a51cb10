import type { Gtin, LotNumber, Sscc } from '@theriac/gs1'
import { expect, test } from 'vitest'
import { fillCases, loadPallets } from '../src/features/packing/whole-lot/plan-cases.ts'
import { foundOf, missingIn, missingInput, nothingCounted } from '../src/features/shipments/station/missing/missing.ts'

const lot = { gtin: '03400930000014' as Gtin, lot: 'NW2611A' as LotNumber }
const ssccs = ['A', 'B', 'C'] as readonly string[] as readonly Sscc[]
const [root, inner] = ['ROOT', 'INNER'] as readonly string[] as readonly [Sscc, Sscc]

test('packs go into cases in the order of their numbers, over gaps between them', () => {
  const ranges = [
    { first: 0, last: 3 },
    { first: 10, last: 10 },
    { first: 1024, last: 1027 },
  ]
  const loose = { serialised: true, units: 9, ranges }
  expect(fillCases(lot, loose, { perCase: 4, cases: 2, rest: 1, perPallet: 0 }, ssccs)).toEqual([
    { sscc: 'A', ranges: [{ ...lot, first: 0, last: 3 }] },
    {
      sscc: 'B',
      ranges: [
        { ...lot, first: 10, last: 10 },
        { ...lot, first: 1024, last: 1026 },
      ],
    },
    { sscc: 'C', ranges: [{ ...lot, first: 1027, last: 1027 }] },
  ])
})

test('packs without serials go into cases by number, and cases onto pallets until none is left', () => {
  const loose = { serialised: false, units: 9, ranges: [] }
  expect(fillCases(lot, loose, { perCase: 4, cases: 2, rest: 0, perPallet: 0 }, ssccs)).toEqual([
    { sscc: 'A', quantities: [{ ...lot, quantity: 4 }] },
    { sscc: 'B', quantities: [{ ...lot, quantity: 4 }] },
  ])
  expect(loadPallets(ssccs, 2)).toEqual([['A', 'B'], ['C']])
})

test('what was not found in a container is missing, and nothing else', () => {
  const serialised = {
    ...lot,
    quantity: 6,
    ranges: [
      { first: 0, last: 4 },
      { first: 9, last: 9 },
    ],
  }
  const counted = { gtin: lot.gtin, lot: 'NW2611Q' as LotNumber, quantity: 20, ranges: [] }
  const count = { found: { [`${lot.gtin} NW2611A`]: [4, 1, 9] }, counts: { [`${lot.gtin} NW2611Q`]: 18 } }
  const missing = missingIn({ root, sscc: inner }, [serialised, counted], count)
  expect(foundOf(serialised, count)).toBe(3)
  expect(missing.map(({ quantity }) => quantity)).toEqual([3, 2])
  expect(missingInput(missing)).toEqual([
    {
      sscc: 'INNER',
      ranges: [
        { ...lot, first: 0, last: 0 },
        { ...lot, first: 2, last: 3 },
      ],
      quantities: [{ gtin: lot.gtin, lot: 'NW2611Q', quantity: 2 }],
    },
  ])
  // Packs without serials are there until somebody says otherwise; those with serials when they were scanned.
  expect(missingIn({ root, sscc: inner }, [counted], nothingCounted)).toEqual([])
  expect(missingIn({ root, sscc: inner }, [serialised], nothingCounted)).toMatchObject([{ quantity: 6 }])
})
