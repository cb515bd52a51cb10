import { Alert, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRefusalWords } from '../../core/api/problem-words.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { operationWords } from '../../ui/words/operations.ts'
import { useJobsWords } from './words.ts'

/** One job: how far it is, what came of it, which transactions carried it. */
export default function JobPage() {
  const words = useJobsWords()
  const format = useFormat()
  const text = useText()
  const refusalOf = useRefusalWords()
  const { id } = usePathParams<'id'>()
  const query = useQuery(apiQuery('jobs', 'find', { params: { id } }))
  return (
    <PageFrame title={words.one} width="narrow">
      <QueryView query={query}>
        {(job) => (
          <Stack>
            <Section>
              <Facts
                facts={[
                  [words.operation, text(operationWords(job.operation))],
                  [words.state, <StatusBadge key="state" status={job.state} />],
                  [words.when, format.instant(job.createdAt)],
                  [words.settled, job.settledAt && format.instant(job.settledAt)],
                  [words.progress, words.ofTotal(job.progress.done, job.progress.total)],
                  [words.operator, <Identifier key="operator" value={job.operator} most={20} />],
                ]}
              />
              {job.settledAt === undefined && <JobProgress job={job} />}
            </Section>
            {job.refusal && (
              <Alert color="red" icon={<IconAlertCircle />} title={words.refusal}>
                <Text size="sm">{refusalOf(job.refusal)}</Text>
                {job.refusal.taken > 0 && <Text size="sm">{words.taken(job.refusal.taken)}</Text>}
              </Alert>
            )}
            {job.transactions.length > 0 && (
              <Section title={words.transactions}>
                <List listStyleType="none">
                  {job.transactions.map(({ txHash, block }) => (
                    <List.Item key={txHash}>
                      <Group gap="xs">
                        <AppLink to={paths.transaction(txHash)} ff="monospace">
                          {txHash.slice(0, 18)}…
                        </AppLink>
                        <Text size="sm" c="dimmed">
                          {words.block(block)}
                        </Text>
                      </Group>
                    </List.Item>
                  ))}
                </List>
              </Section>
            )}
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}
