import { Button, Group, Menu, Text } from '@mantine/core'
import { IconArrowRight, IconCheck, IconChevronDown, IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { paths } from '../../core/paths.ts'
import { addressOf, groupsQuery, useGroupName, useUsualElsewhere } from '../../core/session/groups.ts'
import { PlainLink } from '../../ui/app-link.tsx'
import { useShellWords } from './words.ts'

/** Which group this is, and the way to the others; nothing where there is one alone. */
export function GroupMenu() {
  const { groupMenu: words } = useShellWords()
  const nameOf = useGroupName()
  const usual = useUsualElsewhere()
  const { data } = useQuery(groupsQuery)
  const current = data?.items.find((group) => group.current)
  if (!current || data === undefined || data.items.length < 2) return null
  const name = nameOf(current)
  return (
    <Group gap={4} wrap="nowrap">
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            maw={200}
            rightSection={<IconChevronDown size={14} />}
            aria-label={words.current(name)}
          >
            {name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.title}</Menu.Label>
          {data.items.map((group) => {
            const to = addressOf(group)
            if (group.current) {
              return (
                <Menu.Item key={group.id} leftSection={<IconCheck size={16} />} disabled>
                  {nameOf(group)}
                </Menu.Item>
              )
            }
            return (
              <Menu.Item
                key={group.id}
                leftSection={<IconArrowRight size={16} />}
                {...(to === undefined ? { disabled: true } : { component: 'a', href: to })}
              >
                {nameOf(group)}
                {group.id === usual?.id && (
                  <Text size="xs" c="dimmed">
                    {words.usual}
                  </Text>
                )}
                {to === undefined && (
                  <Text size="xs" c="dimmed">
                    {words.away}
                  </Text>
                )}
              </Menu.Item>
            )
          })}
          <Menu.Divider />
          <Menu.Item component={PlainLink} to={paths.groups} leftSection={<IconStack2 size={16} />}>
            {words.all}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {usual && (
        <Button component="a" href={addressOf(usual)} variant="light" size="compact-sm" visibleFrom="lg">
          {words.open(nameOf(usual))}
        </Button>
      )}
    </Group>
  )
}
