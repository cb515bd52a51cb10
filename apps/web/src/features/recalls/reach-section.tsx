import { Text } from '@mantine/core'
import type { Recall } from '@theriac/api'
import { useFormat } from '../../core/i18n/language-provider.tsx'
import { Section } from '../../ui/layout/page-frame.tsx'
import { Picture } from '../../ui/picture/picture.tsx'
import { type Share, ShareBar, ShareLegend } from '../../ui/share-bar.tsx'
import type { Column } from '../../ui/table/column.ts'
import type { RecallGroup } from '../../ui/words/recall-progress.ts'
import { useShares } from './shares.ts'
import { useRecallWords } from './words.ts'

/** How far goods have come back, as a bar. */
export function ReachSection(props: {
  readonly name: string
  readonly progress: Pick<Recall, RecallGroup | 'commissioned'>
  readonly note: string
}) {
  const { name, progress, note } = props
  const { commissioned } = progress
  const words = useRecallWords()
  const format = useFormat()
  const shares = useShares()(progress)
  const columns: readonly Column<Share>[] = [
    { id: 'state', label: words.state, value: (share) => share.name },
    {
      id: 'units',
      label: words.units,
      value: ({ units }) => units,
      show: ({ units }) => format.number(units),
      align: 'end',
    },
  ]
  const isComplete = shares.reduce((sum, { units }) => sum + units, 0) === commissioned
  return (
    <Section title={words.reach}>
      <Picture
        name={name}
        note={note}
        columns={columns}
        rows={shares}
        idOf={({ id }) => id}
        beside={isComplete && <Text size="sm">{words.complete(commissioned)}</Text>}
      >
        <ShareBar parts={shares} total={commissioned} size={22} />
        <ShareLegend parts={shares} total={commissioned} />
      </Picture>
      <Text size="xs" c="dimmed" mt="md">
        {note}
      </Text>
    </Section>
  )
}
