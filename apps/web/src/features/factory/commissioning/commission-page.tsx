import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Lot } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { Made } from '../lots/made.tsx'
import { SerialsButton } from '../lots/serials-button.tsx'
import { useLotParams } from '../lots/use-lot.ts'
import { useLotWords } from '../lots/words.ts'
import { CommissionForm } from './commission-form.tsx'
import { useCommissioningWords } from './words.ts'

/** Makes packs of one lot. */
export default function CommissionPage() {
  const words = useCommissioningWords()
  const params = useLotParams()
  const query = useQuery(apiQuery('lots', 'find', { params }))
  return (
    <PageFrame
      title={words.intoLot(params.lot)}
      width="narrow"
      {...(query.data ? { intro: query.data.productName } : {})}
      actions={
        <ButtonLink to={paths.lot(params.gtin, params.lot)} variant="default">
          {words.back}
        </ButtonLink>
      }
    >
      <QueryView query={query}>{(lot) => <Station lot={lot} />}</QueryView>
    </PageFrame>
  )
}

function Station({ lot }: { readonly lot: Lot }) {
  const words = useCommissioningWords()
  const lotWords = useLotWords()
  const format = useFormat()
  const may = useMay()
  const { institution } = useSession()
  /** Packs that were made on this page last. */
  const [made, setMade] = useState<number>()
  const params = { gtin: lot.gtin, lot: lot.lot }
  const isOwn = institution.gln === lot.owner.gln
  return (
    <Stack gap="lg">
      <Section>
        <Facts
          facts={[
            [lotWords.made, <Made key="made" lot={lot} />],
            [lotWords.expiry, format.day(lot.expiry)],
          ]}
        />
      </Section>
      {made !== undefined && (
        <Alert color="teal" variant="light" icon={<IconCircleCheck />} title={words.doneTitle(made)} role="status">
          {lot.serialised && (
            <Stack gap="sm" align="flex-start">
              <Text size="sm">{words.doneDetail}</Text>
              <Group gap="xs">
                <SerialsButton lot={params} />
                {may('packing.pack') && (
                  <>
                    <ButtonLink to={paths.lotLabels(lot.gtin, lot.lot)} variant="default">
                      {lotWords.labels}
                    </ButtonLink>
                    <ButtonLink to={paths.packLot(lot.gtin, lot.lot)} variant="default">
                      {words.packIt}
                    </ButtonLink>
                  </>
                )}
              </Group>
            </Stack>
          )}
        </Alert>
      )}
      {!isOwn ? (
        <Section>
          <EmptyState title={words.heldBack} detail={words.notYours} icon={IconLock} />
        </Section>
      ) : lot.status !== 'ok' ? (
        <Section>
          <EmptyState title={words.heldBack} detail={words.heldBackDetail} icon={IconLock} />
        </Section>
      ) : lot.commissioned >= lot.quantity ? (
        <Group justify="center">
          <Text c="dimmed">{words.full}</Text>
        </Group>
      ) : (
        <CommissionForm lot={lot} onMade={setMade} />
      )}
    </Stack>
  )
}
