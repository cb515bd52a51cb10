import type { Address, Hex } from 'viem'
import { nativeReceipt, nativeTransaction } from '../chain/transaction.ts'
import { isSystem, runSystem } from '../system/index.ts'
import { consensusStatus, type GroupParts, group, groupInfo, headerAt, syncStatus } from './group.ts'
import type { Answerer } from './json-rpc.ts'
import { Refusal } from './refusal.ts'
import { sendNative } from './send.ts'

/** What the native RPC of a node answers from. */
export interface NativeParts extends GroupParts {
  /** Settings that this node has otherwise. */
  readonly differs: ReadonlyMap<string, string>
}

const unknown = (what: string): Refusal => new Refusal(3_008, what)

/** The native RPC of a node. */
export function answerNative(parts: NativeParts): Answerer {
  const { consensus, replica, nodeId, connected } = parts
  const mined = (hash: unknown) => {
    const found = consensus.mined(String(hash) as Hex)
    return found && found.block <= replica.height() ? found : undefined
  }

  async function call(to: unknown, data: unknown): Promise<object> {
    const at = { blockNumber: replica.height() }
    const address: Address = `0x${String(to)}`
    if (isSystem(address)) {
      const from: Address = `0x${'00'.repeat(20)}`
      const height = BigInt(replica.height() + 1)
      const { outcome } = runSystem(consensus.state(), { from, to: address, data: data as Hex, height })
      return { ...at, status: outcome.status, output: outcome.output }
    }
    return replica.ask('eth_call', { to: address, data }, 'latest').then(
      (output) => ({ ...at, status: 0, output }),
      (error: { data?: unknown }) => ({ ...at, status: 16, output: error.data ?? '0x' }),
    )
  }

  return async (method, params) => {
    if (method === 'getGroupList') return { code: 0, groupList: [group], msg: 'success' }
    if (method === 'getPeers') return peers(parts)
    if (method === 'getGroupInfoList') return [groupInfo(parts)]
    const [asked, , one, two, three] = params
    if (asked !== undefined && asked !== group) {
      const words = "Invalid request for the specified node of doesn't exist or doesn't started!"
      throw new Refusal(-32_000, `${words},request=${method},chain=chain0,group=${String(asked)},node=`)
    }
    const { sealers, observers, config } = consensus.state()
    switch (method) {
      case 'getGroupInfo':
        return groupInfo(parts)
      case 'getGroupNodeInfo':
        return null
      case 'getGroupPeers':
        return connected()
      case 'getBlockNumber':
        return replica.height()
      case 'getBlockHashByNumber':
        return ((await headerAt(parts, Number(one), true)) as { hash?: string } | undefined)?.hash ?? '0x'
      case 'getBlockByNumber': {
        const found = await headerAt(parts, Number(one), two === true)
        if (!found) throw unknown('GetBlockByNumber')
        if (two === true || three === true) return found
        const { transactions = [] } = found as { transactions?: readonly Hex[] }
        const list = transactions.map((hash) => consensus.mined(hash)).flatMap((known) => known ?? [])
        return { ...found, transactions: list.map(nativeTransaction) }
      }
      case 'getSystemConfigByKey': {
        const value = parts.differs.get(String(one)) ?? config.get(String(one))
        if (value === undefined) throw unknown(`Entry: ${String(one)} does not exists!`)
        return { blockNumber: 0, value }
      }
      case 'getConsensusStatus':
        return consensusStatus(parts)
      case 'getSyncStatus':
        return syncStatus(parts)
      case 'getPbftView':
        return 6
      case 'getSealerList':
        return [...sealers].map(([nodeID, weight]) => ({ nodeID, termWeight: 0, weight }))
      case 'getObserverList':
        return [...observers]
      case 'getNodeListByType':
        if (one === 'consensus_observer') return [...observers]
        return one === 'consensus_sealer' ? [...sealers.keys()] : []
      case 'getPendingTxSize':
        return consensus.pending()
      case 'getTotalTransactionCount':
        return { blockNumber: replica.height(), failedTransactionCount: 0, transactionCount: replica.height() }
      case 'getCode':
        return replica.ask('eth_getCode', one, 'latest')
      case 'getABI':
        return ''
      case 'call':
        return call(one, two)
      case 'sendTransaction': {
        const found = await sendNative(consensus, one as Hex)
        return nativeReceipt(found, await consensus.innerReceipt(consensus.first, found.sent.hash))
      }
      case 'getTransactionReceipt': {
        const found = mined(one)
        if (!found) throw unknown('GetTransactionReceiptByHash')
        return nativeReceipt(found, await consensus.innerReceipt(replica, found.sent.hash))
      }
      case 'getTransaction': {
        const found = mined(one)
        if (!found) throw unknown('GetTransactionByHash')
        return nativeTransaction(found)
      }
      default:
        throw new Refusal(-32_601, 'The method does not exist/is not available.')
    }
  }

  function peers({ connected: seen }: GroupParts): object {
    const of = (id: string, at: number) => ({
      endPoint: `127.0.0.1:${30_300 + at}`,
      groupNodeIDInfo: [{ group, nodeIDList: [id] }],
      p2pNodeID: `3082010a${id}`,
    })
    const others = seen().filter((id) => id !== nodeId)
    return { ...of(nodeId, 0), peers: others.map((id, at) => of(id, at + 1)) }
  }
}
