import type { Address, Hash, Hex } from 'viem'
import { FiscoError } from '../errors.ts'
import type { NodeId } from '../node-id.ts'
import { statusName } from '../system/status.ts'
import * as shapes from './answers.ts'
import { targetOf } from './http.ts'
import { createRequest } from './request.ts'
import { about, bytes, hash, list, maybe, natural, node, text } from './shape.ts'

/** What a client needs. */
export interface NativeRpcOptions {
  /** The nodes' native RPC, of one and the same chain, best first; user and password in a URL are sent as basic authorization. */
  readonly urls: readonly string[]
  /** The group that everything is asked of, such as `group0`. */
  readonly group: string
  /** How long one node may take for one answer; a transaction's receipt comes with the block it is in. */
  readonly timeoutMs: number
  readonly fetch?: typeof globalThis.fetch
}

/** Kinds of nodes that a group's list is asked for. */
export type NodeType = 'consensus_sealer' | 'consensus_observer' | 'consensus_candidate_sealer'

/** The native RPC of one group. See {@link createNativeRpc}. */
export type NativeRpc = ReturnType<typeof createNativeRpc>

/**
 * A client of the native JSON-RPC over HTTP. Every answer is checked; what is wrong with one, or with the way to it, is
 * thrown as a `FiscoError`. A node that does not answer usably is passed over, one that refuses is not.
 */
export function createNativeRpc({ urls, group, timeoutMs, fetch = globalThis.fetch }: NativeRpcOptions) {
  if (urls.length === 0) throw new FiscoError('ValueInvalid', { field: 'urls', value: urls, expected: 'at least one' })
  const request = createRequest({ targets: urls.map(targetOf), timeoutMs, fetch, dialect: 'native' })
  // The second parameter names one node of the group among those that the RPC serves; empty means any.
  const ofGroup = [group, ''] as const
  const blockParams = (number: bigint): number => {
    if (number < 0n || number > BigInt(Number.MAX_SAFE_INTEGER))
      throw new FiscoError('ValueInvalid', { field: 'blockNumber', value: number, expected: 'a height' })
    return Number(number)
  }

  return {
    group,

    async getGroupList(): Promise<readonly string[]> {
      return (await request({ method: 'getGroupList', params: [], shape: shapes.groupListShape })).groupList
    },
    getGroupInfo: () => request({ method: 'getGroupInfo', params: [group], shape: shapes.groupShape }),
    getGroupInfoList: () => request({ method: 'getGroupInfoList', params: [], shape: list(shapes.groupShape) }),
    /** One node by the name it has in `getGroupInfo`; undefined when the RPC serves none of that name. */
    getGroupNodeInfo: (name: string) =>
      request({ method: 'getGroupNodeInfo', params: [group, name], shape: maybe(shapes.groupNodeShape) }),
    /** All nodes of the group that the node is connected to, itself included, sealers or not. */
    getGroupPeers: () => request({ method: 'getGroupPeers', params: [group], shape: list(node) }),
    getPeers: () => request({ method: 'getPeers', params: [], shape: shapes.peersShape }),

    getSealerList: () => request({ method: 'getSealerList', params: ofGroup, shape: list(shapes.sealerShape) }),
    getObserverList: () => request({ method: 'getObserverList', params: ofGroup, shape: list(node) }),
    getNodeListByType: (type: NodeType) =>
      request({ method: 'getNodeListByType', params: [...ofGroup, type], shape: list(shapes.sealerShape) }),
    getConsensusStatus: () =>
      request({ method: 'getConsensusStatus', params: ofGroup, shape: shapes.consensusStatusShape }),
    getSyncStatus: () => request({ method: 'getSyncStatus', params: ofGroup, shape: shapes.syncStatusShape }),
    getPbftView: () => request({ method: 'getPbftView', params: ofGroup, shape: natural }),
    /** Throws `NotFound` for a key that was never set. */
    getSystemConfigByKey: (key: string) =>
      request({ method: 'getSystemConfigByKey', params: [...ofGroup, key], shape: shapes.systemConfigShape }),

    getTotalTransactionCount: () =>
      request({ method: 'getTotalTransactionCount', params: ofGroup, shape: shapes.transactionCountShape }),
    getPendingTxSize: () => request({ method: 'getPendingTxSize', params: ofGroup, shape: natural }),
    getBlockNumber: () => request({ method: 'getBlockNumber', params: ofGroup, shape: natural }),
    getBlockHashByNumber: (number: bigint) =>
      request({ method: 'getBlockHashByNumber', params: [...ofGroup, blockParams(number)], shape: hash }),
    getHeader: (number: bigint) =>
      request({
        method: 'getBlockByNumber',
        params: [...ofGroup, blockParams(number), true, false],
        shape: about(shapes.headerShape, 'number', number),
      }),
    getHeaderByHash: (blockHash: Hash) =>
      request({
        method: 'getBlockByHash',
        params: [...ofGroup, blockHash, true, false],
        shape: about(shapes.headerShape, 'hash', blockHash),
      }),
    getBlock: (number: bigint) =>
      request({
        method: 'getBlockByNumber',
        params: [...ofGroup, blockParams(number), false, false],
        shape: about(shapes.fullBlockShape, 'number', number),
      }),
    getBlockOfHashes: (number: bigint) =>
      request({
        method: 'getBlockByNumber',
        params: [...ofGroup, blockParams(number), false, true],
        shape: about(shapes.hashesBlockShape, 'number', number),
      }),

    /** With `proof`, its `txProof` too. Throws `NotFound`. */
    getTransaction: (txHash: Hash, { proof = false } = {}) =>
      request({
        method: 'getTransaction',
        params: [...ofGroup, txHash, proof],
        shape: about(shapes.transactionShape, 'hash', txHash),
      }),
    /** With `proof`, its `txReceiptProof` too. Throws `NotFound` for a transaction that is not mined. */
    getTransactionReceipt: (txHash: Hash, { proof = false } = {}) =>
      request({
        method: 'getTransactionReceipt',
        params: [...ofGroup, txHash, proof],
        shape: about(shapes.receiptShape, 'transactionHash', txHash),
      }),

    getCode: (address: Address) => request({ method: 'getCode', params: [...ofGroup, address], shape: bytes }),
    /** The ABI as JSON that a contract was made with; empty when it was made without. */
    getABI: (address: Address) => request({ method: 'getABI', params: [...ofGroup, address], shape: text }),
    /** What a call would answer, on the newest state. Throws `CallFailed` when it ends otherwise than well. */
    async call(to: Address, data: Hex): Promise<Hex> {
      // As in a native transaction, the receiver goes without 0x.
      const params = [...ofGroup, to.slice(2).toLowerCase(), data]
      const { status, output } = await request({ method: 'call', params, shape: shapes.callShape })
      if (status !== 0) throw new FiscoError('CallFailed', { to, status, name: statusName(status), output })
      return output
    },
    /** Sends a prepared native transaction and waits for its receipt. `sendNativeTransaction` does it all. */
    sendTransaction: ({ raw, hash: txHash }: { readonly raw: Hex; readonly hash: Hash }) =>
      request({
        method: 'sendTransaction',
        params: [...ofGroup, raw, false],
        shape: about(shapes.receiptShape, 'transactionHash', txHash),
      }),
  }
}

/** Node ids of the sealers with their weights: what a verifier pins once it has reason to believe the node. */
export async function currentSealers(rpc: NativeRpc): Promise<readonly { nodeId: NodeId; weight: bigint }[]> {
  return (await rpc.getSealerList()).map(({ nodeID, weight }) => ({ nodeId: nodeID, weight }))
}
