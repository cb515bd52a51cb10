import { Grid, Stack } from '@mantine/core'
import { IconScan } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { UnitDetail } from '@theriac/api'
import { useState } from 'react'
import { playVerdict } from '../../../core/scan/sound.ts'
import { useMay, useSession } from '../../../core/session/session.ts'
import { findGoods } from '../../../ui/goods/find-goods.ts'
import type { GoodsNote } from '../../../ui/goods/use-goods.ts'
import { useWhere } from '../../../ui/goods/use-where.ts'
import { PageFrame, Section } from '../../../ui/layout/page-frame.tsx'
import { ScanBox } from '../../../ui/scan/scan-box.tsx'
import { EmptyState, ErrorState } from '../../../ui/state/states.tsx'
import { VerdictPanel } from '../../../ui/verdict/verdict-panel.tsx'
import { OpenedList } from './opened-list.tsx'
import { PackCard } from './pack-card.tsx'
import { RecentList } from './recent-list.tsx'
import { usePartWords } from './words.ts'

/** A pack by its names, and what the scanner gave for it. */
export interface ChosenPack extends Pick<UnitDetail, 'gtin' | 'serial'> {
  readonly scan?: string
}

/** Scan a pack, say how many parts, and they are dispensed. */
export default function PartsPage() {
  const words = usePartWords()
  const where = useWhere()
  const may = useMay()
  const { institution } = useSession()
  const [chosen, setChosen] = useState<ChosenPack>()
  const [note, setNote] = useState<GoodsNote>()

  const look = useMutation({
    mutationFn: findGoods,
    onSuccess(found, scan) {
      const isHere = (place: { readonly kind: string; readonly gln?: string; readonly state?: string }): boolean =>
        place.gln === institution.gln &&
        (place.kind === 'institution' || place.kind === 'opened' || place.state === 'dispensed_in_parts')
      const refusal =
        found.kind === 'pack'
          ? (where(found, isHere) ??
            (found.unit.holds.length > 0
              ? { tone: 'bad' as const, title: words.held, detail: words.heldDetail }
              : undefined))
          : { tone: 'warn' as const, title: words.unreadable, detail: words.unreadableDetail }
      setNote(refusal)
      playVerdict(refusal?.tone ?? 'good')
      setChosen(
        found.kind === 'pack' && !refusal ? { gtin: found.unit.gtin, serial: found.unit.serial, scan } : undefined,
      )
    },
    onError() {
      playVerdict('bad')
      setNote(undefined)
      setChosen(undefined)
    },
  })

  return (
    <PageFrame title={words.title} intro={words.intro}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }} hidden={!may('dispensing.dispensePart') && chosen === undefined}>
          <Stack>
            {may('dispensing.dispensePart') && (
              <Section>
                <ScanBox
                  label={words.scan}
                  action={words.open}
                  busy={look.isPending}
                  onScan={({ text }) => look.mutate(text)}
                />
              </Section>
            )}
            {look.isError ? (
              <ErrorState error={look.error} />
            ) : note ? (
              <VerdictPanel tone={note.tone} title={note.title} detail={note.detail} />
            ) : chosen ? (
              <PackCard key={`${chosen.gtin} ${chosen.serial}`} pack={chosen} />
            ) : (
              may('dispensing.dispensePart') && (
                <EmptyState icon={IconScan} title={words.ready} detail={words.readyDetail} />
              )
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: may('dispensing.dispensePart') || chosen ? 5 : 12 }}>
          <Stack>
            <OpenedList />
            <RecentList
              onShow={(pack) => {
                setNote(undefined)
                look.reset()
                setChosen(pack)
              }}
            />
          </Stack>
        </Grid.Col>
      </Grid>
    </PageFrame>
  )
}
