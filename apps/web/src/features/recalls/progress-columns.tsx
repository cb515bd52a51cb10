import { Box } from '@mantine/core'
import type { Recall } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import { useSession } from '../../core/session/session.ts'
import { ShareBar } from '../../ui/share-bar.tsx'
import type { Column } from '../../ui/table/column.ts'
import { recallGroups, recallGroupWords } from '../../ui/words/recall-progress.ts'
import { useShares } from './shares.ts'
import { useRecallWords } from './words.ts'

type Called = Pick<Recall, 'commissioned' | 'out' | 'back' | 'gone' | 'atPatients' | 'here'>

/** How far goods are called back, as columns of a table: a bar, and figures. */
export function useProgressColumns<T extends Called>(): readonly Column<T>[] {
  const words = useRecallWords()
  const format = useFormat()
  const text = useText()
  const shares = useShares()
  const { institution } = useSession()
  const figure = (id: keyof Called, label: string, hidden: boolean): Column<T> => ({
    id,
    label,
    value: (row) => row[id],
    show: (row) => format.number(row[id]),
    align: 'end',
    width: 120,
    hidden,
  })
  return [
    {
      id: 'progress',
      label: words.progress,
      value: (row) => row.commissioned - row.out,
      show: (row) => (
        <Box w="100%" miw={90} py={6}>
          <ShareBar parts={shares(row)} total={row.commissioned} />
        </Box>
      ),
      width: '1fr',
    },
    figure('here', words.here, institution.kind === 'regulator'),
    ...recallGroups.map((id) => figure(id, text(recallGroupWords[id]), id !== 'out')),
    figure('commissioned', words.made, true),
  ]
}
