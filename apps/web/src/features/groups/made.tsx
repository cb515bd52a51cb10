import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowRight, IconCircleCheck } from '@tabler/icons-react'
import type { Client } from '@theriac/api'
import { addressOf } from '../../core/session/groups.ts'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { useAddGroupWords } from './words.ts'

/** A group that was just added: how to sign in there, shown this once, and the way to it. */
export function Made({ added }: { readonly added: Awaited<ReturnType<Client['groups']['add']>> }) {
  const words = useAddGroupWords()
  const { group, firstAccount } = added
  const to = addressOf(group)
  return (
    <Stack>
      <Alert
        color={firstAccount ? 'teal' : 'yellow'}
        variant="light"
        icon={<IconCircleCheck />}
        title={words.made(group.name)}
        role="status"
      >
        <Text size="sm">{firstAccount ? words.firstAccount : words.noAccount}</Text>
      </Alert>
      {firstAccount && (
        <Facts
          facts={[
            [words.account, <Identifier key="name" value={firstAccount.name} />],
            [words.password, <Identifier key="password" value={firstAccount.password} />],
          ]}
        />
      )}
      {to !== undefined && (
        <Group justify="flex-end">
          <Button component="a" href={to} target="_blank" rightSection={<IconArrowRight size={16} />}>
            {words.open}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
