import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconStack2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiError, type Recall, type RecallReach } from '@theriac/api'
import type { Gtin, LotNumber } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { reportQuery } from '../../core/api/report-query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { ByDay } from './by-day.tsx'
import { groupOf } from './progress-by-day.ts'
import { ReachSection } from './reach-section.tsx'
import { StillOut } from './still-out.tsx'
import { useRecallWords } from './words.ts'
import { Yours } from './yours.tsx'

/** One recall: how far it has come back, day by day, and what is still out where. */
export default function RecallPage() {
  const words = useRecallWords()
  const params = usePathParams<'gtin' | 'lot'>() as { readonly gtin: Gtin; readonly lot: LotNumber }
  const recall = useQuery(apiQuery('recalls', 'find', { params }))
  const reach = useQuery(reportQuery('recallReach', params))
  const toLot = (
    <ButtonLink to={paths.lot(params.gtin, params.lot)} variant="default" leftSection={<IconStack2 size={16} />}>
      {words.toLot}
    </ButtonLink>
  )
  if (recall.error instanceof ApiError && recall.error.status === 404) {
    return (
      <PageFrame title={words.recallTitle(params.lot)} width="narrow">
        <Section>
          <EmptyState icon={IconAlertOctagon} title={words.notRecalled} detail={words.notRecalledDetail}>
            {toLot}
          </EmptyState>
        </Section>
      </PageFrame>
    )
  }
  return (
    <PageFrame
      title={words.recallTitle(params.lot)}
      {...(recall.data ? { intro: recall.data.product, actions: toLot } : {})}
    >
      <QueryView query={recall}>
        {(found) => (
          <QueryView query={reach} lines={8}>
            {(report) => <RecallView recall={found} report={report} />}
          </QueryView>
        )}
      </QueryView>
    </PageFrame>
  )
}

function RecallView({ recall, report }: { readonly recall: Recall; readonly report: RecallReach }) {
  const words = useRecallWords()
  const format = useFormat()
  const { lot, owner } = recall
  const { asOf, rows, detailed } = report
  const note = words.asOf(format.number(Number(asOf.block)), format.instant(asOf.at ?? recall.at))
  return (
    <Stack gap="lg">
      <Alert color="red" icon={<IconAlertOctagon />} title={words.recalled(recall.class)}>
        <Text size="sm" fw={600}>
          {recall.reason}
        </Text>
        <Text size="sm">
          {words.recalledBy(recall.by.name, format.instant(recall.at))} {words.legal}
        </Text>
      </Alert>
      <Yours units={recall.here} maker={owner.gln} />
      <ReachSection name={words.reachOf(lot)} progress={recall} note={note} />
      {detailed && <ByDay recall={recall} note={note} />}
      <StillOut
        name={words.outOf(lot)}
        isOwnOnly={!detailed}
        rows={rows.filter(({ gln, state }) => gln !== undefined && groupOf(state, gln, owner.gln) === 'out')}
      />
    </Stack>
  )
}
