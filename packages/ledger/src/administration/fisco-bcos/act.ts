import {
  type NativeRpc,
  type NativeSigner,
  type Result,
  type SystemCall,
  type SystemOutcome,
  sendNativeTransaction,
  systemCall,
  systemContracts,
  systemFaultInWords,
  systemOutcome,
} from '@theriac/fisco-bcos'
import type { CommitteeAct, EngineChange, EngineRefusal } from '../committee-types.ts'

/** What a change is made with. */
export interface ActParts {
  readonly rpc: NativeRpc
  readonly signer: NativeSigner
}

/** How long a proposal can be voted on, in blocks. */
export const votingBlocks = 10_000n

/** Sends a call of a system contract, and looks at all that tells how it went. */
export async function act({ rpc, signer }: ActParts, call: SystemCall): Promise<Result<SystemOutcome, EngineRefusal>> {
  const outcome = systemOutcome(await sendNativeTransaction(rpc, signer, call))
  if (outcome.ok) return outcome
  const { reason } = outcome
  const failed = reason.code === 'Failed' && reason.revert.name !== 'Unknown' ? reason.revert.name : undefined
  const code = reason.code === 'Refused' ? reason.name : (failed ?? reason.statusName)
  return { ok: false, reason: { state: 'refused', code, words: systemFaultInWords(reason) } }
}

/** Makes a change, or hands it to the committee where the call is a proposal that one vote does not carry. */
export async function change(parts: ActParts, call: SystemCall): Promise<EngineChange> {
  const done = await act(parts, call)
  if (!done.ok) return done.reason
  const { returned = 0n, carriedOut } = done.value
  const isProposal = call.to === systemContracts.committee.address
  return isProposal && !carriedOut ? { state: 'proposed', proposal: String(returned) } : { state: 'made' }
}

/** The engine's numbers for who may make contracts where there is a list. */
const listKinds = { listed: 1, not_listed: 2 } as const

/** The call that hands a change to the committee. */
export function proposalCall(given: CommitteeAct): SystemCall {
  switch (given.kind) {
    case 'governor':
      return systemCall('committee', 'createUpdateGovernorProposal', [given.account, given.weight, votingBlocks])
    case 'rates':
      return systemCall('committee', 'createSetRateProposal', [given.participatesRate, given.winRate, votingBlocks])
    case 'deployment':
      return systemCall('committee', 'createSetDeployAuthTypeProposal', [listKinds[given.rule], votingBlocks])
    case 'deployer':
      return systemCall('committee', 'createModifyDeployAuthProposal', [given.account, given.may, votingBlocks])
    case 'contract_admin':
      return systemCall('committee', 'createResetAdminProposal', [given.account, given.contract, votingBlocks])
    default:
      return given satisfies never
  }
}
