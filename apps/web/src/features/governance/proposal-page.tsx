import { List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Proposal } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay } from '../../core/session/session.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { actWords } from '../../ui/words/acts.ts'
import { countedApprovals, shownState } from './approvals.ts'
import { useOperatorName } from './operators.ts'
import { ProposalVote } from './proposal-vote.tsx'
import { useGovernanceWords } from './words.ts'

/** One proposal: what it does, why, who approved it, and approving it. */
export default function ProposalPage() {
  const words = useGovernanceWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const nameOf = useOperatorName()
  const { id } = usePathParams<'id'>()
  const query = useQuery(apiQuery('governance', 'find', { params: { id } }))
  return (
    <PageFrame
      title={words.one(id)}
      width="narrow"
      actions={query.data && <StatusBadge status={shownState(query.data.state)} size="lg" />}
    >
      <QueryView query={query}>
        {(proposal) => (
          <Stack gap="lg">
            <Section>
              <Facts
                facts={[
                  [words.act, text(actWords(proposal.act.name))],
                  [words.subject, <Subject key="subject" proposal={proposal} />],
                  [words.reason, proposal.reason],
                  [
                    words.proposer,
                    nameOf(proposal.proposer) ?? <Identifier key="by" value={proposal.proposer} most={20} />,
                  ],
                  [words.made, format.instant(proposal.madeAt)],
                  [words.expires, proposal.state === 'open' && format.instant(proposal.expiresAt)],
                  [words.closed, proposal.closedAt && format.instant(proposal.closedAt)],
                  ...contentsOf(proposal).map(([name, value]): [string, string] => [
                    `${words.contents}: ${name}`,
                    value,
                  ]),
                ]}
              />
            </Section>
            <Section
              title={
                proposal.state === 'open'
                  ? `${words.approvals}: ${words.approvalsOf(countedApprovals(proposal).length, proposal.needed)}`
                  : words.approvals
              }
            >
              <List size="sm" spacing={4} mb="md">
                {proposal.approvals.map(({ account, at, counts }) => (
                  <List.Item key={account}>
                    {nameOf(account) ?? <Identifier value={account} most={20} />}
                    <Text component="span" size="sm" c="dimmed">
                      {` · ${format.instant(at)}${counts === false ? ` · ${words.outdated}` : ''}`}
                    </Text>
                  </List.Item>
                ))}
              </List>
              {proposal.state === 'open' && may('governance.approve') && <ProposalVote proposal={proposal} />}
            </Section>
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}

function Subject({ proposal: { subject } }: { readonly proposal: Proposal }) {
  if (subject === undefined) return null
  const name = subject.name ?? subject.id
  if (subject.kind === 'institution') return <AppLink to={paths.institution(subject.id)}>{name}</AppLink>
  if (subject.kind === 'product') return <AppLink to={paths.product(subject.id)}>{name}</AppLink>
  return <Identifier value={subject.id} most={20} />
}

/** What else the act says: neither its subject nor its reason, which stand above. */
function contentsOf({ act, subject, reason }: Proposal): readonly (readonly [string, string])[] {
  return Object.entries(act.args)
    .filter(([, value]) => value !== subject?.id && value !== reason)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
}
