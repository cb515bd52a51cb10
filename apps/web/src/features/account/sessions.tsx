import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { ErrorState, QueryView } from '../../ui/state/states.tsx'
import { browserOf } from './browser-name.ts'
import { useAccountWords } from './words.ts'

/** The browsers in which one is signed in. */
export function Sessions() {
  const words = useAccountWords()
  const queryClient = useQueryClient()
  const sessions = useQuery(apiQuery('sessions', 'list'))
  const end = useMutation({
    mutationFn: (id: string) => client.sessions.revoke({ params: { id } }),
    onSuccess: () => notifications.show({ message: words.ended, color: 'teal' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  })
  return (
    <Section title={words.sessions}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {words.sessionsHelp}
        </Text>
        {end.isError && <ErrorState error={end.error} />}
        <QueryView query={sessions}>
          {({ items }) => (
            <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {[...items]
                .sort((a, b) => Number(b.current) - Number(a.current))
                .map((session) => (
                  <Row
                    key={session.id}
                    session={session}
                    busy={end.isPending && end.variables === session.id}
                    onEnd={() => end.mutate(session.id)}
                  />
                ))}
            </Stack>
          )}
        </QueryView>
      </Stack>
    </Section>
  )
}

function Row(props: { readonly session: Session; readonly busy: boolean; readonly onEnd: () => void }) {
  const { session, busy, onEnd } = props
  const words = useAccountWords()
  const format = useFormat()
  const browser = browserOf(session.userAgent)
  const name = browser === undefined ? words.unknownBrowser : words.browser(...browser)
  return (
    <Group component="li" wrap="nowrap" gap="sm">
      <IconDeviceDesktop size={22} stroke={1.5} aria-hidden style={{ flex: 'none' }} />
      <Box flex={1}>
        <Group gap="xs">
          <Text fw={500}>{name}</Text>
          {session.current && (
            <Badge variant="light" color="teal">
              {words.here}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[
            session.ip,
            words.seen(format.relative(session.lastSeenAt)),
            words.since(format.instant(session.createdAt)),
          ].join(' · ')}
        </Text>
      </Box>
      {!session.current && (
        <Button variant="default" size="xs" loading={busy} onClick={onEnd} aria-label={words.endOne(name)}>
          {words.end}
        </Button>
      )}
    </Group>
  )
}
