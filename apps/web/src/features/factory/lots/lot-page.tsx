import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconBarcode, IconPencil, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Lot } from '@theriac/api'
import { useState } from 'react'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { AppLink, ButtonLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Identifier } from '../../../ui/identifier.tsx'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { EmptyState, QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { AlertsAbout } from '../related/alerts-about.tsx'
import { HistoryAbout } from '../related/history-about.tsx'
import { RecordsAbout } from '../related/records-about.tsx'
import { Bitmap } from './bitmap.tsx'
import { Made } from './made.tsx'
import { Reach } from './reach.tsx'
import { RecallDialog } from './recall-dialog.tsx'
import { SerialsButton } from './serials-button.tsx'
import { useLotParams } from './use-lot.ts'
import { useLotWords, useRecallWords } from './words.ts'

/** One lot: what it is, where all its packs are, and its recall. */
export default function LotPage() {
  const words = useLotWords()
  const params = useLotParams()
  const query = useQuery(apiQuery('lots', 'find', { params }))
  return (
    <PageFrame
      title={`${words.lot} ${params.lot}`}
      {...(query.data ? { intro: query.data.productName, actions: <Actions lot={query.data} /> } : {})}
    >
      <QueryView query={query} lines={8}>
        {(lot) => <LotView lot={lot} />}
      </QueryView>
    </PageFrame>
  )
}

function Actions({ lot }: { readonly lot: Lot }) {
  const words = useLotWords()
  const recallWords = useRecallWords()
  const may = useMay()
  const { institution } = useSession()
  const [recalls, setRecalls] = useState(false)
  const isOwn = institution.gln === lot.owner.gln
  const isOpen = lot.status === 'ok' && lot.commissioned < lot.quantity
  return (
    <>
      {isOwn && lot.serialised && lot.commissioned > 0 && <SerialsButton lot={{ gtin: lot.gtin, lot: lot.lot }} />}
      {isOwn && lot.serialised && lot.commissioned > 0 && may('packing.pack') && (
        <ButtonLink to={paths.lotLabels(lot.gtin, lot.lot)} variant="default" leftSection={<IconPrinter size={16} />}>
          {words.labels}
        </ButtonLink>
      )}
      {may('lots.recall') && (isOwn || institution.kind === 'regulator') && lot.recall === undefined && (
        <Button
          variant="light"
          color="red"
          leftSection={<IconAlertOctagon size={16} />}
          onClick={() => setRecalls(true)}
        >
          {recallWords.recall}
        </Button>
      )}
      {isOwn && lot.commissioned === 0 && lot.recall === undefined && may('lots.amend') && (
        <ButtonLink to={paths.amendLot(lot.gtin, lot.lot)} variant="default" leftSection={<IconPencil size={16} />}>
          {words.amend}
        </ButtonLink>
      )}
      {isOwn && isOpen && may('commissioning.commission') && (
        <ButtonLink to={paths.commission(lot.gtin, lot.lot)} leftSection={<IconBarcode size={16} />}>
          {words.commission}
        </ButtonLink>
      )}
      {recalls && <RecallDialog lot={lot} onClose={() => setRecalls(false)} />}
    </>
  )
}

function LotView({ lot }: { readonly lot: Lot }) {
  const words = useLotWords()
  const format = useFormat()
  const { institution } = useSession()
  const params = { gtin: lot.gtin, lot: lot.lot }
  const seesUnits = institution.kind === 'regulator' || institution.gln === lot.owner.gln
  return (
    <Stack gap="lg">
      {lot.recall && (
        <Alert color="red" icon={<IconAlertOctagon />} title={words.recalledTitle(lot.recall.class)}>
          <Text size="sm" fw={600}>
            {lot.recall.reason}
          </Text>
          <Text size="sm">{words.recalledBy(lot.recall.by.name, format.instant(lot.recall.at))}</Text>
        </Alert>
      )}
      <Section>
        <Facts
          facts={[
            [words.status, <StatusBadge key="status" status={lot.status} />],
            [
              words.product,
              <AppLink key="product" to={paths.product(lot.gtin)}>
                {lot.productName}
              </AppLink>,
            ],
            [words.gtin, <Identifier key="gtin" value={lot.gtin} />],
            [words.lot, <Identifier key="lot" value={lot.lot} />],
            [words.production, format.day(lot.production)],
            [words.expiry, format.day(lot.expiry)],
            [
              words.maker,
              <AppLink key="maker" to={paths.institution(lot.owner.gln)}>
                {lot.owner.name}
              </AppLink>,
            ],
            [words.origin, lot.origin],
            [words.made, <Made key="made" lot={lot} />],
            [words.serials, lot.serialised ? words.withSerials : words.withoutSerials],
            [words.registeredAt, format.instant(lot.registeredAt)],
          ]}
        />
      </Section>
      {lot.commissioned === 0 ? (
        <Section>
          <EmptyState title={words.noPacks} detail={words.noPacksDetail} icon={IconBarcode} />
        </Section>
      ) : (
        <>
          <Reach lot={params} />
          {seesUnits && lot.serialised && <Bitmap lot={params} />}
        </>
      )}
      <RecordsAbout about={params} />
      <AlertsAbout about={params} />
      <HistoryAbout about={params} />
    </Stack>
  )
}
