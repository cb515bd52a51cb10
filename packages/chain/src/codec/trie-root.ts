import { keccak256 } from './crypto.ts'
import { bigIntToBytes, EMPTY } from './hex.ts'
import { encodeRlp, type RlpItem } from './rlp.ts'

interface Leaf {
  readonly nibbles: Uint8Array
  readonly value: Uint8Array
}

function nibblesOf(key: Uint8Array): Uint8Array {
  const nibbles = new Uint8Array(key.length * 2)
  key.forEach((byte, i) => {
    nibbles[2 * i] = byte >> 4
    nibbles[2 * i + 1] = byte & 15
  })
  return nibbles
}

/** Hex-prefix encoding of a path (Yellow Paper, appendix C). */
function hexPrefix(nibbles: Uint8Array, isLeaf: boolean): Uint8Array {
  const odd = nibbles.length % 2
  const out = new Uint8Array(1 + (nibbles.length >> 1))
  out[0] = (isLeaf ? 0x20 : 0) | (odd === 1 ? 0x10 | (nibbles[0] ?? 0) : 0)
  for (let i = odd, at = 1; i < nibbles.length; i += 2, at++) {
    out[at] = ((nibbles[i] ?? 0) << 4) | (nibbles[i + 1] ?? 0)
  }
  return out
}

/** A node shorter than 32 bytes stands in its parent as it is; a longer one by its hash. */
function reference(node: RlpItem): RlpItem {
  const encoded = encodeRlp(node)
  return encoded.length < 32 ? node : keccak256(encoded)
}

function buildNode(leaves: readonly Leaf[], from: number, to: number, depth: number): RlpItem {
  const first = leaves[from] as Leaf
  if (to - from === 1) return [hexPrefix(first.nibbles.subarray(depth), true), first.value]
  const last = leaves[to - 1] as Leaf
  let shared = depth
  while (shared < first.nibbles.length && first.nibbles[shared] === last.nibbles[shared]) shared++
  if (shared > depth) {
    const child = reference(buildNode(leaves, from, to, shared))
    return [hexPrefix(first.nibbles.subarray(depth, shared), false), child]
  }
  const branch: RlpItem[] = new Array<RlpItem>(17).fill(EMPTY)
  let start = from
  while (start < to) {
    const nibble = (leaves[start] as Leaf).nibbles[depth] ?? 0
    let end = start + 1
    while (end < to && (leaves[end] as Leaf).nibbles[depth] === nibble) end++
    branch[nibble] = reference(buildNode(leaves, start, end, depth + 1))
    start = end
  }
  return branch
}

/** Root of the empty trie: keccak256(rlp('')). */
export const EMPTY_TRIE_ROOT = keccak256(encodeRlp(EMPTY))

/**
 * Root of the Merkle Patricia trie rlp(index) → item (Yellow Paper, section 4.3.2), the form of transactionsRoot,
 * receiptsRoot and withdrawalsRoot. The whole list is known, so the trie is built once from its sorted keys and no node
 * is stored.
 */
export function orderedTrieRoot(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return EMPTY_TRIE_ROOT
  const leaves = items.map((value, i) => ({ nibbles: nibblesOf(encodeRlp(bigIntToBytes(BigInt(i)))), value }))
  // No rlp(index) is a prefix of another, so the keys only have to be sorted.
  leaves.sort((a, b) => Buffer.compare(a.nibbles, b.nibbles))
  return keccak256(encodeRlp(buildNode(leaves, 0, leaves.length, 0)))
}
