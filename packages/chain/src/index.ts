export { blockHash, type BlockHeader, encodeHeader, sealHash, verifySealer } from './block.ts'
export {
  type Chain,
  type ChainEvent,
  type ChainOptions,
  type Located,
  openChain,
  type SendResult,
  transactionHash,
} from './chain.ts'
export { ChainError, type ChainErrorCode, type Refusal, type RefusalReason } from './errors.ts'
export { contractAddress, type Outcome } from './evm/execute.ts'
export type { Hex } from './hex.ts'
export type { SealedBlock } from './ledger-store.ts'
export type { LogCriteria } from './log-index.ts'
export type { LogRefusal, PlacedLog } from './log-query.ts'
export type { CallRequest, Estimate } from './reads.ts'
export { encodeReceipt, type Log, type Receipt } from './receipt.ts'
export { inProcessRequest } from './rpc/in-process.ts'
export { createRpcServer, type RpcGroup, type RpcServer, type RpcServerOptions } from './rpc/server.ts'
export { type AccessListEntry, parseTransaction, type Transaction } from './transaction.ts'
export { signTransaction, type TransactionFields } from './sign-transaction.ts'
export { orderedTrieRoot } from './trie-root.ts'
export { realDisk, type WalDisk } from './wal.ts'
