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
