import { OMMERS_HASH } from '../block/block.ts'
import type { Transaction } from '../block/transaction.ts'
import { logsBloom } from '../codec/bloom.ts'
import { quantity, toHex } from '../codec/hex.ts'
import { EMPTY_TRIE_ROOT } from '../codec/trie-root.ts'
import { contractAddress } from '../evm/execute.ts'
import type { SealedBlock } from '../storage/ledger-store.ts'
import type { PlacedLog } from '../storage/log-query.ts'

/** JSON forms of the execution API (ethereum/execution-apis). */
export type Json = Record<string, unknown>

const ZERO_HASH = `0x${'0'.repeat(64)}`

/** A header, as newHeads sends it. */
export function headerJson(block: SealedBlock): Json {
  const { header } = block
  return {
    number: quantity(header.number),
    hash: block.hash,
    parentHash: toHex(header.parentHash),
    nonce: '0x0000000000000000',
    mixHash: ZERO_HASH,
    sha3Uncles: toHex(OMMERS_HASH),
    logsBloom: toHex(header.logsBloom),
    transactionsRoot: toHex(header.transactionsRoot),
    stateRoot: toHex(header.stateRoot),
    receiptsRoot: toHex(header.receiptsRoot),
    miner: toHex(header.coinbase),
    difficulty: '0x0',
    extraData: toHex(header.extraData),
    gasLimit: quantity(header.gasLimit),
    gasUsed: quantity(header.gasUsed),
    timestamp: quantity(header.timestamp),
    baseFeePerGas: '0x0',
    withdrawalsRoot: toHex(EMPTY_TRIE_ROOT),
    blobGasUsed: '0x0',
    excessBlobGas: '0x0',
    parentBeaconBlockRoot: ZERO_HASH,
  }
}

/** A block with its transactions, whole or as hashes. */
export function blockJson(block: SealedBlock, full: boolean): Json {
  return {
    ...headerJson(block),
    totalDifficulty: '0x0',
    size: quantity(block.size),
    uncles: [],
    withdrawals: [],
    transactions: full
      ? block.transactions.map((transaction, index) => transactionJson(transaction, block, index))
      : block.transactions.map((transaction) => transaction.hash),
  }
}

/** A transaction; without a block it is pending. */
export function transactionJson(transaction: Transaction, block?: SealedBlock, index?: number): Json {
  const { type, yParity, chainId } = transaction
  const v = type === 0 ? chainId * 2n + 35n + BigInt(yParity) : BigInt(yParity)
  return {
    blockHash: block?.hash ?? null,
    blockNumber: block === undefined ? null : quantity(block.header.number),
    transactionIndex: index === undefined ? null : quantity(index),
    hash: transaction.hash,
    type: quantity(type),
    chainId: quantity(chainId),
    from: toHex(transaction.sender),
    to: transaction.to === undefined ? null : toHex(transaction.to),
    nonce: quantity(transaction.nonce),
    gas: quantity(transaction.gasLimit),
    value: quantity(transaction.value),
    input: toHex(transaction.data),
    gasPrice: quantity(type === 2 ? 0n : transaction.maxFeePerGas),
    ...(type === 2
      ? {
          maxFeePerGas: quantity(transaction.maxFeePerGas),
          maxPriorityFeePerGas: quantity(transaction.maxPriorityFeePerGas),
        }
      : {}),
    ...(type === 0
      ? {}
      : {
          yParity: quantity(yParity),
          accessList: transaction.accessList.map((entry) => ({
            address: toHex(entry.address),
            storageKeys: entry.storageKeys.map(toHex),
          })),
        }),
    v: quantity(v),
    r: quantity(transaction.r),
    s: quantity(transaction.s),
  }
}

/** A log at its place. */
export function logJson({ log, block, transactionIndex, logIndex }: PlacedLog): Json {
  return {
    address: toHex(log.address),
    topics: log.topics.map(toHex),
    data: toHex(log.data),
    blockNumber: quantity(block.header.number),
    blockHash: block.hash,
    blockTimestamp: quantity(block.header.timestamp),
    transactionHash: block.transactions[transactionIndex]?.hash,
    transactionIndex: quantity(transactionIndex),
    logIndex: quantity(logIndex),
    removed: false,
  }
}

/** The receipt of the transaction at an index. */
export function receiptJson(block: SealedBlock, index: number): Json | null {
  const transaction = block.transactions[index]
  const receipt = block.receipts[index]
  if (transaction === undefined || receipt === undefined) return null
  const firstLog = block.receipts.slice(0, index).reduce((count, earlier) => count + earlier.logs.length, 0)
  return {
    transactionHash: transaction.hash,
    transactionIndex: quantity(index),
    blockHash: block.hash,
    blockNumber: quantity(block.header.number),
    from: toHex(transaction.sender),
    to: transaction.to === undefined ? null : toHex(transaction.to),
    contractAddress:
      transaction.to === undefined && receipt.succeeded
        ? toHex(contractAddress(transaction.sender, transaction.nonce))
        : null,
    cumulativeGasUsed: quantity(receipt.cumulativeGasUsed),
    gasUsed: quantity(receipt.gasUsed),
    effectiveGasPrice: '0x0',
    logs: receipt.logs.map((log, i) => logJson({ log, block, transactionIndex: index, logIndex: firstLog + i })),
    logsBloom: toHex(logsBloom(receipt.logs)),
    status: receipt.succeeded ? '0x1' : '0x0',
    type: quantity(receipt.type),
  }
}
