import { type Address, getAddress, type Hex, isHex, keccak256, toHex } from 'viem'
import type { Consensus } from '../chain/consensus.ts'
import type { Replica } from '../chain/replica.ts'
import { web3Receipt, web3Transaction } from '../chain/transaction.ts'
import { committeeStorage } from '../system/committee-storage.ts'
import { errorOf, isSystem, runSystem } from '../system/index.ts'
import { lower, version } from '../system/state.ts'
import type { Answerer } from './json-rpc.ts'
import { readLogs } from './logs.ts'
import { Refusal } from './refusal.ts'
import { sendWeb3 } from './send.ts'

/** What one node answers from. */
export interface Web3Parts {
  readonly consensus: Consensus
  readonly replica: Replica
  /** Blocks that one question for logs looks at. */
  readonly logBlocks: number
}

const quantity = (number: number | bigint): Hex => toHex(BigInt(number))
const zero = (bytes: number): Hex => `0x${'00'.repeat(bytes)}`
const gasLimit = '0x1c9c380'

/** The genesis block's hash is told otherwise than block 1 has it for its parent. */
export const genesisHash = (inner: Hex): Hex => keccak256(inner)

interface InnerBlock {
  readonly number: Hex
  readonly hash: Hex
  readonly parentHash: Hex
  readonly timestamp: Hex
  readonly transactions: readonly Hex[]
  readonly [name: string]: unknown
}

/** The Web3 RPC of a node. */
export function answerWeb3(parts: Web3Parts): Answerer {
  const { consensus, replica } = parts
  const mined = (hash: unknown) => {
    const found = consensus.mined(String(hash) as Hex)
    return found && found.block <= replica.height() ? found : undefined
  }

  const block = async (which: unknown, full: unknown): Promise<object | null> => {
    const found = (await replica.ask('eth_getBlockByNumber', which, false)) as InnerBlock | null
    return found && blockOf(found, full === true)
  }

  function blockOf(inner: InnerBlock, full: boolean): object {
    const number = Number(inner.number)
    const hash = number === 0 ? genesisHash(inner.hash) : inner.hash
    const seconds = Number(inner.timestamp) > 1e11 ? Math.floor(Number(inner.timestamp) / 1000) : inner.timestamp
    const hashes = inner.transactions.map(consensus.sentAs)
    return {
      ...{ baseFeePerGas: '0x0', blobGasUsed: '0x0', difficulty: '0x0', excessBlobGas: '0x0', totalDifficulty: '0x0' },
      extraData: number === 0 ? toHex('[chain]\nsm_crypto:0\nchainID: chain0\ngroupID: group0\n') : '0x',
      gasLimit,
      gasUsed: inner.gasUsed,
      hash,
      logsBloom: zero(256),
      miner: number === 0 ? zero(20) : getAddress(String(inner.miner) as Address),
      ...{ mixHash: zero(32), nonce: zero(8), parentBeaconBlockRoot: zero(32), withdrawalsRoot: zero(32) },
      number: inner.number,
      parentHash: inner.parentHash,
      ...{ receiptsRoot: inner.receiptsRoot, stateRoot: inner.stateRoot, transactionsRoot: inner.transactionsRoot },
      sha3Uncles: inner.sha3Uncles,
      size: inner.size,
      timestamp: quantity(Number(seconds)),
      transactions: full
        ? hashes.map((one) => {
            const found = consensus.mined(one)
            return found ? web3Transaction(found, hash) : null
          })
        : hashes,
      ...{ uncles: [], withdrawals: [] },
    }
  }

  async function call(method: string, request: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { to, data = request.input ?? '0x', from } = request
    if (typeof to === 'string' && isSystem(to as Address)) return callSystem(method, to as Address, data, from)
    if (typeof to === 'string' && (await replica.ask('eth_getCode', to, 'latest')) === '0x' && method === 'eth_call')
      throw new Refusal(16, '', errorOf('Call address error.'))
    // Whatever block was asked for: the newest state answers.
    return replica.ask(method, { ...request, gas: undefined }, 'latest').catch((error: { data?: unknown }) => {
      throw isHex(error.data) ? new Refusal(16, '', error.data) : new Refusal(12, '', '0x')
    })
  }

  function callSystem(method: string, to: Address, data: unknown, from: unknown): Hex {
    const height = BigInt(replica.height() + 1)
    const sender = (typeof from === 'string' ? from : zero(20)) as Address
    const { outcome } = runSystem(consensus.state(), { from: sender, to, data: data as Hex, height })
    if (outcome.status !== 0) throw new Refusal(outcome.status, '', outcome.output)
    return method === 'eth_estimateGas' ? quantity(21_000) : outcome.output
  }

  async function atPlace(found: Promise<object | null>, index: unknown): Promise<unknown> {
    const { transactions = [] } = ((await found) ?? {}) as { transactions?: readonly unknown[] }
    return transactions[Number(index)] ?? null
  }

  async function byHash(hash: unknown, full: unknown): Promise<object | null> {
    const genesis = (await replica.ask('eth_getBlockByNumber', '0x0', false)) as InnerBlock
    if (hash === genesisHash(genesis.hash)) return blockOf(genesis, full === true)
    const found = (await replica.ask('eth_getBlockByHash', hash, false)) as InnerBlock | null
    return found && blockOf(found, full === true)
  }

  const count = async (found: Promise<object | null>): Promise<Hex | null> => {
    const told = (await found) as { transactions: readonly unknown[] } | null
    return told && quantity(told.transactions.length)
  }

  return async (method, params) => {
    const [one, two] = params
    switch (method) {
      case 'web3_clientVersion':
        return `FISCO-BCOS-Web3RPC/${version}-Release/Linux/g++/7608ab866baefbb295d0af1ab484b1876f7e48dc`
      case 'net_peerCount':
        return 4
      case 'net_listening':
        return true
      case 'eth_syncing':
      case 'eth_mining':
        return false
      case 'eth_accounts':
        return []
      case 'eth_sign':
      case 'eth_signTransaction':
      case 'eth_sendTransaction':
        return zero(32)
      case 'eth_gasPrice':
      case 'eth_maxPriorityFeePerGas':
        return '0x0'
      case 'eth_coinbase':
        return replica.chain.sealer
      case 'eth_protocolVersion':
        throw new Refusal(-32_601, 'This API has not been implemented yet!')
      case 'eth_subscribe':
        throw new Refusal(-32_600, 'Subscribe request only support websocket protocol')
      case 'web3_sha3':
      case 'net_version':
      case 'eth_chainId':
      case 'eth_blockNumber':
      case 'eth_newBlockFilter':
      case 'eth_newPendingTransactionFilter':
      case 'eth_getFilterChanges':
      case 'eth_uninstallFilter':
        return replica.ask(method, ...params)
      case 'eth_getCode':
        return replica.ask(method, one, 'latest')
      case 'eth_getStorageAt':
        return committeeStorage(consensus.state(), one, two) ?? replica.ask(method, one, two, 'latest')
      case 'eth_getBalance':
        return quantity(consensus.state().balances.get(String(one).toLowerCase()) ?? 0n)
      case 'eth_getTransactionCount':
        // What waits is not seen: it is the newest block that is not.
        return quantity(
          consensus.nonces.next(lower(String(one) as Address), replica.height() - (two === 'pending' ? 1 : 0)),
        )
      case 'eth_sendRawTransaction':
        return sendWeb3(consensus, String(one) as Hex)
      case 'eth_call':
      case 'eth_estimateGas':
        return call(method, one as Readonly<Record<string, unknown>>)
      case 'eth_getLogs':
        return readLogs(parts, (one ?? {}) as Readonly<Record<string, unknown>>)
      case 'eth_getTransactionReceipt': {
        const found = mined(one)
        return found && web3Receipt(found, await consensus.innerReceipt(replica, found.sent.hash))
      }
      case 'eth_getTransactionByHash': {
        const found = mined(one)
        return found && web3Transaction(found, (await consensus.innerReceipt(replica, found.sent.hash)).blockHash)
      }
      case 'eth_getBlockByNumber':
        return block(one, two)
      case 'eth_getBlockByHash':
        return byHash(one, two)
      case 'eth_getTransactionByBlockNumberAndIndex':
        return atPlace(block(one, true), two)
      case 'eth_getTransactionByBlockHashAndIndex':
        return atPlace(byHash(one, true), two)
      case 'eth_getBlockTransactionCountByNumber':
        return count(block(one, false))
      case 'eth_getBlockTransactionCountByHash':
        return count(byHash(one, false))
      default:
        throw new Refusal(-32_601, 'Method not found')
    }
  }
}
