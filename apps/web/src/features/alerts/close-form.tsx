import { Button, Select, Stack, Textarea } from '@mantine/core'
import { type Alert, type AlertFinding, alertFindings } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { findingWords, needsResolution } from './meanings.ts'
import { useTold } from './use-told.ts'
import { useAlertWords } from './words.ts'

/** Closes an alert with what it was and what was done. */
export function CloseForm({ alert }: { readonly alert: Alert }) {
  const words = useAlertWords()
  const rules = useRules()
  const text = useText()
  const told = useTold()
  const isNeeded = needsResolution(alert)
  const form = useProblemForm({
    initialValues: { finding: '', resolution: '' },
    validate: {
      finding: rules.required,
      resolution: (value) => (isNeeded && value.trim() === '' ? words.resolutionNeeded : null),
    },
  })
  return (
    <Section title={words.closeTitle}>
      <form
        noValidate
        onSubmit={form.submit(async ({ finding, resolution }) => {
          await client.alerts.close({
            params: { id: alert.id },
            body: {
              finding: finding as AlertFinding,
              ...(resolution.trim() === '' ? {} : { resolution: resolution.trim() }),
            },
          })
          form.reset()
          await told(words.closed)
        })}
      >
        <Stack>
          <Select
            label={<FieldLabel label={words.finding} help={words.findingHelp} />}
            placeholder={words.choose}
            data={alertFindings.map((one) => ({ value: one, label: text(findingWords[one]) }))}
            {...form.getInputProps('finding')}
          />
          <Textarea
            label={<FieldLabel label={words.resolution} help={words.resolutionHelp} />}
            autosize
            minRows={3}
            maxLength={2000}
            {...form.getInputProps('resolution')}
          />
          {form.problem}
          <Button type="submit" loading={form.sending}>
            {words.close}
          </Button>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
    </Section>
  )
}
