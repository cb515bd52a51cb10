import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconPill } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiError, type Whereabouts, type Withdrawal } from '@theriac/api'
import type { Gtin } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { groupOf } from './progress-by-day.ts'
import { ReachSection } from './reach-section.tsx'
import { StillOut } from './still-out.tsx'
import { useRecallWords } from './words.ts'
import { Yours } from './yours.tsx'

/** One withdrawn product: how far it has come back, and what is still out where. */
export default function WithdrawalPage() {
  const words = useRecallWords()
  const params = usePathParams<'gtin'>() as { readonly gtin: Gtin }
  const withdrawal = useQuery(apiQuery('recalls', 'findWithdrawal', { params }))
  const places = useQuery(apiQuery('oversight', 'whereabouts', { params, query: { limit: 1000 } }))
  const toProduct = (
    <ButtonLink to={paths.product(params.gtin)} variant="default" leftSection={<IconPill size={16} />}>
      {words.toProduct}
    </ButtonLink>
  )
  if (withdrawal.error instanceof ApiError && withdrawal.error.status === 404) {
    return (
      <PageFrame title={words.withdrawalTitle} width="narrow">
        <Section>
          <EmptyState icon={IconAlertOctagon} title={words.notWithdrawn} detail={words.notWithdrawnDetail}>
            {toProduct}
          </EmptyState>
        </Section>
      </PageFrame>
    )
  }
  return (
    <PageFrame
      title={words.withdrawalTitle}
      {...(withdrawal.data ? { intro: withdrawal.data.product, actions: toProduct } : {})}
    >
      <QueryView query={withdrawal}>
        {(found) => (
          <QueryView query={places} lines={8}>
            {(data) => <WithdrawalView withdrawal={found} places={data} />}
          </QueryView>
        )}
      </QueryView>
    </PageFrame>
  )
}

function WithdrawalView(props: { readonly withdrawal: Withdrawal; readonly places: Whereabouts }) {
  const { withdrawal, places } = props
  const words = useRecallWords()
  const format = useFormat()
  const { product, reason, at, owner } = withdrawal
  const { asOf, institutions, detailed, more } = places
  const rows = institutions.flatMap(({ states, ...whose }) => states.map((one) => ({ ...whose, ...one })))
  return (
    <Stack gap="lg">
      <Alert color="red" icon={<IconAlertOctagon />} title={reason}>
        {words.withdrawnOn(format.instant(at))} {words.legal}
      </Alert>
      <Yours units={withdrawal.here} maker={owner.gln} />
      <ReachSection
        name={words.withdrawalOf(product)}
        progress={withdrawal}
        note={words.asOf(format.number(Number(asOf.block)), format.instant(asOf.at ?? at))}
      />
      <StillOut
        name={words.outOf(product)}
        isOwnOnly={!detailed}
        rows={rows.filter(({ state, gln }) => groupOf(state, gln, owner.gln) === 'out')}
      />
      {more > 0 && <Text size="sm">{words.more(more)}</Text>}
    </Stack>
  )
}
