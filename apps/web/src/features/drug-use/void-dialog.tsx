import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { client } from '../../core/api/client.ts'
import type { RowOf } from '../../core/api/query.ts'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { useDrugUseWords } from './words.ts'

/** Asks why a record is voided, and voids it. */
export function VoidDialog(props: { readonly use: RowOf<'drugUse', 'list'>; readonly onClose: () => void }) {
  const { use, onClose } = props
  const words = useDrugUseWords()
  const rules = useRules()
  const form = useProblemForm({ initialValues: { because: '' }, validate: { because: rules.required } })
  const send = useJob(
    (because: string, call) =>
      client.drugUse.void({ params: { id: use.id }, body: { version: use.version, because }, ...call }),
    { done: () => words.voidedNow },
  )
  return (
    <Modal opened onClose={onClose} title={words.voidTitle}>
      <form
        noValidate
        onSubmit={form.submit(async ({ because }) => {
          await send.run(because.trim())
          onClose()
        })}
      >
        <Stack>
          <Text size="sm">{words.voidDetail}</Text>
          <TextInput
            label={words.voidBecause}
            description={words.becauseHelp}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('because')}
          />
          {form.problem}
          <JobProgress job={send.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red" loading={form.sending}>
              {words.voidIt}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
