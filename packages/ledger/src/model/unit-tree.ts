import { concat, type Hex, keccak256, size } from 'viem'
import { LedgerError } from '../errors.ts'
import { unitsPerRun } from './units.ts'

const zero = `0x${'00'.repeat(32)}` as const
const arity = 4

/**
 * Root of the four-ary Merkle tree over a run's leaves, as `UnitTree.root` computes it on the chain.
 *
 * @throws LedgerError RunInvalid for none or more than 1 024 leaves
 */
export function runRoot(leaves: readonly Hex[]): Hex {
  return levelsOf(leaves).at(-1)?.[0] ?? zero
}

/** The three siblings of each level, from a leaf up, that show the leaf's position to `Catalogue.includes`. Throws RunInvalid. */
export function runProof(leaves: readonly Hex[], position: number): Hex[] {
  if (!Number.isInteger(position) || position < 0 || position >= leaves.length) {
    throw new LedgerError('RunInvalid', `No leaf ${position} in the run`, { position, count: leaves.length })
  }
  const proof: Hex[] = []
  let place = position
  for (const level of levelsOf(leaves).slice(0, -1)) {
    const start = place - (place % arity)
    for (let i = start; i < start + arity; i++) if (i !== place) proof.push(level[i] ?? zero)
    place = Math.floor(place / arity)
  }
  return proof
}

/** Whether a leaf stands at a position of a run of `count` leaves with this root. */
export function runIncludes(root: Hex, count: number, position: number, leaf: Hex, proof: readonly Hex[]): boolean {
  if (!Number.isInteger(position) || position < 0 || position >= count) return false
  // Longer and shorter ones could be joined to the same bytes.
  if ([leaf, ...proof].some((node) => size(node) !== 32)) return false
  let node = leaf
  let place = position
  let used = 0
  for (let left = count; left > 1; left = Math.ceil(left / arity)) {
    const siblings = proof.slice(used, used + arity - 1)
    if (siblings.length < arity - 1) return false
    siblings.splice(place % arity, 0, node)
    node = keccak256(concat(siblings))
    used += arity - 1
    place = Math.floor(place / arity)
  }
  return used === proof.length && node.toLowerCase() === root.toLowerCase()
}

function levelsOf(leaves: readonly Hex[]): Hex[][] {
  if (leaves.length === 0 || leaves.length > unitsPerRun)
    throw new LedgerError('RunInvalid', 'A run has 1 to 1 024 leaves', { count: leaves.length })
  let level = [...leaves]
  const levels = [level]
  while (level.length > 1) {
    const above: Hex[] = []
    for (let i = 0; i < level.length; i += arity) {
      above.push(keccak256(concat(Array.from({ length: arity }, (_, k) => level[i + k] ?? zero))))
    }
    level = above
    levels.push(level)
  }
  return levels
}
