import {
  type NativeRpc,
  type NativeSigner,
  nodeId,
  readCommittee,
  type SystemCall,
  sendNativeTransaction,
  systemCall,
  systemOutcome,
} from '@theriac/fisco-bcos'
import type { Hex } from 'viem'
import type { NodeRole } from '../../model/index.ts'
import type { RoleChange } from '../types.ts'

/** What a change is made with. */
interface ChangeParts {
  readonly rpc: NativeRpc
  readonly signer: NativeSigner
}

/** How long a proposal can be voted on, in blocks. */
const votingBlocks = 10_000n
const oneVote = 1

/**
 * Makes a node a sealer or an observer, or takes it out of the group: through the consensus contract, or by a proposal where
 * the committee decides. A node that is to seal observes first, until it has all blocks.
 */
export async function changeRole({ rpc, signer }: ChangeParts, id: Hex, role: NodeRole): Promise<RoleChange> {
  const node = nodeId(id)
  const [sealers, observers, committee] = await Promise.all([
    rpc.getSealerList(),
    rpc.getObserverList(),
    readCommittee(rpc.call),
  ])
  const isSealer = sealers.some(({ nodeID }) => nodeID === node)
  const current: NodeRole = isSealer ? 'sealer' : observers.includes(node) ? 'observer' : 'none'
  if (current === role) return { state: 'made' }
  if (role === 'sealer' && current === 'none') return { state: 'refused', code: 'ObserveFirst' }

  const call = committee ? proposalOf(node, role) : callOf(node, role)
  const outcome = systemOutcome(await sendNativeTransaction(rpc, signer, call))
  if (!outcome.ok) {
    const { reason } = outcome
    return { state: 'refused', code: reason.code === 'Refused' ? reason.name : reason.statusName }
  }
  const { returned = 0n, carriedOut } = outcome.value
  return committee && !carriedOut ? { state: 'proposed', proposal: String(returned) } : { state: 'made' }
}

function callOf(node: string, role: NodeRole): SystemCall {
  switch (role) {
    case 'none':
      return systemCall('consensus', 'remove', [node])
    case 'observer':
      return systemCall('consensus', 'addObserver', [node])
    case 'sealer':
      return systemCall('consensus', 'addSealer', [node, BigInt(oneVote)])
    default:
      return role satisfies never
  }
}

/** For the committee an observer is a node without weight. */
function proposalOf(node: string, role: NodeRole): SystemCall {
  if (role === 'none') return systemCall('committee', 'createRmNodeProposal', [node, votingBlocks])
  const weight = role === 'sealer' ? oneVote : 0
  return systemCall('committee', 'createSetConsensusWeightProposal', [node, weight, true, votingBlocks])
}
