import type { NativeRpc, NodeId } from '@theriac/fisco-bcos'
import { type Address, type Hex, keccak256 } from 'viem'
import type { EngineNode, EngineNodes } from '../types.ts'

/** Newest blocks whose signatures are looked at. */
const signedBlocks = 10n
/** Blocks that a node may be behind while it is only on its way: the engine tells peers' heights a moment late. */
const aMoment = 5

type Header = Awaited<ReturnType<NativeRpc['getHeader']>>

/** All nodes of the group, as the node behind the RPC sees them. */
export async function readNodes(rpc: NativeRpc): Promise<EngineNodes> {
  const [sealers, observers, consensus, sync, peers] = await Promise.all([
    rpc.getSealerList(),
    rpc.getObserverList(),
    rpc.getConsensusStatus(),
    rpc.getSyncStatus(),
    rpc.getGroupPeers(),
  ])
  const headers = await newestHeaders(rpc, sync.blockNumber)
  const heights = new Map<NodeId, number>(sync.peers.map(({ nodeID, blockNumber }) => [nodeID, Number(blockNumber)]))
  heights.set(sync.nodeID, Number(sync.blockNumber))
  const highest = Math.max(Number(sync.knownHighestNumber), ...heights.values())
  const connected = new Set([...peers, sync.nodeID])

  const seen = (id: NodeId): Pick<EngineNode, 'id' | 'address' | 'state' | 'height' | 'lag'> => {
    const height = heights.get(id)
    const lag = height === undefined ? undefined : highest - height
    return {
      id: `0x${id}`,
      address: addressOf(id),
      state: stateOf(connected.has(id), lag),
      ...(height === undefined || lag === undefined ? {} : { height, lag }),
    }
  }
  const sealing = sealers.map(({ nodeID: id, weight }): EngineNode => {
    const view = id === consensus.nodeID ? { view: Number(consensus.view) } : {}
    return { ...seen(id), role: 'sealer', weight: Number(weight), ...view, ...signaturesOf(id, headers) }
  })
  const observing = observers.map((id): EngineNode => ({ ...seen(id), role: 'observer', weight: 0 }))
  const known = new Set([...sealers.map(({ nodeID }) => nodeID), ...observers])
  const others = [...connected].filter((id) => !known.has(id))
  return {
    nodes: [...sealing, ...observing, ...others.map((id): EngineNode => ({ ...seen(id), role: 'none', weight: 0 }))],
    sealers: sealing.length,
    spare: spareOf(sealing, Number(consensus.minRequiredQuorum)),
  }
}

/** The engine takes the last 20 bytes of the key's hash for its account, as Ethereum does. */
function addressOf(id: NodeId): Address {
  const hash: Hex = keccak256(`0x${id}`)
  return `0x${hash.slice(-40)}`
}

function stateOf(isConnected: boolean, lag: number | undefined): EngineNode['state'] {
  if (!isConnected) return 'down'
  if (lag === undefined) return 'unknown'
  return lag > aMoment ? 'behind' : 'up'
}

/** The newest first; the genesis block is signed by nobody. */
function newestHeaders(rpc: NativeRpc, height: bigint): Promise<Header[]> {
  const count = height < signedBlocks ? height : signedBlocks
  return Promise.all(Array.from({ length: Number(count) }, (_, i) => rpc.getHeader(height - BigInt(i))))
}

/** A quorum is enough for a block: that one sealer's signature is missing now and then says nothing, that it always is does. */
function signaturesOf(id: NodeId, headers: readonly Header[]): Pick<EngineNode, 'lastSigned' | 'missedSignatures'> {
  const asked = headers.filter(({ sealerList }) => sealerList.includes(id))
  const signed = asked.filter(({ sealerList, signatureList }) =>
    signatureList.some(({ sealerIndex }) => sealerList[sealerIndex] === id),
  )
  const [last] = signed
  return {
    missedSignatures: asked.length - signed.length,
    ...(last === undefined ? {} : { lastSigned: Number(last.number) }),
  }
}

/** How many of the sealers that are up may fail, the heaviest first, before what is left is no quorum. */
function spareOf(sealers: readonly EngineNode[], quorum: number): number {
  const weights = sealers.flatMap(({ state, weight }) => (state === 'up' ? [weight] : [])).sort((a, b) => b - a)
  let left = weights.reduce((sum, weight) => sum + weight, 0)
  let spare = 0
  for (const weight of weights) {
    left -= weight
    if (left < quorum) break
    spare++
  }
  return spare
}
