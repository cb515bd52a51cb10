import { Stack, Text } from '@mantine/core'
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
import { useActContents } from './act-contents.tsx'
import { strongActOf } from './act-meanings.ts'
import { countedApprovals, shownState } from './approvals.ts'
import { ApprovalsList } from './approvals-list.tsx'
import { useOperators } from './operators.ts'
import { ProposalVote } from './proposal-vote.tsx'
import { useGovernanceWords } from './words.ts'

/** One proposal: what it does, why, who approved it, and approving it. */
export default function ProposalPage() {
  const words = useGovernanceWords()
  const { id } = usePathParams<'id'>()
  const query = useQuery(apiQuery('governance', 'find', { params: { id } }))
  return (
    <PageFrame
      title={words.one(id)}
      width="narrow"
      actions={query.data && <StatusBadge status={shownState(query.data.state)} size="lg" />}
    >
      <QueryView query={query}>{(proposal) => <Content proposal={proposal} />}</QueryView>
    </PageFrame>
  )
}

function Content({ proposal }: { readonly proposal: Proposal }) {
  const words = useGovernanceWords()
  const text = useText()
  const format = useFormat()
  const may = useMay()
  const { nameOf } = useOperators()
  const contents = useActContents()
  const { act, reason, proposer, state, madeAt, expiresAt, closedAt, needed } = proposal
  const { title, meaning } = strongActOf(act)
  const isOpen = state === 'open'
  return (
    <Stack gap="lg">
      <Section title={state === 'executed' ? words.whatWas : words.what}>
        <Stack>
          {meaning && <Text>{text(meaning)}</Text>}
          <Facts
            facts={[
              [words.act, text(title)],
              [words.subject, <Subject key="subject" proposal={proposal} />],
              ...contents(proposal),
            ]}
          />
        </Stack>
      </Section>
      <Section title={words.terms}>
        <Facts
          facts={[
            [words.reason, reason],
            [words.proposer, nameOf(proposer) ?? <Identifier key="by" value={proposer} most={20} />],
            [words.made, format.instant(madeAt)],
            [words.expires, isOpen && words.expiresIn(format.instant(expiresAt), format.relative(expiresAt))],
            [words.closed, closedAt && format.instant(closedAt)],
          ]}
        />
      </Section>
      <Section
        title={
          isOpen
            ? `${words.approvals}: ${words.approvalsOf(countedApprovals(proposal).length, needed)}`
            : words.approvals
        }
      >
        <Stack>
          <ApprovalsList proposal={proposal} />
          {isOpen && may('governance.approve') && <ProposalVote proposal={proposal} />}
        </Stack>
      </Section>
    </Stack>
  )
}

function Subject({ proposal: { subject } }: { readonly proposal: Proposal }) {
  if (subject === undefined) return null
  const name = subject.name ?? subject.id
  if (subject.kind === 'institution') return <AppLink to={paths.institution(subject.id)}>{name}</AppLink>
  if (subject.kind === 'product') return <AppLink to={paths.product(subject.id)}>{name}</AppLink>
  return <Identifier value={subject.id} most={20} />
}
