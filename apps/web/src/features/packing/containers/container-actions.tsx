import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconPackageOff, IconPrinter, IconTruckLoading } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { passOnScan } from '../../../core/scan/scan-desk.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { ButtonLink } from '../../../ui/app-link.tsx'
import { ProblemAlert } from '../../../ui/form/problem-alert.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import type { ContainerDetail } from './container-detail.ts'
import { useContainerWords } from './words.ts'

/** What whoever has a container can do with it. */
export function ContainerActions({ container }: { readonly container: ContainerDetail }) {
  const words = useContainerWords()
  const navigate = useNavigate()
  const may = useMay()
  const { institution } = useSession()
  const [asks, setAsks] = useState(false)
  const { sscc, root, place, units, children } = container
  const isOwn = root.gln === institution.gln && root.kind !== 'shipment'
  const isInStock = isOwn && place.kind === 'institution'
  return (
    <>
      {isOwn && may('packing.unpack') && (units > 0 || children > 0) && (
        <Button variant="subtle" color="red" leftSection={<IconPackageOff size={16} />} onClick={() => setAsks(true)}>
          {words.dissolve}
        </Button>
      )}
      {isOwn && may('packing.pack') && (
        <ButtonLink to={`${paths.packInto(sscc)}${isInStock ? '' : '?mode=out'}`} variant="default">
          {words.change}
        </ButtonLink>
      )}
      {isOwn && may('packing.pack') && (
        <ButtonLink
          to={paths.containerLabel(sscc)}
          variant={isInStock ? 'default' : 'filled'}
          leftSection={<IconPrinter size={16} />}
        >
          {words.label}
        </ButtonLink>
      )}
      {isInStock && may('shipments.ship') && units > 0 && (
        <Button
          leftSection={<IconTruckLoading size={16} />}
          onClick={() => {
            // As if it had been scanned there.
            passOnScan(`00${sscc}`)
            void navigate({ to: paths.ship })
          }}
        >
          {words.ship}
        </Button>
      )}
      {asks && <DissolveDialog container={container} onClose={() => setAsks(false)} />}
    </>
  )
}

function DissolveDialog(props: { readonly container: ContainerDetail; readonly onClose: () => void }) {
  const { container, onClose } = props
  const words = useContainerWords()
  const [fault, setFault] = useState<unknown>()
  const { sscc, loose, children } = container
  const packs = loose.reduce((sum, { quantity }) => sum + quantity, 0)
  const unpack = useJob(
    (_input: undefined, call) => client.packing.unpack({ body: { containers: [{ sscc, all: true }] }, ...call }),
    { done: () => words.dissolved(sscc) },
  )
  const denest = useJob(
    (inner: readonly ContainerDetail['sscc'][], call) =>
      client.packing.denest({ body: { parent: sscc, children: [...inner] }, ...call }),
    { done: (_job, inner) => words.takenOff(inner.length) },
  )
  const isBusy = unpack.running || denest.running

  async function dissolve(): Promise<void> {
    setFault(undefined)
    try {
      if (packs > 0) await unpack.run(undefined)
      if (children > 0) {
        const { items } = await client.packing.children({ params: { sscc }, query: { limit: 500 } })
        await denest.run(items.map((one) => one.sscc))
      }
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.dissolveTitle}
      closeOnClickOutside={!isBusy}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <Stack>
        <Text size="sm">{words.dissolveDetail(packs, children)}</Text>
        {fault !== undefined && <ProblemAlert error={fault} />}
        <JobProgress job={unpack.job ?? denest.job} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} disabled={isBusy} data-autofocus>
            {words.cancel}
          </Button>
          <Button color="red" loading={isBusy} onClick={() => void dissolve()}>
            {words.dissolveNow}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
