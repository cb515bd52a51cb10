import type { BlockHeader, Receipt } from '../block/index.ts'
import {
  address,
  bytes,
  flag,
  hash,
  inText,
  integer,
  list,
  maybe,
  natural,
  node,
  position,
  record,
  type Shape,
  signature,
  text,
} from './shape.ts'

const headerFields = {
  number: natural,
  hash,
  version: integer,
  parentInfo: list(record({ blockNumber: natural, blockHash: hash })),
  txsRoot: hash,
  receiptsRoot: hash,
  stateRoot: hash,
  gasUsed: natural,
  timestamp: natural,
  sealer: natural,
  sealerList: list(node),
  extraData: bytes,
  consensusWeights: list(natural),
  signatureList: list(record({ sealerIndex: integer, signature })),
}

export const headerShape: Shape<BlockHeader> = record(headerFields)

export const transactionShape = record({
  hash,
  version: integer,
  chainID: text,
  groupID: text,
  blockLimit: natural,
  nonce: text,
  from: maybe(address),
  to: maybe(address),
  input: bytes,
  abi: text,
  signature: bytes,
  importTime: natural,
  value: maybe(text),
  gasLimit: maybe(natural),
  gasPrice: maybe(text),
  txProof: maybe(list(hash)),
})

export const fullBlockShape = record({ ...headerFields, transactions: list(transactionShape) })
export const hashesBlockShape = record({ ...headerFields, transactions: list(hash) })

export const receiptShape: Shape<Receipt> = record({
  blockNumber: natural,
  transactionHash: hash,
  hash,
  version: integer,
  status: integer,
  gasUsed: natural,
  effectiveGasPrice: maybe(text),
  from: address,
  to: maybe(address),
  contractAddress: maybe(address),
  input: bytes,
  output: bytes,
  message: text,
  logEntries: list(record({ address, topics: list(hash), data: bytes })),
  txReceiptProof: maybe(list(hash)),
})

export const sealerShape = record({ nodeID: node, weight: natural, termWeight: maybe(natural) })

export const consensusStatusShape = inText(
  record({
    nodeID: node,
    index: position,
    isConsensusNode: flag,
    blockNumber: natural,
    hash,
    view: natural,
    timeout: flag,
    changeCycle: natural,
    leaderIndex: position,
    connectedNodeList: integer,
    consensusNodesNum: integer,
    maxFaultyQuorum: natural,
    minRequiredQuorum: natural,
    consensusNodeList: list(record({ index: integer, nodeID: node, weight: natural })),
  }),
)

export const syncStatusShape = inText(
  record({
    nodeID: node,
    blockNumber: natural,
    latestHash: hash,
    genesisHash: hash,
    isSyncing: flag,
    knownHighestNumber: natural,
    knownLatestHash: hash,
    archivedBlockNumber: maybe(natural),
    peers: list(record({ nodeID: node, blockNumber: natural, latestHash: hash, genesisHash: hash })),
  }),
)

const nodeConfig = record({
  chainID: text,
  groupID: text,
  nodeID: node,
  nodeName: text,
  isAuthCheck: flag,
  isSerialExecute: flag,
  isWasm: flag,
  smCryptoType: flag,
  binaryInfo: record({ version: text, gitCommitHash: text, buildTime: text, platform: text }),
})

export const groupNodeShape = record({
  name: text,
  nodeID: node,
  type: integer,
  microService: flag,
  iniConfig: inText(nodeConfig),
  featureKeys: maybe(list(text)),
  protocol: record({ compatibilityVersion: integer, minSupportedVersion: integer, maxSupportedVersion: integer }),
})

const genesis = record({
  consensusType: text,
  blockTxCountLimit: natural,
  consensusLeaderPeriod: natural,
  txGasLimit: natural,
  sealerList: list(record({ nodeID: node, weight: natural })),
})

export const groupShape = record({
  chainID: text,
  groupID: text,
  genesisConfig: inText(genesis),
  nodeList: list(groupNodeShape),
})

export const groupListShape = record({ groupList: list(text) })

const peerFields = {
  endPoint: text,
  // A node tells its own as hexadecimal and those of others as bytes that are no text.
  p2pNodeID: text,
  groupNodeIDInfo: list(record({ group: text, nodeIDList: list(node) })),
}

export const peersShape = record({ ...peerFields, peers: list(record(peerFields)) })
export const systemConfigShape = record({ value: text, blockNumber: natural })

export const transactionCountShape = record({
  blockNumber: natural,
  transactionCount: natural,
  failedTransactionCount: natural,
})

export const callShape = record({ blockNumber: natural, status: integer, output: bytes })

/** A transaction as the native RPC tells it. `groupID` is empty and `blockLimit` 0 for one that came by Web3. */
export type Transaction = ReturnType<typeof transactionShape>
export type Block = ReturnType<typeof fullBlockShape>
/** A block with its transactions' hashes only. */
export type BlockOfHashes = ReturnType<typeof hashesBlockShape>
export type Sealer = ReturnType<typeof sealerShape>
/** What a node thinks of the consensus; without `index` where it is no sealer. */
export type ConsensusStatus = ReturnType<typeof consensusStatusShape>
export type SyncStatus = ReturnType<typeof syncStatusShape>
export type GroupNode = ReturnType<typeof groupNodeShape>
export type Group = ReturnType<typeof groupShape>
/** The peers of the node that was asked, of all groups. */
export type Peers = ReturnType<typeof peersShape>
/** A configuration value, and from which block on it holds. */
export type SystemConfig = ReturnType<typeof systemConfigShape>
export type TransactionCount = ReturnType<typeof transactionCountShape>
export type CallAnswer = ReturnType<typeof callShape>
