import type { Hex } from 'viem'
import type { Consensus } from '../chain/consensus.ts'
import type { Replica } from '../chain/replica.ts'
import { version } from '../system/state.ts'
import { genesisHash } from './web3.ts'

export const group = 'group0'
/** Public keys of the nodes that seal from the beginning. */
export const nodeIds = ['11', '22', '33', '44'].map((digits) => digits.repeat(64))

/** What one node says of itself and the others. */
export interface GroupParts {
  readonly consensus: Consensus
  readonly replica: Replica
  readonly nodeId: string
  /** Nodes that can be reached. */
  connected(): readonly string[]
}

const featureKeys = ['feature_balance', 'feature_balance_precompiled', 'feature_evm_cancun', 'feature_evm_timestamp']

export function groupInfo({ consensus, nodeId }: GroupParts): object {
  const isAuthCheck = consensus.state().config.get('auth_check_status') === '1'
  const genesis = {
    blockTxCountLimit: 1_000,
    consensusLeaderPeriod: 1,
    consensusType: 'pbft',
    sealerList: nodeIds.map((nodeID) => ({ nodeID, weight: 1 })),
    txGasLimit: 3_000_000_000,
  }
  const binaryInfo = { buildTime: '20261122 20:02:55', gitCommitHash: '7608ab86', platform: 'Linux/g++', version }
  const node = {
    featureKeys,
    iniConfig: JSON.stringify({
      ...{ binaryInfo, chainID: 'chain0', groupID: group, nodeID: nodeId, nodeName: nodeId },
      ...{ isAuthCheck, isSerialExecute: true, isWasm: false, smCryptoType: false },
    }),
    microService: false,
    name: nodeId,
    nodeID: nodeId,
    supportConfigs: ['tx_gas_limit', 'tx_gas_price', 'tx_count_limit', 'consensus_leader_period', 'auth_check_status'],
    protocol: { compatibilityVersion: 51_381_248, maxSupportedVersion: 2, minSupportedVersion: 0 },
    type: 0,
  }
  return {
    chainID: 'chain0',
    genesisConfig: `${JSON.stringify(genesis)}\n`,
    groupID: group,
    iniConfig: '',
    nodeList: [node],
  }
}

const bare = (hash: unknown): string => String(hash).slice(2)

export function consensusStatus({ consensus, replica, nodeId, connected }: GroupParts): string {
  const sealers = [...consensus.state().sealers]
  const total = sealers.reduce((sum, [, weight]) => sum + weight, 0)
  const maxFaultyQuorum = Math.floor((total - 1) / 3)
  const index = sealers.findIndex(([id]) => id === nodeId)
  return JSON.stringify({
    blockNumber: replica.height(),
    changeCycle: 0,
    connectedNodeList: connected().length,
    consensusNodeList: sealers.map(([nodeID, weight], at) => ({ index: at, nodeID, termWeight: 0, weight })),
    consensusNodesNum: sealers.length,
    hash: bare(replica.chain.head().hash),
    index: index < 0 ? 2 ** 32 - 1 : index,
    isConsensusNode: index >= 0,
    leaderIndex: 0,
    maxFaultyQuorum,
    minRequiredQuorum: total - maxFaultyQuorum,
    nodeID: nodeId,
    timeout: false,
    view: 6,
  })
}

export function syncStatus({ consensus, replica, nodeId, connected }: GroupParts): string {
  const at = (one: Replica) => ({
    blockNumber: one.height(),
    // Neither RPC's hash of the first block is this one.
    genesisHash: 'd9'.repeat(32),
    latestHash: bare(one.chain.head().hash),
  })
  const { first } = consensus
  return JSON.stringify({
    ...at(replica),
    archivedBlockNumber: 0,
    isSyncing: false,
    knownHighestNumber: first.height(),
    knownLatestHash: bare(first.chain.head().hash),
    nodeID: nodeId,
    peers: connected()
      .filter((id) => id !== nodeId)
      .map((nodeID) => ({ archivedBlockNumber: 0, nodeID, ...at(first) })),
  })
}

interface InnerBlock {
  readonly hash: Hex
  readonly parentHash: Hex
  readonly transactionsRoot: Hex
  readonly receiptsRoot: Hex
  readonly stateRoot: Hex
  readonly gasUsed: Hex
  readonly timestamp: Hex
  readonly transactions: readonly Hex[]
}

/** A header, with the transactions' hashes where they are asked for. Its time is milliseconds, always. */
export async function headerAt(
  { consensus, replica }: GroupParts,
  number: number,
  isHeaderOnly: boolean,
): Promise<object | undefined> {
  const block = (await replica.ask('eth_getBlockByNumber', `0x${number.toString(16)}`, false)) as InnerBlock | null
  if (!block) return undefined
  const time = Number(block.timestamp)
  const sealerList = number === 0 ? [] : nodeIds
  return {
    consensusWeights: sealerList.map(() => 1),
    extraData: number === 0 ? '0x5b636861696e5d' : '0x',
    gasUsed: String(Number(block.gasUsed)),
    hash: number === 0 ? genesisHash(block.hash) : block.hash,
    number,
    parentInfo: number === 0 ? [] : [{ blockHash: block.parentHash, blockNumber: number - 1 }],
    receiptsRoot: block.receiptsRoot,
    sealer: 0,
    sealerList: sealerList.map((id) => `0x${id}`),
    // A quorum is enough for a block, and another one of them is too late each time.
    signatureList: sealerList.flatMap((_, sealerIndex) =>
      sealerIndex === number % 4 ? [] : [{ sealerIndex, signature: `0x${'5a'.repeat(64)}00` }],
    ),
    stateRoot: block.stateRoot,
    timestamp: time > 1e11 ? time : time * 1_000,
    txsRoot: block.transactionsRoot,
    version: 51_381_248,
    ...(isHeaderOnly ? {} : { transactions: block.transactions.map(consensus.sentAs) }),
  }
}
