import { type Hex, keccak256 } from 'viem'

/** What a node is to the group, `none` outside of it; a value's place is its number on the chain. */
export const nodeRoles = ['none', 'observer', 'sealer'] as const
/** A node's role. */
export type NodeRole = (typeof nodeRoles)[number]

/** Where the change that is wished for a node stands; a value's place is its number on the chain. */
export const wishStates = ['none', 'asked', 'approved'] as const
/** The state of a wish. */
export type WishState = (typeof wishStates)[number]

/** What a node is known by on the ledger. `id` is its public key: 64 bytes, which FISCO BCOS calls its node id. */
export function nodeKey(id: Hex): Hex {
  return keccak256(id)
}
