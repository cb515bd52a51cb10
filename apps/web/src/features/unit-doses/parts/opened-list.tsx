import { Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../../core/api/query.ts'
import { useProductNames } from '../../../core/names/use-names.ts'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { usePartWords } from './words.ts'

/** Packs that are opened here, and how much of each is left. */
export function OpenedList() {
  const words = usePartWords()
  const query = useQuery(apiQuery('dispensing', 'opened', { query: { limit: 200 } }))
  const opened = (query.data?.items ?? []).filter(({ taken, packSize }) => taken < packSize)
  const nameOf = useProductNames(opened.map(({ gtin }) => gtin))
  return (
    <Section title={words.opened}>
      <QueryView query={query}>
        {() =>
          opened.length === 0 ? (
            <Text c="dimmed">{words.openedEmpty}</Text>
          ) : (
            <Stack>
              <Text size="sm" c="dimmed">
                {words.openedHelp}
              </Text>
              <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
                {opened.map(({ gtin, lot, index, taken, packSize }) => (
                  <li key={`${gtin} ${lot} ${index}`}>
                    <Group justify="space-between" gap="xs">
                      <Text fw={600}>{nameOf(gtin)}</Text>
                      <Text size="sm">{words.left(packSize - taken, packSize)}</Text>
                    </Group>
                    <Text size="sm" c="dimmed">
                      {words.lot(lot)} · {words.pack(index)}
                    </Text>
                    <Progress
                      mt={4}
                      size="sm"
                      value={((packSize - taken) / packSize) * 100}
                      aria-label={words.left(packSize - taken, packSize)}
                    />
                  </li>
                ))}
              </Stack>
            </Stack>
          )
        }
      </QueryView>
    </Section>
  )
}
