import { NavLink, ScrollArea, Stack, Text } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useText } from '../../core/i18n/language-provider.tsx'
import { PlainLink } from '../../ui/app-link.tsx'
import { useNav } from './use-nav.ts'
import { useShellWords } from './words.ts'

/** Pages by group: those that the account may see. */
export function Navigation() {
  const words = useShellWords()
  const text = useText()
  const { pathname } = useLocation()
  return (
    <ScrollArea type="scroll" scrollbarSize={6} component="nav" aria-label={words.navigation} h="100%">
      <Stack gap="md">
        {useNav().map(({ group, entries }) => (
          <div key={group}>
            <Text size="xs" c="dimmed" fw={600} px="sm" mb={4}>
              {words.groups[group]}
            </Text>
            {entries.map(({ page, nav: { icon: Icon } }) => {
              const isActive = page.path === '/' ? pathname === '/' : `${pathname}/`.startsWith(`${page.path}/`)
              return (
                <NavLink
                  key={page.path}
                  component={PlainLink}
                  to={page.path}
                  label={text(page.title)}
                  leftSection={<Icon size={18} stroke={1.6} />}
                  active={isActive}
                  aria-current={isActive ? 'page' : undefined}
                  style={{ borderRadius: 8 }}
                />
              )
            })}
          </div>
        ))}
      </Stack>
    </ScrollArea>
  )
}
