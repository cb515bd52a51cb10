import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { paths } from '../../core/paths.ts'
import { AppLink } from '../app-link.tsx'
import { Section } from '../layout/page-frame.tsx'
import { ScanBox } from '../scan/scan-box.tsx'
import { ErrorState } from '../state/states.tsx'
import { VerdictPanel } from '../verdict/verdict-panel.tsx'
import { GoodsList } from './goods-list.tsx'
import type { GoodsCollection } from './use-goods.ts'
import { useGoodsWords } from './words.ts'

/** Where goods are scanned, what came of the last scan, and the list of them. */
export function GoodsCollector(props: {
  readonly goods: GoodsCollection
  /** What to scan. */
  readonly label?: string
  /** What is said while there is nothing on the list. */
  readonly empty?: string
  /** Another way to name goods, such as by lot. */
  readonly other?: ReactNode
  /** Off while a dialog is open. */
  readonly listens?: boolean
}) {
  const { goods, label, empty, other, listens = true } = props
  const words = useGoodsWords()
  const { note } = goods
  return (
    <Stack>
      <Section>
        <Stack>
          <ScanBox
            label={label ?? words.scan}
            action={words.add}
            busy={goods.isBusy}
            listens={listens}
            onScan={({ text }) => goods.scan(text)}
          />
          {other}
        </Stack>
      </Section>
      {goods.fault ? (
        <ErrorState error={goods.fault} />
      ) : (
        note && (
          <VerdictPanel tone={note.tone} title={note.title} detail={note.detail}>
            {note.alertId !== undefined && (
              <AppLink to={paths.alert(note.alertId)} c="inherit" td="underline" mt="sm" display="inline-block">
                {words.alert}
              </AppLink>
            )}
          </VerdictPanel>
        )
      )}
      <GoodsList list={goods.list} empty={empty ?? words.empty} onRemove={goods.remove} onClear={goods.clear} />
    </Stack>
  )
}
