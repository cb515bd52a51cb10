import { Anchor, Box, Button, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useLanguage } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { aboutQuery } from '../../core/session/about.ts'
import { useSignIn } from '../../core/session/session.ts'
import { useSessionWords } from '../../core/session/words.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Brand } from '../../ui/brand.tsx'
import { useRules } from '../../ui/form/rules.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { ColourSchemeSwitch, LanguageSwitch } from '../../ui/preferences.tsx'
import { DemonstrationAccounts } from './demonstration-accounts.tsx'
import { useSignInWords } from './words.ts'

/** Where somebody signs in; a demonstration offers its accounts. */
export default function SignInPage() {
  const words = useSignInWords()
  const session = useSessionWords()
  const rules = useRules()
  const navigate = useNavigate()
  const { choose } = useLanguage()
  const { to } = useSearch({ strict: false }) as { readonly to?: string }
  const { signIn } = useSignIn()
  const { data: about } = useQuery(aboutQuery)
  const form = useProblemForm({
    initialValues: { name: '', password: '' },
    validate: { name: rules.required, password: rules.required },
    validateInputOnBlur: false,
  })
  useEffect(() => {
    document.title = `${session.signIn} · Theriac`
  }, [session.signIn])

  async function enter(name: string, password: string): Promise<void> {
    const { account } = await signIn(name, password)
    if (localStorage.getItem('theriac.language') === null) choose(account.locale)
    await navigate({ to: to ?? paths.home })
  }

  return (
    <Box component="main" mih="100dvh" p="md" style={{ display: 'grid', placeItems: 'center' }}>
      <Box w="100%" maw={about?.accounts ? 980 : 420}>
        <Group justify="space-between" mb="lg">
          <Brand />
          <Group gap={4}>
            <LanguageSwitch />
            <ColourSchemeSwitch />
          </Group>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: about?.accounts ? 2 : 1 }} spacing="lg">
          <Box className="theriac-surface" p="xl">
            <Title order={1} size="h3">
              {session.signIn}
            </Title>
            <Text c="dimmed" size="sm" mt={4} mb="lg">
              {words.intro}
            </Text>
            <form onSubmit={form.submit(({ name, password }) => enter(name.trim().toLowerCase(), password))} noValidate>
              <Stack>
                <TextInput
                  label={session.name}
                  autoComplete="username"
                  autoCapitalize="off"
                  spellCheck={false}
                  size="md"
                  {...form.getInputProps('name')}
                />
                <PasswordInput
                  label={session.password}
                  autoComplete="current-password"
                  size="md"
                  visibilityToggleButtonProps={{ 'aria-label': session.show }}
                  {...form.getInputProps('password')}
                />
                {form.problem}
                <Button type="submit" size="md" loading={form.sending}>
                  {session.signIn}
                </Button>
                <Text size="sm" c="dimmed">
                  {words.forget}
                </Text>
              </Stack>
            </form>
          </Box>
          {about?.accounts && (
            <DemonstrationAccounts
              accounts={about.accounts}
              onChoose={(name, password) => enter(name, password).catch(form.showError)}
            />
          )}
        </SimpleGrid>
        <Stack align="center" gap="xs" mt="lg">
          <Anchor href={paths.check}>{words.public}</Anchor>
          <AppLink to={paths.apply}>{words.apply}</AppLink>
        </Stack>
      </Box>
    </Box>
  )
}
