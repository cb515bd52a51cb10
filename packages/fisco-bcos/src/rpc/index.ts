export type {
  Block,
  BlockOfHashes,
  CallAnswer,
  ConsensusStatus,
  Group,
  GroupNode,
  Peers,
  Sealer,
  SyncStatus,
  SystemConfig,
  Transaction,
  TransactionCount,
} from './answers.ts'
export * from './client.ts'
export { type NodeFault, nodeFaultOf, type RpcSide } from './node-fault.ts'
export { createWeb3Rpc, type Web3Rpc, type Web3RpcOptions } from './web3-client.ts'
