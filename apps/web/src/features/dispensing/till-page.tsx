import { Grid, Stack } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { IconScan } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Verification } from '@theriac/api'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../core/api/client.ts'
import { isNoAnswer } from '../../core/api/no-answer.ts'
import { useOutbox, useWaiting } from '../../core/offline/outbox-provider.tsx'
import { readCode } from '../../core/scan/read-code.ts'
import { scanAgainSignedIn } from '../../core/scan/scan-desk.ts'
import { playVerdict } from '../../core/scan/sound.ts'
import { UnsavedGuard } from '../../ui/form/unsaved-guard.tsx'
import { JobProgress } from '../../ui/job/job-progress.tsx'
import { useJob } from '../../ui/job/use-job.tsx'
import { PageFrame, Section } from '../../ui/layout/page-frame.tsx'
import { WaitingList as KeptList } from '../../ui/offline/waiting-list.tsx'
import { ScanBox } from '../../ui/scan/scan-box.tsx'
import { EmptyState, ErrorState } from '../../ui/state/states.tsx'
import { DispensedList } from './dispensed-list.tsx'
import { type Judgement, judge, toneOf } from './judge.ts'
import { TillVerdict } from './till-verdict.tsx'
import { AwayVerdict, type Unchecked, UncheckedPacks } from './unchecked.tsx'
import { type DispensingBody, waitingDispensing } from './waiting-dispensing.ts'
import { isSamePack, type Waiting, WaitingList } from './waiting-list.tsx'
import { useDispensingWords } from './words.ts'

/** Scan, see whether the pack may be supplied, and dispense with Enter. */
export default function TillPage() {
  const words = useDispensingWords()
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const [latest, setLatest] = useState<{ readonly answer: Verification; readonly judgement: Judgement }>()
  const [fault, setFault] = useState<unknown>()
  const [unchecked, setUnchecked] = useState<readonly Unchecked[]>([])
  const [away, setAway] = useState<'unchecked' | 'unread' | 'kept'>()
  const outbox = useOutbox()
  const { waiting: toBook } = useWaiting(waitingDispensing.id)
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
      setAway(undefined)
      setLatest({ answer, judgement })
      setUnchecked((before) => before.filter((one) => one.scan !== scan))
      if (judgement === 'good') change([...list.current, { answer, scan }])
    },
    onError(error, scan) {
      setLatest(undefined)
      if (isNoAnswer(error)) return noteUnchecked(scan)
      scanAgainSignedIn(error, scan)
      playVerdict('bad')
      setAway(undefined)
      setFault(error)
    },
  })
  const dispense = useJob(
    (packs: readonly Waiting[], call) => client.dispensing.dispense({ body: bodyOf(packs), ...call }),
    {
      done: (job) => words.done(job.result.units),
      async away(packs, id) {
        const label = packs.map(({ answer }) => answer.pack.serial).join(', ')
        await outbox.add(waitingDispensing, { body: bodyOf(packs), label, id })
      },
    },
  )

  /** Without a network: the code itself says which pack it is, and nothing says whether it may be dispensed. */
  function noteUnchecked(scan: string): void {
    const { gtin, serial, expiry } = readCode(scan)?.summary ?? {}
    const isRead = gtin !== undefined && serial !== undefined
    playVerdict(isRead ? 'warn' : 'bad')
    setFault(undefined)
    setAway(isRead ? 'unchecked' : 'unread')
    if (!isRead) return
    const pack = { gtin, serial, expiry, scan, at: Date.now() }
    setUnchecked((before) => {
      const first = before.find((one) => one.scan === scan)
      return [...before.filter((one) => one.gtin !== gtin || one.serial !== serial), first ?? pack]
    })
  }

  // What could not be checked is checked as soon as the network is back.
  const { online } = useNetwork()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it comes back
  useEffect(() => {
    if (online) for (const { scan } of unchecked) verify.mutate(scan)
  }, [online])

  const isWaiting = toBook.some(({ outcome }) => outcome === undefined)
  // What was kept has been sent meanwhile: the list below says what came of it.
  const isBooked = away === 'kept' && !isWaiting

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
      setLatest(undefined)
      if (isNoAnswer(error)) {
        playVerdict('warn')
        change(list.current.filter((one) => !packs.includes(one)))
        setAway('kept')
        return
      }
      playVerdict('bad')
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
            {away !== undefined && !isBooked ? (
              <AwayVerdict what={away} />
            ) : fault !== undefined ? (
              <ErrorState error={fault} />
            ) : latest ? (
              <TillVerdict {...latest} />
            ) : (
              count === 0 && <EmptyState icon={IconScan} title={words.ready} detail={words.readyDetail} />
            )}
            <JobProgress job={dispense.job} />
            {unchecked.length > 0 && (
              <UncheckedPacks
                packs={unchecked}
                onChange={(packs) => {
                  setUnchecked(packs)
                  setAway(undefined)
                }}
                onKept={() => setAway('kept')}
              />
            )}
            {toBook.length > 0 && (
              <Section title={isWaiting ? words.toBook : words.booked}>
                <KeptList waiting={toBook} kinds={[waitingDispensing]} />
              </Section>
            )}
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
      <UnsavedGuard when={count > 0 || unchecked.length > 0} />
    </PageFrame>
  )
}

function bodyOf(packs: readonly Waiting[]): DispensingBody {
  return {
    goods: { units: packs.map(({ answer }) => ({ gtin: answer.pack.gtin, serial: answer.pack.serial })) },
    scans: packs.map(({ scan }) => scan),
  }
}
