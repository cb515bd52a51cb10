import { Button, Group, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Webhook } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { Secret } from './secret.tsx'
import { bodyOf, useWebhookRules, WebhookFields, type WebhookValues } from './webhook-fields.tsx'
import { useWebhookFormWords, useWebhookWords } from './words.ts'

/** Adds a webhook, and shows its secret once. */
export default function NewWebhookPage() {
  const words = useWebhookFormWords()
  const { intro, cancel } = useWebhookWords()
  const queryClient = useQueryClient()
  const [made, setMade] = useState<{ readonly webhook: Webhook; readonly secret: string }>()
  const form = useProblemForm<WebhookValues>({
    initialValues: { url: '', kinds: ['lot_recalled', 'product_stopped', 'alert_raised', 'shipment_sent'] },
    validate: useWebhookRules(),
  })
  if (made) {
    return (
      <PageFrame title={words.made} width="narrow">
        <Secret secret={made.secret}>
          <ButtonLink to={paths.webhook(made.webhook.id)} variant="default">
            {words.toWebhook}
          </ButtonLink>
        </Secret>
      </PageFrame>
    )
  }
  return (
    <PageFrame title={words.title} intro={intro} width="narrow">
      <Section>
        <form
          noValidate
          onSubmit={form.submit(async (values) => {
            const answer = await client.webhooks.create({ body: bodyOf(values) })
            form.reset()
            setMade(answer)
            await queryClient.invalidateQueries({ queryKey: ['webhooks'] })
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
                {words.send}
              </Button>
              <ButtonLink to={paths.webhooks} variant="default">
                {cancel}
              </ButtonLink>
            </Group>
          </Stack>
        </form>
        <UnsavedGuard when={form.isDirty()} />
      </Section>
    </PageFrame>
  )
}
