import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ShipmentDetail } from '@theriac/api'
import { useState } from 'react'
import { client } from '../../core/api/client.ts'
import { paths } from '../../core/paths.ts'
import { useMay, useSession } from '../../core/session/session.ts'
import { ButtonLink } from '../../ui/app-link.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { ErrorState } from '../../ui/state/states.tsx'
import { useShipmentWords } from './words.ts'

type Act = 'void' | 'reclaim'

/** What can be done with a shipment as it stands, by who looks at it. */
export function ShipmentActions({ shipment }: { readonly shipment: ShipmentDetail }) {
  const words = useShipmentWords()
  const { institution } = useSession()
  const may = useMay()
  const [asked, setAsked] = useState<Act>()
  const [fault, setFault] = useState<unknown>()
  const { sender, receiver, number, state, touched } = shipment
  const params = { sender: sender.gln, number }
  const takeBack = useJob(
    (act: Act, call) =>
      act === 'void'
        ? client.shipments.void({ params, ...call })
        : client.shipments.reclaim({ params, body: {}, ...call }),
    { done: (_, act) => (act === 'void' ? words.voided : words.reclaimed) },
  )
  if (!may('shipments.receive')) return null

  async function confirm(act: Act): Promise<void> {
    setFault(undefined)
    try {
      await takeBack.run(act)
      setAsked(undefined)
    } catch (error) {
      setFault(error)
    }
  }
  const isSender = sender.gln === institution.gln
  const label = asked === 'void' ? words.void : words.reclaim
  return (
    <>
      {receiver.gln === institution.gln && state === 'in_transit' && (
        <ButtonLink to={paths.receiveShipment(sender.gln, number)}>{words.receive}</ButtonLink>
      )}
      {isSender && state === 'in_transit' && !touched && (
        <Button variant="default" onClick={() => setAsked('void')}>
          {words.void}
        </Button>
      )}
      {isSender && state === 'closed' && <Button onClick={() => setAsked('reclaim')}>{words.reclaim}</Button>}
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={label}
        closeButtonProps={{ 'aria-label': words.cancel }}
      >
        <Stack>
          <Text size="sm">{asked === 'void' ? words.voidAsk : words.reclaimAsk}</Text>
          {fault !== undefined && <ErrorState error={fault} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(undefined)}>
              {words.cancel}
            </Button>
            <Button
              loading={takeBack.running}
              data-autofocus
              onClick={() => asked !== undefined && void confirm(asked)}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
