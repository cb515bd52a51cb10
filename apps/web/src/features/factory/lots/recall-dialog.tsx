import { Alert, Button, Group, Modal, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Lot } from '@theriac/api'
import { client } from '../../../core/api/client.ts'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { useStateWords } from '../../../ui/state/words.ts'
import { useRecallWords } from './words.ts'

interface Recall {
  readonly class: 1 | 2 | 3
  readonly reason: string
}

/** Recalls a lot for good: asks for class and reason, and for the lot number once more. */
export function RecallDialog({ lot, onClose }: { readonly lot: Lot; readonly onClose: () => void }) {
  const words = useRecallWords()
  const { cancel } = useStateWords()
  const rules = useRules()
  const params = { gtin: lot.gtin, lot: lot.lot }
  const form = useProblemForm({
    initialValues: { class: '', reason: '', confirm: '' },
    validate: {
      class: rules.required,
      reason: rules.required,
      confirm: (value) => (value.trim() === lot.lot ? null : words.differs),
    },
  })
  const recall = useJob((body: Recall, call) => client.lots.recall({ params, body, ...call }), {
    done: () => words.done(lot.lot),
  })
  const classes = [
    ['1', words.classes.one],
    ['2', words.classes.two],
    ['3', words.classes.three],
  ] as const
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${words.recall}: ${lot.lot}`}
      size="lg"
      closeButtonProps={{ 'aria-label': cancel }}
    >
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          await recall.run({ class: Number(values.class) as Recall['class'], reason: values.reason.trim() })
          onClose()
        })}
      >
        <Stack>
          <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
            {words.intro}
          </Alert>
          <Radio.Group label={words.level} withAsterisk {...form.getInputProps('class')}>
            <Stack gap="xs" mt={6}>
              {classes.map(([value, label]) => (
                <Radio key={value} value={value} label={label} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={<FieldLabel label={words.reason} help={words.reasonHelp} />}
            withAsterisk
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          <TextInput
            label={<FieldLabel label={words.confirm} help={words.confirmHelp} />}
            placeholder={lot.lot}
            withAsterisk
            autoComplete="off"
            {...form.getInputProps('confirm')}
          />
          {form.problem}
          <JobProgress job={recall.job} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={form.sending}>
              {cancel}
            </Button>
            <Button type="submit" color="red.9" loading={form.sending}>
              {words.send}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
