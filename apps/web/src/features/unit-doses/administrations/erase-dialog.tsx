import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { client } from '../../../core/api/client.ts'
import type { RowOf } from '../../../core/api/query.ts'
import { useRules } from '../../../ui/form/rules.ts'
import { useProblemForm } from '../../../ui/form/use-problem-form.tsx'
import { useAdministrationWords } from './words.ts'

/** Asks why, and erases who the patient was. */
export function EraseDialog(props: {
  readonly administration: RowOf<'dispensing', 'administrations'>
  readonly onClose: () => void
}) {
  const { administration, onClose } = props
  const words = useAdministrationWords()
  const rules = useRules()
  const queryClient = useQueryClient()
  const form = useProblemForm({ initialValues: { reason: '' }, validate: { reason: rules.required } })
  return (
    <Modal opened onClose={onClose} title={words.eraseTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        noValidate
        onSubmit={form.submit(async ({ reason }) => {
          await client.dispensing.eraseAdministration({
            params: { id: administration.id },
            body: { reason: reason.trim() },
          })
          notifications.show({ message: words.erasedNow })
          onClose()
          await queryClient.invalidateQueries({ queryKey: ['dispensing'] })
        })}
      >
        <Stack>
          <Text size="sm">{words.eraseDetail}</Text>
          <TextInput
            label={words.eraseWhy}
            description={words.eraseHelp}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
          {form.problem}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red.8" loading={form.sending}>
              {words.eraseNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
