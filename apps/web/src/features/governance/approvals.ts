import type { Proposal, ProposalState } from '@theriac/api'

/** The name that a proposal's state is shown by: an open one waits for approvals. */
export const shownState = (state: ProposalState): string => (state === 'open' ? 'to_approve' : state)

/** Approvals that count. */
export const countedApprovals = ({ approvals }: Proposal): Proposal['approvals'] =>
  approvals.filter(({ counts }) => counts !== false)
