import fc from 'fast-check'
import type { Hex } from 'viem'
import { expect, test } from 'vitest'
import { createLeafSet } from '../../src/areas/commissioning/leaf-set.ts'

const someLeaf = fc
  .oneof(fc.nat(50), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
  .map((head): Hex => `0x${head.toString(16).padStart(16, '0')}${'0'.repeat(48)}`)

test('finds every leaf with its number, and no other, however many they are', () => {
  fc.assert(
    fc.property(fc.array(someLeaf, { maxLength: 3_000 }), someLeaf, (leaves, other) => {
      const set = createLeafSet()
      const known = new Map<Hex, number>()
      for (const [number, leaf] of leaves.entries()) {
        set.add(leaf, number)
        known.set(leaf, number)
      }
      for (const leaf of [...leaves, other]) expect(set.find(leaf)).toBe(known.get(leaf) ?? -1)
    }),
    { numRuns: 20 },
  )
})
