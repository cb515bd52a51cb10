import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inProcessRequest, openChain } from '@theriac/chain'
import { decodeNativeTransaction, nativeSender, systemContracts } from '@theriac/fisco-bcos'
import {
  type Address,
  decodeFunctionData,
  type Hex,
  hexToBigInt,
  isHex,
  recoverTransactionAddress,
  type TransactionSerialized,
} from 'viem'

/** Both RPCs of one node of FISCO BCOS, over the embedded chain: with the limits and surprises of the real ones. */
export interface FiscoNode {
  readonly web3: string
  /** The Web3 RPC of a second node of the chain. */
  readonly secondWeb3: string
  readonly rpc: string
  /** System configuration that is not as the genesis has it. */
  readonly config: Map<string, string>
  /** Methods that were called on the native RPC, in order. */
  readonly native: string[]
  close(): Promise<void>
}

const group = 'group0'
const version = '3.16.4'
const logBlocks = 10n
const batchLimit = 8
const nodeIds = ['11', '22', '33', '44'].map((digits) => digits.repeat(64))
const genesisConfig: Readonly<Record<string, string>> = {
  compatibility_version: version,
  web3_chain_id: '20200',
  auth_check_status: '0',
  executor_version: '1',
  tx_gas_price: '0x0',
  tx_gas_limit: '3000000000',
  tx_count_limit: '1000',
}

class Refusal extends Error {
  readonly error: object
  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.error = { code, message, ...(data === undefined ? {} : { data }) }
  }
}

/** Opens one on a chain in a folder; nobody has a balance yet. */
export async function openFiscoNode(folder: string): Promise<FiscoNode> {
  const chain = await openChain({ dataDir: folder, chainId: 20_200 })
  const ask = inProcessRequest(chain)
  const config = new Map(Object.entries(genesisConfig))
  const balances = new Map<string, bigint>()
  const observers = new Set<string>()
  const receipts = new Map<string, object>()
  const native: string[] = []
  const height = () => chain.head().header.number

  async function web3(method: string, params: readonly unknown[]): Promise<unknown> {
    switch (method) {
      case 'web3_clientVersion':
        return `FISCO-BCOS-Web3RPC/${version}-Release/Linux/g++/7608ab866baefbb295d0af1ab484b1876f7e48dc`
      case 'eth_getBalance':
        return `0x${(balances.get(String(params[0]).toLowerCase()) ?? 0n).toString(16)}`
      case 'eth_sendRawTransaction': {
        const serializedTransaction = params[0] as TransactionSerialized
        const sender = (await recoverTransactionAddress({ serializedTransaction })).toLowerCase()
        if ((balances.get(sender) ?? 0n) === 0n) throw new Refusal(-32_602, 'InsufficientFunds')
        return ask({ method, params })
      }
      case 'eth_getLogs':
        return getLogs(params[0] as Record<string, unknown>)
      case 'eth_call':
        // Where authority is not checked there is no committee.
        if ((params[0] as { to?: string }).to === systemContracts.committee.address) return `0x${'00'.repeat(32)}`
        return call(method, params)
      case 'eth_estimateGas':
        return call(method, params)
      case 'eth_getTransactionReceipt':
        return twiceEncoded(await ask({ method, params }))
      case 'eth_feeHistory':
        throw new Refusal(-32_601, 'Method not found')
      default:
        return ask({ method, params })
    }
  }

  const call = (method: string, params: readonly unknown[]): Promise<unknown> =>
    ask({ method, params }).catch((error: { data?: unknown }) => {
      throw isHex(error.data) ? new Refusal(16, '', error.data) : error
    })

  /** Looks at the first ten blocks and says nothing of the others. */
  async function getLogs(filter: Record<string, unknown>): Promise<unknown> {
    for (const name of ['fromBlock', 'toBlock', 'address', 'topics']) {
      if (filter[name] === undefined) throw new Refusal(-32_000, `${name} is null`)
    }
    const from = hexToBigInt(filter.fromBlock as Hex)
    const last = filter.toBlock === 'latest' ? BigInt(height()) : hexToBigInt(filter.toBlock as Hex)
    const to = last < from + logBlocks ? last : from + logBlocks - 1n
    return ask({ method: 'eth_getLogs', params: [{ ...filter, toBlock: `0x${to.toString(16)}` }] })
  }

  async function nativeRpc(method: string, params: readonly unknown[]): Promise<unknown> {
    native.push(method)
    if (params[0] !== group) throw new Refusal(-32_000, `no group ${String(params[0])}`)
    switch (method) {
      case 'getGroupInfo':
        return groupInfo
      case 'getBlockNumber':
        return height()
      case 'getBlockByNumber':
        return headerAt(Number(params[2]))
      case 'getSystemConfigByKey': {
        const value = config.get(String(params[2]))
        if (value === undefined) throw new Refusal(3_008, `Entry: ${String(params[2])} does not exists!`)
        return { blockNumber: 0, value }
      }
      case 'getConsensusStatus':
        return JSON.stringify(consensusStatus())
      case 'getSyncStatus':
        return JSON.stringify(syncStatus())
      case 'getObserverList':
        return [...observers]
      case 'sendTransaction':
        return sendNative(params[2] as Hex)
      case 'getTransactionReceipt': {
        const receipt = receipts.get(String(params[2]))
        if (!receipt) throw new Refusal(3_008, 'no such receipt')
        return receipt
      }
      default:
        throw new Refusal(-32_601, 'The method does not exist/is not available.')
    }
  }

  async function sendNative(raw: Hex): Promise<object> {
    const decoded = decodeNativeTransaction(raw)
    if (!decoded.ok) throw new Refusal(-32_602, decoded.reason.message)
    const { transaction, hash } = decoded.value
    const done = receipts.get(hash)
    if (done) throw new Refusal(10_004, 'TxAlreadyInChain')
    const { to = '0x', input } = transaction
    const receipt = {
      blockNumber: height(),
      transactionHash: hash,
      hash,
      version: 0,
      status: 0,
      gasUsed: '21000',
      from: await nativeSender(decoded.value),
      to: to.slice(2),
      contractAddress: '',
      input,
      output: `0x${'00'.repeat(32)}`,
      message: '',
      logEntries: [],
    }
    act(to, input)
    receipts.set(hash, receipt)
    return receipt
  }

  function act(to: string, data: Hex): void {
    const { systemConfig, balance, consensus } = systemContracts
    if (to === consensus.address) {
      const { functionName, args = [] } = decodeFunctionData({ abi: consensus.abi, data })
      if (functionName === 'addObserver') observers.add(String(args[0]))
      else observers.delete(String(args[0]))
    } else if (to === systemConfig.address) {
      const { args = [] } = decodeFunctionData({ abi: systemConfig.abi, data })
      config.set(String(args[0]), String(args[1]))
    } else if (to === balance.address && config.get('feature_balance_precompiled') === '1') {
      const { args = [] } = decodeFunctionData({ abi: balance.abi, data })
      const account = (args[0] as Address).toLowerCase()
      balances.set(account, (balances.get(account) ?? 0n) + BigInt(String(args[1])))
    } else throw new Refusal(-32_000, `nothing at ${to}`)
  }

  async function headerAt(number: number): Promise<object> {
    const params = [`0x${number.toString(16)}`, false]
    const block = (await ask({ method: 'eth_getBlockByNumber', params })) as Record<string, Hex>
    return {
      number,
      hash: block.hash,
      version: 51_381_248,
      parentInfo: number === 0 ? [] : [{ blockNumber: number - 1, blockHash: block.parentHash }],
      txsRoot: block.transactionsRoot,
      receiptsRoot: block.receiptsRoot,
      stateRoot: block.stateRoot,
      gasUsed: String(Number(block.gasUsed)),
      timestamp: Number(block.timestamp) * 1000,
      sealer: 0,
      sealerList: nodeIds.map((id) => `0x${id}`),
      extraData: '0x',
      consensusWeights: nodeIds.map(() => 1),
      signatureList: [],
    }
  }

  const consensusStatus = () => ({
    nodeID: nodeIds[0],
    index: 0,
    isConsensusNode: true,
    blockNumber: height(),
    hash: chain.head().hash.slice(2),
    view: 0,
    timeout: false,
    changeCycle: 0,
    leaderIndex: 0,
    connectedNodeList: nodeIds.length,
    consensusNodesNum: nodeIds.length,
    maxFaultyQuorum: 1,
    minRequiredQuorum: 3,
    consensusNodeList: nodeIds.map((nodeID, index) => ({ index, nodeID, weight: 1, termWeight: 0 })),
  })
  const syncStatus = () => {
    const at = { blockNumber: height(), latestHash: chain.head().hash.slice(2), genesisHash: '12'.repeat(32) }
    return {
      ...at,
      nodeID: nodeIds[0],
      isSyncing: false,
      knownHighestNumber: height(),
      knownLatestHash: at.latestHash,
      archivedBlockNumber: 0,
      peers: nodeIds.slice(1).map((nodeID) => ({ nodeID, ...at })),
    }
  }

  const servers = [await listen(web3), await listen(web3), await listen(nativeRpc)] as const
  return {
    web3: urlOf(servers[0]),
    secondWeb3: urlOf(servers[1]),
    rpc: urlOf(servers[2]),
    config,
    native,
    async close() {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      await chain.close()
    },
  }
}

const groupInfo = {
  chainID: 'chain0',
  groupID: group,
  genesisConfig: JSON.stringify({
    consensusType: 'pbft',
    blockTxCountLimit: 1000,
    consensusLeaderPeriod: 1,
    txGasLimit: 3_000_000_000,
    sealerList: nodeIds.map((nodeID) => ({ nodeID, weight: 1 })),
  }),
  nodeList: nodeIds.slice(0, 1).map((nodeID) => ({
    name: nodeID,
    nodeID,
    type: 0,
    microService: false,
    iniConfig: JSON.stringify({
      chainID: 'chain0',
      groupID: group,
      nodeID,
      nodeName: nodeID,
      isAuthCheck: false,
      isSerialExecute: true,
      isWasm: false,
      smCryptoType: false,
      binaryInfo: { version, gitCommitHash: '7608ab86', buildTime: '20261122 20:02:55', platform: 'Linux/g++' },
    }),
    protocol: { compatibilityVersion: 51_381_248, minSupportedVersion: 0, maxSupportedVersion: 2 },
  })),
}

/** The real one encodes the index twice, as a hexadecimal text of a hexadecimal text. */
function twiceEncoded(receipt: unknown): unknown {
  const { logs } = (receipt ?? {}) as { logs?: readonly Record<string, unknown>[] }
  if (!logs) return receipt
  return {
    ...(receipt as object),
    logs: logs.map((log, at) => ({ ...log, transactionIndex: '"0x0"', logIndex: `0x${at.toString(16)}` })),
  }
}

type Answerer = (method: string, params: readonly unknown[]) => Promise<unknown>

async function listen(answer: Answerer): Promise<Server> {
  const one = async ({ id = null, method = '', params = [], ...more }: Record<string, unknown>): Promise<object> => {
    const { jsonrpc: _, ...unknown } = more
    if (Object.keys(unknown).length > 0)
      return { id, jsonrpc: '2.0', error: { code: -32_600, message: 'Invalid request' } }
    try {
      return { id, jsonrpc: '2.0', result: await answer(String(method), params as readonly unknown[]) }
    } catch (error) {
      if (error instanceof Refusal) return { id, jsonrpc: '2.0', error: error.error }
      const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown }
      return { id, jsonrpc: '2.0', error: { code: typeof code === 'number' ? code : -32_603, message, data } }
    }
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const given = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown> | Record<string, unknown>[]
    const isTooMany = Array.isArray(given) && given.length > batchLimit
    const tooMany = {
      id: null,
      jsonrpc: '2.0',
      error: { code: -32_600, message: 'The requested array size exceeds the limit' },
    }
    const answered = isTooMany ? tooMany : Array.isArray(given) ? await Promise.all(given.map(one)) : await one(given)
    // A batch of one is answered by an object.
    const body = Array.isArray(answered) && answered.length === 1 ? answered[0] : answered
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
