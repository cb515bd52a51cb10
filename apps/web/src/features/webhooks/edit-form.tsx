import { Button, Group, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import type { Webhook } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { bodyOf, useWebhookRules, WebhookFields, type WebhookValues } from './webhook-fields.tsx'
import { useWebhookWords } from './words.ts'

/** Changes where a webhook goes and what it is told. */
export function EditForm({ webhook, onDone }: { readonly webhook: Webhook; readonly onDone: () => void }) {
  const words = useWebhookWords()
  const queryClient = useQueryClient()
  const form = useProblemForm<WebhookValues>({
    initialValues: { url: webhook.url, kinds: [...webhook.kinds] },
    validate: useWebhookRules(),
  })
  return (
    <Section title={words.editTitle}>
      <form
        noValidate
        onSubmit={form.submit(async (values) => {
          await client.webhooks.update({ params: { id: webhook.id }, body: bodyOf(values) })
          await queryClient.invalidateQueries({ queryKey: ['webhooks'] })
          notifications.show({ message: words.saved, color: 'teal' })
          onDone()
        })}
      >
        <Stack>
          <WebhookFields
            kinds={form.values.kinds}
            onKinds={(kinds) => form.setFieldValue('kinds', kinds)}
            inputProps={(field) => form.getInputProps(field)}
          />
          {form.problem}
          <Group>
            <Button type="submit" loading={form.sending}>
              {words.save}
            </Button>
            <Button variant="default" onClick={onDone}>
              {words.cancel}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
    </Section>
  )
}
