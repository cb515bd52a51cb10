import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { shortestPassword } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useSessionWords } from '../../core/session/words.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { useAccountWords } from './words.ts'

/** Gives somebody who has forgotten the password another one. */
export function ResetForm({ id, name }: { readonly id: string; readonly name: string }) {
  const words = useAccountWords()
  const session = useSessionWords()
  const rules = useRules()
  const queryClient = useQueryClient()
  const form = useProblemForm({
    initialValues: { password: '' },
    validate: { password: rules.all(rules.required, rules.longEnough(shortestPassword)) },
    validateInputOnBlur: false,
  })
  return (
    <Section title={words.reset}>
      <form
        noValidate
        onSubmit={form.submit(async (body) => {
          await client.accounts.resetPassword({ params: { id }, body })
          form.reset()
          notifications.show({ message: words.resetDone, color: 'teal' })
          await queryClient.invalidateQueries({ queryKey: ['accounts'] })
        })}
      >
        <Stack maw={460}>
          <input type="text" autoComplete="username" value={name} readOnly hidden />
          <PasswordInput
            label={<FieldLabel label={words.newPassword} help={words.newPasswordHelp} />}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': session.show }}
            {...form.getInputProps('password')}
          />
          {form.problem}
          <Group>
            <Button type="submit" variant="default" loading={form.sending}>
              {words.reset}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard when={form.isDirty()} />
      </form>
    </Section>
  )
}
