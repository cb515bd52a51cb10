import type { Proposal, ProposalValues } from '@theriac/fisco-bcos'
import { type Hex, isHex } from 'viem'
import type { ProposedValues } from '../committee-types.ts'
import { deploymentRules } from './accounts.ts'

/** What a proposal would set, by what each part of it means for its subject. */
export function proposedValues(
  { type, resource }: Proposal,
  { numbers: [first, second], texts: [text, more], weight, accounts: [account], flag }: ProposalValues,
): ProposedValues {
  switch (type) {
    case 'update_governor':
      return { account: resource, weight }
    case 'set_rate':
      return { ...defined('participatesRate', first), ...defined('winRate', second) }
    case 'set_deploy_auth_type':
      return defined('rule', first === undefined ? undefined : deploymentRules[first])
    case 'modify_deploy_auth':
      return { account: resource, may: flag }
    case 'upgrade_vote_computer':
    case 'reset_admin':
      return defined('account', account)
    case 'set_sys_config':
      return { ...defined('key', text), ...defined('value', more) }
    case 'set_consensus_weight':
      return { ...defined('node', nodeOf(text)), role: weight === 0 ? 'observer' : 'sealer', weight }
    case 'remove_node':
      return { ...defined('node', nodeOf(text)), role: 'none' }
    case 'unknown':
      return {}
    default:
      return type satisfies never
  }
}

const defined = <K extends keyof ProposedValues>(name: K, value: ProposedValues[K] | undefined): ProposedValues =>
  value === undefined ? {} : { [name]: value }

function nodeOf(text: string | undefined): Hex | undefined {
  const id = `0x${text ?? ''}`
  return isHex(id) && id.length === 130 ? id : undefined
}
