import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type ChainFacts, createNativeRpc, examine, type Finding, gatherFacts } from '../src/index.ts'
import { openStandIn, readRecordings } from '../src/testing/index.ts'

const now = Date.UTC(2026, 10, 22, 20, 30)
const nodeId = (digits: string) => digits.repeat(64) as never
const hash = `0x${'12'.repeat(32)}` as const
const ok = <Value>(value: Value) => ({ ok: true, value }) as const

/** What is found out about a chain of which nothing is wrong. */
const sound: ChainFacts = {
  clientVersion: ok('FISCO-BCOS-Web3RPC/3.17.1'),
  web3ChainId: ok(20_200),
  expectedChainId: 20_200,
  genesis: ok({ web3: hash, native: hash, text: '' }),
  group: ok({
    chainID: 'chain0',
    groupID: 'group0',
    genesisConfig: {
      consensusType: 'pbft',
      blockTxCountLimit: 1000n,
      consensusLeaderPeriod: 1n,
      txGasLimit: 3_000_000_000n,
      sealerList: [],
    },
    nodeList: [],
  }),
  config: ok({
    compatibility_version: '3.17.1',
    web3_chain_id: '20200',
    feature_balance: '1',
    feature_balance_precompiled: '1',
    feature_evm_timestamp: '1',
    feature_raw_address: undefined,
    auth_check_status: '1',
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
  head: ok({ number: 9n, timestampMs: BigInt(now - 2_000), web3Timestamp: BigInt(now / 1000 - 2) }),
  committee: ok({
    address: '0x0000000000000000000000000000000000010001',
    proposals: '0x0000000000000000000000000000000000010002',
    participatesRate: 50,
    winRate: 60,
    governors: [
      { account: '0x0000000000000000000000000000000000000001', weight: 1 },
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
function but<Key extends keyof ChainFacts>(key: Key, change: object): ChainFacts {
  const piece = sound[key]
  if (typeof piece !== 'object' || !piece.ok) throw new TypeError(key)
  return { ...sound, [key]: ok({ ...(piece.value as object), ...change }) }
}

test('of a sound chain everything is good, and each finding is told in both languages', () => {
  expect(notGood(sound)).toEqual([])
  for (const { found } of examine(sound, now)) expect([found.en, found.zh].every((text) => text.length > 0)).toBe(true)
})

test.each<[string, ChainFacts, string[]]>([
  ['another chain behind the URL', { ...sound, expectedChainId: 7 }, ['fault chain_id']],
  ['two URLs of two chains', but('genesis', { web3: `0x${'34'.repeat(32)}` }), ['fault same_chain']],
  ['a version without Web3', but('config', { compatibility_version: '3.8.0' }), ['fault version']],
  ['a version that can be stopped', but('config', { compatibility_version: '3.16.4' }), ['warning version']],
  ['balances off', but('config', { feature_balance: undefined }), ['fault balances']],
  [
    'balances off where none is asked for',
    but('config', { compatibility_version: '3.16.3', feature_balance: undefined }),
    ['warning version'],
  ],
  ['milliseconds', but('config', { feature_evm_timestamp: '0' }), ['fault timestamps']],
  ['raw addresses', but('config', { feature_raw_address: '1' }), ['fault addresses']],
  ['gas that costs', but('config', { tx_gas_price: '0x1' }), ['fault gas']],
  ['too little gas', but('config', { tx_gas_limit: '1000000' }), ['fault gas']],
  ['nobody’s authority checked', { ...sound, committee: ok(undefined) }, ['warning authority']],
  ['a committee of one', but('committee', { governors: [], participatesRate: 0, winRate: 0 }), ['warning authority']],
  ['no failure to spare', but('consensus', { connectedNodeList: 3 }), ['warning sealers']],
  ['too few sealers', but('consensus', { connectedNodeList: 2 }), ['fault sealers']],
  ['a node behind', but('sync', { knownHighestNumber: 90n }), ['warning synchronisation']],
  ['a head of the future', but('head', { timestampMs: BigInt(now + 300_000) }), ['fault clock']],
  ['ten blocks of logs', { ...sound, logBlocks: ok(10) }, ['warning logs']],
  ['a lane without balance', { ...sound, senders: ok([{ account: '0x03' as never, balance: 0n }]) }, ['fault senders']],
  ['a Web3 RPC that is away', { ...sound, clientVersion: { ok: false, fault: 'EndpointUnavailable' } }, ['fault web3']],
  ['a piece that is not told', { ...sound, sync: { ok: false, fault: 'NodeTimeout' } }, ['unknown synchronisation']],
])('%s is found, with what to change', (_title, facts, expected) => {
  expect(notGood(facts)).toEqual(expected)
  for (const { state, advice } of examine(facts, now)) {
    if (state === 'fault' || state === 'warning') expect(advice?.zh).toBeTruthy()
  }
})

const recordings = fileURLToPath(new URL('../../../../shared/fixtures/fisco-bcos', import.meta.url))

describe.skipIf(!existsSync(recordings))('of the recorded chain', () => {
  async function findings(web3Folder: string): Promise<readonly Finding[]> {
    const answers = readRecordings(recordings)
    const native = await openStandIn({ answers: answers.filter(({ file }) => file.startsWith('native/')) })
    const web3 = await openStandIn({ answers: answers.filter(({ file }) => file.startsWith(web3Folder)) })
    let id = 0
    const request = async (method: string, params: readonly unknown[]): Promise<unknown> => {
      id += 1
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
      const answer = (await (await fetch(web3.url, { method: 'POST', body })).json()) as { result?: unknown }
      if (!('result' in answer)) throw Object.assign(new Error('refused'), { code: 'Refused' })
      return answer.result
    }
    try {
      const rpc = createNativeRpc({ urls: [native.url], group: 'group0', timeoutMs: 5_000 })
      return examine(await gatherFacts({ native: rpc, web3: request, senders: [], chainId: 20_200 }), now)
    } finally {
      await native.close()
      await web3.close()
    }
  }
  const stateOf = (all: readonly Finding[], id: Finding['id']) => all.find((finding) => finding.id === id)

  test('the doctor says what it is, and that its contracts would see milliseconds', async () => {
    const found = await findings('web3-default/')
    expect(stateOf(found, 'native')).toMatchObject({ state: 'good', found: { en: 'answers for group0' } })
    expect(stateOf(found, 'web3')?.found.en).toContain('FISCO-BCOS-Web3RPC/3.16.4')
    expect(stateOf(found, 'chain_id')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'version')).toMatchObject({ state: 'warning' })
    expect(stateOf(found, 'cryptography')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'timestamps')).toMatchObject({ state: 'fault' })
    expect(stateOf(found, 'gas')).toMatchObject({ state: 'good' })
    expect(stateOf(found, 'sealers')?.found.en).toBe('4 of 4 are connected, 3 are needed')
    expect(stateOf(found, 'synchronisation')).toMatchObject({ state: 'good' })
  })
})
