import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ChainLog, ForeignContract } from '@theriac/api'
import { client } from '../../core/api/client.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { useAbiWords } from './words.ts'

/** What a contract told, newest first, as far back as somebody looks. */
export function NewestEvents({ address }: Pick<ForeignContract, 'address'>) {
  const words = useAbiWords()
  const events = useInfiniteQuery({
    queryKey: ['chain', 'foreignEvents', address] as const,
    initialPageParam: -1,
    queryFn: ({ signal, pageParam }) =>
      client.chain.foreignEvents({
        params: { address },
        query: pageParam < 0 ? {} : { toBlock: pageParam },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  })
  return (
    <Section title={words.newest}>
      <Text size="sm" c="dimmed" mb="sm">
        {words.newestHelp}
      </Text>
      <QueryView query={events}>
        {({ pages }) => {
          const list = pages.flatMap(({ items }) => items)
          return (
            <Stack>
              {list.length === 0 && <EmptyState title={words.noEvents} detail={words.noEventsDetail} />}
              {list.map((event) => (
                <EventLine key={`${event.txHash} ${event.position}`} event={event} />
              ))}
              {events.hasNextPage && (
                <Group>
                  <Button
                    variant="default"
                    loading={events.isFetchingNextPage}
                    onClick={() => void events.fetchNextPage()}
                  >
                    {words.older}
                  </Button>
                </Group>
              )}
            </Stack>
          )
        }}
      </QueryView>
    </Section>
  )
}

function EventLine({ event: { event, args, hidden, block, time, txHash } }: { readonly event: ChainLog }) {
  const words = useAbiWords()
  const format = useFormat()
  return (
    <div>
      <Group gap="xs" justify="space-between">
        <Text fw={600} ff={event === undefined ? 'text' : 'monospace'}>
          {event ?? words.unread}
        </Text>
        <Text size="sm" c="dimmed">
          {format.second(time)} · {words.block(block)} ·{' '}
          <AppLink to={paths.transaction(txHash)} underline="always">
            {words.transaction}
          </AppLink>
        </Text>
      </Group>
      {hidden && (
        <Text size="sm" c="dimmed">
          {words.hidden}
        </Text>
      )}
      {args && <Facts facts={Object.entries(args).map(([name, value]) => [name, textOf(value)])} />}
    </div>
  )
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
