import { Button, Group, Stack, Text } from '@mantine/core'
import type { Proposal } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useSession } from '../../core/session/session.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { countedApprovals } from './approvals.ts'
import { useGovernanceWords } from './words.ts'

/** Approves an open proposal, or takes back one's own. */
export function ProposalVote({ proposal }: { readonly proposal: Proposal }) {
  const words = useGovernanceWords()
  const { account } = useSession()
  const params = { id: proposal.id }
  const approve = useJob((_: string, call) => client.governance.approve({ params, ...call }), {
    done: ({ result }) => (result.state === 'executed' ? words.executed : words.approved),
  })
  const cancel = useJob((_: string, call) => client.governance.cancel({ params, ...call }), {
    done: () => words.cancelled,
  })
  const form = useProblemForm({ initialValues: {} })
  const given = countedApprovals(proposal)
  const hasApproved = given.some((one) => one.account === account.operator)
  const isLast = given.length + 1 >= proposal.needed
  return (
    <form noValidate onSubmit={form.submit(() => approve.run('approve'))}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {hasApproved ? words.already : words.approveDetail}
        </Text>
        {form.problem}
        <JobProgress job={approve.job ?? cancel.job} />
        <Group>
          {!hasApproved && (
            <Button type="submit" loading={approve.running} disabled={cancel.running}>
              {isLast ? words.approveLast : words.approve}
            </Button>
          )}
          {proposal.proposer === account.operator && (
            <Button
              variant="default"
              loading={cancel.running}
              disabled={approve.running}
              onClick={() => form.submit(() => cancel.run('cancel'))()}
            >
              {words.cancel}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
