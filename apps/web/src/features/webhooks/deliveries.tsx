import { Button, Text as Line } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Webhook } from '@theriac/api'
import { useMemo, useState } from 'react'
import { client } from '../../core/api/client.ts'
import { useFaultWords } from '../../core/api/problem-words.ts'
import { apiPages, type RowOf } from '../../core/api/query.ts'
import type { Text } from '../../core/i18n/language.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { FilterSelect } from '../../ui/table/filter-select.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { kindWords, useWebhookWords } from './words.ts'

type Delivery = RowOf<'webhooks', 'deliveries'>
const known: Readonly<Record<string, Text>> = kindWords
const states = ['pending', 'delivered', 'failed'] as const
/** How often what is still under way is looked at: no event of the server tells of it. */
const lookMs = 2_000

/** What was sent to a webhook, or is to be, with what came of it; what failed can be tried at once. */
export function Deliveries({ webhook }: { readonly webhook: Webhook }) {
  const words = useWebhookWords()
  const text = useText()
  const [state, setState] = useState('')
  const wanted = states.find((one) => one === state)
  const query = useInfiniteQuery({
    ...apiPages('webhooks', 'deliveries', {
      params: { id: webhook.id },
      query: { limit: 100, ...(wanted === undefined ? {} : { state: wanted }) },
    }),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((one) => one.state === 'pending')) ? lookMs : false,
  })
  const hasLeft = query.data?.pages.some(({ items }) => items.some((one) => one.state !== 'delivered')) ?? false
  const columns = useColumns(webhook, hasLeft && webhook.state === 'active')
  return (
    <Section title={words.deliveries}>
      <DataTable
        name={words.deliveries}
        columns={columns}
        pages={query}
        idOf={(row) => String(row.id)}
        empty={<EmptyState title={words.noDeliveries} detail={words.noDeliveriesDetail} />}
        filters={
          <FilterSelect
            label={words.state}
            all={words.allStates}
            value={state}
            options={states.map((value) => ({ value, label: text(statusOf(value).words) }))}
            onChange={setState}
            width={{ base: '100%', xs: 150 }}
          />
        }
      />
    </Section>
  )
}

/** @param isRetried - some of them can be tried again */
function useColumns({ id }: Webhook, isRetried: boolean): readonly Column<Delivery>[] {
  const words = useWebhookWords()
  const text = useText()
  const format = useFormat()
  return useMemo(() => {
    const eventOf = ({ kind }: Delivery): string =>
      kind === 'ping' ? words.ping : text(known[kind] ?? { en: kind, zh: kind })
    return [
      {
        id: 'at',
        label: words.at,
        value: (row) => row.createdAt,
        show: (row) => format.instant(row.createdAt),
        width: 170,
      },
      { id: 'event', label: words.event, value: eventOf, width: '2fr' },
      {
        id: 'state',
        label: words.state,
        value: (row) => text(statusOf(row.state).words),
        show: (row) => <StatusBadge status={row.state} />,
        width: 120,
      },
      { id: 'attempts', label: words.attempts, value: (row) => row.attempts, width: 90, align: 'end' },
      {
        id: 'answer',
        label: words.answer,
        value: ({ lastStatus, lastError }) =>
          lastError ?? (lastStatus === undefined ? undefined : `HTTP ${lastStatus}`),
        show: (row) => <Answer delivery={row} />,
        width: '2fr',
      },
      { id: 'eventId', label: words.eventId, value: (row) => row.eventId, width: '2fr', hidden: true },
      ...(isRetried
        ? [
            {
              id: 'retry',
              label: words.retry,
              value: () => undefined,
              show: (row: Delivery) =>
                row.state !== 'delivered' && <Retry webhook={id} delivery={row} event={eventOf(row)} />,
              width: 150,
            },
          ]
        : []),
    ]
  }, [words, text, format, id, isRetried])
}

function Answer({ delivery }: { readonly delivery: Delivery }) {
  const words = useWebhookWords()
  const format = useFormat()
  const { lastStatus, lastError, nextAt, attempts } = delivery
  return (
    <div>
      <Line size="sm" {...(lastError === undefined ? {} : { lang: 'en' })}>
        {lastError ?? (lastStatus !== undefined && `HTTP ${lastStatus}`)}
      </Line>
      {nextAt !== undefined && attempts > 0 && (
        <Line size="xs" c="dimmed">
          {words.next(format.relative(nextAt))}
        </Line>
      )}
    </div>
  )
}

function Retry(props: { readonly webhook: string; readonly delivery: Delivery; readonly event: string }) {
  const { webhook, delivery, event } = props
  const words = useWebhookWords()
  const faultWords = useFaultWords()
  const queryClient = useQueryClient()
  const retry = useMutation({
    mutationFn: () => client.webhooks.redeliver({ params: { id: webhook, delivery: String(delivery.id) } }),
    onSuccess: () => notifications.show({ message: words.retried, color: 'teal' }),
    onError(error) {
      const { title, detail } = faultWords(error)
      notifications.show({ title, message: detail, color: 'red', autoClose: false })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconRefresh size={14} />}
      aria-label={words.retryOne(event)}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {words.retry}
    </Button>
  )
}
