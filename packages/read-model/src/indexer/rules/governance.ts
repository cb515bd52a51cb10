import { type Addresses, decodeCall } from '@theriac/ledger'
import { plainValues } from '../work/plain.ts'
import type { Ref, Rules } from './rule.ts'

type Names = 'ProposalMade' | 'ProposalApproved' | 'ProposalCancelled' | 'ProposalExecuted' | 'ThresholdSet'

const refOf = (id: bigint): Ref => ['proposal', Number(id)]

function contractAt(addresses: Addresses, target: string): string {
  const found = Object.entries(addresses).find(([, address]) => address.toLowerCase() === target.toLowerCase())
  return found?.[0] ?? 'unknown'
}

/** The regulator's decisions. */
export const governanceRules: Rules<Names> = {
  ProposalMade: {
    apply({ args, work, seq, addresses }) {
      const contract = contractAt(addresses, args.target)
      const decoded = decodeCall(args.data)
      // A call of the same name on another contract than it is for is not that call.
      const isCall = decoded?.contract === contract
      const proposal = {
        contract,
        call: isCall ? decoded.name : args.data.slice(0, 10),
        args: isCall ? plainValues(decoded.args ?? {}) : {},
        reason: args.reason,
        expiry: args.expiry,
      }
      work.proposals.put({
        ...proposal,
        id: Number(args.id),
        proposer: args.proposer.toLowerCase(),
        target: args.target.toLowerCase(),
        data: args.data,
        state: 'open',
        madeSeq: seq,
        closedSeq: null,
      })
      return { act: 'propose', args: { id: Number(args.id), ...proposal }, refs: [refOf(args.id)] }
    },
  },
  ProposalApproved: {
    apply({ args, work, seq }) {
      work.approvals.push({ proposal: Number(args.id), account: args.account.toLowerCase(), seq })
      const told = { id: Number(args.id), approvals: Number(args.approvals), threshold: Number(args.threshold) }
      return { act: 'approve', args: told, refs: [refOf(args.id)] }
    },
  },
  ProposalCancelled: {
    needs: ({ id }, keys) => keys.proposal(id),
    apply({ args, work, seq }) {
      work.proposals.put({ ...work.proposals.get(Number(args.id)), state: 'cancelled', closedSeq: seq })
      return { act: 'cancel', args: { id: Number(args.id) }, refs: [refOf(args.id)] }
    },
  },
  ProposalExecuted: {
    needs({ id }, keys) {
      keys.proposal(id)
      keys.theGovernance()
    },
    apply({ args, work, seq }) {
      work.proposals.put({ ...work.proposals.get(Number(args.id)), state: 'executed', closedSeq: seq })
      work.governance.put({ ...work.governance.get(1), executions: Number(args.count) })
      const call = decodeCall(args.selector)?.name ?? args.selector
      return { act: call, args: { id: Number(args.id), count: Number(args.count) }, refs: [refOf(args.id)] }
    },
  },
  ThresholdSet: {
    needs: (_, keys) => keys.theGovernance(),
    apply({ args: { threshold }, work }) {
      const executions = work.governance.find(1)?.executions ?? 0
      work.governance.put({ id: 1, threshold, executions })
      return { act: 'setThreshold', args: { threshold } }
    },
  },
}
