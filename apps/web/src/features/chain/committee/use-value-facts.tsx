import type { ChainCommitteeProposal } from '@theriac/api'
import type { ReactNode } from 'react'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { nodeRoleWords } from '../../../ui/words/nodes.ts'
import { Hash } from '../frame/hash.tsx'
import { deploymentWords, useCommitteeWords } from './words.ts'

/** What a proposal is about and what it would set, as far as it is told. */
export function useValueFacts({ subject, resource, values }: ChainCommitteeProposal): [string, ReactNode][] {
  const words = useCommitteeWords()
  const format = useFormat()
  const text = useText()
  if (values === undefined) {
    return [
      [words.about, <Hash key="about" value={resource} />],
      [words.would, words.valuesNone],
    ]
  }
  const { account, weight, participatesRate, winRate, rule, may, key, value, node, role } = values
  return [
    // Other proposals are about the account that they tell, or about a contract of the engine.
    [words.contract, subject === 'reset_admin' && <Hash key="contract" value={resource} />],
    [words.account, account !== undefined && <Hash key="account" value={account} />],
    [words.node, node !== undefined && <Hash key="node" value={node} />],
    [words.nodeRole, role !== undefined && text(nodeRoleWords[role])],
    [words.weight, weight !== undefined && format.number(weight)],
    [words.participates, participatesRate !== undefined && words.percent(participatesRate)],
    [words.win, winRate !== undefined && words.percent(winRate)],
    [words.deployment, rule !== undefined && text(deploymentWords[rule])],
    [words.deployerMay, may !== undefined && (may ? words.yes : words.no)],
    [words.setting, key !== undefined && <code key="setting">{key}</code>],
    [words.newValue, value !== undefined && <code key="value">{value}</code>],
  ]
}
