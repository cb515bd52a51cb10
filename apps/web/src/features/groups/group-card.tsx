import { Badge, Box, Button, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowRight } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { Group as LedgerGroup } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useText } from '../../core/i18n/language-provider.tsx'
import { addressOf, useGroupName } from '../../core/session/groups.ts'
import { sessionQuery, useMay, useSession } from '../../core/session/session.ts'
import { useProblemForm } from '../../ui/form/use-problem-form.tsx'
import { engineWords, useGroupWords } from './words.ts'

/** One group: what it runs on, whether it is served, and the way to it. */
export function GroupCard({ group, isAlone }: { readonly group: LedgerGroup; readonly isAlone: boolean }) {
  const words = useGroupWords()
  const text = useText()
  const name = useGroupName()(group)
  const { defaultGroup } = useSession()
  const may = useMay()
  const queryClient = useQueryClient()
  const form = useProblemForm({ initialValues: {} })
  const isUsual = defaultGroup === group.id
  const to = addressOf(group)
  const makeUsual = form.submit(async () => {
    await client.groups.setDefault({ body: { group: group.id } })
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    notifications.show({ message: words.madeUsual, color: 'teal' })
  })
  return (
    <Box component="li" className="theriac-surface" p="lg" style={{ listStyle: 'none' }}>
      <Stack gap="sm" h="100%">
        <Group gap="xs" justify="space-between" align="flex-start">
          <Title order={2} size="h4">
            {name}
          </Title>
          <Group gap={6}>
            {isUsual && (
              <Badge variant="light" color="balm">
                {words.usual}
              </Badge>
            )}
            <Badge variant="light" color={group.served ? 'teal' : 'red'}>
              {group.current ? words.here : group.served ? words.served : words.away}
            </Badge>
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          {words.about(group.id, text(engineWords[group.engine]), group.chainId)}
        </Text>
        {!group.served && (
          <Text size="sm" c="dimmed">
            {words.awayHelp}
          </Text>
        )}
        <Group gap="xs" mt="auto">
          {!group.current && to !== undefined && (
            <Button component="a" href={to} variant="light" size="xs" rightSection={<IconArrowRight size={14} />}>
              {words.open(name)}
            </Button>
          )}
          {!isAlone && !isUsual && group.served && may('groups.setDefault') && (
            <form noValidate onSubmit={makeUsual}>
              <Button type="submit" variant="default" size="xs" loading={form.sending}>
                {words.makeUsual(name)}
              </Button>
            </form>
          )}
        </Group>
        {!group.current && to !== undefined && (
          <Text size="xs" c="dimmed">
            {words.openHelp}
          </Text>
        )}
        {form.problem}
      </Stack>
    </Box>
  )
}
