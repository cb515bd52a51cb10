import { Alert, Button, Group, Skeleton, Stack, Text, ThemeIcon, Title, VisuallyHidden } from '@mantine/core'
import { type Icon, IconAlertCircle, IconInbox } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFaultWords } from '../../core/api/problem-words.ts'
import { useStateWords } from './words.ts'

/** Says that something comes, in the shape of lines. */
export function LoadingState({ lines = 4 }: { readonly lines?: number }) {
  const words = useStateWords()
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{words.loading}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} height={18} radius="sm" width={line === lines - 1 ? '60%' : '100%'} />
      ))}
    </Stack>
  )
}

/** Says that there is nothing, and what to do about it. */
export function EmptyState(props: {
  readonly title: string
  readonly detail?: string
  readonly icon?: Icon
  readonly children?: ReactNode
}) {
  const { title, detail, icon: Icon = IconInbox, children } = props
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <ThemeIcon variant="light" color="gray" size={56} radius="xl">
        <Icon size={28} stroke={1.5} />
      </ThemeIcon>
      <Title order={2} size="h4" ta="center">
        {title}
      </Title>
      {detail && (
        <Text c="dimmed" ta="center" maw={460}>
          {detail}
        </Text>
      )}
      {children}
    </Stack>
  )
}

/** Says what went wrong, and offers to try again where that may help. */
export function ErrorState({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const words = useStateWords()
  const { title, detail, mayPass } = useFaultWords()(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle />} title={title} role="alert">
      <Group justify="space-between" align="flex-end">
        <Text size="sm">{detail}</Text>
        {retry && mayPass && (
          <Button variant="default" size="xs" onClick={retry}>
            {words.retry}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** Shows what was read as soon as it is there; until then that it comes, or why it does not. */
export function QueryView<T>(props: {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
  readonly lines?: number
}) {
  const { query, children, lines } = props
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return <LoadingState {...(lines === undefined ? {} : { lines })} />
}
