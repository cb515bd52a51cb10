import { SegmentedControl, Stack, Text } from '@mantine/core'
import { client } from '../../core/api/client.ts'
import { languages } from '../../core/i18n/language.ts'
import { useLanguage, useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { Tokens } from '../../ui/tokens/tokens.tsx'
import { roleWords } from '../../ui/words/kinds.ts'
import { Sessions } from './sessions.tsx'
import { SigningKey } from './signing-key.tsx'
import { useAccountWords } from './words.ts'

/** One's own account. */
export default function AccountPage() {
  const words = useAccountWords()
  const text = useText()
  const { account, institution } = useSession()
  const { language, choose } = useLanguage()
  return (
    <PageFrame title={words.title} intro={account.displayName} width="narrow">
      <Section title={words.who}>
        <Facts
          facts={[
            [words.name, account.name],
            [words.role, text(roleWords[account.role])],
            [words.institution, `${institution.name} · ${institution.gln}`],
          ]}
        />
      </Section>
      <Section title={words.language}>
        <Stack gap="xs" align="flex-start">
          <SegmentedControl
            aria-label={words.language}
            data={languages.map(({ id, name }) => ({ value: id, label: name }))}
            value={language}
            onChange={(chosen) => {
              choose(chosen)
              // The choice holds on this device in any case; elsewhere as soon as the server knows it.
              client.accounts.setLocale({ body: { locale: chosen } }).catch(() => undefined)
            }}
          />
          <Text size="sm" c="dimmed">
            {words.languageHelp}
          </Text>
        </Stack>
      </Section>
      <Section
        title={words.password}
        actions={
          <ButtonLink to={paths.password} variant="default">
            {words.changePassword}
          </ButtonLink>
        }
      >
        <Text size="sm" c="dimmed">
          {words.passwordHelp}
        </Text>
      </Section>
      <SigningKey />
      <Sessions />
      <Tokens />
    </PageFrame>
  )
}
