import {
  committeeMembersAbi,
  createNativeRpc,
  decodeNativeTransaction,
  proposalsAbi,
  systemContracts,
} from '@theriac/fisco-bcos'
import { openStandIn, type StandIn } from '@theriac/fisco-bcos/testing'
import {
  type Abi,
  type Address,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionResult,
  type Hex,
  toEventSelector,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Administration, createEndpoint, createFiscoBcosAdministration } from '../../src/index.ts'

const signer = privateKeyToAccount(generatePrivateKey())
const someAddress = (place: number): Address => `0x${place.toString(16).padStart(40, '0')}`
const [members, manager, bob, eve] = [0x10, 0x11, 0x12, 0x13].map(someAddress) as [Address, Address, Address, Address]
const zero = someAddress(0)
const hash: Hex = `0x${'77'.repeat(32)}`

interface Stored {
  readonly resourceId: Address
  readonly proposer: Address
  readonly proposalType: number
  readonly blockNumberInterval: bigint
  readonly status: number
  readonly agreeVoters: readonly Address[]
  readonly againstVoters: readonly Address[]
}
const stored = (proposalType: number, lastBlock: bigint, more: Partial<Stored> = {}): Stored => ({
  resourceId: eve,
  proposer: bob,
  proposalType,
  blockNumberInterval: lastBlock,
  status: 1,
  agreeVoters: [bob],
  againstVoters: [],
  ...more,
})

/** A chain of 100 blocks with authority checking, and what was sent to it. */
interface World {
  height: number
  hasCommittee: boolean
  governors: readonly Address[]
  proposals: readonly Stored[]
  config: Readonly<Record<string, string>>
  version: string
  deployType: bigint
  accountStatus: number
  receipt: { status: number; output: Hex; carriedOut?: bigint }
  sent: { readonly to: string; readonly functionName: string; readonly args: readonly unknown[] | undefined }[]
}
const first = (): World => ({
  height: 100,
  hasCommittee: true,
  governors: [signer.address, bob],
  proposals: [
    stored(11, 5_000n, { status: 2 }),
    stored(41, 90n),
    stored(12, 460n),
    stored(21, 200n, { proposer: signer.address, agreeVoters: [signer.address] }),
  ],
  config: { tx_count_limit: '1000', feature_balance: '1' },
  version: '3.16.4',
  deployType: 1n,
  accountStatus: 1,
  receipt: { status: 0, output: number(0n) },
  sent: [],
})
let world: World

function number(value: bigint): Hex {
  return encodeAbiParameters([{ type: 'int256' }], [value])
}
const refusalText = (text: string): Hex => `0x08c379a0${encodeAbiParameters([{ type: 'string' }], [text]).slice(2)}`

const encode = (abi: Abi, functionName: string, result: unknown): Hex =>
  encodeFunctionResult({ abi, functionName, result } as never)

function called(to: string, data: Hex): Hex {
  const { committee, contractAuth, accounts } = systemContracts
  const abi = ({
    [committee.address]: committee.abi,
    [contractAuth.address]: contractAuth.abi,
    [accounts.address]: accounts.abi,
    [members]: committeeMembersAbi,
    [manager]: proposalsAbi,
  }[to] ?? []) as Abi
  const { functionName, args = [] } = decodeFunctionData({ abi, data })
  const answers: Readonly<Record<string, () => unknown>> = {
    _committee: () => (world.hasCommittee ? members : zero),
    _proposalMgr: () => manager,
    getCommitteeInfo: () => [50, 60, world.governors, world.governors.map((_, i) => i + 1)],
    _proposalCount: () => BigInt(world.proposals.length),
    getProposalInfoList: () => world.proposals.slice(Number(args[0]) - 1, Number(args[1])),
    deployType: () => world.deployType,
    hasDeployAuth: () => false,
    getAccountStatus: () => world.accountStatus,
  }
  return encode(abi, functionName, answers[functionName]?.())
}

function receiptOf(raw: Hex) {
  const decoded = decodeNativeTransaction(raw)
  if (!decoded.ok) throw new TypeError('no native transaction was sent')
  const { transaction, hash: transactionHash } = decoded.value
  const to = transaction.to ?? zero
  const contract = Object.values(systemContracts).find(({ address }) => address === to)
  const { functionName, args } = decodeFunctionData({ abi: (contract?.abi ?? []) as Abi, data: transaction.input })
  world.sent.push({ to, functionName, args })
  const { status, output, carriedOut } = world.receipt
  const log = (result: bigint) => ({
    address: systemContracts.committee.address.slice(2),
    topics: [toEventSelector('execResult(int256)')],
    data: number(result),
  })
  const fixed = { blockNumber: 101, hash, version: 1, status, gasUsed: '1', message: '', contractAddress: '' }
  const logEntries = carriedOut === undefined ? [] : [log(carriedOut)]
  return { ...fixed, logEntries, transactionHash, from: signer.address, to, input: transaction.input, output }
}

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
  sealerList: [`0x${'1'.repeat(128)}`],
  extraData: '0x',
  consensusWeights: [1],
  signatureList: [],
})

const nodeID = '1'.repeat(128)
const groupInfo = (version: string) => ({
  chainID: 'chain0',
  groupID: 'group0',
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
      nodeID,
      type: 0,
      microService: false,
      featureKeys: [],
      iniConfig: JSON.stringify({
        chainID: 'chain0',
        groupID: 'group0',
        nodeID,
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
const syncStatus = (height: number) => {
  const block = { blockNumber: height, latestHash: hash, genesisHash: hash }
  return JSON.stringify({
    nodeID,
    ...block,
    isSyncing: false,
    knownHighestNumber: height,
    knownLatestHash: hash,
    peers: [],
  })
}

/** A node with settings and a version of its own. */
const openNode = (own: () => Pick<World, 'config' | 'version'>): Promise<StandIn> =>
  openStandIn({
    answers: [
      ({ method, params }) => {
        const { config, version } = own()
        switch (method) {
          case 'getSystemConfigByKey': {
            const value = config[String(params[2])]
            return value === undefined
              ? { error: { code: 3_008, message: 'none' } }
              : { result: { value, blockNumber: 0 } }
          }
          case 'getBlockNumber':
            return { result: world.height }
          case 'getBlockByNumber':
            return { result: header(Number(params[2])) }
          case 'getGroupInfo':
            return { result: groupInfo(version) }
          case 'getSyncStatus':
            return { result: syncStatus(world.height) }
          case 'sendTransaction':
            return { result: receiptOf(params[2] as Hex) }
          default:
            return undefined
        }
      },
    ],
  })

const nodes: StandIn[] = []
const rpcOf = (standIn: StandIn) => createNativeRpc({ urls: [standIn.url], group: 'group0', timeoutMs: 5_000 })
const endpoint = createEndpoint({
  request: async ({ method, params }) => {
    if (method === 'eth_call') {
      const [{ to, data }] = params as readonly [{ readonly to: Hex; readonly data: Hex }]
      return called(to.toLowerCase(), data)
    }
    return method === 'eth_chainId' ? '0x4ee8' : { hash }
  },
})
let administration: Administration
let onlooker: Administration

beforeEach(async () => {
  world = first()
  const node = await openNode(() => world)
  nodes.push(node)
  const rpc = rpcOf(node)
  administration = createFiscoBcosAdministration({ endpoint, rpc, signer })
  onlooker = createFiscoBcosAdministration({ endpoint, rpc })
})
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.close()))
})

const page = async (from: Administration, count = 10, before?: number) => {
  const told = await from.proposals(count, before)
  if (!told.supported) throw new TypeError(told.why)
  return told.value
}

describe('proposals', () => {
  test('are told newest first, with the time that is left and who may vote', async () => {
    const { height, items } = await page(administration)
    expect(height).toBe(100)
    expect(items.map(({ id, subject, state, ballot, revocable }) => [id, subject, state, ballot, revocable])).toEqual([
      [4, 'set_deploy_auth_type', 'open', 'voted', true],
      [3, 'set_rate', 'open', 'may', false],
      // The engine has it open still.
      [2, 'set_sys_config', 'expired', 'expired', false],
      [1, 'update_governor', 'passed', 'closed', false],
    ])
    expect(items[1]).toMatchObject({
      lastBlock: 460,
      blocksLeft: 360,
      secondsLeft: 3_600,
      proposer: bob,
      resource: eve,
    })
    expect(items[2]).toMatchObject({ blocksLeft: 0 })
    expect(items[2]).not.toHaveProperty('secondsLeft')
  })

  test('come page by page', async () => {
    const newest = await page(administration, 3)
    expect([newest.items.map(({ id }) => id), newest.next]).toEqual([[4, 3, 2], 2])
    const last = await page(administration, 3, newest.next)
    expect(last.items.map(({ id }) => id)).toEqual([1])
    expect(last).not.toHaveProperty('next')
  })

  test('of a chain without any are none', async () => {
    world.proposals = []
    expect(await page(administration)).toEqual({ height: 100, items: [] })
  })

  test('say why nobody here votes', async () => {
    expect((await page(onlooker)).items[1]?.ballot).toBe('no_key')
    world.governors = [bob]
    expect((await page(administration)).items[1]?.ballot).toBe('not_governor')
  })

  test('are voted on, and carried out by the vote that was lacking', async () => {
    expect(await administration.vote(3, false)).toEqual({ supported: true, value: { state: 'counted' } })
    world.receipt.carriedOut = 0n
    expect(await administration.vote(3, true)).toEqual({ supported: true, value: { state: 'made' } })
    expect(world.sent.map(({ functionName, args }) => [functionName, args])).toEqual([
      ['voteProposal', [3n, false]],
      ['voteProposal', [3n, true]],
    ])
  })

  test.each([
    [1, 'ProposalClosed'],
    [2, 'ProposalExpired'],
    [4, 'AlreadyVoted'],
    [5, 'ProposalMissing'],
  ])('number %i cannot be voted on: %s, and nothing is sent', async (id, code) => {
    const words = { en: expect.any(String), zh: expect.any(String) }
    expect(await administration.vote(id, true)).toEqual({ supported: true, value: { state: 'refused', code, words } })
    expect(world.sent).toEqual([])
  })

  test('a change that the vote carried and the engine refused is told as refused', async () => {
    world.receipt.carriedOut = -51_300n
    expect(await administration.vote(3, true)).toMatchObject({
      value: { state: 'refused', code: 'ConfigValueInvalid', words: { zh: '系统配置值无效' } },
    })
  })

  test('are taken back by who made them alone', async () => {
    expect(await administration.revoke(4)).toEqual({ supported: true, value: { state: 'made' } })
    expect(await administration.revoke(3)).toMatchObject({ value: { state: 'refused', code: 'NotProposer' } })
    expect(world.sent.map(({ functionName, args }) => [functionName, args])).toEqual([['revokeProposal', [4n]]])
  })
})

describe('proposing', () => {
  test.each([
    [{ kind: 'governor', account: eve, weight: 2 }, 'createUpdateGovernorProposal', [eve, 2, 10_000n]],
    [{ kind: 'rates', participatesRate: 60, winRate: 51 }, 'createSetRateProposal', [60, 51, 10_000n]],
    [{ kind: 'deployment', rule: 'not_listed' }, 'createSetDeployAuthTypeProposal', [2, 10_000n]],
    [{ kind: 'deployer', account: eve, may: true }, 'createModifyDeployAuthProposal', [eve, true, 10_000n]],
  ] as const)('%j is handed to the committee', async (act, functionName, args) => {
    world.receipt.output = number(5n)
    expect(await administration.propose(act)).toEqual({ supported: true, value: { state: 'proposed', proposal: '5' } })
    expect(world.sent).toMatchObject([{ to: systemContracts.committee.address, functionName, args }])
  })

  test('one vote that is enough makes the change', async () => {
    world.receipt = { status: 0, output: number(5n), carriedOut: 0n }
    const rates = { kind: 'rates', participatesRate: 60, winRate: 51 } as const
    expect(await administration.propose(rates)).toEqual({ supported: true, value: { state: 'made' } })
  })

  test('what the committee refuses is told in its words', async () => {
    world.receipt = { status: 16, output: refusalText('Current proposal not end') }
    expect(await administration.propose({ kind: 'deployer', account: eve, may: true })).toEqual({
      supported: true,
      value: {
        state: 'refused',
        code: 'ProposalOpen',
        words: { en: 'there is an open proposal about the same', zh: '同一事项已有未结束的提案' },
      },
    })
  })
})

describe('a setting', () => {
  test('is proposed where a committee decides, and set where none does', async () => {
    world.receipt.output = number(5n)
    const proposed = await administration.setConfiguration('tx_count_limit', '2000', false)
    expect(proposed).toEqual({ supported: true, value: { state: 'proposed', proposal: '5' } })
    world.hasCommittee = false
    world.receipt.output = number(0n)
    const made = await administration.setConfiguration('tx_count_limit', '2000', false)
    expect(made).toEqual({ supported: true, value: { state: 'made' } })
    expect(world.sent.map(({ functionName, args }) => [functionName, args])).toEqual([
      ['createSetSysConfigProposal', ['tx_count_limit', '2000', 10_000n]],
      ['setValueByKey', ['tx_count_limit', '2000']],
    ])
  })

  test('that can never be changed back is changed only where that is known', async () => {
    const refused = await administration.setConfiguration('feature_evm_cancun', '1', false)
    expect(refused).toMatchObject({ value: { state: 'refused', code: 'CannotBeUndone' } })
    const genesis = await administration.setConfiguration('web3_chain_id', '7', true)
    expect(genesis).toMatchObject({ value: { state: 'refused', code: 'SettledByGenesis' } })
    expect(world.sent).toEqual([])
    await administration.setConfiguration('feature_evm_cancun', '1', true)
    expect(world.sent).toHaveLength(1)
  })

  test('that is so already is not set again', async () => {
    const made = await administration.setConfiguration('feature_balance', '1', false)
    expect(made).toEqual({ supported: true, value: { state: 'made' } })
    expect(world.sent).toEqual([])
  })
})

describe('nodes of one’s own', () => {
  const compare = async (...own: readonly StandIn[]) => {
    const [node] = nodes
    if (!node) throw new TypeError('no node')
    const all = [node, ...own].map(rpcOf)
    const told = await createFiscoBcosAdministration({ endpoint, rpc: rpcOf(node), ownNodes: all }).drift()
    if (!told.supported) throw new TypeError(told.why)
    return told.value
  }

  test('are told to differ by each key', async () => {
    const other = await openNode(() => ({ config: { tx_count_limit: '500' }, version: '3.16.3' }))
    nodes.push(other)
    const { nodes: told, differences } = await compare(other)
    const node = { id: `0x${nodeID}`, height: 100 }
    expect(told).toEqual([
      { place: 1, version: '3.16.4', ...node },
      { place: 2, version: '3.16.3', ...node },
    ])
    expect(differences).toEqual([
      { key: 'feature_balance', values: [{ place: 1, value: '1' }, { place: 2 }] },
      {
        key: 'tx_count_limit',
        values: [
          { place: 1, value: '1000' },
          { place: 2, value: '500' },
        ],
      },
      {
        key: 'version',
        values: [
          { place: 1, value: '3.16.4' },
          { place: 2, value: '3.16.3' },
        ],
      },
    ])
  })

  test('that agree have no differences, and one that does not answer is told as such', async () => {
    const silent = await openNode(() => world)
    nodes.push(silent)
    expect((await compare(silent)).differences).toEqual([])
    silent.fault = 'html'
    const { nodes: told, differences } = await compare(silent)
    expect(told).toMatchObject([{ place: 1 }, { place: 2, fault: expect.any(String) }])
    expect(differences).toEqual([])
  })
})

describe('an account', () => {
  test('is told with its state, and frozen', async () => {
    expect(await onlooker.account(eve)).toEqual({ supported: true, value: { state: 'frozen', mayDeploy: false } })
    expect(await administration.setAccount(eve, 'normal', false)).toEqual({ supported: true, value: { state: 'made' } })
    expect(world.sent).toMatchObject([{ functionName: 'setAccountStatus', args: [eve, 0] }])
  })

  test('is abolished only where it is known that this is for good', async () => {
    const refused = await administration.setAccount(eve, 'abolished', false)
    expect(refused).toMatchObject({ value: { state: 'refused', code: 'CannotBeUndone' } })
    expect(world.sent).toEqual([])
    await administration.setAccount(eve, 'abolished', true)
    expect(world.sent).toMatchObject([{ functionName: 'setAccountStatus', args: [eve, 2] }])
  })

  test('of who has no authority is left as it is', async () => {
    world.receipt.output = number(-50_000n)
    expect(await administration.setAccount(eve, 'frozen', false)).toMatchObject({
      value: { state: 'refused', code: 'NoAuthority', words: { zh: '账户无权执行该操作' } },
    })
  })
})

test('the committee is told with who may make contracts and this server’s account', async () => {
  const own = { governors: [{ weight: 1 }, { weight: 2 }], deployment: 'listed', own: signer.address }
  expect(await administration.committee()).toMatchObject({ supported: true, value: own })
  expect(await onlooker.committee()).not.toHaveProperty('value.own')
})

test('without a key or a committee nothing is done, and it is said why', async () => {
  const acts = (by: Administration) => [
    by.vote(3, true),
    by.revoke(4),
    by.propose({ kind: 'deployment', rule: 'listed' }),
    by.setAccount(eve, 'frozen', false),
  ]
  const noKey = { supported: false, why: 'no_key' }
  expect(await Promise.all(acts(onlooker))).toEqual([noKey, noKey, noKey, noKey])
  expect(await onlooker.setConfiguration('tx_count_limit', '1', false)).toEqual(noKey)
  world.hasCommittee = false
  const none = { supported: false, why: 'no_committee' }
  expect(await Promise.all(acts(administration))).toEqual([none, none, none, none])
  expect(await administration.proposals(10)).toEqual(none)
  expect(await administration.account(eve)).toEqual(none)
  expect(world.sent).toEqual([])
})
