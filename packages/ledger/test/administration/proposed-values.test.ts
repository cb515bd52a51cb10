import type { Proposal, ProposalValues } from '@theriac/fisco-bcos'
import type { Address } from 'viem'
import { expect, test } from 'vitest'
import { proposedValues } from '../../src/administration/fisco-bcos/proposed-values.ts'

const [about, account]: [Address, Address] = [`0x${'0a'.repeat(20)}`, `0x${'0b'.repeat(20)}`]
const node = 'ab'.repeat(64)
const nothing: ProposalValues = { numbers: [], texts: [], weight: 0, accounts: [], flag: false }

test.each<[Proposal['type'], Partial<ProposalValues>, object]>([
  ['update_governor', { weight: 7, accounts: [about], flag: true }, { account: about, weight: 7 }],
  ['set_rate', { numbers: [60, 51] }, { participatesRate: 60, winRate: 51 }],
  ['set_deploy_auth_type', { numbers: [2] }, { rule: 'not_listed' }],
  ['set_deploy_auth_type', { numbers: [9] }, {}],
  ['modify_deploy_auth', { accounts: [about], flag: true }, { account: about, may: true }],
  ['reset_admin', { accounts: [account] }, { account }],
  ['upgrade_vote_computer', { accounts: [account] }, { account }],
  ['set_sys_config', { texts: ['tx_count_limit', '1500'] }, { key: 'tx_count_limit', value: '1500' }],
  ['set_consensus_weight', { texts: [node], weight: 3, flag: true }, { node: `0x${node}`, role: 'sealer', weight: 3 }],
  ['set_consensus_weight', { texts: [node], flag: true }, { node: `0x${node}`, role: 'observer', weight: 0 }],
  ['remove_node', { texts: [node] }, { node: `0x${node}`, role: 'none' }],
  ['remove_node', { texts: ['no key'] }, { role: 'none' }],
  ['unknown', { texts: ['what'] }, {}],
])('a proposal of the kind %s: %o would set %o', (type, given, set) => {
  const proposal: Proposal = {
    id: 1n,
    type,
    proposer: account,
    resource: about,
    lastBlock: 1n,
    status: 'open',
    agreed: [],
    against: [],
  }
  expect(proposedValues(proposal, { ...nothing, ...given })).toEqual(set)
})
