import { Button, Group, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type Locale, locales, type Role, roles, shortestPassword } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useLanguage, useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { useSessionWords } from '../../core/session/words.ts'
import { FieldLabel } from '../../ui/form/field-label.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { useAccountWords } from './words.ts'

/** Makes an account for somebody of the institution. */
export default function NewAccountPage() {
  const words = useAccountWords()
  const text = useText()
  const rules = useRules()
  const navigate = useNavigate()
  const { language } = useLanguage()
  const { institution } = useSession()
  const session = useSessionWords()
  const form = useProblemForm({
    initialValues: {
      displayName: '',
      name: '',
      role: 'operator',
      locale: language as string,
      machine: false,
      password: '',
    },
    validate: {
      displayName: rules.required,
      name: (value) => rules.required(value) ?? (/^[a-z0-9][a-z0-9._@-]{1,63}$/.test(value) ? null : words.nameFault),
      role: rules.required,
      password: (value, { machine }) =>
        machine ? null : rules.all(rules.required, rules.longEnough(shortestPassword))(value),
    },
  })
  const create = useJob(
    ({ displayName, name, role, locale, machine, password }: typeof form.values, call) =>
      client.accounts.create({
        body: {
          displayName,
          name,
          role: role as Role,
          locale: locale as Locale,
          // An account without a password is a machine's.
          ...(machine ? {} : { password }),
        },
        ...call,
      }),
    {
      done: (_, { displayName, machine }) => {
        if (institution.kind === 'regulator') return words.proposed
        return machine ? words.createdMachine(displayName) : words.created2(displayName)
      },
    },
  )
  return (
    <PageFrame title={words.add} intro={words.createIntro} width="narrow">
      <Section>
        <form
          noValidate
          onSubmit={form.submit(async (values) => {
            const { result } = await create.run(values)
            form.reset()
            // A machine needs a token before it can do anything.
            await navigate({ to: values.machine ? paths.account(result.accountId) : paths.accounts })
          })}
        >
          <Stack maw={460}>
            <TextInput
              label={<FieldLabel label={words.displayName} help={words.displayNameHelp} />}
              maxLength={100}
              autoComplete="off"
              {...form.getInputProps('displayName')}
            />
            <TextInput
              label={<FieldLabel label={words.name} help={words.nameHelp} />}
              maxLength={64}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...form.getInputProps('name')}
            />
            <Select
              label={<FieldLabel label={words.role} help={words.roleHelp} />}
              data={roles.map((one) => ({ value: one, label: text(roleWords[one]) }))}
              allowDeselect={false}
              {...form.getInputProps('role')}
            />
            <Select
              label={<FieldLabel label={words.language} help={words.languageHelp} />}
              data={locales.map((one) => ({ value: one, label: words.languages[one] }))}
              allowDeselect={false}
              {...form.getInputProps('locale')}
            />
            <Switch
              label={words.isMachine}
              description={words.isMachineHelp}
              {...form.getInputProps('machine', { type: 'checkbox' })}
            />
            {!form.getValues().machine && (
              <PasswordInput
                label={<FieldLabel label={words.password} help={words.passwordHelp} />}
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': session.show }}
                {...form.getInputProps('password')}
              />
            )}
            {form.problem}
            <JobProgress job={create.job} />
            <Group>
              <Button type="submit" loading={form.sending}>
                {words.create}
              </Button>
            </Group>
          </Stack>
        </form>
        <UnsavedGuard when={form.isDirty()} />
      </Section>
    </PageFrame>
  )
}
