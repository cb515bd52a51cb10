import { Button, Grid, Progress, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { GoodsInput, ShipmentDetail } from '@theriac/api'
import { useRef, useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { playVerdict } from '../../../core/scan/sound.ts'
import { ProblemAlert } from '../../../ui/form/problem-alert.tsx'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../../ui/scan/scan-box.tsx'
import { useReceiveWords } from '../receive-words.ts'
import { type Arrived, countArrived, goodsOf, nothingArrived } from './arrived.ts'
import { CloseDialog } from './close-dialog.tsx'
import { Expected } from './expected.tsx'
import { judgeScan, type StationScan } from './judge-scan.ts'
import { ScanVerdict, type StationVerdict } from './scan-verdict.tsx'

interface Receipt {
  readonly all?: true
  readonly goods?: GoodsInput
  readonly reason?: string
}

/** Scans what has arrived of a shipment, and takes it in. */
export function Station({ shipment }: { readonly shipment: ShipmentDetail }) {
  const words = useReceiveWords()
  const navigate = useNavigate()
  const params = { sender: shipment.sender.gln, number: shipment.number }
  const [arrived, setArrived] = useState<Arrived>(nothingArrived)
  const [verdict, setVerdict] = useState<StationVerdict>()
  const [fault, setFault] = useState<unknown>()
  const [isClosing, setClosing] = useState(false)
  // What scans that come faster than the screen must see of one another.
  const latest = useRef(arrived)
  const count = countArrived(shipment, arrived)

  function change(next: Arrived): void {
    latest.current = next
    setArrived(next)
  }

  function note(scan: StationScan): void {
    const { containers, packs } = latest.current
    if (scan.kind === 'container') {
      const isNew = containers.every(({ sscc }) => sscc !== scan.container.sscc)
      if (isNew) change({ ...latest.current, containers: [...containers, scan.container] })
      tell({ kind: isNew ? 'good' : 'again', what: scan.container.sscc })
    } else if (scan.kind === 'pack') {
      const { gtin, serial } = scan.pack
      const isNew = packs.every((one) => one.gtin !== gtin || one.serial !== serial)
      if (isNew) change({ ...latest.current, packs: [...packs, scan.pack] })
      tell({ kind: isNew ? 'good' : 'again', what: serial })
    } else tell({ kind: scan.kind, what: scan.kind === 'inside' ? scan.sscc : '' })
  }

  function tell(next: StationVerdict): void {
    setVerdict(next)
    playVerdict(next.kind === 'good' ? 'good' : next.kind === 'foreign' ? 'bad' : 'warn')
  }

  const judge = useMutation({
    mutationFn: (scan: string) => judgeScan(scan, params, shipment.containers),
    onSuccess(scan) {
      setFault(undefined)
      note(scan)
    },
    onError(error) {
      playVerdict('bad')
      setVerdict(undefined)
      setFault(error)
    },
  })
  const receive = useJob(
    ({ reason, ...what }: Receipt, call) =>
      client.shipments.receive({
        params,
        body: { ...what, ...(reason === undefined ? {} : { close: { reason } }) },
        ...call,
      }),
    { done: (job) => words.received(job.result.units) },
  )
  const reject = useJob((reason: string, call) => client.shipments.reject({ params, body: { reason }, ...call }), {
    done: () => words.closed,
  })
  const isBusy = receive.running || reject.running

  async function book(act: () => Promise<{ readonly isOver: boolean }>): Promise<void> {
    if (isBusy) return
    setFault(undefined)
    try {
      const { isOver } = await act()
      playVerdict('good')
      change(nothingArrived)
      setVerdict(undefined)
      setClosing(false)
      if (isOver) await navigate({ to: paths.receive, ignoreBlocker: true })
    } catch (error) {
      playVerdict('bad')
      setClosing(false)
      setVerdict(undefined)
      setFault(error)
    }
  }
  const take = (what: Receipt) => book(async () => ({ isOver: (await receive.run(what)).result.closes }))
  const close = (reason: string) =>
    count > 0
      ? take({ goods: goodsOf(shipment, arrived), reason })
      : book(async () => {
          await reject.run(reason)
          return { isOver: true }
        })

  return (
    <>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Section>
              <ScanBox
                label={words.stationScan}
                action={words.note}
                busy={judge.isPending}
                listens={!isClosing}
                onScan={({ text }) => judge.mutate(text)}
              />
            </Section>
            {fault !== undefined && <ProblemAlert error={fault} rest={[]} />}
            {verdict && <ScanVerdict verdict={verdict} />}
            <Section>
              <Stack gap="sm">
                <div>
                  <Text fw={600} mb={6} role="status">
                    {words.progress(count, shipment.left.units)}
                  </Text>
                  <Progress
                    value={shipment.left.units === 0 ? 0 : (count / shipment.left.units) * 100}
                    size="lg"
                    aria-label={words.progress(count, shipment.left.units)}
                  />
                </div>
                <JobProgress job={receive.job ?? reject.job} />
                {count > 0 && count < shipment.left.units && (
                  <Button size="md" loading={isBusy} onClick={() => void take({ goods: goodsOf(shipment, arrived) })}>
                    {words.receiveScanned(count)}
                  </Button>
                )}
                <Button
                  size="md"
                  variant={count > 0 && count < shipment.left.units ? 'default' : 'filled'}
                  loading={isBusy}
                  onClick={() => void take({ all: true })}
                >
                  {words.receiveAll(shipment.left.units)}
                </Button>
                {count < shipment.left.units && (
                  <Button variant="subtle" color="red" disabled={isBusy} onClick={() => setClosing(true)}>
                    {words.close}
                  </Button>
                )}
                <Text size="sm" c="dimmed">
                  {words.restWaits}
                </Text>
              </Stack>
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Expected shipment={shipment} arrived={arrived} onChange={change} />
        </Grid.Col>
      </Grid>
      <CloseDialog
        opened={isClosing}
        taken={count}
        left={shipment.left.units - count}
        busy={isBusy}
        onClose={() => setClosing(false)}
        onSubmit={close}
      />
      <UnsavedGuard when={count > 0 && !isBusy} />
    </>
  )
}
