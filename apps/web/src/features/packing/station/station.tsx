import { Button, Grid, Group, Stack } from '@mantine/core'
import { IconBox } from '@tabler/icons-react'
import type { Sscc } from '@theriac/gs1'
import { useEffect, useRef, useState } from 'react'
import { ProblemAlert } from '../../../ui/form/problem-alert.tsx'
import { UnsavedGuard } from '../../../ui/form/unsaved-guard.tsx'
import { JobProgress } from '../../../ui/job/job-progress.tsx'
import { Section } from '../../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../../ui/scan/scan-box.tsx'
import { EmptyState } from '../../../ui/state/states.tsx'
import { usePackingWords } from '../words.ts'
import { CountDialog } from './count-dialog.tsx'
import type { Mode } from './draft.ts'
import { NotePanel } from './note.tsx'
import { RecentList } from './recent-list.tsx'
import { Target } from './target.tsx'
import { useStation } from './use-station.ts'

/** Scans what goes into a container, or comes out of it, and shows what is in it. */
export function Station({ mode, first }: { readonly mode: Mode; readonly first: Sscc | undefined }) {
  const words = usePackingWords()
  const station = useStation(mode, first)
  const { draft, note, fault } = station
  const [isCounting, setCounting] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const count = draft?.items.length ?? 0
  // Enter books: the button has the focus as soon as there is something to book.
  useEffect(() => {
    if (count > 0) button.current?.focus()
  }, [count])
  return (
    <>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Section>
              <ScanBox
                label={draft === undefined ? words.scanCase : words.scanInto}
                action={words.note}
                busy={station.isJudging}
                listens={!isCounting}
                onScan={({ text }) => station.scan(text)}
              />
            </Section>
            {fault !== undefined ? <ProblemAlert error={fault} /> : note && <NotePanel note={note} />}
            <JobProgress job={station.job} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          {draft === undefined ? (
            <Section>
              <EmptyState
                icon={IconBox}
                title={words.noTarget}
                detail={mode === 'in' ? words.noTargetIn : words.noTargetOut}
              >
                {mode === 'in' && (
                  <Group mt="sm">
                    <Button size="md" variant="light" loading={station.isAllotting} onClick={station.next}>
                      {words.next}
                    </Button>
                  </Group>
                )}
              </EmptyState>
            </Section>
          ) : (
            <Target
              mode={mode}
              draft={draft}
              sending={station.isBooking}
              button={button}
              onBook={station.close}
              onRemove={station.remove}
              onLeave={station.leave}
              onCount={() => setCounting(true)}
            />
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <RecentList packed={station.recent} />
        </Grid.Col>
      </Grid>
      {draft && isCounting && (
        <CountDialog
          mode={mode}
          sscc={draft.sscc}
          onClose={() => setCounting(false)}
          onAdd={(item) => {
            setCounting(false)
            station.add(item)
          }}
        />
      )}
      <UnsavedGuard when={count > 0} />
    </>
  )
}
