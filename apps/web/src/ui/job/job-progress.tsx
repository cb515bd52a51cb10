import { Progress, Stack, Text } from '@mantine/core'
import type { Job } from '@theriac/api'
import { useJobWords } from './words.ts'

/** How far a job is; nothing where there is none. */
export function JobProgress({ job }: { readonly job: Pick<Job, 'state' | 'progress'> | undefined }) {
  const words = useJobWords()
  if (job === undefined) return null
  const { done, total } = job.progress
  const isPreparing = job.state === 'preparing' || total === 0
  const text = isPreparing ? words.preparing : words.progress(done, total)
  const share = isPreparing ? 100 : (done / total) * 100
  return (
    <Stack gap={4} role="status">
      <Progress value={share} animated={share < 100 || isPreparing} striped={isPreparing} aria-label={text} />
      <Text size="xs" c="dimmed">
        {text}
      </Text>
    </Stack>
  )
}
