import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Webhook } from '@theriac/api'
import { useMemo } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { statusOf } from '../../ui/words/status.ts'
import { Guide } from './guide.tsx'
import { useWebhookWords } from './words.ts'

/** The institution's webhooks, and how to build what is told. */
export default function WebhooksPage() {
  const words = useWebhookWords()
  const format = useFormat()
  const text = useText()
  const navigate = useNavigate()
  const query = useQuery(apiQuery('webhooks', 'list'))
  const columns = useMemo(
    (): readonly Column<Webhook>[] => [
      { id: 'url', label: words.url, value: (row) => row.url, width: '3fr' },
      {
        id: 'events',
        label: words.events,
        value: (row) => row.kinds.length,
        show: (row) => words.count(row.kinds.length),
        width: 130,
      },
      {
        id: 'state',
        label: words.state,
        value: (row) => text(statusOf(row.state).words),
        show: (row) => <StatusBadge status={row.state} />,
        width: 130,
      },
      {
        id: 'failingSince',
        label: words.failingSince,
        value: (row) => row.failingSince,
        show: (row) => row.failingSince && format.relative(row.failingSince),
        width: 160,
      },
      {
        id: 'created',
        label: words.created,
        value: (row) => row.createdAt,
        show: (row) => format.instant(row.createdAt),
        width: 190,
      },
    ],
    [words, format, text],
  )
  const add = (
    <ButtonLink to={paths.newWebhook} leftSection={<IconPlus size={16} />}>
      {words.add}
    </ButtonLink>
  )
  return (
    <PageFrame title={words.title} intro={words.intro} actions={add}>
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            name={words.title}
            columns={columns}
            rows={items}
            idOf={(row) => row.id}
            onOpen={(row) => void navigate({ to: paths.webhook(row.id) })}
            plain={items.length === 0}
            empty={
              <EmptyState icon={IconWebhook} title={words.empty} detail={words.emptyDetail}>
                {add}
              </EmptyState>
            }
          />
        )}
      </QueryView>
      <Guide />
    </PageFrame>
  )
}
