import { Alert, Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { UnitDetail } from '@theriac/api'
import { apiQuery } from '../../../core/api/query.ts'
import { useFormat } from '../../../core/i18n/language-provider.tsx'
import { paths } from '../../../core/paths.ts'
import { useMay } from '../../../core/session/session.ts'
import { AppLink, ButtonLink } from '../../../ui/app-link.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { QueryView } from '../../../ui/state/states.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { DispensePart } from './dispense-part.tsx'
import type { ChosenPack } from './parts-page.tsx'
import { UndoPart } from './undo-part.tsx'
import { usePartWords } from './words.ts'

/** One pack: how much of it is left, and how much is dispensed or taken back now. */
export function PackCard({ pack }: { readonly pack: ChosenPack }) {
  const { gtin, serial, scan } = pack
  const unit = useQuery(apiQuery('units', 'find', { params: { gtin, serial } }))
  return <QueryView query={unit}>{(data) => <Card unit={data} {...(scan === undefined ? {} : { scan })} />}</QueryView>
}

function Card({ unit, scan }: { readonly unit: UnitDetail; readonly scan?: string }) {
  const { gtin, serial, product, lot, parts, state } = unit
  const words = usePartWords()
  const format = useFormat()
  const may = useMay()
  const left = parts.packSize - parts.taken
  return (
    <Section>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Text fw={650} fz="lg">
              {product.name}
            </Text>
            <Text size="sm" c="dimmed">
              <AppLink to={paths.unit(gtin, serial)} td="underline">
                {serial}
              </AppLink>{' '}
              · {words.lot(lot.lot)} · {words.until(format.day(lot.expiry))}
            </Text>
          </div>
          <StatusBadge status={parts.taken === 0 ? 'institution' : state} />
        </Group>
        <div>
          <Text fz={28} fw={700} lh={1.2} role="status">
            {left === 0 ? words.none : words.left(left, parts.packSize)}
          </Text>
          <Progress
            mt="xs"
            size="lg"
            value={(left / parts.packSize) * 100}
            aria-label={words.left(left, parts.packSize)}
          />
          {parts.taken === 0 && (
            <Text size="sm" c="dimmed" mt={4}>
              {words.whole}
            </Text>
          )}
        </div>
        {parts.packSize === 1 ? (
          <Alert variant="light" color="yellow">
            <Group justify="space-between">
              {words.notDividable}
              <ButtonLink to={paths.dispense} variant="default" size="xs">
                {words.dispenseWhole}
              </ButtonLink>
            </Group>
          </Alert>
        ) : (
          may('dispensing.dispensePart') && (
            <>
              {left > 0 && <DispensePart unit={unit} {...(scan === undefined ? {} : { scan })} />}
              <UndoPart unit={unit} />
            </>
          )
        )}
        {may('drugUse.write') && parts.taken > 0 && (
          <Group>
            <ButtonLink to={paths.newDrugUse} variant="subtle" size="compact-md">
              {words.recordUse}
            </ButtonLink>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
