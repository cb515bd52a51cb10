import { Badge, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Notification } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { apiPages } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { PlainLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../ui/state/states.tsx'
import { notificationPath } from './notification-path.ts'
import { glnsIn, notificationText } from './notification-text.ts'
import { notificationWords, useNotificationWords } from './words.ts'

/** All notifications; one that is opened is read. */
export default function NotificationsPage() {
  const words = useNotificationWords()
  const queryClient = useQueryClient()
  const list = useInfiniteQuery(apiPages('notifications', 'list', { query: { limit: 50 } }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const nameOf = useInstitutionNames(items.flatMap(glnsIn))
  const read = useMutation({
    mutationFn: (body: { ids?: number[]; upTo?: number }) => client.notifications.read({ body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['notifications'] }),
  })
  const newest = items[0]
  const hasUnread = items.some((item) => !item.read)
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      width="narrow"
      actions={
        newest &&
        hasUnread && (
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate({ upTo: newest.id })}>
            {words.readAll}
          </Button>
        )
      }
    >
      {list.isPending ? (
        <LoadingState lines={8} />
      ) : list.isError ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : (
        <Section>
          {items.length === 0 && <EmptyState title={words.empty} detail={words.emptyDetail} />}
          <Stack gap={2}>
            {items.map((item) => (
              <Item
                key={item.id}
                item={item}
                nameOf={nameOf}
                onRead={() => item.read || read.mutate({ ids: [item.id] })}
              />
            ))}
          </Stack>
          {list.hasNextPage && (
            <Button
              mt="md"
              variant="subtle"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {words.more}
            </Button>
          )}
        </Section>
      )}
    </PageFrame>
  )
}

function Item(props: {
  readonly item: Notification
  readonly nameOf: (gln: string) => string
  readonly onRead: () => void
}) {
  const { item, nameOf, onRead } = props
  const words = useNotificationWords()
  const text = useText()
  const format = useFormat()
  const path = notificationPath(item)
  const content = (
    <Group wrap="nowrap" align="flex-start" justify="space-between" py="xs">
      <div>
        <Group gap="xs">
          <Text fw={item.read ? 400 : 650}>{text(notificationWords[item.kind])}</Text>
          {!item.read && <Badge size="sm">{words.fresh}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          {notificationText(item, format, nameOf)}
        </Text>
      </div>
      <Text size="sm" c="dimmed" style={{ flex: 'none' }} title={format.instant(item.createdAt)}>
        {format.relative(item.createdAt)}
      </Text>
    </Group>
  )
  return path === undefined ? (
    <UnstyledButton onClick={onRead}>{content}</UnstyledButton>
  ) : (
    <UnstyledButton component={PlainLink} to={path} onClick={onRead}>
      {content}
    </UnstyledButton>
  )
}
