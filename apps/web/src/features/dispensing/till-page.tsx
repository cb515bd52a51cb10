import { Grid, Stack } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Verification } from '@theriac/api'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../core/api/client.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { EmptyState, ErrorState } from '../../ui/state/states.tsx'
import { DispensedList } from './dispensed-list.tsx'
import { type Judgement, judge, toneOf } from './judge.ts'
import { TillVerdict } from './till-verdict.tsx'
import { isSamePack, type Waiting, WaitingList } from './waiting-list.tsx'
import { useDispensingWords } from './words.ts'

/** Scan, see whether the pack may be supplied, and dispense with Enter. */
export default function TillPage() {
  const words = useDispensingWords()
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const [latest, setLatest] = useState<{ readonly answer: Verification; readonly judgement: Judgement }>()
  const [fault, setFault] = useState<unknown>()
  const button = useRef<HTMLButtonElement>(null)
  // What scans that come faster than the screen must see of one another.
  const list = useRef(waiting)

  function change(packs: readonly Waiting[]): void {
    list.current = packs
    setWaiting(packs)
  }

  const verify = useMutation({
    mutationFn: (scan: string) => client.verification.verify({ body: { scan } }),
    onSuccess(answer, scan) {
      const judgement = judge(
        answer,
        list.current.some((one) => isSamePack(one.answer, answer)),
      )
      playVerdict(toneOf(judgement))
      setFault(undefined)
      setLatest({ answer, judgement })
      if (judgement === 'good') change([...list.current, { answer, scan }])
    },
    onError(error) {
      playVerdict('bad')
      setLatest(undefined)
      setFault(error)
    },
  })
  const dispense = useJob(
    (packs: readonly Waiting[], call) =>
      client.dispensing.dispense({
        body: {
          goods: { units: packs.map(({ answer }) => ({ gtin: answer.pack.gtin, serial: answer.pack.serial })) },
          scans: packs.map(({ scan }) => scan),
        },
        ...call,
      }),
    { done: (job) => words.done(job.result.units) },
  )

  // Enter dispenses: the button has the focus as soon as there is something to dispense.
  const count = waiting.length
  useEffect(() => {
    if (count > 0) button.current?.focus()
  }, [count])

  async function send(): Promise<void> {
    if (dispense.running) return
    const packs = list.current
    setFault(undefined)
    try {
      await dispense.run(packs)
      playVerdict('good')
      // A pack that was scanned meanwhile stays.
      change(list.current.filter((one) => !packs.includes(one)))
      setLatest(undefined)
    } catch (error) {
      playVerdict('bad')
      setLatest(undefined)
      setFault(error)
    }
  }

  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack>
            <Section>
              <ScanBox
                label={words.scan}
                action={words.action}
                busy={verify.isPending}
                onScan={({ text }) => verify.mutate(text)}
              />
            </Section>
            {fault !== undefined ? (
              <ErrorState error={fault} />
            ) : latest ? (
              <TillVerdict {...latest} />
            ) : (
              count === 0 && <EmptyState icon={IconScan} title={words.ready} detail={words.readyDetail} />
            )}
            <JobProgress job={dispense.job} />
            {count > 0 && (
              <WaitingList
                packs={waiting}
                sending={dispense.running}
                button={button}
                onRemove={(pack) => {
                  change(list.current.filter((one) => one !== pack))
                  setLatest(undefined)
                }}
                onClear={() => {
                  change([])
                  setLatest(undefined)
                  setFault(undefined)
                }}
                onDispense={() => void send()}
              />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <DispensedList />
        </Grid.Col>
      </Grid>
      <UnsavedGuard when={count > 0} />
    </PageFrame>
  )
}
