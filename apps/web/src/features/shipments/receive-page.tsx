import { Badge, Group, Stack, Text } from '@mantine/core'
import { IconChevronRight, IconPackageImport } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Shipment } from '@theriac/api'
import { apiQuery } from '../../core/api/query.ts'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { paths } from '../../core/paths.ts'
import { passOnScan } from '../../core/scan/scan-desk.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { useSession } from '../../core/session/session.ts'
import { PlainLink } from '../../ui/app-link.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { EmptyState, QueryView } from '../../ui/state/states.tsx'
import { VerdictPanel } from '../../ui/verdict/verdict-panel.tsx'
import { useReceiveWords } from './receive-words.ts'
import classes from './shipments.module.css'
import { shipmentOfScan } from './station/shipment-of-scan.ts'
import { useShipmentWords } from './words.ts'

/** Deliveries that are expected: by scanning one of their cases, or from the list. */
export default function ReceivePage() {
  const words = useReceiveWords()
  const navigate = useNavigate()
  const { institution } = useSession()
  const shipments = useQuery(
    apiQuery('shipments', 'list', { query: { direction: 'in', state: 'in_transit', limit: 200 } }),
  )
  const find = useMutation({
    mutationFn: (scan: string) => shipmentOfScan(scan, institution.gln),
    async onSuccess(found, scan) {
      playVerdict(found === undefined ? 'bad' : 'good')
      if (found === undefined) return
      // It is the first of what has arrived: counted at the station too.
      passOnScan(scan)
      await navigate({ to: paths.receiveShipment(found.sender, found.number) })
    },
    onError: () => playVerdict('bad'),
  })
  const isMissing = find.isError || (find.isSuccess && find.data === undefined)
  return (
    <PageFrame title={words.title} intro={words.intro} width="narrow">
      <Section>
        <ScanBox
          label={words.scan}
          action={words.open}
          busy={find.isPending}
          onScan={({ text }) => find.mutate(text)}
        />
      </Section>
      {isMissing && <VerdictPanel tone="warn" title={words.notFound} detail={words.notFoundDetail} />}
      <QueryView query={shipments}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconPackageImport} title={words.empty} detail={words.emptyDetail} />
          ) : (
            <Section title={words.expected}>
              <Stack component="ul" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
                {items.map((shipment) => (
                  <Delivery key={`${shipment.sender.gln} ${shipment.number}`} shipment={shipment} />
                ))}
              </Stack>
            </Section>
          )
        }
      </QueryView>
    </PageFrame>
  )
}

function Delivery({ shipment }: { readonly shipment: Shipment }) {
  const words = useReceiveWords()
  const common = useShipmentWords()
  const format = useFormat()
  const { sender, number, left, touched, shippedAt } = shipment
  return (
    <li>
      <PlainLink to={paths.receiveShipment(sender.gln, number)} className={classes.delivery}>
        <div>
          <Group gap="xs">
            <Text fw={600}>{sender.name}</Text>
            {touched && (
              <Badge variant="light" color="yellow">
                {words.partly}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {common.one(number)} · {format.relative(shippedAt)}
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <div className={classes.count}>
            <Text fw={600}>{common.packs(left.units)}</Text>
            {left.containers > 0 && (
              <Text size="sm" c="dimmed">
                {common.containers(left.containers)}
              </Text>
            )}
          </div>
          <IconChevronRight size={20} aria-hidden />
        </Group>
      </PlainLink>
    </li>
  )
}
