import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Gtin } from '@theriac/gs1'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useRelatedWords } from './words.ts'

/** The newest lots of a product. */
export function LotsOf({ gtin }: { readonly gtin: Gtin }) {
  const words = useRelatedWords()
  const format = useFormat()
  const query = useQuery(apiQuery('lots', 'list', { query: { gtin, sort: '-registered', limit: 5 } }))
  return (
    <Section
      title={words.lots}
      {...(query.data?.next ? { actions: <AppLink to={paths.lotsOf(gtin)}>{words.allLots}</AppLink> } : {})}
    >
      <QueryView query={query} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {words.noLots}
            </Text>
          ) : (
            <Stack gap="xs">
              {items.map(({ id, lot, status, expiry }) => (
                <Group key={id} gap="sm">
                  <AppLink to={paths.lot(gtin, lot)} ff="monospace" fw={600}>
                    {lot}
                  </AppLink>
                  <StatusBadge status={status} />
                  <Text size="sm" c="dimmed">
                    {words.expires(format.day(expiry))}
                  </Text>
                </Group>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  )
}
