import {
  type Committee,
  type NativeRpc,
  type Proposal,
  proposalStatusAt,
  readProposalCount,
  readProposals,
  readProposalValues,
  type StorageReader,
  systemCall,
  voteFault,
} from '@theriac/fisco-bcos'
import type { Address } from 'viem'
import type {
  CommitteeBallot,
  CommitteeProposal,
  CommitteeProposals,
  EngineChange,
  EngineRefusal,
  EngineVote,
} from '../committee-types.ts'
import { type ActParts, act, change } from './act.ts'
import { proposedValues } from './proposed-values.ts'

/** What the proposals are read with. */
export interface ProposalParts {
  readonly rpc: NativeRpc
  readonly committee: Committee
  readonly storage: StorageReader
  /** This server's own account, where it has a key. */
  readonly own: Address | undefined
}

/** Newest blocks that tell how fast blocks come. */
const paceBlocks = 50n

const ballots = {
  NotGovernor: 'not_governor',
  ProposalExpired: 'expired',
  ProposalClosed: 'closed',
  AlreadyVoted: 'voted',
} as const

const refusals = {
  NotGovernor: { en: 'this server’s account is not in the committee', zh: '本服务器的账户不是委员会成员' },
  ProposalExpired: { en: 'the proposal has expired', zh: '提案已过期' },
  ProposalClosed: { en: 'the proposal is closed', zh: '提案已结束，不可投票' },
  AlreadyVoted: { en: 'this server’s account has voted already', zh: '本服务器的账户已投票' },
  ProposalMissing: { en: 'there is no such proposal', zh: '提案不存在' },
  NotProposer: { en: 'only who made the proposal can revoke it', zh: '仅提案发起人可撤销' },
} as const

const refuse = (code: keyof typeof refusals): EngineRefusal => ({ state: 'refused', code, words: refusals[code] })

const isSame = (one: Address, other: Address | undefined): boolean => one.toLowerCase() === other?.toLowerCase()

/** A page of proposals, newest first. */
export async function readProposalPage(
  parts: ProposalParts,
  count: number,
  before: number | undefined,
): Promise<CommitteeProposals> {
  const { rpc, committee, storage } = parts
  const [height, newest] = await Promise.all([rpc.getBlockNumber(), readProposalCount(rpc.call, committee)])
  const last = before === undefined ? newest : BigInt(Math.min(before - 1, Number(newest)))
  const first = last - BigInt(count) + 1n
  const found = [...(await readProposals(rpc.call, committee, { from: first, to: last }))].reverse()
  const isAnyOpen = found.some((proposal) => proposalStatusAt(proposal, height) === 'open')
  const [pace, values] = await Promise.all([
    isAnyOpen ? secondsOfABlock(rpc, height) : undefined,
    // What a proposal would set is a detail: one that cannot be read hides none of the rest.
    Promise.all(found.map((proposal) => readProposalValues(storage, committee, proposal).catch(() => undefined))),
  ])
  return {
    height: Number(height),
    items: found.map((proposal, at) => {
      const set = values[at]
      return {
        ...view(parts, proposal, height, pace),
        ...(set === undefined ? {} : { values: proposedValues(proposal, set) }),
      }
    }),
    ...(first > 1n && found.length > 0 ? { next: Number(first) } : {}),
  }
}

/** A chain without transactions makes no blocks: the pauses count. Undefined on one that has too few. */
async function secondsOfABlock(rpc: NativeRpc, height: bigint): Promise<number | undefined> {
  // The genesis block has no time of its own.
  const blocks = height - 1n < paceBlocks ? height - 1n : paceBlocks
  if (blocks < 1n) return undefined
  const [newest, older] = await Promise.all([rpc.getHeader(height), rpc.getHeader(height - blocks)])
  return Number(newest.timestamp - older.timestamp) / 1000 / Number(blocks)
}

function view(
  { committee, own }: ProposalParts,
  proposal: Proposal,
  height: bigint,
  pace: number | undefined,
): CommitteeProposal {
  const { id, type, proposer, resource, lastBlock, agreed, against } = proposal
  const status = proposalStatusAt(proposal, height)
  const isOpen = status === 'open'
  const blocksLeft = isOpen ? Number(lastBlock - height) : 0
  return {
    id: Number(id),
    subject: type,
    proposer,
    resource,
    agreed,
    against,
    state: status === 'missing' ? 'unknown' : status,
    lastBlock: Number(lastBlock),
    blocksLeft,
    ...(isOpen && pace !== undefined ? { secondsLeft: Math.round(blocksLeft * pace) } : {}),
    ballot: ballotOf(committee, proposal, own, height),
    revocable: isOpen && isSame(proposer, own),
  }
}

function ballotOf(committee: Committee, proposal: Proposal, own: Address | undefined, height: bigint): CommitteeBallot {
  if (own === undefined) return 'no_key'
  const fault = voteFault(proposal, committee, own, height)
  return fault === undefined ? 'may' : ballots[fault]
}

/** Votes on a proposal, where the account may now. */
export async function vote(parts: ActParts, committee: Committee, id: number, agree: boolean): Promise<EngineVote> {
  const { rpc, signer } = parts
  const proposal = await proposalOf(rpc, committee, id)
  if (!proposal) return refuse('ProposalMissing')
  const fault = voteFault(proposal, committee, signer.address, await rpc.getBlockNumber())
  if (fault !== undefined) return refuse(fault)
  const done = await act(parts, systemCall('committee', 'voteProposal', [BigInt(id), agree]))
  if (!done.ok) return done.reason
  return { state: done.value.carriedOut ? 'made' : 'counted' }
}

/** Takes back a proposal of the account's own. */
export async function revoke(parts: ActParts, committee: Committee, id: number): Promise<EngineChange> {
  const { rpc, signer } = parts
  const proposal = await proposalOf(rpc, committee, id)
  if (!proposal) return refuse('ProposalMissing')
  if (!isSame(proposal.proposer, signer.address)) return refuse('NotProposer')
  const done = await change(parts, systemCall('committee', 'revokeProposal', [BigInt(id)]))
  return done.state === 'refused' ? done : { state: 'made' }
}

async function proposalOf(rpc: NativeRpc, committee: Committee, id: number): Promise<Proposal | undefined> {
  const [proposal] = await readProposals(rpc.call, committee, { from: BigInt(id), to: BigInt(id) })
  return proposal?.status === 'missing' ? undefined : proposal
}
