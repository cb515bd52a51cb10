import { committeeMembersAbi } from '@theriac/fisco-bcos'
import type { StandIn } from '@theriac/fisco-bcos/testing'
import { type Abi, type Hex, keccak256 } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Administration, createFiscoBcosAdministration } from '../../src/index.ts'
import { endpointOver, hash, idOf, number, openNode, rpcOf, zero } from './support.ts'

const id = (place: number): Hex => `0x${idOf(place)}`
const addressOf = (place: number): Hex => `0x${keccak256(id(place)).slice(-40)}`
const elsewhere: Hex = `0x${'33'.repeat(32)}`
const governor: Hex = `0x${'ab'.repeat(20)}`

/** Five nodes, as they are told: four sealers of which one is down and one behind, and an observer that has just begun. */
const world = {
  height: 30,
  sealers: [1, 2, 3, 4],
  observers: [5],
  connected: [1, 2, 3, 5, 6],
  heights: new Map([
    [2, 30],
    [3, 19],
    [5, 2],
  ]),
  quorum: 3,
  hasCommittee: false,
  /** Hash of block 0, as the other RPC tells it. */
  web3Genesis: hash,
  /** What a system contract returns. */
  returns: 0n,
  /** Calls that were sent: contract's address and function with its arguments. */
  sent: [] as { readonly functionName: string; readonly args: readonly unknown[] | undefined }[],
}
const first = structuredClone(world)

const header = (at: number) => ({
  sealerList: world.sealers.map(id),
  consensusWeights: world.sealers.map(() => 1),
  // The fourth has signed nothing of the last blocks, the third only the older ones.
  signatureList: world.sealers.flatMap((place, sealerIndex) =>
    place === 4 || (place === 3 && at > 25) ? [] : { sealerIndex, signature: `0x${'11'.repeat(65)}` },
  ),
})

const config: Readonly<Record<string, string>> = {
  tx_count_limit: '1000',
  feature_balance: '1',
  feature_rpbft: '0',
  web3_chain_id: '20200',
}

function result(method: string): unknown {
  const weighed = (place: number) => ({ nodeID: idOf(place), weight: 1, termWeight: 0 })
  switch (method) {
    case 'getSealerList':
      return world.sealers.map(weighed)
    case 'getObserverList':
      return world.observers.map(idOf)
    case 'getGroupPeers':
      return world.connected.map(idOf)
    case 'getPendingTxSize':
      return 17
    case 'getConsensusStatus':
      return JSON.stringify({
        nodeID: idOf(1),
        index: 0,
        isConsensusNode: true,
        blockNumber: world.height,
        hash,
        view: 12,
        timeout: false,
        changeCycle: 0,
        leaderIndex: 0,
        connectedNodeList: 3,
        consensusNodesNum: 4,
        maxFaultyQuorum: 1,
        minRequiredQuorum: world.quorum,
        consensusNodeList: world.sealers.map((place, index) => ({ index, ...weighed(place) })),
      })
    default:
      return undefined
  }
}

let standIn: StandIn
let administration: Administration
const manage = (signer?: ReturnType<typeof privateKeyToAccount>): Administration => {
  const endpoint = endpointOver(
    { [governor]: committeeMembersAbi as Abi },
    {
      _committee: () => (world.hasCommittee ? governor : zero),
      _proposalMgr: () => (world.hasCommittee ? governor : zero),
      getCommitteeInfo: () => [50, 60, [governor], [2]],
      deployType: () => 0n,
    },
    (method) => (method === 'eth_getBlockByNumber' ? { hash: world.web3Genesis } : undefined),
  )
  return createFiscoBcosAdministration({ endpoint, rpc: rpcOf(standIn), ...(signer ? { signer } : {}) })
}

beforeEach(async () => {
  Object.assign(world, structuredClone(first))
  standIn = await openNode(
    () => ({
      height: world.height,
      featureKeys: ['feature_balance', 'feature_rpbft'],
      configOf: (key) => config[key],
      header,
      peers: world.heights,
    }),
    ({ functionName, args }) => {
      world.sent.push({ functionName, args })
      return { output: number(world.returns) }
    },
    result,
  )
  administration = manage()
})
afterEach(() => standIn.close())

describe('nodes of FISCO BCOS', () => {
  const nodes = async () => {
    const told = await administration.nodes()
    if (!told.supported) throw new TypeError(told.why)
    return told.value
  }

  test('who is up, behind, down or no member is told, with what each has signed', async () => {
    const { nodes: list, sealers } = await nodes()
    expect(sealers).toBe(4)
    const own = { id: id(1), address: addressOf(1), role: 'sealer', state: 'up', height: 30, lag: 0, weight: 1 }
    expect(list[0]).toEqual({ ...own, view: 12, lastSigned: 30, missedSignatures: 0 })
    expect(list[1]).toMatchObject({ id: id(2), state: 'up', lastSigned: 30, missedSignatures: 0 })
    expect(list[2]).toMatchObject({ state: 'behind', height: 19, lag: 11, lastSigned: 25, missedSignatures: 5 })
    expect(list[3]).toEqual({
      id: id(4),
      address: addressOf(4),
      role: 'sealer',
      state: 'down',
      weight: 1,
      missedSignatures: 10,
    })
    expect(list[4]).toMatchObject({ role: 'observer', state: 'behind', lag: 28, weight: 0 })
    expect(list[5]).toMatchObject({ id: id(6), role: 'none', state: 'unknown' })
    expect(list).toHaveLength(6)
  })

  test.each([
    [[1, 2, 3, 4], 1],
    [[1, 2, 3], 0],
    [[1, 2], 0],
  ])('of the sealers %j that are up so many may fail', async (up, spare) => {
    world.connected = [...up]
    world.heights = new Map(up.map((place) => [place, world.height]))
    expect((await nodes()).spare).toBe(spare)
  })
})

test('settings are told with what can never be taken back', async () => {
  expect(await administration.systemConfiguration()).toEqual({
    supported: true,
    value: [
      { key: 'feature_balance', value: '1', settledBy: 'vote', irreversible: true },
      { key: 'feature_rpbft', value: '0', settledBy: 'vote', irreversible: true },
      { key: 'tx_count_limit', value: '1000', settledBy: 'vote', irreversible: false },
      { key: 'web3_chain_id', value: '20200', settledBy: 'genesis', irreversible: true },
    ],
  })
})

test('there is a committee only where authority is checked', async () => {
  expect(await administration.committee()).toEqual({ supported: false, why: 'no_committee' })
  world.hasCommittee = true
  const committee = await administration.committee()
  expect(committee).toMatchObject({ supported: true, value: { participatesRate: 50, winRate: 60 } })
  expect(committee.supported && committee.value.governors.map(({ weight }) => weight)).toEqual([2])
})

describe('changing a role', () => {
  const signer = privateKeyToAccount(generatePrivateKey())

  test('is not done without a key, and not again where it is so already', async () => {
    expect(await administration.changeRole(id(5), 'sealer')).toEqual({ supported: false, why: 'no_key' })
    expect(await manage(signer).changeRole(id(5), 'observer')).toEqual({ supported: true, value: { state: 'made' } })
    expect(world.sent).toEqual([])
  })

  test.each([
    [5, 'sealer', { functionName: 'addSealer', args: [idOf(5), 1n] }],
    [4, 'observer', { functionName: 'addObserver', args: [idOf(4)] }],
    [6, 'observer', { functionName: 'addObserver', args: [idOf(6)] }],
    [4, 'none', { functionName: 'remove', args: [idOf(4)] }],
  ] as const)('node %i becomes %s by the consensus contract', async (place, role, call) => {
    expect(await manage(signer).changeRole(id(place), role)).toEqual({ supported: true, value: { state: 'made' } })
    expect(world.sent).toEqual([call])
  })

  test.each([
    [5, 'sealer', { functionName: 'createSetConsensusWeightProposal', args: [idOf(5), 1, true, 10_000n] }],
    [6, 'observer', { functionName: 'createSetConsensusWeightProposal', args: [idOf(6), 0, true, 10_000n] }],
    [4, 'none', { functionName: 'createRmNodeProposal', args: [idOf(4), 10_000n] }],
  ] as const)('node %i becomes %s by a proposal where a committee decides', async (place, role, call) => {
    world.hasCommittee = true
    world.returns = 3n
    const change = await manage(signer).changeRole(id(place), role)
    expect(change).toEqual({ supported: true, value: { state: 'proposed', proposal: '3' } })
    expect(world.sent).toEqual([call])
  })

  test('is not done on a chain that is another than the contracts’', async () => {
    world.web3Genesis = elsewhere
    await expect(manage(signer).changeRole(id(5), 'sealer')).rejects.toMatchObject({
      code: 'EndpointWrongChain',
      data: { what: 'genesis', expected: elsewhere, actual: hash },
    })
    expect(world.sent).toEqual([])
  })

  test('a refusal in a transaction that succeeded is told as one', async () => {
    world.returns = -50_000n
    const change = await manage(signer).changeRole(id(5), 'sealer')
    expect(change).toMatchObject({ supported: true, value: { state: 'refused', code: expect.any(String) } })
    expect(await manage(signer).changeRole(id(6), 'sealer')).toEqual({
      supported: true,
      value: { state: 'refused', code: 'ObserveFirst', words: expect.objectContaining({ zh: '节点须先成为观察节点' }) },
    })
    expect(world.sent).toHaveLength(1)
  })
})

test('a native RPC that does not answer takes nothing of the rest away', async () => {
  standIn.fault = 'html'
  const lacking = { supported: false, why: 'not_answered' }
  expect(await administration.nodes()).toEqual(lacking)
  expect(await administration.systemConfiguration()).toEqual(lacking)
})
