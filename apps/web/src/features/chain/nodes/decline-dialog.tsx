import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import type { ChainNode } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useStateWords } from '../../../ui/state/words.ts'
import { useNodeWords } from './words.ts'

/** The regulator turns down what is asked for, with a reason. */
export function DeclineDialog(props: {
  readonly registered: NonNullable<ChainNode['registered']>
  readonly onClose: () => void
}) {
  const { registered, onClose } = props
  const words = useNodeWords()
  const states = useStateWords()
  const rules = useRules()
  const decline = useJob(
    (reason: string, call) =>
      client.chain.declineRole({ params: { node: registered.node }, body: { reason }, ...call }),
    { done: () => words.declinedDone },
  )
  const form = useProblemForm({
    initialValues: { reason: '' },
    validate: { reason: rules.required },
    validateInputOnBlur: false,
  })
  return (
    <Modal opened onClose={onClose} title={words.decline} closeButtonProps={{ 'aria-label': states.close }}>
      <form
        noValidate
        onSubmit={form.submit(async ({ reason }) => {
          await decline.run(reason.trim())
          onClose()
        })}
      >
        <Stack>
          <Text size="sm">{words.declineMeaning}</Text>
          <Textarea label={words.reason} autosize minRows={2} data-autofocus {...form.getInputProps('reason')} />
          {form.problem}
          <JobProgress job={decline.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {states.cancel}
            </Button>
            <Button type="submit" loading={form.sending}>
              {words.decline}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
