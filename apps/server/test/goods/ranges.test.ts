import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangesOf, sizeOf, unionOf } from '../../src/goods/ranges.ts'

const someRange = fc.tuple(fc.nat(200), fc.nat(20)).map(([first, more]) => ({ first, last: first + more }))
const someRanges = fc
  .array(someRange, { maxLength: 12 })
  .map((list) => list.map((range, i) => ({ ...range, field: `/ranges/${i}` })))
const unitsOf = (ranges: readonly { first: number; last: number }[]): number[] =>
  ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i))

test('ranges become ascending ones with a gap between them, of the same units', () => {
  fc.assert(
    fc.property(someRanges, (ranges) => {
      const numbers = [...new Set(unitsOf(ranges))].sort((a, b) => a - b)
      const joined = unionOf(ranges)
      expect(joined).toEqual(rangesOf(numbers))
      expect(sizeOf(joined)).toBe(numbers.length)
    }),
  )
})

test('a unit that is named twice is told, and only then', () => {
  fc.assert(
    fc.property(someRanges, (ranges) => {
      const repeated: string[] = []
      unionOf(ranges, (field) => repeated.push(field))
      const numbers = unitsOf(ranges)
      expect(repeated.length > 0).toBe(new Set(numbers).size < numbers.length)
    }),
  )
})
