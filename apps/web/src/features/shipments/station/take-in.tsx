import { Button, Progress, Stack, Text } from '@mantine/core'
import type { Job } from '@theriac/api'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { useReceiveWords } from '../receive-words.ts'

/** How much has arrived, and the buttons that take it in. */
export function TakeIn(props: {
  /** Packs. */
  readonly scanned: number
  readonly expected: number
  /** Packs that were not in containers that have arrived. */
  readonly missing: number
  readonly job: Pick<Job, 'state' | 'progress'> | undefined
  readonly busy: boolean
  readonly onTakeScanned: () => void
  readonly onTakeAll: () => void
  readonly onClose: () => void
}) {
  const { scanned, expected, missing, job, busy, onTakeScanned, onTakeAll, onClose } = props
  const words = useReceiveWords()
  const isPart = scanned > 0 && scanned < expected
  return (
    <Section>
      <Stack gap="sm">
        <div>
          <Text fw={600} mb={6} role="status">
            {words.progress(scanned, expected)}
          </Text>
          <Progress
            value={expected === 0 ? 0 : (scanned / expected) * 100}
            size="lg"
            aria-label={words.progress(scanned, expected)}
          />
        </div>
        <JobProgress job={job} />
        {isPart && (
          <Button size="md" loading={busy} onClick={onTakeScanned}>
            {words.receiveScanned(scanned)}
          </Button>
        )}
        <Button size="md" variant={isPart ? 'default' : 'filled'} loading={busy} onClick={onTakeAll}>
          {words.receiveAll(expected - missing)}
        </Button>
        {scanned < expected && (
          <Button variant="subtle" color="red" disabled={busy} onClick={onClose}>
            {words.close}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {words.restWaits}
        </Text>
      </Stack>
    </Section>
  )
}
