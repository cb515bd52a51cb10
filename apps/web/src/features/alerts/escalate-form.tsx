import { Button, Stack, Textarea } from '@mantine/core'
import { client } from '../../core/api/client.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useTold } from './use-told.ts'
import { useAlertWords } from './words.ts'

/** Hands an alert to the regulator. */
export function EscalateForm({ id }: { readonly id: string }) {
  const words = useAlertWords()
  const rules = useRules()
  const told = useTold()
  const form = useProblemForm({
    initialValues: { reason: '' },
    validate: { reason: rules.required },
    validateInputOnBlur: false,
  })
  return (
    <Section title={words.escalate}>
      <form
        noValidate
        onSubmit={form.submit(async ({ reason }) => {
          await client.alerts.escalate({ params: { id }, body: { reason } })
          await told(words.escalated)
        })}
      >
        <Stack>
          <Textarea
            label={<FieldLabel label={words.reason} help={words.escalateHelp} />}
            autosize
            minRows={2}
            maxLength={500}
            {...form.getInputProps('reason')}
          />
          {form.problem}
          <Button type="submit" variant="default" loading={form.sending}>
            {words.send}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
