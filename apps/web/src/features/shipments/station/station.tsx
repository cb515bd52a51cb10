import { Grid, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { GoodsInput, PackingInput, ShipmentDetail } from '@theriac/api'
import { useRef, useState } from 'react'
import { client } from '../../../core/api/client.ts'
import { paths } from '../../../core/paths.ts'
import { playVerdict } from '../../../core/scan/sound.ts'
import { ProblemAlert } from '../../../ui/form/problem-alert.tsx'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { useJob } from '../../../ui/job/use-job.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../../ui/scan/scan-box.tsx'
import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import { useReceiveWords } from '../receive-words.ts'
import { type Arrived, countArrived, goodsOf, missingOf, nothingArrived } from './arrived.ts'
import { CloseDialog } from './close-dialog.tsx'
import { Expected } from './expected.tsx'
import { type ArrivedContainer, judgeScan, type StationScan } from './judge-scan.ts'
import { CountDialog } from './missing/count-dialog.tsx'
import { countMissing, missingInput } from './missing/missing.ts'
import { ScanVerdict, type StationVerdict } from './scan-verdict.tsx'
import { TakeIn } from './take-in.tsx'

interface Receipt {
  readonly all?: true
  readonly goods?: GoodsInput
  readonly missing?: PackingInput[]
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
  const [counted, setCounted] = useState<ArrivedContainer>()
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
    // Without a network scans wait here, and are looked at when it is back.
    networkMode: 'online',
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
  const missing = arrived.missing.length > 0 ? { missing: missingInput(arrived.missing) } : {}
  const scanned = (): Receipt => ({ goods: goodsOf(shipment, arrived), ...missing })
  const close = (reason: string) =>
    count > 0
      ? take({ ...scanned(), reason })
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
                listens={!isClosing && counted === undefined}
                onScan={({ text }) => judge.mutate(text)}
              />
            </Section>
            {fault !== undefined && <ProblemAlert error={fault} rest={[]} />}
            {judge.isPaused && <VerdictPanel tone="warn" title={words.away} detail={words.awayDetail} />}
            {verdict && !judge.isPaused && <ScanVerdict verdict={verdict} />}
            <TakeIn
              scanned={count}
              expected={shipment.left.units}
              missing={countMissing(arrived.missing)}
              job={receive.job ?? reject.job}
              busy={isBusy}
              onTakeScanned={() => void take(scanned())}
              onTakeAll={() => void take({ all: true, ...missing })}
              onClose={() => setClosing(true)}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Expected shipment={shipment} arrived={arrived} onChange={change} onCount={setCounted} />
        </Grid.Col>
      </Grid>
      {counted && (
        <CountDialog
          sscc={counted.sscc}
          missing={missingOf(arrived, counted.sscc)}
          onClose={() => setCounted(undefined)}
          onSave={(missing) => {
            const { containers } = latest.current
            const isThere = containers.some(({ sscc }) => sscc === counted.sscc)
            change({
              ...latest.current,
              containers: isThere ? containers : [...containers, counted],
              missing: [...latest.current.missing.filter(({ root }) => root !== counted.sscc), ...missing],
            })
            setCounted(undefined)
          }}
        />
      )}
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
