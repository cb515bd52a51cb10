import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ShipmentDetail } from '@theriac/api'
import type { Gln } from '@theriac/gs1'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { usePathParams } from '../../core/pages/page-state.ts'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { OnChainLink } from '../../ui/on-chain-link.tsx'
import { QueryView } from '../../ui/state/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { actWords } from '../../ui/words/acts.ts'
import { ShipmentActions } from './shipment-actions.tsx'
import { shipmentStatus } from './shipment-status.ts'
import classes from './shipments.module.css'
import { useShipmentWords } from './words.ts'

/** One shipment: what was sent, what is left of it, and what became of it. */
export default function ShipmentPage() {
  const words = useShipmentWords()
  const { sender, number } = usePathParams<'sender' | 'number'>()
  const query = useQuery(apiQuery('shipments', 'find', { params: { sender: sender as Gln, number } }))
  return (
    <PageFrame
      title={words.one(number)}
      width="narrow"
      actions={query.data && <ShipmentActions shipment={query.data} />}
    >
      <QueryView query={query}>
        {(shipment) => (
          <Stack gap="lg">
            <Summary shipment={shipment} />
            <Goods shipment={shipment} />
            <History shipment={shipment} />
          </Stack>
        )}
      </QueryView>
    </PageFrame>
  )
}

function Summary({ shipment }: { readonly shipment: ShipmentDetail }) {
  const words = useShipmentWords()
  const format = useFormat()
  const { sender, receiver, purpose, sent, left, reason, shippedAt } = shipment
  const amount = ({ units, containers }: ShipmentDetail['sent']): string =>
    units === 0
      ? words.nothingLeft
      : [words.packs(units), containers > 0 ? words.containers(containers) : ''].filter(Boolean).join(' · ')
  return (
    <Section>
      <Facts
        facts={[
          [words.sender, sender.name],
          [words.receiver, receiver.name],
          [words.state, <StatusBadge key="state" status={shipmentStatus(shipment)} />],
          [words.sentAt, format.instant(shippedAt)],
          [words.sent, amount(sent)],
          [words.left, amount(left)],
          [words.purpose, words.purposes[purpose]],
          [words.reason, reason],
        ]}
      />
    </Section>
  )
}

function Goods({ shipment }: { readonly shipment: ShipmentDetail }) {
  const words = useShipmentWords()
  const { lots, containers } = shipment
  return (
    <Section title={words.goods}>
      <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {lots.map(({ gtin, lot, productName, sent, left }) => (
          <li key={gtin + lot} className={classes.line}>
            <div>
              <Text fw={600}>{productName}</Text>
              <Text size="sm" c="dimmed" component="span">
                {words.lot}{' '}
              </Text>
              <AppLink to={paths.lot(gtin, lot)} size="sm">
                {lot}
              </AppLink>
            </div>
            <div className={classes.count}>
              <Text>{words.packs(sent)}</Text>
              {left > 0 && (
                <Text size="sm" c="dimmed">
                  {words.left}: {words.packs(left)}
                </Text>
              )}
            </div>
          </li>
        ))}
      </Stack>
      {containers.length > 0 && (
        <>
          <Text fw={600} mt="lg" mb="xs">
            {words.openContainers}
          </Text>
          <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
            {containers.map(({ sscc, units }) => (
              <Group component="li" key={sscc} justify="space-between" wrap="nowrap">
                <AppLink to={paths.container(sscc)} ff="monospace">
                  {sscc}
                </AppLink>
                <Text className={classes.count}>{words.packs(units)}</Text>
              </Group>
            ))}
          </Stack>
        </>
      )}
    </Section>
  )
}

function History({ shipment }: { readonly shipment: ShipmentDetail }) {
  const words = useShipmentWords()
  const format = useFormat()
  const text = useText()
  const { sender, receiver, history } = shipment
  const nameOf = (gln: string | undefined): string =>
    [sender, receiver].find((party) => party.gln === gln)?.name ?? gln ?? ''
  return (
    <Section title={words.history}>
      <Stack component="ol" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {history.map(({ at, act, gln, units, reason, txHash }) => (
          <li key={txHash + act + at} className={classes.line}>
            <div>
              <Text fw={600}>{text(actWords(act))}</Text>
              <Text size="sm" c="dimmed">
                {[format.instant(at), gln === undefined ? '' : nameOf(gln)].filter(Boolean).join(' · ')}
              </Text>
              {reason && <Text size="sm">{reason}</Text>}
              <OnChainLink txHash={txHash} />
            </div>
            {units > 0 && <Text className={classes.count}>{words.packs(units)}</Text>}
          </li>
        ))}
      </Stack>
    </Section>
  )
}
