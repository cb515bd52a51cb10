import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { Job } from '@theriac/api'
import type { ComponentProps, FormEventHandler, ReactNode } from 'react'
import { JobProgress } from '../../job/job-progress.tsx'
import { StrongActTerms } from './strong-act-terms.tsx'
import { useStrongActWords } from './words.ts'

/**
 * Asks for a strong act of the regulator: says what it means, takes what it needs and a reason. The form is the caller's:
 * `useProblemForm({ initialValues: { ...firstTerms }, validate: { reason: rules.required } })`.
 */
export function StrongActDialog(props: {
  readonly title: string
  /** What happens when it is done, in plain words. */
  readonly meaning: string
  /** Of the button that does it. */
  readonly confirm: string
  readonly isGrave?: boolean
  readonly form: { readonly sending: boolean; readonly problem: ReactNode }
  readonly input: ComponentProps<typeof StrongActTerms>['input']
  readonly job: Pick<Job, 'state' | 'progress'> | undefined
  readonly onSubmit: FormEventHandler<HTMLFormElement>
  readonly onClose: () => void
  /** Fields of this act, before the reason. */
  readonly children?: ReactNode
}) {
  const { title, meaning, confirm, isGrave = false, form, input, job, onSubmit, onClose, children } = props
  const words = useStrongActWords()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form noValidate onSubmit={onSubmit}>
        <Stack>
          <Text size="sm">{meaning}</Text>
          {children}
          <StrongActTerms input={input} />
          {form.problem}
          <JobProgress job={job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
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
