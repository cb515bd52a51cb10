import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { shortestPassword } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { paths } from '../../core/paths.ts'
import { sessionQuery, useSession } from '../../core/session/session.ts'
import { useSessionWords } from '../../core/session/words.ts'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { useSignInWords } from './words.ts'

/** Where somebody changes the password; the only page of whoever must do so first. */
export default function PasswordPage() {
  const words = useSignInWords()
  const session = useSessionWords()
  const rules = useRules()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { mustChangePassword, account } = useSession()
  const form = useProblemForm({
    initialValues: { old: '', new: '', repeat: '' },
    validate: {
      old: rules.required,
      new: rules.all(rules.required, rules.longEnough(shortestPassword)),
      repeat: (value, values) => (value === values.new ? null : words.differs),
    },
  })
  const toggle = { 'aria-label': session.show }
  return (
    <PageFrame title={words.change} width="narrow">
      <Section>
        <form
          noValidate
          onSubmit={form.submit(async (values) => {
            await client.sessions.changePassword({ body: { old: values.old, new: values.new } })
            await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey })
            notifications.show({ message: words.changed, color: 'teal' })
            await navigate({ to: paths.home })
          })}
        >
          <Stack maw={420}>
            {mustChangePassword && <Alert color="yellow">{words.mustChange}</Alert>}
            <input type="text" autoComplete="username" value={account.name} readOnly hidden />
            <PasswordInput
              label={words.old}
              autoComplete="current-password"
              visibilityToggleButtonProps={toggle}
              {...form.getInputProps('old')}
            />
            <PasswordInput
              label={words.fresh}
              description={words.freshHelp}
              autoComplete="new-password"
              visibilityToggleButtonProps={toggle}
              {...form.getInputProps('new')}
            />
            <PasswordInput
              label={words.repeat}
              autoComplete="new-password"
              visibilityToggleButtonProps={toggle}
              {...form.getInputProps('repeat')}
            />
            {form.problem}
            <Group>
              <Button type="submit" loading={form.sending}>
                {words.change}
              </Button>
            </Group>
          </Stack>
        </form>
      </Section>
    </PageFrame>
  )
}
