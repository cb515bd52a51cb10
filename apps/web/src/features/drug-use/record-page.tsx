import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { apiQuery, type RowOf } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames, useProductNames } from '../../core/names/use-names.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { useMay } from '../../core/session/session.ts'
import { AppLink, ButtonLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { Amend } from './amend.tsx'
import { UseState } from './use-state.tsx'
import { Versions } from './versions.tsx'
import { VoidDialog } from './void-dialog.tsx'
import { useDrugUseWords } from './words.ts'

type Use = RowOf<'drugUse', 'list'>

/** One record with all its versions; amended and voided here. */
export default function RecordPage() {
  const words = useDrugUseWords()
  const may = useMay()
  const id = usePathParams<'id'>().id as Use['id']
  const [doing, setDoing] = useState<'amend' | 'void'>()
  const query = useQuery(apiQuery('drugUse', 'find', { params: { id } }))
  const use = query.data
  const isOpen = use !== undefined && !use.voided && may('drugUse.amend')
  const stop = () => setDoing(undefined)
  return (
    <PageFrame
      title={words.one}
      width="narrow"
      actions={
        <>
          <ButtonLink to={paths.drugUse} variant="default">
            {words.back}
          </ButtonLink>
          {isOpen && doing !== 'amend' && (
            <>
              <Button variant="default" color="red" onClick={() => setDoing('void')}>
                {words.voidIt}
              </Button>
              {use.details && <Button onClick={() => setDoing('amend')}>{words.amend}</Button>}
            </>
          )}
        </>
      }
    >
      <QueryView query={query}>
        {(data) => (
          <Stack gap="lg">
            {doing === 'amend' && data.details ? (
              <Amend use={data} details={data.details} onDone={stop} />
            ) : (
              <Said use={data} />
            )}
            <Section title={words.history}>
              <Versions id={id} />
            </Section>
            {doing === 'void' && <VoidDialog use={data} onClose={stop} />}
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}

function Said({ use }: { readonly use: Use }) {
  const words = useDrugUseWords()
  const format = useFormat()
  const { gtin, gln, lot, details, erased, voided, isIntact } = use
  const productOf = useProductNames([gtin])
  const hospitalOf = useInstitutionNames([gln])
  return (
    <Section>
      <Stack>
        {voided && (
          <Alert color="gray" variant="light" icon={<IconAlertTriangle />}>
            {words.isVoided}
          </Alert>
        )}
        {erased && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle />}>
            {words.erasedBy(erased.by, format.instant(erased.at), erased.reason)}
          </Alert>
        )}
        {isIntact === false && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />} role="alert">
            {words.notIntact}
          </Alert>
        )}
        <Facts
          facts={[
            [words.state, <UseState key="state" use={use} />],
            [words.version, format.number(use.version)],
            [
              words.product,
              <AppLink key="product" to={paths.product(gtin)}>
                {productOf(gtin)}
              </AppLink>,
            ],
            [
              words.lot,
              lot && (
                <AppLink key="lot" to={paths.lot(gtin, lot)}>
                  {lot}
                </AppLink>
              ),
            ],
            [
              words.serial,
              details?.serial && (
                <AppLink key="serial" to={paths.unit(gtin, details.serial)}>
                  {details.serial}
                </AppLink>
              ),
            ],
            [words.hospital, hospitalOf(gln)],
            [words.patient, details?.patient],
            [words.ward, details?.ward],
            [words.dose, details?.dose],
            [words.units, details && words.unitsOf(details.unitsUsed)],
            [words.used, details && format.instant(details.usedAt)],
            [words.why, details?.reason],
            [words.written, format.instant(use.writtenAt)],
          ]}
        />
        {details === undefined && erased === undefined && (
          <Text size="sm" c="dimmed">
            {words.notTold}
          </Text>
        )}
        {isIntact && (
          <Text size="sm" c="dimmed">
            <IconShieldCheck size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {words.intact}
          </Text>
        )}
      </Stack>
    </Section>
  )
}
