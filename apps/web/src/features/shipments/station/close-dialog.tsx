import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { FieldLabel } from '../../../ui/form/field-label.tsx'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useReceiveWords } from '../receive-words.ts'

/** Asks why a shipment is closed although not everything of it has arrived. */
export function CloseDialog(props: {
  readonly opened: boolean
  readonly taken: number
  readonly left: number
  readonly busy: boolean
  readonly onClose: () => void
  readonly onSubmit: (reason: string) => Promise<void>
}) {
  const { opened, taken, left, busy, onClose, onSubmit } = props
  const words = useReceiveWords()
  const rules = useRules()
  const form = useProblemForm({ initialValues: { reason: '' }, validate: { reason: rules.required } })
  return (
    <Modal opened={opened} onClose={onClose} title={words.closeTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form noValidate onSubmit={form.submit(({ reason }) => onSubmit(reason.trim()))}>
        <Stack>
          <Text size="sm">{words.closeDetail(taken, left)}</Text>
          <Textarea
            label={<FieldLabel label={words.reason} help={words.reasonHelp} />}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          {form.problem}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={busy}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red" loading={busy}>
              {words.closeNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
