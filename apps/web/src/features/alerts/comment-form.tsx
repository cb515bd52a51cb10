import { Button, Group, Stack, Textarea } from '@mantine/core'
import { client } from '../../core/api/client.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { useTold } from './use-told.ts'
import { useAlertWords } from './words.ts'

/** Adds a comment to an alert. */
export function CommentForm({ id }: { readonly id: string }) {
  const words = useAlertWords()
  const rules = useRules()
  const told = useTold()
  const form = useProblemForm({
    initialValues: { text: '' },
    validate: { text: rules.required },
    validateInputOnBlur: false,
  })
  return (
    <form
      noValidate
      onSubmit={form.submit(async ({ text }) => {
        await client.alerts.comment({ params: { id }, body: { text } })
        form.reset()
        await told(words.commented)
      })}
    >
      <Stack gap="sm" mt="md">
        <Textarea
          label={<FieldLabel label={words.comment} help={words.commentHelp} />}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.getInputProps('text')}
        />
        {form.problem}
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={form.sending}>
            {words.addComment}
          </Button>
        </Group>
      </Stack>
      <UnsavedGuard when={form.isDirty()} />
    </form>
  )
}
