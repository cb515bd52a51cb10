import { type Address, type Hex, hexToBigInt, hexToNumber, numberToHex } from 'viem'
import type { Endpoint } from '../endpoint/index.ts'
import type { Administration, BlockSummary, ChainBlock, ChainReceipt, ChainTransaction } from './types.ts'

interface RawTransaction {
  readonly hash: Hex
  readonly from: Address
  readonly to: Address | null
  readonly nonce: Hex
  readonly input: Hex
  readonly blockNumber: Hex | null
  readonly blockHash: Hex | null
  readonly transactionIndex: Hex | null
}

interface RawBlock {
  readonly number: Hex
  readonly hash: Hex
  readonly parentHash: Hex
  readonly timestamp: Hex
  readonly gasUsed: Hex
  readonly miner?: Address
  readonly transactions: readonly (Hex | RawTransaction)[]
}

interface RawReceipt {
  readonly status: Hex
  readonly gasUsed: Hex
  readonly contractAddress: Address | null
  readonly logs: readonly { readonly address: Address; readonly topics: readonly Hex[]; readonly data: Hex }[]
}

const nobody = /^0x0*$/

/** Blocks, transactions and receipts, as every engine's Ethereum JSON-RPC tells them. */
export function web3Reads(
  endpoint: Endpoint,
): Pick<Administration, 'blocks' | 'block' | 'transaction' | 'receipt'> & { height(): Promise<number> } {
  const ask = async <T>(method: string, ...params: readonly unknown[]): Promise<T> =>
    (await endpoint.request({ method, params })) as T
  const height = async (): Promise<number> => hexToNumber(await ask<Hex>('eth_blockNumber'))
  const byNumber = (number: number, whole: boolean) =>
    ask<RawBlock | null>('eth_getBlockByNumber', numberToHex(number), whole)

  return {
    height,
    async blocks(count, before) {
      const highest = await height()
      const newest = before === undefined ? highest : Math.min(before - 1, highest)
      const numbers = Array.from({ length: Math.max(0, Math.min(count, newest + 1)) }, (_, i) => newest - i)
      const found = await Promise.all(numbers.map((number) => byNumber(number, false)))
      return found.flatMap((raw) => (raw ? summaryOf(raw) : []))
    },
    async block(which) {
      // Nodes differ in what they say of a block that is far above theirs.
      if (typeof which === 'number' && which > (await height())) return undefined
      const raw = await (typeof which === 'number'
        ? byNumber(which, true)
        : ask<RawBlock | null>('eth_getBlockByHash', which, true))
      return raw ? blockOf(raw) : undefined
    },
    async transaction(hash) {
      const raw = await ask<RawTransaction | null>('eth_getTransactionByHash', hash)
      return raw ? transactionOf(raw) : undefined
    },
    async receipt(hash) {
      const raw = await ask<RawReceipt | null>('eth_getTransactionReceipt', hash)
      return raw ? receiptOf(raw) : undefined
    },
  }
}

function summaryOf({ number, hash, parentHash, timestamp, gasUsed, miner, transactions }: RawBlock): BlockSummary {
  // FISCO BCOS tells milliseconds, which no Ethereum node does.
  const time = hexToNumber(timestamp)
  return {
    number: hexToNumber(number),
    hash,
    parentHash,
    time: time > 1e11 ? Math.floor(time / 1000) : time,
    transactions: transactions.length,
    gasUsed: hexToBigInt(gasUsed),
    ...(miner === undefined || nobody.test(miner) ? {} : { sealer: lower(miner) }),
  }
}

function blockOf(raw: RawBlock): ChainBlock {
  const list = raw.transactions.flatMap((each) => (typeof each === 'string' ? [] : transactionOf(each)))
  return { ...summaryOf(raw), list }
}

function transactionOf(raw: RawTransaction): ChainTransaction {
  const { hash, from, to, nonce, input, blockNumber, blockHash, transactionIndex } = raw
  const block =
    blockNumber === null || blockHash === null
      ? undefined
      : { number: hexToNumber(blockNumber), hash: blockHash, index: hexToNumber(transactionIndex ?? '0x0') }
  return { hash, from: lower(from), to: to === null ? undefined : lower(to), nonce: hexToBigInt(nonce), input, block }
}

function receiptOf({ status, gasUsed, contractAddress, logs }: RawReceipt): ChainReceipt {
  return {
    succeeded: hexToBigInt(status) === 1n,
    gasUsed: hexToBigInt(gasUsed),
    contractAddress: contractAddress === null || nobody.test(contractAddress) ? undefined : lower(contractAddress),
    logs: logs.map(({ address, topics, data }) => ({ address: lower(address), topics, data })),
  }
}

const lower = (address: Address): Address => address.toLowerCase() as Address
