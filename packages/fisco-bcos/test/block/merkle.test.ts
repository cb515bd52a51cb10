import fc from 'fast-check'
import { concat, type Hash, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { merkleProof, merkleRoot, samePosition, verifyMerkleProof } from '../../src/index.ts'
import { someHash } from '../support/chain.ts'

const leavesOf = (count: number): Hash[] => Array.from({ length: count }, (_, index) => someHash(index))
const hashed = (...hashes: Hash[]): Hash => keccak256(concat(hashes))

test('the root of a few leaves, by hand', () => {
  const [a, b, c] = [someHash(0), someHash(1), someHash(2)]
  expect(merkleRoot([])).toBe(`0x${'00'.repeat(32)}`)
  expect(merkleRoot([a])).toBe(a)
  expect(merkleRoot([a, b])).toBe(hashed(a, b))
  expect(merkleRoot([a, b, c])).toBe(hashed(hashed(a, b), hashed(c)))
})

test('a proof has the form in which nodes give it', () => {
  const [a, b, c] = [someHash(0), someHash(1), someHash(2)]
  const [one, two]: Hash[] = [`0x00000001${'00'.repeat(28)}`, `0x00000002${'00'.repeat(28)}`]
  expect(merkleProof([a], 0)).toEqual([a])
  expect(merkleProof([a, b, c], 2)).toEqual([one, c, two, hashed(a, b), hashed(c)])
  expect(merkleProof([a, b, c], 3)).toBeUndefined()
})

const tree = fc
  .integer({ min: 1, max: 70 })
  .chain((count) => fc.record({ count: fc.constant(count), index: fc.nat(count - 1), other: fc.nat(count - 1) }))

test('every leaf is proven at its own place, and nothing else by its proof', () => {
  fc.assert(
    fc.property(tree, ({ count, index, other }) => {
      const leaves = leavesOf(count)
      const root = merkleRoot(leaves)
      const [leaf, proof] = [leaves[index], merkleProof(leaves, index)]
      const otherProof = merkleProof(leaves, other)
      if (!leaf || !proof || !otherProof) throw new TypeError('a leaf')
      const proven = verifyMerkleProof(leaf, proof, root)
      const otherProven = verifyMerkleProof(leaves[other] ?? leaf, otherProof, root)
      if (!proven.ok || !otherProven.ok) throw new TypeError('not proven')
      expect(samePosition(proven.value, otherProven.value)).toBe(index === other)
      expect(verifyMerkleProof(someHash('another'), proof, root)).toMatchObject({ reason: { code: 'ProofBroken' } })
      expect(verifyMerkleProof(leaf, proof, someHash('root'))).toMatchObject({ reason: { code: 'RootMismatch' } })
    }),
  )
})

test('a proof with any of its hashes changed, dropped or doubled proves nothing', () => {
  fc.assert(
    fc.property(tree, fc.nat(), fc.constantFrom('change', 'drop', 'double'), ({ count, index }, at, how) => {
      const leaves = leavesOf(count)
      const [leaf, proof] = [leaves[index], merkleProof(leaves, index)]
      if (!leaf || !proof) throw new TypeError('a leaf')
      const position = at % proof.length
      const kept = proof[position] ?? leaf
      const put = how === 'change' ? [someHash('changed')] : how === 'drop' ? [] : [kept, kept]
      const spoilt = [...proof.slice(0, position), ...put, ...proof.slice(position + 1)]
      expect(verifyMerkleProof(leaf, spoilt, merkleRoot(leaves)).ok).toBe(false)
    }),
  )
})

test('an empty proof, and one that ends early, are malformed', () => {
  const leaves = leavesOf(4)
  const [leaf = someHash(0)] = leaves
  expect(verifyMerkleProof(leaf, [], leaf)).toEqual({ ok: false, reason: { code: 'ProofMalformed', level: 0 } })
  const proof = merkleProof(leaves, 0)?.slice(0, 5) ?? []
  expect(verifyMerkleProof(leaf, proof, merkleRoot(leaves))).toEqual({
    ok: false,
    reason: { code: 'ProofMalformed', level: 1 },
  })
})

test('a leaf with a twin beside it may stand on either side', () => {
  const twins = [someHash(0), someHash(0), someHash(1)]
  const proven = verifyMerkleProof(someHash(0), merkleProof(twins, 0) ?? [], merkleRoot(twins))
  const others = leavesOf(3)
  const ways = others.map((leaf, index) =>
    verifyMerkleProof(leaf, merkleProof(others, index) ?? [], merkleRoot(others)),
  )
  expect(ways.map((way) => proven.ok && way.ok && samePosition(proven.value, way.value))).toEqual([true, true, false])
})
