import { concat, type Hash, keccak256 } from 'viem'
import type { Result } from '../errors.ts'

/** Where a node stands below its parent. `either` when both children are the same hash. */
export type Side = 'left' | 'right' | 'alone' | 'either'

/** Why a proof proves nothing. `level` counts from 0 at the leaf. */
export type ProofFault =
  /** Not of the form `[count, hash…, count, hash…]`, or `[hash]` for a block of one. */
  | { readonly code: 'ProofMalformed'; readonly level: number }
  /** The hash so far is not among those of the level. */
  | { readonly code: 'ProofBroken'; readonly level: number }
  /** It leads to another root. */
  | { readonly code: 'RootMismatch'; readonly computed: Hash }

/** Root over leaves in their order: pairs are hashed together, one without a partner alone. Zero for none. */
export function merkleRoot(leaves: readonly Hash[]): Hash {
  const levels = treeOver(leaves)
  return levels.at(-1)?.[0] ?? noRoot
}

const noRoot: Hash = `0x${'00'.repeat(32)}`

function treeOver(leaves: readonly Hash[]): Hash[][] {
  const levels = [[...leaves]]
  for (let level = levels[0] ?? []; level.length > 1; ) {
    const next: Hash[] = []
    for (let index = 0; index < level.length; index += 2) next.push(keccak256(concat(level.slice(index, index + 2))))
    levels.push(next)
    level = next
  }
  return levels
}

/** The proof for one leaf, in the form in which nodes give it; undefined when there is no such leaf. */
export function merkleProof(leaves: readonly Hash[], index: number): Hash[] | undefined {
  const leaf = leaves[index]
  if (leaf === undefined) return undefined
  if (leaves.length === 1) return [leaf]
  return treeOver(leaves)
    .slice(0, -1)
    .flatMap((level, depth) => {
      const first = (index >> depth) & ~1
      const group = level.slice(first, first + 2)
      return [countWord(group.length), ...group]
    })
}

/** A count stands in a proof as four bytes, big-endian, padded with zeros at the end to the size of a hash. */
const countWord = (count: number): Hash => `0x${count.toString(16).padStart(8, '0')}${'00'.repeat(28)}`

/**
 * Follows a proof from a leaf to a root.
 *
 * @returns the leaf's way from the bottom up: equal ways in a block's two trees belong to the same transaction
 */
export function verifyMerkleProof(leaf: Hash, proof: readonly Hash[], root: Hash): Result<readonly Side[], ProofFault> {
  const [only] = proof
  if (only !== undefined && proof.length === 1) {
    if (only !== leaf) return { ok: false, reason: { code: 'ProofBroken', level: 0 } }
    return only === root ? { ok: true, value: [] } : { ok: false, reason: { code: 'RootMismatch', computed: only } }
  }
  const way: Side[] = []
  let current = leaf
  for (let position = 0; position < proof.length; ) {
    const level = way.length
    const count = proof[position] === countWord(1) ? 1 : proof[position] === countWord(2) ? 2 : 0
    const [left, right] = proof.slice(position + 1, position + 1 + count)
    if (left === undefined || (count === 2 && right === undefined))
      return { ok: false, reason: { code: 'ProofMalformed', level } }
    const side = sideOf(current, left, right)
    if (side === undefined) return { ok: false, reason: { code: 'ProofBroken', level } }
    way.push(side)
    current = keccak256(right === undefined ? left : concat([left, right]))
    position += 1 + count
  }
  if (way.length === 0) return { ok: false, reason: { code: 'ProofMalformed', level: 0 } }
  return current === root
    ? { ok: true, value: way }
    : { ok: false, reason: { code: 'RootMismatch', computed: current } }
}

function sideOf(current: Hash, left: Hash, right: Hash | undefined): Side | undefined {
  if (right === undefined) return current === left ? 'alone' : undefined
  if (left === right) return current === left ? 'either' : undefined
  if (current === left) return 'left'
  return current === right ? 'right' : undefined
}

/** Whether two ways can be those of one position in two trees over equally many leaves. */
export function samePosition(one: readonly Side[], other: readonly Side[]): boolean {
  return one.length === other.length && one.every((side, level) => fits(side, other[level]))
}

function fits(one: Side, other: Side | undefined): boolean {
  if (one === other) return true
  return (one === 'either' && other !== 'alone') || (other === 'either' && one !== 'alone')
}
