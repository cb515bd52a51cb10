import type { Chain } from '../chain.ts'
import { keccak256 } from '../codec/crypto.ts'
import { quantity, toHex } from '../codec/hex.ts'
import type { SealedBlock } from '../storage/ledger-store.ts'
import { blockJson, logJson, receiptJson, transactionJson } from './encode.ts'
import { failureOfOutcome, failureOfRefusal, invalidParams, RPC_CODES, RpcFailure } from './failure.ts'
import type { Filters } from './filters.ts'
import {
  addressParam,
  type BlockRef,
  blockParam,
  bytesParam,
  callParam,
  criteriaParam,
  hashParam,
  indexParam,
  rangeParam,
  slotParam,
} from './params.ts'

/** What a method works on. */
export interface MethodContext {
  readonly chain: Chain
  readonly filters: Filters
}

type Method = (context: MethodContext, params: readonly unknown[]) => unknown

const CLIENT = `theriac-chain/0.1.0/node-${process.versions.node}`

async function findBlock(chain: Chain, ref: BlockRef): Promise<SealedBlock | undefined> {
  switch (ref.by) {
    case 'head':
      return chain.head()
    case 'number':
      return chain.block(ref.number)
    case 'hash':
      return chain.blockByHash(ref.hash)
    default:
      return ref satisfies never
  }
}

/** Only the last state is kept: a block reference of a state read must mean it. */
async function requireHead(chain: Chain, value: unknown): Promise<void> {
  const ref = blockParam(value)
  if (ref.by === 'head') return
  const block = await findBlock(chain, ref)
  if (block === undefined) throw new RpcFailure(RPC_CODES.refused, 'block not found', { code: 'BlockNotFound' })
  const head = chain.head().header.number
  if (block.header.number !== head) {
    throw new RpcFailure(
      RPC_CODES.refused,
      `the state of block ${block.header.number} is not kept; only the last block's (${head}) is`,
      { code: 'StateNotKept', head: quantity(head) },
    )
  }
}

function numberOf(chain: Chain, ref: BlockRef): number {
  if (ref.by === 'number') return ref.number
  if (ref.by === 'hash') throw invalidParams('a range is given by block numbers')
  return chain.head().header.number
}

async function getLogs({ chain }: MethodContext, [filter]: readonly unknown[]): Promise<unknown> {
  const criteria = criteriaParam(filter)
  const range = rangeParam(filter)
  let from: number
  let to: number
  if ('blockHash' in range) {
    const block = await chain.blockByHash(range.blockHash)
    if (block === undefined) throw new RpcFailure(RPC_CODES.refused, 'block not found', { code: 'BlockNotFound' })
    from = to = block.header.number
  } else {
    from = numberOf(chain, range.from)
    to = numberOf(chain, range.to)
  }
  const answer = await chain.logs(criteria, from, to)
  if (answer.ok) return answer.logs.map(logJson)
  const code = answer.reason === 'InvalidRange' ? RPC_CODES.invalidParams : RPC_CODES.limitExceeded
  throw new RpcFailure(code, answer.message, { ...answer.data, code: answer.reason })
}

async function blockTransaction(block: SealedBlock | undefined, index: unknown): Promise<unknown> {
  const at = indexParam(index, 'index')
  const transaction = block?.transactions[at]
  return block === undefined || transaction === undefined ? null : transactionJson(transaction, block, at)
}

function feeHistory({ chain }: MethodContext, [count, newest, percentiles]: readonly unknown[]): unknown {
  const last = numberOf(chain, blockParam(newest))
  const head = chain.head().header.number
  if (last > head) throw new RpcFailure(RPC_CODES.refused, 'block not found', { code: 'BlockNotFound' })
  const blocks = Math.min(indexParam(count, 'blockCount'), 1024, last + 1)
  const oldest = last - blocks + 1
  const ratios: number[] = []
  for (let number = oldest; number <= last; number++) {
    const header = chain.block(number)?.header
    ratios.push(header === undefined ? 0 : Number((header.gasUsed * 1_000_000n) / header.gasLimit) / 1_000_000)
  }
  const rewards = Array.isArray(percentiles) ? percentiles.map(() => '0x0') : undefined
  return {
    oldestBlock: quantity(oldest),
    baseFeePerGas: new Array(blocks + 1).fill('0x0'),
    baseFeePerBlobGas: new Array(blocks + 1).fill('0x0'),
    gasUsedRatio: ratios,
    blobGasUsedRatio: new Array(blocks).fill(0),
    ...(rewards === undefined ? {} : { reward: new Array(blocks).fill(rewards) }),
  }
}

const padded = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}`
const count = (block: SealedBlock | undefined) => (block === undefined ? null : quantity(block.transactions.length))

/** The methods of one group; eth_subscribe is apart, since it needs a connection. */
export const METHODS: Readonly<Record<string, Method>> = {
  web3_clientVersion: () => CLIENT,
  web3_sha3: (_, [data]) => toHex(keccak256(bytesParam(data, 'data'))),
  net_version: ({ chain }) => chain.chainId.toString(),
  net_listening: () => true,
  net_peerCount: () => '0x0',
  eth_chainId: ({ chain }) => quantity(chain.chainId),
  eth_syncing: () => false,
  eth_accounts: () => [],
  eth_blockNumber: ({ chain }) => quantity(chain.head().header.number),
  eth_gasPrice: () => '0x0',
  eth_maxPriorityFeePerGas: () => '0x0',
  eth_blobBaseFee: () => '0x0',
  eth_feeHistory: feeHistory,
  eth_getBalance: async ({ chain }, [address, block]) => {
    await requireHead(chain, block)
    return quantity(chain.account(addressParam(address))?.balance ?? 0n)
  },
  eth_getTransactionCount: async ({ chain }, [address, block]) => {
    await requireHead(chain, block)
    return quantity(chain.nonce(addressParam(address), block === 'pending'))
  },
  eth_getCode: async ({ chain }, [address, block]) => {
    await requireHead(chain, block)
    return toHex(chain.codeAt(addressParam(address)))
  },
  eth_getStorageAt: async ({ chain }, [address, slot, block]) => {
    await requireHead(chain, block)
    return padded(chain.storageAt(addressParam(address), slotParam(slot)))
  },
  eth_call: async ({ chain }, [request, block, overrides]) => {
    if (overrides !== undefined && overrides !== null) throw invalidParams('state overrides are not supported')
    await requireHead(chain, block)
    const outcome = await chain.call(callParam(request))
    if (outcome.status !== 'succeeded') throw failureOfOutcome(outcome)
    return toHex(outcome.output)
  },
  eth_estimateGas: async ({ chain }, [request, block]) => {
    await requireHead(chain, block)
    const estimate = await chain.estimateGas(callParam(request))
    if (!estimate.ok) throw failureOfOutcome(estimate.outcome)
    return quantity(estimate.gas)
  },
  eth_sendRawTransaction: async ({ chain }, [raw]) => {
    const sent = await chain.sendRawTransaction(bytesParam(raw, 'transaction'))
    if (!sent.ok) throw failureOfRefusal(sent)
    return sent.hash
  },
  eth_getTransactionByHash: async ({ chain }, [hash]) => {
    const located = await chain.transaction(hashParam(hash))
    if (located === undefined) return null
    return located.state === 'pending'
      ? transactionJson(located.transaction)
      : transactionJson(located.transaction, located.block, located.index)
  },
  eth_getTransactionByBlockHashAndIndex: async ({ chain }, [hash, index]) =>
    blockTransaction(await chain.blockByHash(hashParam(hash)), index),
  eth_getTransactionByBlockNumberAndIndex: async ({ chain }, [block, index]) =>
    blockTransaction(await findBlock(chain, blockParam(block)), index),
  eth_getTransactionReceipt: async ({ chain }, [hash]) => {
    const located = await chain.transaction(hashParam(hash))
    return located?.state === 'sealed' ? receiptJson(located.block, located.index) : null
  },
  eth_getBlockReceipts: async ({ chain }, [block]) => {
    const found = await findBlock(chain, blockParam(block))
    return found?.transactions.map((_, index) => receiptJson(found, index)) ?? null
  },
  eth_getBlockByNumber: async ({ chain }, [block, full]) => {
    const found = await findBlock(chain, blockParam(block))
    return found === undefined ? null : blockJson(found, full === true)
  },
  eth_getBlockByHash: async ({ chain }, [hash, full]) => {
    const found = await chain.blockByHash(hashParam(hash))
    return found === undefined ? null : blockJson(found, full === true)
  },
  eth_getBlockTransactionCountByNumber: async ({ chain }, [block]) => count(await findBlock(chain, blockParam(block))),
  eth_getBlockTransactionCountByHash: async ({ chain }, [hash]) => count(await chain.blockByHash(hashParam(hash))),
  eth_getUncleCountByBlockNumber: () => '0x0',
  eth_getUncleCountByBlockHash: () => '0x0',
  eth_getLogs: getLogs,
  // As geth's namespace has it: transactions that are in no block yet.
  txpool_status: ({ chain }) => ({ pending: quantity(chain.pending().length), queued: '0x0' }),
  eth_newFilter: ({ chain, filters }, [filter]) => {
    const range = rangeParam(filter)
    if ('blockHash' in range) throw invalidParams('a filter over time takes no blockHash')
    const from = range.from.by === 'head' ? chain.head().header.number + 1 : numberOf(chain, range.from)
    const to = range.to.by === 'head' ? Number.MAX_SAFE_INTEGER : numberOf(chain, range.to)
    return filters.newLogFilter(criteriaParam(filter), from, to)
  },
  eth_newBlockFilter: ({ filters }) => filters.newBlockFilter(),
  eth_newPendingTransactionFilter: ({ filters }) => filters.newPendingTransactionFilter(),
  eth_getFilterChanges: ({ filters }, [id]) => filters.changes(id),
  eth_getFilterLogs: ({ filters }, [id]) => filters.allLogs(id),
  eth_uninstallFilter: ({ filters }, [id]) => filters.uninstall(id),
}
