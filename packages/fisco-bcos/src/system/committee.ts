import { type Address, zeroAddress } from 'viem'
import { type Reader, read, readSystem } from './calls.ts'
import { committeeMembersAbi, proposalsAbi } from './contracts.ts'

/** Who decides where authority is checked. */
export interface Committee {
  readonly address: Address
  readonly proposals: Address
  /** Per cent of all weight that has to vote; 0 at first: one vote decides. */
  readonly participatesRate: number
  /** Per cent of the votes that has to agree. */
  readonly winRate: number
  readonly governors: readonly { readonly account: Address; readonly weight: number }[]
}

/** The committee; undefined where authority checking is off, for then there is none. */
export async function readCommittee(reader: Reader): Promise<Committee | undefined> {
  const address = await readSystem(reader, 'committee', '_committee', [])
  if (address === zeroAddress) return undefined
  const proposals = await readSystem(reader, 'committee', '_proposalMgr', [])
  const [participatesRate, winRate, accounts, weights] = await read(
    reader,
    address,
    committeeMembersAbi,
    'getCommitteeInfo',
    [],
  )
  const governors = accounts.map((account, index) => ({ account, weight: weights[index] ?? 0 }))
  return { address, proposals, participatesRate, winRate, governors }
}

const proposalTypes = {
  11: 'update_governor',
  12: 'set_rate',
  13: 'upgrade_vote_computer',
  21: 'set_deploy_auth_type',
  22: 'modify_deploy_auth',
  31: 'reset_admin',
  41: 'set_sys_config',
  51: 'set_consensus_weight',
  52: 'remove_node',
} as const

/** What a proposal would change. */
export type ProposalType = (typeof proposalTypes)[keyof typeof proposalTypes] | 'unknown'

/** The type with the engine's number. */
export function proposalTypeOf(number: number): ProposalType {
  return Object.hasOwn(proposalTypes, number) ? proposalTypes[number as keyof typeof proposalTypes] : 'unknown'
}

const storedStatuses = ['missing', 'open', 'passed', 'denied', 'revoked', 'expired'] as const
export type ProposalStatus = (typeof storedStatuses)[number] | 'unknown'

/** A proposal as it is stored. */
export interface Proposal {
  readonly id: bigint
  readonly type: ProposalType
  readonly proposer: Address
  /** What it is about: an account, a contract, or the system contract. At most one is open for each type and resource. */
  readonly resource: Address
  /** The last block in which it can be voted on. */
  readonly lastBlock: bigint
  /** As stored: an open one may have expired without anybody having written it down. See {@link proposalStatusAt}. */
  readonly status: ProposalStatus
  readonly agreed: readonly Address[]
  readonly against: readonly Address[]
}

/** How many proposals there have been; their ids count from 1. */
export function readProposalCount(reader: Reader, committee: Committee): Promise<bigint> {
  return read(reader, committee.proposals, proposalsAbi, '_proposalCount', [])
}

/** Proposals with ids from `from` to `to`, both included; at most up to the newest, and none where `from` is above it. */
export async function readProposals(
  reader: Reader,
  committee: Committee,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): Promise<readonly Proposal[]> {
  const first = from < 1n ? 1n : from
  const count = await readProposalCount(reader, committee)
  if (first > count || first > to) return []
  const stored = await read(reader, committee.proposals, proposalsAbi, 'getProposalInfoList', [first, to])
  return stored.map((info, index) => ({
    id: first + BigInt(index),
    type: proposalTypeOf(info.proposalType),
    proposer: info.proposer,
    resource: info.resourceId,
    lastBlock: info.blockNumberInterval,
    status: storedStatuses[info.status] ?? 'unknown',
    agreed: info.agreeVoters,
    against: info.againstVoters,
  }))
}

/** What has become of a proposal when the chain is `height` blocks high: the next block is the first to hold a vote. */
export function proposalStatusAt(proposal: Proposal, height: bigint): ProposalStatus {
  return proposal.status === 'open' && height + 1n > proposal.lastBlock ? 'expired' : proposal.status
}

/** Why an account cannot vote now; undefined when it can. The contract itself does not look at the expiry. */
export function voteFault(
  proposal: Proposal,
  committee: Committee,
  voter: Address,
  height: bigint,
): 'NotGovernor' | 'ProposalExpired' | 'ProposalClosed' | 'AlreadyVoted' | undefined {
  const isVoter = (account: Address) => account.toLowerCase() === voter.toLowerCase()
  if (!committee.governors.some(({ account }) => isVoter(account))) return 'NotGovernor'
  const status = proposalStatusAt(proposal, height)
  if (status === 'expired') return 'ProposalExpired'
  if (status !== 'open') return 'ProposalClosed'
  return [...proposal.agreed, ...proposal.against].some(isVoter) ? 'AlreadyVoted' : undefined
}
