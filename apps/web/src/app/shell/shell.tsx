import { AppShell, Box, Burger, Group, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useLive } from '../../core/live/use-live.ts'
import { OutboxProvider } from '../../core/offline/outbox-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession } from '../../core/session/session.ts'
import { PlainLink } from '../../ui/app-link.tsx'
import { Brand } from '../../ui/brand.tsx'
import { ErrorBoundary } from '../../ui/state/error-boundary.tsx'
import { waits } from '../pages.ts'
import { BottomBar } from './bottom-bar.tsx'
import { CommandPalette, openPalette } from './command-palette.tsx'
import { DemonstrationNote } from './demonstration-note.tsx'
import { GroupMenu } from './group-menu.tsx'
import { HeaderTools } from './header-tools.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { PageNames } from './page-names.tsx'
import { ScanOffer } from './scan-offer.tsx'
import { SearchButton } from './search-button.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { StandingNote } from './standing-note.tsx'
import { SubjectPages } from './subject-pages.tsx'
import { useShellWords } from './words.ts'

/** What stands around every page of those who are signed in. */
export default function Shell() {
  const words = useShellWords()
  const [opened, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  const { account } = useSession()
  useLive()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(close, [pathname])
  return (
    <OutboxProvider key={account.id} kinds={waits}>
      <AppShell
        header={{ height: 60 }}
        navbar={{ width: 248, breakpoint: 'md', collapsed: { mobile: !opened } }}
        footer={{ height: { base: 62, md: 0 } }}
        padding={{ base: 'md', sm: 'lg' }}
      >
        <a href="#content" className="theriac-skip-link">
          {words.skip}
        </a>
        <AppShell.Header>
          <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
            <Group gap="xs" wrap="nowrap">
              <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label={words.menu} />
              <UnstyledButton component={PlainLink} to={paths.home} aria-label="Theriac">
                <Box visibleFrom="xs">
                  <Brand />
                </Box>
                <Box hiddenFrom="xs">
                  <Brand short />
                </Box>
              </UnstyledButton>
              <Box visibleFrom="sm">
                <GroupMenu />
              </Box>
              <DemonstrationNote />
            </Group>
            <SearchButton onClick={openPalette} />
            <HeaderTools />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="sm">
          <Box hiddenFrom="sm">
            <GroupMenu />
          </Box>
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <OfflineBar />
          <StandingNote />
          <ErrorBoundary resetKey={pathname}>
            <SubjectPages />
            <Outlet />
          </ErrorBoundary>
        </AppShell.Main>
        <AppShell.Footer hiddenFrom="md">
          <BottomBar />
        </AppShell.Footer>
        <PageNames />
        <CommandPalette />
        <ScanOffer />
        <SignInAgain />
      </AppShell>
    </OutboxProvider>
  )
}
