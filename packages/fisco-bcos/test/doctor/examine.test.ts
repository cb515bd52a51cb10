import { expect, test } from 'vitest'
import { type ChainFacts, examine, type Web3Identity } from '../../src/index.ts'

const now = Date.UTC(2026, 10, 22, 20, 30)
const nodeId = (digits: string) => digits.repeat(64) as never
const hash = `0x${'12'.repeat(32)}` as const
const ok = <Value>(value: Value) => ({ ok: true, value }) as const
const words = { en: 'away', zh: '离线' }
const away = { ok: false, fault: { code: 'NodeTimeout', found: words, advice: words, passes: true } } as const
const governor = '0x0000000000000000000000000000000000000001'

const web3 = { clientVersion: 'FISCO-BCOS-Web3RPC/3.17.1', chainId: 20_200, genesisHash: hash }
const nativeNode = {
  name: 'node',
  nodeID: nodeId('11'),
  type: 0,
  microService: false,
  iniConfig: {
    chainID: 'chain0',
    groupID: 'group0',
    nodeID: nodeId('11'),
    nodeName: 'node',
    isAuthCheck: true,
    isSerialExecute: true,
    isWasm: false,
    smCryptoType: false,
    binaryInfo: { version: '3.17.1', gitCommitHash: '', buildTime: '', platform: '' },
  },
  protocol: { compatibilityVersion: 1, minSupportedVersion: 0, maxSupportedVersion: 2 },
}
const group = {
  chainID: 'chain0',
  groupID: 'group0',
  genesisConfig: {
    consensusType: 'pbft',
    blockTxCountLimit: 1000n,
    consensusLeaderPeriod: 1n,
    txGasLimit: 3_000_000_000n,
    sealerList: [],
  },
  nodeList: [nativeNode],
}
const contract = { name: 'acts', hasCode: true, admin: governor, isAvailable: true } as const

/** What is found out about a chain of which nothing is wrong. */
const sound: ChainFacts = {
  web3: [{ url: 'http://one:8545', told: ok(web3) }],
  native: [{ url: 'http://one:20200', told: ok({ group, genesisHash: hash }) }],
  expected: { chainId: 20_200, genesisHash: hash },
  config: ok({
    compatibility_version: '3.17.1',
    web3_chain_id: '20200',
    feature_balance: '1',
    feature_balance_precompiled: '1',
    feature_evm_timestamp: '1',
    feature_raw_address: undefined,
    executor_version: '1',
    tx_gas_price: '0x0',
    tx_gas_limit: '3000000000',
  }),
  consensus: ok({
    nodeID: nodeId('11'),
    index: 0,
    isConsensusNode: true,
    blockNumber: 9n,
    hash,
    view: 0n,
    timeout: false,
    changeCycle: 0n,
    leaderIndex: 0,
    connectedNodeList: 4,
    consensusNodesNum: 4,
    maxFaultyQuorum: 1n,
    minRequiredQuorum: 3n,
    consensusNodeList: [],
  }),
  sync: ok({
    nodeID: nodeId('11'),
    blockNumber: 9n,
    latestHash: hash,
    genesisHash: hash,
    isSyncing: false,
    knownHighestNumber: 9n,
    knownLatestHash: hash,
    peers: [{ nodeID: nodeId('22'), blockNumber: 9n, latestHash: hash, genesisHash: hash }],
  }),
  askedAtMs: now - 1_000,
  head: ok({ number: 9n, timestampMs: BigInt(now - 2_000) }),
  newest: ok({ number: 9n, timestampMs: BigInt(now - 2_000) }),
  contracts: ok([contract]),
  committee: ok({
    address: '0x0000000000000000000000000000000000010001',
    proposals: '0x0000000000000000000000000000000000010002',
    participatesRate: 50,
    winRate: 60,
    governors: [
      { account: governor, weight: 1 },
      { account: '0x0000000000000000000000000000000000000002', weight: 1 },
    ],
  }),
  logBlocks: ok(1_000),
  senders: ok([{ account: '0x0000000000000000000000000000000000000003', balance: 1n }]),
}

const notGood = (facts: ChainFacts): string[] =>
  examine(facts, now)
    .filter(({ state }) => state !== 'good')
    .map(({ id, state }) => `${state} ${id}`)

/** The same facts with part of one piece otherwise. */
function but(key: 'config' | 'consensus' | 'sync' | 'committee' | 'newest', change: object): ChainFacts {
  const piece = sound[key]
  if (!piece.ok) throw new TypeError(key)
  return { ...sound, [key]: ok({ ...piece.value, ...change }) }
}

/** The same with one Web3 RPC that says something else of itself, alone or behind the right one. */
const asWeb3 = (change: Partial<Web3Identity>): ChainFacts['web3'] => [
  { url: 'http://two:8545', told: ok({ ...web3, ...change }) },
]
const asGroup = (change: object): ChainFacts => ({
  ...sound,
  native: [{ url: 'http://one:20200', told: ok({ group: { ...group, ...change }, genesisHash: hash }) }],
})
const asNode = (change: object): ChainFacts =>
  asGroup({ nodeList: [{ ...nativeNode, iniConfig: { ...nativeNode.iniConfig, ...change } }] })
const other = `0x${'34'.repeat(32)}` as const
const hourAgo = BigInt(now - 3_600_000)

test('of a sound chain everything is good, and each finding is told in both languages', () => {
  expect(notGood(sound)).toEqual([])
  for (const { found } of examine(sound, now)) expect([found.en, found.zh].every((text) => text.length > 0)).toBe(true)
})

test.each<[string, ChainFacts, string[]]>([
  ['another chain than the folder’s', { ...sound, expected: { chainId: 7 } }, ['fault chain_id']],
  ['a chain made anew', { ...sound, expected: { chainId: 20_200, genesisHash: other } }, ['fault same_chain']],
  ['another id than the stored one', but('config', { web3_chain_id: '7' }), ['fault chain_id']],
  ['two RPCs of two chains', { ...sound, web3: asWeb3({ genesisHash: other }) }, ['fault same_chain']],
  [
    'a further URL of a chain of another id',
    { ...sound, web3: [...sound.web3, ...asWeb3({ chainId: 7 })] },
    ['fault web3'],
  ],
  [
    'a further URL of another chain of the same id',
    { ...sound, web3: [...sound.web3, ...asWeb3({ genesisHash: other })] },
    ['fault web3'],
  ],
  [
    'a further native URL of another chain',
    { ...sound, native: [...sound.native, { url: 'http://two:20200', told: ok({ group, genesisHash: other }) }] },
    ['fault native'],
  ],
  [
    'a node that is away behind one that is there',
    { ...sound, web3: [{ url: 'http://two:8545', told: away }, ...sound.web3] },
    ['warning web3'],
  ],
  [
    'what is set up wrongly behind what is right',
    {
      ...sound,
      web3: [...sound.web3, { url: 'http://two', told: { ok: false, fault: { ...away.fault, passes: false } } }],
    },
    ['fault web3'],
  ],
  [
    'another engine under the URL',
    { ...sound, web3: asWeb3({ clientVersion: 'theriac-chain/0.1.0' }) },
    ['fault web3'],
  ],
  ['a version without Web3', but('config', { compatibility_version: '3.8.0' }), ['fault version']],
  ['a program that can be stopped', asNode({ binaryInfo: { version: '3.16.4' } }), ['warning version']],
  ['national algorithms', asNode({ smCryptoType: true }), ['fault cryptography']],
  ['no EVM', asNode({ isWasm: true }), ['fault executor']],
  ['an executor that was not measured', but('config', { executor_version: '2' }), ['warning executor']],
  [
    'another consensus',
    asGroup({ genesisConfig: { ...group.genesisConfig, consensusType: 'rpbft' } }),
    ['fault consensus'],
  ],
  ['balances off', but('config', { feature_balance: undefined }), ['fault balances']],
  [
    'balances off where none is asked for',
    but('config', { compatibility_version: '3.16.3', feature_balance: undefined }),
    [],
  ],
  ['milliseconds', but('config', { feature_evm_timestamp: '0' }), ['fault timestamps']],
  ['raw addresses', but('config', { feature_raw_address: '1' }), ['fault addresses']],
  ['gas that costs', but('config', { tx_gas_price: '0x1' }), ['fault gas']],
  ['too little gas', but('config', { tx_gas_limit: '1000000' }), ['fault gas']],
  ['nobody’s authority checked', { ...sound, committee: ok(undefined) }, ['warning authority']],
  [
    'a committee of one',
    but('committee', { governors: [{ account: governor, weight: 1 }], participatesRate: 0, winRate: 0 }),
    ['warning authority'],
  ],
  ['no failure to spare', but('consensus', { connectedNodeList: 3 }), ['warning sealers']],
  ['too few sealers', but('consensus', { connectedNodeList: 2 }), ['fault sealers']],
  ['a node behind', but('sync', { knownHighestNumber: 90n }), ['warning synchronisation']],
  ['a head of the future', but('newest', { timestampMs: BigInt(now + 300_000) }), ['fault clock']],
  ['a block just made with a time long ago', but('newest', { number: 10n, timestampMs: hourAgo }), ['fault clock']],
  [
    'a block from long ago that a node fetches from others',
    { ...but('newest', { number: 10n, timestampMs: hourAgo }), sync: but('sync', { knownHighestNumber: 90n }).sync },
    ['warning synchronisation', 'unknown clock'],
  ],
  ['an idle chain, whose clocks nobody can see', but('newest', { timestampMs: hourAgo }), ['unknown clock']],
  ['contracts that are gone', { ...sound, contracts: ok([{ ...contract, hasCode: false }]) }, ['fault contracts']],
  ['frozen contracts', { ...sound, contracts: ok([{ ...contract, isAvailable: false }]) }, ['fault contracts']],
  [
    'contracts that a lane administers',
    { ...sound, contracts: ok([{ ...contract, admin: '0x0000000000000000000000000000000000000009' }]) },
    ['warning administrators'],
  ],
  ['ten blocks of logs', { ...sound, logBlocks: ok(10) }, ['warning logs']],
  ['a lane without balance', { ...sound, senders: ok([{ account: '0x03' as never, balance: 0n }]) }, ['fault senders']],
  ['a piece that is not told', { ...sound, sync: away }, ['unknown synchronisation']],
])('%s: it is found, with what to change', (_title, facts, expected) => {
  expect(notGood(facts)).toEqual(expected)
  for (const { state, advice } of examine(facts, now)) {
    if (state === 'fault' || state === 'warning') expect(advice?.zh).toBeTruthy()
  }
})

test('what `deploy` would switch on is said to be its business, until it has deployed', () => {
  const adviceOn = (facts: ChainFacts) => examine(facts, now).find(({ id }) => id === 'timestamps')?.advice?.en
  const off = but('config', { feature_evm_timestamp: undefined })
  expect(adviceOn({ ...off, contracts: ok(undefined) })).toContain('`theriac deploy`')
  expect(adviceOn(off)).toContain('Chain → Settings')
})

test('each URL has a finding of its own', () => {
  const told = examine({ ...sound, web3: [...sound.web3, { url: 'http://two:8545', told: away }] }, now)
  expect(told.filter(({ url }) => url).map(({ id, url, state }) => [id, url, state])).toEqual([
    ['web3', 'http://one:8545', 'good'],
    ['web3', 'http://two:8545', 'warning'],
    ['native', 'http://one:20200', 'good'],
  ])
})
