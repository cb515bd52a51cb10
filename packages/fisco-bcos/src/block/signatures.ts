import { type Hash, recoverPublicKey } from 'viem'
import type { Result } from '../errors.ts'
import type { NodeId } from '../node-id.ts'
import { headerHash } from './hashes.ts'
import type { BlockHeader, SealerSignature } from './types.ts'

/** A sealer as the verifier knows it, not as a header tells it: a header lists its own and proves nothing alone. */
export interface PinnedSealer {
  readonly nodeId: NodeId
  readonly weight: bigint
}

/** Why a header is not final. */
export type HeaderFault =
  /** Its fields were changed, or its hash was. */
  | { readonly code: 'HeaderHashMismatch'; readonly stated: Hash; readonly computed: Hash }
  /** The genesis block has no votes: its hash is to be known from elsewhere. */
  | { readonly code: 'NotSigned' }
  /** Not exactly one parent, the block before. Fields have no lengths in the hash: others could be read into the same bytes. */
  | { readonly code: 'ParentUnexpected' }
  /** Its sealers are not those that were pinned. */
  | { readonly code: 'SealersDiffer'; readonly missing: readonly NodeId[]; readonly unexpected: readonly NodeId[] }
  | { readonly code: 'WeightsDiffer'; readonly nodeId: NodeId; readonly pinned: bigint; readonly stated: bigint }
  /** Too little weight has signed; `signers` are those whose signatures are good. */
  | {
      readonly code: 'QuorumMissing'
      readonly weight: bigint
      readonly quorum: bigint
      readonly signers: readonly NodeId[]
    }

/** A header that enough of the pinned sealers signed. */
export interface FinalHeader {
  readonly hash: Hash
  readonly signers: readonly NodeId[]
  readonly weight: bigint
  readonly quorum: bigint
  /** Sealers without a good signature, which is no fault: a block needs a quorum only. */
  readonly missing: readonly NodeId[]
}

/** The weight that makes a block final: T − ⌊(T − 1) / 3⌋ of the total weight T. */
export function quorumWeight(total: bigint): bigint {
  return total - (total - 1n) / 3n
}

/** Checks a header's hash, its sealers against the pinned ones, and the weight of the distinct ones that signed it. */
export async function verifyHeader(
  header: BlockHeader,
  pinned: readonly PinnedSealer[],
): Promise<Result<FinalHeader, HeaderFault>> {
  const hash = headerHash(header)
  if (hash !== header.hash)
    return { ok: false, reason: { code: 'HeaderHashMismatch', stated: header.hash, computed: hash } }
  if (header.number === 0n) return { ok: false, reason: { code: 'NotSigned' } }
  const [parent, ...others] = header.parentInfo
  if (parent?.blockNumber !== header.number - 1n || others.length > 0)
    return { ok: false, reason: { code: 'ParentUnexpected' } }
  const weights = new Map(pinned.map(({ nodeId, weight }) => [nodeId, weight]))
  const fault = sealerFault(header, weights)
  if (fault) return { ok: false, reason: fault }

  const good = new Set<NodeId>()
  for (const vote of header.signatureList) {
    const signer = header.sealerList[vote.sealerIndex]
    if (signer !== undefined && !good.has(signer) && (await isSignedBy(hash, vote, signer))) good.add(signer)
  }
  const signers = header.sealerList.filter((id) => good.has(id))
  const weight = signers.reduce((sum, id) => sum + (weights.get(id) ?? 0n), 0n)
  const quorum = quorumWeight([...weights.values()].reduce((sum, each) => sum + each, 0n))
  // Of no sealers at all, or of sealers without weight, nothing is a quorum.
  if (weight < quorum || weight === 0n) return { ok: false, reason: { code: 'QuorumMissing', weight, quorum, signers } }
  return {
    ok: true,
    value: { hash, signers, weight, quorum, missing: header.sealerList.filter((id) => !good.has(id)) },
  }
}

function sealerFault(header: BlockHeader, weights: ReadonlyMap<NodeId, bigint>): HeaderFault | undefined {
  const listed = new Set(header.sealerList)
  const missing = [...weights.keys()].filter((id) => !listed.has(id))
  // A sealer that is listed twice would have a second index to vote with.
  const unexpected = header.sealerList.filter(
    (id, index) => !weights.has(id) || header.sealerList.indexOf(id) !== index,
  )
  if (missing.length > 0 || unexpected.length > 0) return { code: 'SealersDiffer', missing, unexpected }
  for (const [index, nodeId] of header.sealerList.entries()) {
    const [pinned, stated] = [weights.get(nodeId) ?? 0n, header.consensusWeights[index] ?? 0n]
    if (pinned !== stated) return { code: 'WeightsDiffer', nodeId, pinned, stated }
  }
  return undefined
}

async function isSignedBy(hash: Hash, { signature }: SealerSignature, signer: NodeId): Promise<boolean> {
  try {
    // An uncompressed public key: 0x04, then the 64 bytes that are the node's id.
    return (await recoverPublicKey({ hash, signature })).slice(4) === signer
  } catch {
    // Numbers that are no signature of anybody.
    return false
  }
}
