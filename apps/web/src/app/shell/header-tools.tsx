import { ActionIcon, Avatar, Group, Indicator, Loader, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconBell, IconBuilding, IconKey, IconKeyboard, IconLogout, IconUser, IconUserCog } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { useSession, useSignIn } from '../../core/session/session.ts'
import { PlainLink } from '../../ui/app-link.tsx'
import { ColourSchemeSwitch, LanguageSwitch } from '../../ui/preferences.tsx'
import { kindWords, roleWords } from '../../ui/words/kinds.ts'
import { useShellWords } from './words.ts'

/** What is at the right of the header: jobs, notifications, language, colours, account. */
export function HeaderTools() {
  return (
    <Group gap={4} wrap="nowrap">
      <JobsIndicator />
      <Bell />
      <LanguageSwitch
        onChoose={(locale) => {
          // The choice holds on this device in any case; elsewhere as soon as the server knows it.
          client.accounts.setLocale({ body: { locale } }).catch(() => undefined)
        }}
      />
      <ColourSchemeSwitch />
      <AccountMenu />
    </Group>
  )
}

function Bell() {
  const words = useShellWords()
  const { data } = useQuery(apiQuery('notifications', 'list', { query: { limit: 1, unread: true } }))
  const unread = data?.unread ?? 0
  const label = words.notifications(unread)
  return (
    <Tooltip label={label}>
      <Indicator label={unread > 99 ? '99+' : unread} size={16} disabled={unread === 0} color="red.7" offset={5}>
        <ActionIcon
          component={PlainLink}
          to={paths.notifications}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
        >
          <IconBell size={20} />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  )
}

function JobsIndicator() {
  const words = useShellWords()
  const { data: preparing } = useQuery(apiQuery('jobs', 'list', { query: { state: 'preparing', limit: 20 } }))
  const { data: pending } = useQuery(apiQuery('jobs', 'list', { query: { state: 'pending', limit: 20 } }))
  const open = (preparing?.items.length ?? 0) + (pending?.items.length ?? 0)
  if (open === 0) return null
  const hasMore = preparing?.next !== undefined || pending?.next !== undefined
  const label = hasMore ? words.jobsAtLeast(open) : words.jobs(open)
  return (
    <Tooltip label={label}>
      <ActionIcon component={PlainLink} to={paths.jobs} variant="subtle" size="lg" aria-label={label}>
        <Loader size={18} />
      </ActionIcon>
    </Tooltip>
  )
}

function AccountMenu() {
  const words = useShellWords()
  const text = useText()
  const { signOut } = useSignIn()
  const { account, institution } = useSession()
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton aria-label={`${words.account}: ${account.displayName}`} ml={4}>
          <Avatar color="balm" radius="xl" size={34}>
            <IconUser size={19} />
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {institution.name}
          </Text>
          <Text size="xs">
            {account.name} · {text(kindWords[institution.kind])} · {text(roleWords[account.role])}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={PlainLink} to={paths.settings} leftSection={<IconUserCog size={16} />}>
          {words.settings}
        </Menu.Item>
        <Menu.Item component={PlainLink} to={paths.ownInstitution} leftSection={<IconBuilding size={16} />}>
          {words.institution}
        </Menu.Item>
        <Menu.Item component={PlainLink} to={paths.password} leftSection={<IconKey size={16} />}>
          {words.password}
        </Menu.Item>
        <Menu.Item component={PlainLink} to={paths.keyboard} leftSection={<IconKeyboard size={16} />}>
          {words.keyboard}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
