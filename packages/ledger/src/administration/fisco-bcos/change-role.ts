import { nodeId, readGoverningCommittee, returnCodeInWords, type SystemCall, systemCall } from '@theriac/fisco-bcos'
import type { Hex } from 'viem'
import type { NodeRole } from '../../model/index.ts'
import type { EngineChange } from '../committee-types.ts'
import { type ActParts, change, votingBlocks } from './act.ts'

const oneVote = 1
/** What the consensus contract answers where a node that is to seal does not observe. */
const observerFirst = -51_104

/**
 * Makes a node a sealer or an observer, or takes it out of the group: through the consensus contract, or by a proposal where
 * the committee decides. A node that is to seal observes first, until it has all blocks.
 */
export async function changeRole(parts: ActParts, id: Hex, role: NodeRole): Promise<EngineChange> {
  const { rpc } = parts
  const node = nodeId(id)
  const [sealers, observers, committee] = await Promise.all([
    rpc.getSealerList(),
    rpc.getObserverList(),
    readGoverningCommittee(rpc),
  ])
  const isSealer = sealers.some(({ nodeID }) => nodeID === node)
  const current: NodeRole = isSealer ? 'sealer' : observers.includes(node) ? 'observer' : 'none'
  if (current === role) return { state: 'made' }
  if (role === 'sealer' && current === 'none')
    return { state: 'refused', code: 'ObserveFirst', words: returnCodeInWords(observerFirst) }

  const call = committee ? proposalOf(node, role) : callOf(node, role)
  return change(parts, call)
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
