import { CHARACTER_SET_82, type Serial } from '@theriac/gs1'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafOf, leavesOf } from '../../src/index.ts'
import { gtinA, gtinB } from './world.ts'

const character = fc.constantFrom(...CHARACTER_SET_82)
const serial = fc.string({ unit: character, minLength: 1, maxLength: 20 }) as fc.Arbitrary<Serial>

test('many leaves at once are the same as one by one, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(gtinA, gtinB), fc.array(serial, { maxLength: 30 }), async (gtin, serials) => {
      expect(await leavesOf(gtin, serials)).toEqual(serials.map((one) => leafOf(gtin, one)))
    }),
    { numRuns: 50 },
  )
})

test('two that are asked for at the same time do not mix', async () => {
  const [first, second] = [['A1', 'A2'] as Serial[], ['B1'] as Serial[]]
  expect(await Promise.all([leavesOf(gtinA, first), leavesOf(gtinB, second)])).toEqual([
    first.map((one) => leafOf(gtinA, one)),
    second.map((one) => leafOf(gtinB, one)),
  ])
})

test('what is no serial has no leaf', async () => {
  await expect(leavesOf(gtinA, ['A'.repeat(21) as Serial])).rejects.toThrow(RangeError)
  await expect(leavesOf(gtinA, ['Ä' as Serial])).rejects.toThrow(RangeError)
})
