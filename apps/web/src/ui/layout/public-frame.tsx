import { Anchor, Box, Container, Group } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { defineWords } from '../../core/i18n/messages.ts'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../app-link.tsx'
import { Brand } from '../brand.tsx'
import { ColourSchemeSwitch, LanguageSwitch } from '../preferences.tsx'
import { PageFrame } from './page-frame.tsx'

const useWords = defineWords({
  en: () => ({
    signIn: 'Sign in',
    check: 'Check a pack',
    apply: 'Apply for taking part',
    oversight: 'What the regulator decides',
  }),
  zh: () => ({ signIn: '登录', check: '查询药品', apply: '申请加入', oversight: '监管决定公示' }),
})

/** What stands around a page for everybody, whether they have an account or not. */
export function PublicFrame(props: { readonly title: string; readonly intro: string; readonly children: ReactNode }) {
  const { title, intro, children } = props
  const words = useWords()
  useEffect(() => {
    document.title = `${title} · Theriac`
  }, [title])
  return (
    <Box mih="100dvh">
      <Container size={792} py="md">
        <Group justify="space-between" component="header" wrap="nowrap">
          <Brand />
          <Group gap={4} wrap="nowrap">
            <LanguageSwitch />
            <ColourSchemeSwitch />
          </Group>
        </Group>
        <Box component="main" mt="lg">
          <PageFrame title={title} intro={intro} width="narrow">
            {children}
          </PageFrame>
        </Box>
        <Group component="footer" justify="center" gap="lg" mt="xl">
          <AppLink to={paths.signIn} size="sm">
            {words.signIn}
          </AppLink>
          <AppLink to={paths.apply} size="sm">
            {words.apply}
          </AppLink>
          <AppLink to={paths.oversight} size="sm">
            {words.oversight}
          </AppLink>
          <Anchor href={paths.check} size="sm">
            {words.check}
          </Anchor>
        </Group>
      </Container>
    </Box>
  )
}
