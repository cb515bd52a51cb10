import {
  type Address,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionResult,
  type Hex,
  toEventSelector,
} from 'viem'
import { abis, addresses } from './abi.ts'
import { carryOut } from './carry-out.ts'
import { type EngineState, lower, type Proposal, type SystemOutcome, SystemRevert } from './state.ts'

const refuse = (words: string): SystemRevert => new SystemRevert(16, words)
const execResult = toEventSelector('execResult(int256)')

/** 0x10001. `height` is that of the block that the call is in. */
export function committee(state: EngineState, from: Address, data: Hex, height: bigint): Omit<SystemOutcome, 'status'> {
  const abi = abis.committee
  const call = decodeFunctionData({ abi, data })
  const read = (output: Hex) => ({ output, logs: [] })
  switch (call.functionName) {
    case '_committee':
      return read(encodeFunctionResult({ abi, functionName: '_committee', result: addresses.members }))
    case '_proposalMgr':
      return read(encodeFunctionResult({ abi, functionName: '_proposalMgr', result: addresses.proposals }))
    case 'isGovernor': {
      const result = state.governors.has(lower(call.args[0]))
      return read(encodeFunctionResult({ abi, functionName: 'isGovernor', result }))
    }
    default:
  }
  if (!state.governors.has(from)) throw refuse('you must be governor')
  switch (call.functionName) {
    case 'voteProposal':
      return { output: '0x', logs: vote(state, from, Number(call.args[0]), call.args[1]) }
    case 'revokeProposal': {
      const proposal = proposalOf(state, call.args[0])
      refresh(proposal, height)
      if (proposal.status !== 1) throw refuse('Only newly created proposal can be revoked')
      if (proposal.proposer !== from) throw refuse('Only proposer can revoke')
      proposal.status = 4
      return read('0x')
    }
    default: {
      const { blocks, ...wish } = wishOf(state, call)
      const open = state.proposals.findLast(({ type, resource }) => type === wish.type && resource === wish.resource)
      if (open) refresh(open, height)
      if (open?.status === 1) throw refuse('Current proposal not end')
      const proposal: Proposal = {
        ...{ numbers: [], texts: [], weight: 0, accounts: [], flag: false },
        ...wish,
        ...{ proposer: from, lastBlock: height + blocks, status: 1, agreed: [], against: [] },
      }
      state.proposals.push(proposal)
      const id = state.proposals.length
      const logs = vote(state, from, id, true)
      return { output: encodeAbiParameters([{ type: 'uint256' }], [BigInt(id)]), logs }
    }
  }
}

function proposalOf(state: EngineState, id: bigint): Proposal {
  const proposal = state.proposals[Number(id) - 1]
  if (!proposal) throw refuse('Proposal not exist')
  return proposal
}

function refresh(proposal: Proposal, height: bigint): void {
  if (proposal.status === 1 && height > proposal.lastBlock) proposal.status = 5
}

type Call = ReturnType<typeof decodeFunctionData<typeof abis.committee>>
type Wish = Pick<Proposal, 'type' | 'resource'> &
  Partial<Pick<Proposal, 'numbers' | 'texts' | 'weight' | 'accounts' | 'flag'>>

function wishOf(state: EngineState, call: Call): Wish & { readonly blocks: bigint } {
  switch (call.functionName) {
    case 'createUpdateGovernorProposal': {
      const [account, weight, blocks] = call.args
      return { type: 11, resource: lower(account), accounts: [lower(account)], weight, flag: true, blocks }
    }
    case 'createSetRateProposal': {
      const [participates, win, blocks] = call.args
      if (participates > 100) throw refuse('invalid range of participatesRate')
      if (win > 100) throw refuse('invalid range of winRate')
      return { type: 12, resource: addresses.committee, numbers: [participates, win], blocks }
    }
    case 'createSetDeployAuthTypeProposal': {
      const [type, blocks] = call.args
      if (state.deployment.type === type) throw refuse('the current deploy auth type is the same as you want to set')
      return { type: 21, resource: addresses.authority, numbers: [type], blocks }
    }
    case 'createModifyDeployAuthProposal': {
      const [account, flag, blocks] = call.args
      return { type: 22, resource: lower(account), accounts: [lower(account)], flag, blocks }
    }
    case 'createResetAdminProposal': {
      const [admin, contract, blocks] = call.args
      if (state.admins.get(lower(contract)) === lower(admin))
        throw refuse('the account has been the admin of concurrt contract.')
      return { type: 31, resource: lower(contract), accounts: [lower(admin)], blocks }
    }
    case 'createSetSysConfigProposal': {
      const [key, value, blocks] = call.args
      return { type: 41, resource: addresses.systemConfig, texts: [key, value], blocks }
    }
    case 'createSetConsensusWeightProposal': {
      const [node, weight, flag, blocks] = call.args
      return { type: 51, resource: addresses.consensus, texts: [node], weight, flag, blocks }
    }
    case 'createRmNodeProposal': {
      const [node, blocks] = call.args
      return { type: 52, resource: addresses.consensus, texts: [node], flag: true, blocks }
    }
    default:
      throw refuse('no such function')
  }
}

/** Counts a vote, and carries the proposal out where it was the one that was lacking. The expiry is not looked at. */
function vote(state: EngineState, from: Address, id: number, agree: boolean): SystemOutcome['logs'] {
  const proposal = proposalOf(state, BigInt(id))
  if (proposal.status !== 1) throw refuse('Proposal is not votable')
  if ([...proposal.agreed, ...proposal.against].includes(from)) throw refuse('Already voted')
  ;(agree ? proposal.agreed : proposal.against).push(from)
  const weightOf = (accounts: Iterable<Address>) =>
    [...accounts].reduce((sum, account) => sum + (state.governors.get(account) ?? 0), 0)
  const agreed = weightOf(proposal.agreed)
  const done = agreed + weightOf(proposal.against)
  if (done * 100 < weightOf(state.governors.keys()) * state.rates.participates) return []
  proposal.status = agreed * 100 >= state.rates.win * done ? 2 : 3
  if (proposal.status === 3) return []
  const data = encodeAbiParameters([{ type: 'int256' }], [BigInt(carryOut(state, from, proposal))])
  return [{ address: addresses.committee, topics: [execResult], data }]
}

/** What the two contracts that the committee's refers to answer. */
export function committeeReads(state: EngineState, to: Address, data: Hex): Hex {
  if (to === addresses.members) {
    const result = [
      state.rates.participates,
      state.rates.win,
      [...state.governors.keys()],
      [...state.governors.values()],
    ] as const
    return encodeFunctionResult({ abi: abis.members, functionName: 'getCommitteeInfo', result })
  }
  const abi = abis.proposals
  const call = decodeFunctionData({ abi, data })
  const count = state.proposals.length
  if (call.functionName === '_proposalCount')
    return encodeFunctionResult({ abi, functionName: '_proposalCount', result: BigInt(count) })
  const [from, to_] = call.args
  if (from > count) throw refuse("'from' is greater than 'proposalCount'")
  if (from > to_) throw refuse("'from' is greater than 'to'")
  const result = state.proposals.slice(Math.max(0, Number(from) - 1), Number(to_)).map((proposal) => ({
    resourceId: proposal.resource,
    proposer: proposal.proposer,
    proposalType: proposal.type,
    blockNumberInterval: proposal.lastBlock,
    status: proposal.status,
    agreeVoters: proposal.agreed,
    againstVoters: proposal.against,
  }))
  return encodeFunctionResult({ abi, functionName: 'getProposalInfoList', result })
}
