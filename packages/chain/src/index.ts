export { type BlockHeader, blockHash, encodeHeader, sealHash, verifySealer } from './block/block.ts'
export { encodeReceipt, type Log, type Receipt } from './block/receipt.ts'
export { signTransaction, type TransactionFields } from './block/sign-transaction.ts'
export { type AccessListEntry, parseTransaction, type Transaction } from './block/transaction.ts'
export {
  type Chain,
  type ChainEvent,
  type ChainOptions,
  openChain,
  type SendResult,
  transactionHash,
} from './chain.ts'
export type { Hex } from './codec/hex.ts'
export { orderedTrieRoot } from './codec/trie-root.ts'
export { ChainError, type ChainErrorCode, type Refusal, type RefusalReason } from './errors.ts'
export { contractAddress, type Outcome } from './evm/execute.ts'
export type { CallRequest, Estimate } from './reads.ts'
export { inProcessRequest } from './rpc/in-process.ts'
export {
  createRpcHandler,
  createRpcServer,
  type RpcGroup,
  type RpcHandler,
  type RpcHandlerOptions,
  type RpcServer,
  type RpcServerOptions,
} from './rpc/server.ts'
export type { SealedBlock } from './storage/ledger-store.ts'
export type { LogCriteria } from './storage/log-index.ts'
export type { LogRefusal, PlacedLog } from './storage/log-query.ts'
export { realDisk, type WalDisk } from './storage/wal.ts'
export type { Located, Sealed } from './waits.ts'
