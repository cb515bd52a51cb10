import { SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useSession } from '../../core/session/session.ts'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { Activity } from './activity.tsx'
import { Figures } from './figures.tsx'
import { MainWork } from './main-work.tsx'
import { Licences, Recalls } from './notices.tsx'
import { Tasks } from './tasks.tsx'
import { useHomeWords } from './words.ts'

/** The first page of everybody: what there is to do now, and how things stand. */
export default function HomePage() {
  const words = useHomeWords()
  const format = useFormat()
  const { institution } = useSession()
  const dashboard = useQuery(apiQuery('dashboard', 'show', { query: { days: 30 } }))
  return (
    <PageFrame title={words.greeting(institution.name)} intro={words.intro} actions={<MainWork />}>
      <QueryView query={dashboard} lines={10}>
        {(data) => (
          <Stack gap="lg">
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
              <Section title={words.todo}>
                <Tasks tasks={data.tasks} />
              </Section>
              <Section title={words.figures}>
                <Figures figures={data.figures} />
              </Section>
            </SimpleGrid>
            <Section
              title={words.activity}
              actions={
                <Text size="sm" c="dimmed">
                  {words.days(data.days.length)}
                </Text>
              }
            >
              <Activity days={data.days} series={data.series} />
            </Section>
            {(data.recalls.length > 0 || data.licences.length > 0) && (
              <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
                {data.recalls.length > 0 && <Recalls recalls={data.recalls} />}
                {data.licences.length > 0 && <Licences licences={data.licences} />}
              </SimpleGrid>
            )}
            {data.asOf.at !== undefined && (
              <Text size="xs" c="dimmed">
                {words.asOf(format.instant(data.asOf.at))}
              </Text>
            )}
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}
