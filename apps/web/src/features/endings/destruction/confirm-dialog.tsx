import { Alert, Button, Group, Modal, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Destruction } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useDestructionWords } from './words.ts'

/** The last question before goods are destroyed for good. */
export function ConfirmDialog(props: {
  readonly destruction: Destruction
  readonly witness: string
  readonly onClose: () => void
}) {
  const { destruction, witness, onClose } = props
  const words = useDestructionWords()
  const form = useProblemForm({ initialValues: {} })
  const confirm = useJob((id: string, call) => client.endings.confirmDestruction({ params: { id }, ...call }), {
    done: (job) => words.confirmed(job.result.units),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.confirmTitle(destruction.units)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form
        noValidate
        onSubmit={form.submit(async () => {
          await confirm.run(destruction.id)
          onClose()
        })}
      >
        <Stack>
          <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
            {words.confirmDetail(witness)}
          </Alert>
          {form.problem}
          <JobProgress job={confirm.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {words.cancel}
            </Button>
            <Button type="submit" color="red.8" loading={form.sending}>
              {words.confirmNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
