import { type Address, getAddress, type Hex, keccak256, parseTransaction, recoverTransactionAddress, toHex } from 'viem'
import { lower, type SystemOutcome } from '../system/state.ts'

/** A transaction as somebody sent it, over either RPC. */
export interface SentTransaction {
  readonly kind: 'web3' | 'native'
  readonly hash: Hex
  readonly from: Address
  readonly to: Address | undefined
  readonly input: Hex
  /** Decimal for a native one, which has no order. */
  readonly nonce: string
  /** Of Web3 alone: chain id, and what else is told of it. */
  readonly chainId?: number
  readonly told: Readonly<Record<string, unknown>>
}

/** One that is in a block. */
export interface MinedTransaction {
  readonly sent: SentTransaction
  readonly block: number
  readonly index: number
  /** By which the embedded chain knows what was run in its place. */
  readonly inner: Hex
  /** Where the engine itself answered, and no contract ran. */
  readonly outcome?: SystemOutcome
}

const quantity = (number: number | bigint): Hex => toHex(BigInt(number))

/** Reads what was sent over Web3. Throws where it is no such transaction. */
export async function readWeb3Transaction(raw: Hex): Promise<SentTransaction> {
  const parsed = parseTransaction(raw)
  const from = lower(await recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` }))
  const { type, nonce = 0, gas = 0n, to, data = '0x', value = 0n, chainId, r, s, yParity } = parsed
  const fees = type === 'eip1559' ? { accessList: [], maxFeePerGas: '0x0', maxPriorityFeePerGas: '0x0' } : ({} as const)
  return {
    kind: 'web3',
    hash: keccak256(raw),
    from,
    to: to ? lower(to) : undefined,
    input: data,
    nonce: String(nonce),
    ...(chainId === undefined ? {} : { chainId }),
    told: {
      ...fees,
      chainId: quantity(chainId ?? 0),
      gas: quantity(gas),
      gasPrice: '0x0',
      nonce: quantity(nonce),
      r,
      s,
      type: type === 'eip1559' ? '0x2' : type === 'eip2930' ? '0x1' : '0x0',
      v: quantity(yParity ?? 0),
      value: quantity(value),
    },
  }
}

/** How Web3 tells one: a native one has its decimal nonce behind 0x. */
export function web3Transaction({ sent, block, index }: MinedTransaction, blockHash: Hex): object {
  const { kind, hash, from, to, input, nonce, told } = sent
  const ofNative = {
    ...{ chainId: '0x0', gas: '0x0', gasPrice: '0x0', maxFeePerGas: '0x0', maxPriorityFeePerGas: '0x0' },
    ...{ nonce: `0x${nonce}`, r: someWord, s: someWord, type: '0x0', v: '0x1', value: '0x0' },
  }
  return {
    ...told,
    ...(kind === 'native' ? ofNative : {}),
    blockHash,
    blockNumber: quantity(block),
    from: getAddress(from),
    hash,
    input,
    to: to ? getAddress(to) : null,
    transactionIndex: quantity(index),
  }
}

interface RawLog {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** A receipt of the embedded chain. */
export interface InnerReceipt {
  readonly blockHash: Hex
  readonly status: Hex
  readonly gasUsed: Hex
  readonly cumulativeGasUsed: Hex
  readonly contractAddress: Address | null
  readonly logs: readonly RawLog[]
}

const someWord: Hex = `0x${'5a'.repeat(32)}`
const noBloom: Hex = `0x${'00'.repeat(256)}`

/** How Web3 tells a receipt: the index of a log's transaction is written twice over, and logs are counted from 0 in each. */
export function web3Receipt({ sent, block, index, outcome }: MinedTransaction, inner: InnerReceipt): object {
  const logs = outcome ? outcome.logs : inner.logs
  const at = { blockHash: inner.blockHash, blockNumber: quantity(block), transactionHash: sent.hash }
  return {
    ...at,
    contractAddress: inner.contractAddress && !outcome ? getAddress(inner.contractAddress) : null,
    cumulativeGasUsed: inner.cumulativeGasUsed,
    effectiveGasPrice: '0x0',
    from: getAddress(sent.from),
    gasUsed: inner.gasUsed,
    logs: logs.map(({ address, topics, data }, position) => ({
      ...at,
      address: getAddress(address),
      data,
      logIndex: quantity(position),
      removed: false,
      topics,
      transactionIndex: toHex(quantity(index)),
    })),
    logsBloom: noBloom,
    status: outcome ? quantity(outcome.status === 0 ? 1 : 0) : inner.status,
    to: sent.to ? getAddress(sent.to) : null,
    transactionIndex: quantity(index),
    type: sent.told.type ?? '0x0',
  }
}

/** How the native RPC tells a receipt: addresses of logs and, of what was sent natively, of the receiver go without 0x. */
export function nativeReceipt({ sent, block, outcome }: MinedTransaction, inner: InnerReceipt): object {
  const to = sent.to ?? ''
  return {
    blockNumber: block,
    checksumContractAddress: '',
    contractAddress: (!outcome && inner.contractAddress?.slice(2)) || '',
    extraData: '',
    from: sent.from,
    gasUsed: String(Number(outcome ? 21_000 : inner.gasUsed)),
    hash: keccak256(sent.hash),
    input: sent.input,
    logEntries: (outcome ? outcome.logs : inner.logs).map(({ address, topics, data }) => ({
      address: address.slice(2),
      data,
      topics,
    })),
    message: '',
    output: outcome?.output ?? '0x',
    status: outcome ? outcome.status : Number(inner.status) === 1 ? 0 : 16,
    to: sent.kind === 'native' ? to.slice(2) : to,
    transactionHash: sent.hash,
    transactionProof: null,
    version: 0,
  }
}

/** How the native RPC tells a transaction: the nonce of one that came by Web3 is a hexadecimal text of a hexadecimal text. */
export function nativeTransaction({ sent }: MinedTransaction): object {
  const isNative = sent.kind === 'native'
  return {
    abi: '',
    blockLimit: 0,
    chainID: isNative ? 'chain0' : String(sent.chainId ?? ''),
    extraData: '',
    from: sent.from,
    ...(isNative ? {} : { gasLimit: 30_000_000, gasPrice: '0', maxFeePerGas: '0', maxPriorityFeePerGas: '0' }),
    groupID: isNative ? 'group0' : '',
    hash: sent.hash,
    importTime: Date.now(),
    input: sent.input,
    nonce: isNative ? sent.nonce : toHex(quantity(BigInt(sent.nonce))).slice(2),
    signature: `0x${'00'.repeat(65)}`,
    to: sent.to ?? '',
    value: '0',
    version: 0,
  }
}
