import { type Abi, type Address, decodeFunctionData, encodeFunctionResult, type Hex } from 'viem'
import { expect, test } from 'vitest'
import {
  type Committee,
  committeeMembersAbi,
  isFiscoError,
  type Proposal,
  proposalStatusAt,
  proposalsAbi,
  type Reader,
  readCommittee,
  readProposalCount,
  readProposals,
  readSystem,
  systemCall,
  systemContracts,
  voteFault,
} from '../../src/index.ts'
import { someAddress } from '../support/chain.ts'

const [members, manager] = [someAddress(10), someAddress(11)]
const [ann, bob, eve] = [someAddress(1), someAddress(2), someAddress(3)]
const lower = (address: Address): string => address.toLowerCase()

/** Contracts that answer what the table says, by address and function. */
function readerOf(
  table: Readonly<Record<string, [Abi, Readonly<Record<string, (...args: never[]) => unknown>>]>>,
): Reader {
  return async (to, data) => {
    const [abi, functions] = table[lower(to)] ?? []
    if (abi === undefined || functions === undefined) return '0x'
    const { functionName, args } = decodeFunctionData({ abi, data })
    const result = functions[functionName]?.(...((args ?? []) as never[]))
    return encodeFunctionResult({ abi, functionName, result } as never) as Hex
  }
}

const stored = [11, 51, 99].map((proposalType, index) => ({
  resourceId: someAddress(20 + index),
  proposer: ann,
  proposalType,
  blockNumberInterval: 100n + BigInt(index),
  status: index + 1,
  agreeVoters: [ann],
  againstVoters: [],
}))

const chain = readerOf({
  [lower(systemContracts.committee.address)]: [
    systemContracts.committee.abi,
    { _committee: () => members, _proposalMgr: () => manager },
  ],
  [lower(members)]: [committeeMembersAbi, { getCommitteeInfo: () => [60, 51, [ann, bob], [1, 3]] }],
  [lower(manager)]: [
    proposalsAbi,
    {
      _proposalCount: () => 3n,
      getProposalInfoList: (from: bigint, to: bigint) => stored.slice(Number(from) - 1, Number(to)),
    },
  ],
})

async function committeeOf(reader: Reader): Promise<Committee> {
  const committee = await readCommittee(reader)
  if (!committee) throw new TypeError('no committee')
  return committee
}

test('the committee with members, weights and rates', async () => {
  const committee = await committeeOf(chain)
  expect({
    ...committee,
    governors: committee.governors.map(({ account, weight }) => [lower(account), weight]),
  }).toMatchObject({
    participatesRate: 60,
    winRate: 51,
    governors: [
      [ann, 1],
      [bob, 3],
    ],
  })
})

test('without authority checking there is no committee', async () => {
  const nobody = readerOf({
    [lower(systemContracts.committee.address)]: [
      systemContracts.committee.abi,
      { _committee: () => `0x${'00'.repeat(20)}` },
    ],
  })
  expect(await readCommittee(nobody)).toBeUndefined()
})

test('proposals have their ids, kinds and states, and none is asked for that is not there', async () => {
  const committee = await committeeOf(chain)
  expect(await readProposalCount(chain, committee)).toBe(3n)
  const proposals = await readProposals(chain, committee, { from: 0n, to: 3n })
  expect(proposals.map(({ id, type, status, lastBlock }) => [id, type, status, lastBlock])).toEqual([
    [1n, 'update_governor', 'open', 100n],
    [2n, 'set_consensus_weight', 'passed', 101n],
    [3n, 'unknown', 'denied', 102n],
  ])
  expect((await readProposals(chain, committee, { from: 2n, to: 2n })).map(({ id }) => id)).toEqual([2n])
  expect(await readProposals(chain, committee, { from: 4n, to: 9n })).toEqual([])
  expect(await readProposals(chain, committee, { from: 3n, to: 2n })).toEqual([])
})

const open: Proposal = {
  id: 1n,
  type: 'update_governor',
  proposer: ann,
  resource: eve,
  lastBlock: 100n,
  status: 'open',
  agreed: [ann],
  against: [],
}

test('an open proposal has expired when no further block can hold a vote', () => {
  expect(proposalStatusAt(open, 99n)).toBe('open')
  expect(proposalStatusAt(open, 100n)).toBe('expired')
  expect(proposalStatusAt({ ...open, status: 'passed' }, 100n)).toBe('passed')
})

test('who cannot vote is told why before the contract is asked', async () => {
  const committee = await committeeOf(chain)
  expect(voteFault(open, committee, bob, 99n)).toBeUndefined()
  expect(voteFault(open, committee, eve, 99n)).toBe('NotGovernor')
  expect(voteFault(open, committee, bob, 100n)).toBe('ProposalExpired')
  expect(voteFault({ ...open, status: 'revoked' }, committee, bob, 99n)).toBe('ProposalClosed')
  const capitals = `0x${ann.slice(2).toUpperCase()}` as const
  expect(voteFault(open, committee, capitals, 99n)).toBe('AlreadyVoted')
  expect(voteFault({ ...open, agreed: [], against: [bob] }, committee, bob, 99n)).toBe('AlreadyVoted')
})

test('calls are encoded for their contract', () => {
  const id = 'ab'.repeat(64)
  expect(systemCall('consensus', 'addObserver', [id])).toMatchObject({
    to: '0x0000000000000000000000000000000000001003',
    data: expect.stringMatching(/^0x2800efc0/),
  })
  expect(systemCall('systemConfig', 'setValueByKey', ['tx_count_limit', '2000']).data).toMatch(/^0xbd291aef/)
  expect(systemCall('balance', 'addBalance', [ann, 1n]).data).toMatch(/^0x21e5383a/)
  expect(systemCall('committee', 'createRmNodeProposal', [id, 1000n])).toMatchObject({
    to: '0x0000000000000000000000000000000000010001',
    data: expect.stringMatching(/^0x65012582/),
  })
})

test('what does not answer as its ABI says is told', async () => {
  const failure = await readSystem(async () => '0x', 'balance', 'getBalance', [ann]).catch((error: unknown) => error)
  expect(isFiscoError(failure, 'OutputInvalid') && failure.data).toEqual({
    address: systemContracts.balance.address,
    functionName: 'getBalance',
    output: '0x',
  })
})
