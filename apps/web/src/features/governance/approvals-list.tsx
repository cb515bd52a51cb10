import { List, Progress, Stack, Text } from '@mantine/core'
import type { Proposal } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useSession } from '../../core/session/session.ts'
import { Identifier } from '../../ui/identifier.tsx'
import { countedApprovals } from './approvals.ts'
import { useOperators } from './operators.ts'
import { useGovernanceWords } from './words.ts'

/** Who has approved a proposal, how many it takes, and who still can. */
export function ApprovalsList({ proposal }: { readonly proposal: Proposal }) {
  const words = useGovernanceWords()
  const format = useFormat()
  const { institution } = useSession()
  const { nameOf, othersThan } = useOperators()
  const { approvals, needed, state } = proposal
  const given = countedApprovals(proposal).length
  const isOpen = state === 'open'
  const others = isOpen && institution.kind === 'regulator' ? othersThan(approvals.map(({ account }) => account)) : []
  return (
    <Stack gap="sm">
      {isOpen && (
        <Progress
          value={Math.min(100, (given / needed) * 100)}
          size="lg"
          aria-label={`${words.approvals}: ${words.approvalsOf(given, needed)}`}
        />
      )}
      <List size="sm" spacing={4}>
        {approvals.map(({ account, at, counts }) => (
          <List.Item key={account}>
            {nameOf(account) ?? <Identifier value={account} most={20} />}
            <Text component="span" size="sm" c="dimmed">
              {` · ${format.instant(at)}${counts === false ? ` · ${words.outdated}` : ''}`}
            </Text>
          </List.Item>
        ))}
      </List>
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.stillMay(format.list(others))}
        </Text>
      )}
    </Stack>
  )
}
