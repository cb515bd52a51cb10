import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconMapPin } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiError, type UnitDetail } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../core/names/use-names.ts'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { AppLink, ButtonLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Identifier } from '../../ui/identifier.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { NextSteps } from '../../ui/next-steps/next-steps.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { glnsOf, usePlaceText } from './place.ts'
import { Trace } from './trace.tsx'
import { useUnitWords } from './words.ts'

/** One pack: what it is, where it is, the way it took. */
export default function UnitPage() {
  const words = useUnitWords()
  const params = usePathParams<'gtin' | 'serial'>() as { readonly gtin: UnitDetail['gtin']; readonly serial: string }
  const unit = useQuery(apiQuery('units', 'find', { params: params as never }))
  const history = useQuery(apiQuery('units', 'history', { params: params as never }))
  const nameOf = useInstitutionNames([
    ...glnsOf(unit.data?.root),
    ...(history.data?.items ?? []).flatMap((event) => [
      ...(event.gln === undefined ? [] : [event.gln]),
      ...glnsOf(event.from),
      ...glnsOf(event.to),
    ]),
  ])
  if (unit.error instanceof ApiError && unit.error.status === 404) {
    return (
      <PageFrame title={words.one} width="narrow">
        <Section>
          <EmptyState title={words.unknown} detail={words.unknownDetail}>
            <ButtonLink to={paths.verify}>{words.verify}</ButtonLink>
          </EmptyState>
        </Section>
      </PageFrame>
    )
  }
  return (
    <PageFrame
      title={unit.data?.product.name ?? words.one}
      {...(unit.data === undefined ? {} : { intro: unit.data.product.genericName })}
    >
      <QueryView query={unit}>{(data) => <Overview unit={data} nameOf={nameOf} />}</QueryView>
      {unit.data && (
        <QueryView query={history} lines={6}>
          {({ items, hidden }) => <Trace name={params.serial} events={items} hidden={hidden} nameOf={nameOf} />}
        </QueryView>
      )}
    </PageFrame>
  )
}

function Overview({ unit, nameOf }: { readonly unit: UnitDetail; readonly nameOf: (gln: string) => string }) {
  const words = useUnitWords()
  const format = useFormat()
  const placeText = usePlaceText(nameOf)
  const { lot, product, holder, root } = unit
  const isBoxed = holder.kind === 'container' && holder.sscc !== undefined
  return (
    <Section>
      <Stack gap="lg">
        <Group gap="sm">
          {[...new Set([unit.status, ...unit.holds, unit.state])].map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
          <Group gap={6} wrap="nowrap">
            <IconMapPin size={18} aria-hidden />
            <Text fw={600}>{placeText(root)}</Text>
          </Group>
          {isBoxed && <AppLink to={paths.container(holder.sscc ?? '')}>{placeText(holder)}</AppLink>}
        </Group>
        <NextSteps
          code={`01${unit.gtin}21${unit.serial}`}
          // What is in a container is whose the container is, while it is in stock.
          holder={isBoxed && root.kind === 'institution' ? { ...root, kind: holder.kind } : holder}
          kind="pack"
          isHeld={unit.holds.length > 0}
        />
        {lot.recalled && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
            {words.recall(lot.recallClass ?? 1, lot.recallReason ?? '')}
          </Alert>
        )}
        {unit.repeated && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />}>
            {words.repeated}
          </Alert>
        )}
        <Facts
          facts={[
            [words.serial, <Identifier key="serial" value={unit.serial} />],
            [
              'GTIN',
              <AppLink key="gtin" to={paths.product(unit.gtin)}>
                {unit.gtin}
              </AppLink>,
            ],
            [
              words.lot,
              <AppLink key="lot" to={paths.lot(unit.gtin, lot.lot)}>
                {lot.lot}
              </AppLink>,
            ],
            [words.index, format.number(unit.index)],
            [words.expiry, format.day(lot.expiry)],
            [words.production, format.day(lot.production)],
            [words.form, [product.form, product.strength, product.pack].filter(Boolean).join(' · ')],
            [words.maker, product.maker],
            [words.origin, lot.origin],
            [words.storage, product.storageConditions],
          ]}
        />
      </Stack>
    </Section>
  )
}
