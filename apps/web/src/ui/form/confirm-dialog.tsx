import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { Job } from '@theriac/api'
import type { ReactNode } from 'react'
import { JobProgress } from '../job/job-progress.tsx'
import { useStateWords } from '../state/words.ts'
import { useProblemForm } from './use-problem-form.tsx'

/**
 * Asks before something grave is done: says what it means, shows why it could not be done where it could not, and closes when it
 * has been. Shown while it is rendered.
 */
export function ConfirmDialog(props: {
  readonly title: string
  /** What happens when it is done, in plain words. */
  readonly meaning: string
  /** Of the button that does it. */
  readonly confirm: string
  readonly isGrave?: boolean
  /** Resolves with `stay` where there is something left to be read. */
  readonly onConfirm: () => Promise<unknown>
  readonly onClose: () => void
  readonly job?: Pick<Job, 'state' | 'progress'> | undefined
  readonly children?: ReactNode
}) {
  const { title, meaning, confirm, isGrave = false, onConfirm, onClose, job, children } = props
  const words = useStateWords()
  const form = useProblemForm({ initialValues: {} })
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }}>
      <form
        noValidate
        onSubmit={form.submit(async () => {
          if ((await onConfirm()) !== 'stay') onClose()
        })}
      >
        <Stack>
          <Text size="sm">{meaning}</Text>
          {children}
          {form.problem}
          <JobProgress job={job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending} data-autofocus>
              {words.cancel}
            </Button>
            <Button type="submit" loading={form.sending} {...(isGrave ? { color: 'red.9' } : {})}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
