import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bitsOf, decodeMask, decodeWordHolders, holderIn } from '../src/core.ts'
import { encodeMask, encodeWordHolders } from '../src/words.ts'

const mask = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n })
const ref = fc.nat(2 ** 31 - 1)

test('masks come back as they went in, and say which bits are set', () => {
  fc.assert(
    fc.property(mask, (bits) => {
      expect(decodeMask(encodeMask(bits))).toBe(bits)
      expect(bitsOf(bits).reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n)).toBe(bits)
    }),
  )
  expect(bitsOf((1n << 255n) | (1n << 31n) | 1n)).toEqual([0, 31, 255])
  expect(encodeMask(255n)).toEqual(new Uint8Array([255]))
})

test('the holders of a word come back as they went in; one holder of all takes four bytes', () => {
  fc.assert(
    fc.property(fc.array(ref, { minLength: 256, maxLength: 256 }), fc.nat(255), (refs, place) => {
      const bytes = encodeWordHolders(Uint32Array.from(refs))
      expect([...decodeWordHolders(bytes)]).toEqual(refs)
      expect(holderIn(bytes, place)).toBe(refs[place])
    }),
    { numRuns: 30 },
  )
  const same = encodeWordHolders(new Uint32Array(256).fill(77))
  expect(same).toEqual(new Uint8Array([0, 0, 0, 77]))
  expect([...decodeWordHolders(same)]).toEqual(Array(256).fill(77))
  expect(holderIn(same, 200)).toBe(77)
})
