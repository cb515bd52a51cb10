import { createNativeRpc, decodeNativeTransaction, systemContracts } from '@theriac/fisco-bcos'
import { openStandIn, type StandIn } from '@theriac/fisco-bcos/testing'
import { type Abi, type Address, decodeFunctionData, encodeAbiParameters, encodeFunctionResult, type Hex } from 'viem'
import { createEndpoint, type Endpoint } from '../../src/index.ts'

export const someAddress = (place: number): Address => `0x${place.toString(16).padStart(40, '0')}`
export const zero = someAddress(0)
/** Of every block, the genesis block included. */
export const hash: Hex = `0x${'77'.repeat(32)}`
/** Node id, as the native RPC writes it. */
export const idOf = (place: number): string => String(place).repeat(128)
/** What most functions of system contracts return. */
export const number = (value: bigint): Hex => encodeAbiParameters([{ type: 'int256' }], [value])

const group = 'group0'
export const rpcOf = (node: StandIn) => createNativeRpc({ urls: [node.url], group, timeoutMs: 5_000 })

/** What a node tells of itself and of its chain. */
interface NodeFacts {
  readonly height: number
  readonly version?: string
  readonly featureKeys?: readonly string[]
  readonly configOf: (key: string) => string | undefined
  /** What differs in the block `at` that height from an ordinary one. */
  readonly header?: (at: number) => object
  /** Heights of other nodes, by their place. */
  readonly peers?: ReadonlyMap<number, number>
}

/** A call of a system contract in a native transaction. */
interface Sent {
  readonly to: Address
  readonly functionName: string
  readonly args: readonly unknown[] | undefined
}

/** What a receipt tells of a call. */
interface Outcome {
  readonly output: Hex
  readonly status?: number
  readonly logEntries?: readonly object[]
}

const abiAt = (address: Address): Abi =>
  (Object.values(systemContracts).find((contract) => contract.address === address)?.abi ?? []) as Abi

/** A block each ten seconds. */
const header = (at: number) => ({
  number: at,
  hash,
  version: 1,
  parentInfo: at === 0 ? [] : [{ blockNumber: at - 1, blockHash: hash }],
  txsRoot: hash,
  receiptsRoot: hash,
  stateRoot: hash,
  gasUsed: '0',
  timestamp: 1_800_000_000_000 + at * 10_000,
  sealer: 0,
  sealerList: [`0x${idOf(1)}`],
  extraData: '0x',
  consensusWeights: [1],
  signatureList: [],
})

const groupInfo = ({ version = '3.16.4', featureKeys = [] }: NodeFacts) => ({
  chainID: 'chain0',
  groupID: group,
  genesisConfig: JSON.stringify({
    consensusType: 'pbft',
    blockTxCountLimit: 1000,
    consensusLeaderPeriod: 1,
    txGasLimit: 3_000_000_000,
    sealerList: [],
  }),
  nodeList: [
    {
      name: 'node0',
      nodeID: idOf(1),
      type: 0,
      microService: false,
      featureKeys,
      iniConfig: JSON.stringify({
        chainID: 'chain0',
        groupID: group,
        nodeID: idOf(1),
        nodeName: 'node0',
        isAuthCheck: true,
        isSerialExecute: true,
        isWasm: false,
        smCryptoType: false,
        binaryInfo: { version, gitCommitHash: 'x', buildTime: 'x', platform: 'x' },
      }),
      protocol: { compatibilityVersion: 1, minSupportedVersion: 0, maxSupportedVersion: 2 },
    },
  ],
})

const syncStatus = ({ height, peers = new Map() }: NodeFacts): string => {
  const at = (place: number, blockNumber: number) => ({
    nodeID: idOf(place),
    blockNumber,
    latestHash: hash,
    genesisHash: hash,
  })
  return JSON.stringify({
    ...at(1, height),
    isSyncing: false,
    knownHighestNumber: height,
    knownLatestHash: hash,
    peers: [...peers].map(([place, blockNumber]) => at(place, blockNumber)),
  })
}

function receiptOf(raw: Hex, { height }: NodeFacts, carry: (sent: Sent) => Outcome) {
  const decoded = decodeNativeTransaction(raw)
  if (!decoded.ok) throw new TypeError('no native transaction was sent')
  const { transaction, hash: transactionHash } = decoded.value
  const { to = zero, input } = transaction
  const outcome = carry({ to, ...decodeFunctionData({ abi: abiAt(to), data: input }) })
  const fixed = { blockNumber: height + 1, hash, version: 1, gasUsed: '1', message: '', contractAddress: '' }
  return { ...fixed, transactionHash, from: zero, to, input, status: 0, logEntries: [], ...outcome }
}

/**
 * A node, told by its native RPC.
 *
 * @param carry - what comes of each call that is sent to it
 * @param own - answers of further methods
 */
export const openNode = (
  factsNow: () => NodeFacts,
  carry: (sent: Sent) => Outcome,
  own: (method: string) => unknown = () => undefined,
): Promise<StandIn> =>
  openStandIn({
    answers: [
      ({ method, params }) => {
        const facts = factsNow()
        switch (method) {
          case 'getSystemConfigByKey': {
            const value = facts.configOf(String(params[2]))
            return value === undefined
              ? { error: { code: 3_008, message: 'none' } }
              : { result: { value, blockNumber: 0 } }
          }
          case 'getBlockNumber':
            return { result: facts.height }
          case 'getBlockByNumber': {
            const at = Number(params[2])
            return { result: { ...header(at), ...facts.header?.(at) } }
          }
          case 'getGroupInfo':
            return { result: groupInfo(facts) }
          case 'getSyncStatus':
            return { result: syncStatus(facts) }
          case 'sendTransaction':
            return { result: receiptOf(params[2] as Hex, facts, carry) }
          default: {
            const result = own(method)
            return result === undefined ? undefined : { result }
          }
        }
      },
    ],
  })

/**
 * The same chain by its Web3 RPC.
 *
 * @param contracts - what is there beside system contracts
 * @param answers - what functions return, by their names
 * @param own - answers of further methods
 */
export const endpointOver = (
  contracts: Readonly<Record<Address, Abi>>,
  answers: Readonly<Record<string, (args: readonly unknown[]) => unknown>>,
  own: (method: string, params: readonly unknown[]) => unknown = () => undefined,
): Endpoint =>
  createEndpoint({
    request: async ({ method, params = [] }) => {
      const told = own(method, params as readonly unknown[])
      if (told !== undefined) return told
      if (method === 'eth_chainId') return '0x4ee8'
      if (method === 'eth_getBlockByNumber') return { hash }
      if (method !== 'eth_call') throw new Error(`${method} is not asked`)
      const [{ to, data }] = params as readonly [{ readonly to: Address; readonly data: Hex }]
      const address = to.toLowerCase() as Address
      const abi = contracts[address] ?? abiAt(address)
      const { functionName, args = [] } = decodeFunctionData({ abi, data })
      return encodeFunctionResult({ abi, functionName, result: answers[functionName]?.(args) } as never)
    },
  })
