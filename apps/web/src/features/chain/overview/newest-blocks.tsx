import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { AppLink, ButtonLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { useOverviewWords } from './words.ts'

const most = 8

/** The newest blocks; there are new ones as they are sealed. */
export function NewestBlocks() {
  const words = useOverviewWords()
  const format = useFormat()
  const blocks = useQuery(apiQuery('chain', 'blocks', { query: { limit: most } }))
  return (
    <Section
      title={words.newest}
      actions={
        <ButtonLink to={paths.blocks} variant="default" size="xs">
          {words.allBlocks}
        </ButtonLink>
      }
    >
      <QueryView query={blocks} lines={most}>
        {({ items }) => (
          <Stack gap="xs">
            {items.map(({ number, time, transactions }) => (
              <Group key={number} justify="space-between" gap="xs" wrap="nowrap">
                <AppLink to={paths.block(number)} fw={600}>
                  {format.number(number)}
                </AppLink>
                <Text size="sm" flex={1}>
                  {words.blockOf(transactions)}
                </Text>
                <Text size="sm" c="dimmed" component="time" dateTime={time} title={format.second(time)}>
                  {format.relative(time)}
                </Text>
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  )
}
