import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { apiQuery } from '../../core/api/query.ts'
import { useSearchState } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { Course } from './course.tsx'
import { Figures } from './figures.tsx'
import { chainFigures, type FigureName, serverFigures } from './measures.ts'
import { OpenAlerts } from './open-alerts.tsx'
import { PastAlerts } from './past-alerts.tsx'
import { StateNow } from './state-now.tsx'
import { useMonitoringWords } from './words.ts'

/** Blocks make it read anew too; where none comes it is read all the same. */
const lookAgainMs = 30_000
const first = { of: 'transactions', over: 'day' }
const figures: readonly string[] = [...chainFigures, ...serverFigures]

/** How the chain and this server do now, and how it went. */
export default function MonitoringPage() {
  const words = useMonitoringWords()
  const [{ of, over }, change] = useSearchState(first)
  const figure = (figures.includes(of) ? of : first.of) as FigureName
  const now = useQuery({ ...apiQuery('monitoring', 'now'), refetchInterval: lookAgainMs })
  return (
    <PageFrame
      title={words.title}
      intro={words.intro}
      actions={
        <ButtonLink to={paths.monitoringRules} variant="default">
          {words.rules}
        </ButtonLink>
      }
    >
      <QueryView query={now} lines={10}>
        {(state) => (
          <Stack gap="lg">
            <StateNow state={state} />
            {state.open.length > 0 && <OpenAlerts alerts={state.open} at={state.at} />}
            {state.at !== undefined && (
              <Section title={words.choose}>
                <Stack gap="lg">
                  <Figures state={state} chosen={figure} onChoose={(name) => change({ of: name })} />
                  <Course measure={figure} over={over} at={state.at} onOver={(period) => change({ over: period })} />
                </Stack>
              </Section>
            )}
            <PastAlerts />
            <Text size="sm" c="dimmed" maw={720}>
              {words.kept(state.keptDays)}
            </Text>
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}
