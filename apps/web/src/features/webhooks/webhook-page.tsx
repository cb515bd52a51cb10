import { Alert, List, Stack } from '@mantine/core'
import { IconAlertTriangle, IconPlayerPause, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Webhook } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Actions } from './actions.tsx'
import { Deliveries } from './deliveries.tsx'
import { EditForm } from './edit-form.tsx'
import { kindWords, useWebhookWords } from './words.ts'

/** Between two looks at how a webhook does. */
const lookMs = 5_000

/** One webhook: what it is told, whether that arrives, and what was sent. */
export default function WebhookPage() {
  const words = useWebhookWords()
  const { id } = usePathParams<'id'>()
  const [isEditing, setEditing] = useState(false)
  // Nothing tells pages that deliveries fail, or arrive again.
  const query = useQuery({ ...apiQuery('webhooks', 'list'), refetchInterval: lookMs })
  const webhook = query.data?.items.find((one) => one.id === id)
  return (
    <PageFrame
      title={words.one}
      {...(webhook ? { intro: webhook.url } : {})}
      actions={
        <>
          {webhook && <StatusBadge status={webhook.state} size="lg" />}
          <ButtonLink to={paths.webhooks} variant="default">
            {words.all}
          </ButtonLink>
        </>
      }
    >
      <QueryView query={query}>
        {() =>
          webhook ? (
            <Stack gap="lg">
              <Standing webhook={webhook} />
              {isEditing ? (
                <EditForm webhook={webhook} onDone={() => setEditing(false)} />
              ) : (
                <Told webhook={webhook} onEdit={() => setEditing(true)} />
              )}
              <Deliveries webhook={webhook} />
            </Stack>
          ) : (
            <Section>
              <EmptyState icon={IconWebhook} title={words.gone}>
                <ButtonLink to={paths.webhooks}>{words.all}</ButtonLink>
              </EmptyState>
            </Section>
          )
        }
      </QueryView>
    </PageFrame>
  )
}

function Standing({ webhook }: { readonly webhook: Webhook }) {
  const words = useWebhookWords()
  const format = useFormat()
  const { state, failingSince } = webhook
  if (state === 'paused') {
    return (
      <Alert color="gray" icon={<IconPlayerPause />}>
        {words.pausedDetail}
      </Alert>
    )
  }
  if (state === 'active' && failingSince === undefined) return null
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={words.failing} role="alert">
      {state === 'disabled' ? words.disabledDetail : words.failingDetail(format.instant(failingSince ?? ''))}
    </Alert>
  )
}

function Told({ webhook, onEdit }: { readonly webhook: Webhook; readonly onEdit: () => void }) {
  const words = useWebhookWords()
  const text = useText()
  const format = useFormat()
  return (
    <Section actions={<Actions webhook={webhook} onEdit={onEdit} />}>
      <Facts
        facts={[
          [words.url, webhook.url],
          [words.created, format.instant(webhook.createdAt)],
          [
            words.events,
            <List key="events" size="sm">
              {webhook.kinds.map((kind) => (
                <List.Item key={kind}>{text(kindWords[kind])}</List.Item>
              ))}
            </List>,
          ],
        ]}
      />
    </Section>
  )
}
