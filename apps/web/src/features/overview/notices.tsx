import { Box, Group, Stack, Text } from '@mantine/core'
import { IconCertificate, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Dashboard } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { AppLink, ButtonLink } from '../../ui/app-link.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { ShareBar } from '../../ui/share-bar.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { recallGroupColours, recallGroups, recallGroupWords } from '../../ui/words/recall-progress.ts'
import { useOverviewWords } from './words.ts'

/** Recalls that are not over, and how far each has come back. */
export function Recalls() {
  const words = useOverviewWords()
  const format = useFormat()
  const text = useText()
  const recalls = useQuery(apiQuery('recalls', 'list', { query: { open: true, limit: 5 } }))
  return (
    <Section
      title={words.recalls}
      actions={
        <ButtonLink to={paths.recalls} variant="default" size="xs">
          {words.toRecalls}
        </ButtonLink>
      }
    >
      <QueryView query={recalls}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconCircleCheck} title={words.noRecalls} detail={words.noRecallsDetail} />
          ) : (
            <Stack gap="lg">
              {items.map((recall) => (
                <Box key={`${recall.gtin} ${recall.lot}`}>
                  <Group justify="space-between" gap="xs" mb={6}>
                    <AppLink to={paths.recall(recall.gtin, recall.lot)} fw={600}>
                      {recall.product}, {recall.lot}
                    </AppLink>
                    <Text size="sm" c="dimmed">
                      {words.recallOf(recall.class, recall.out)}
                    </Text>
                  </Group>
                  <ShareBar
                    total={recall.commissioned}
                    parts={recallGroups.map((id) => ({
                      id,
                      name: text(recallGroupWords[id]),
                      units: recall[id],
                      colour: recallGroupColours[id],
                    }))}
                  />
                  <Text size="xs" c="dimmed" mt={4}>
                    {recallGroups.map((id) => `${text(recallGroupWords[id])} ${format.number(recall[id])}`).join(' · ')}
                  </Text>
                </Box>
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  )
}

/** Licences that end soon. */
export function Licences({ licences }: { readonly licences: Dashboard['licences'] }) {
  const words = useOverviewWords()
  const format = useFormat()
  return (
    <Section
      title={words.licences}
      actions={
        <ButtonLink to={paths.institutions} variant="default" size="xs">
          {words.toInstitutions}
        </ButtonLink>
      }
    >
      {licences.length === 0 ? (
        <EmptyState icon={IconCertificate} title={words.noLicences} detail={words.noLicencesDetail} />
      ) : (
        <Stack gap="sm">
          {licences.map(({ gln, name, number, validTo }) => (
            <Group key={`${gln} ${number}`} justify="space-between" gap="xs">
              <AppLink to={paths.institution(gln)}>{name}</AppLink>
              <Text size="sm" c="dimmed">
                {number} · {words.until(format.day(validTo.slice(0, 10)))}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Section>
  )
}
