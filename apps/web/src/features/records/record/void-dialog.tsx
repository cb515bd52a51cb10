import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import type { WrittenRecord } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useRecordFormWords } from '../write/form-words.ts'

/** Asks why a record is voided, and voids it. */
export function VoidDialog(props: { readonly record: WrittenRecord; readonly onClose: () => void }) {
  const { record, onClose } = props
  const words = useRecordFormWords()
  const rules = useRules()
  const form = useProblemForm({ initialValues: { reason: '' }, validate: { reason: rules.required } })
  const send = useJob(
    (reason: string, call) =>
      client.records.void({ params: { record: record.record }, body: { version: record.version, reason }, ...call }),
    { done: () => words.voidedNow },
  )
  return (
    <Modal opened onClose={onClose} title={words.voidTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        noValidate
        onSubmit={form.submit(async ({ reason }) => {
          await send.run(reason.trim())
          onClose()
        })}
      >
        <Stack>
          <Text size="sm">{words.voidDetail}</Text>
          <Textarea
            label={words.voidReason}
            description={words.reasonHelp}
            withAsterisk
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          {form.problem}
          <JobProgress job={send.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red.9" loading={form.sending}>
              {words.voidIt}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
