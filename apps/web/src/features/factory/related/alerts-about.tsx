import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { codeWords } from '../../../ui/words/alert-codes.ts'
import type { About } from './records-about.tsx'
import { useRelatedWords } from './words.ts'

/** The newest alerts about packs of a product or lot that the reader may see; nothing where there is none. */
export function AlertsAbout({ about }: { readonly about: About }) {
  const words = useRelatedWords()
  const format = useFormat()
  const text = useText()
  const { data } = useQuery(apiQuery('alerts', 'list', { query: { ...about, limit: 5 } }))
  if (data === undefined || data.items.length === 0) return null
  return (
    <Section title={words.alerts}>
      <Stack gap="xs">
        {data.items.map(({ id, code, serial, lot, state, createdAt }) => (
          <Group key={id} gap="sm">
            <AppLink to={paths.alert(id)} fw={600}>
              {[text(codeWords(code)), serial ?? lot].filter(Boolean).join(' · ')}
            </AppLink>
            <StatusBadge status={state} />
            <Text size="sm" c="dimmed">
              {format.instant(createdAt)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}
