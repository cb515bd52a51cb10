import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { type Account, type Locale, locales } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useAccountWords } from './words.ts'

/** How an account is called, and its language. */
export function PersonForm({ account }: { readonly account: Account }) {
  const words = useAccountWords()
  const rules = useRules()
  const queryClient = useQueryClient()
  const form = useProblemForm({
    initialValues: { displayName: account.displayName, locale: account.locale as string },
    validate: { displayName: rules.required },
  })
  return (
    <Section title={words.person}>
      <form
        noValidate
        onSubmit={form.submit(async ({ displayName, locale }) => {
          const body = { displayName: displayName.trim(), locale: locale as Locale }
          await client.accounts.amend({ params: { id: account.id }, body })
          form.resetDirty()
          notifications.show({ message: words.personSaved, color: 'teal' })
          await queryClient.invalidateQueries({ queryKey: ['accounts'] })
        })}
      >
        <Stack maw={460}>
          <TextInput
            label={<FieldLabel label={words.displayName} help={words.displayNameHelp} />}
            maxLength={100}
            autoComplete="off"
            {...form.getInputProps('displayName')}
          />
          <Select
            label={<FieldLabel label={words.language} help={words.languageHelp} />}
            data={locales.map((one) => ({ value: one, label: words.languages[one] }))}
            allowDeselect={false}
            {...form.getInputProps('locale')}
          />
          {form.problem}
          <Group>
            <Button type="submit" variant="default" loading={form.sending} disabled={!form.isDirty()}>
              {words.save}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
    </Section>
  )
}
