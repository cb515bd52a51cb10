import type { TimelineEvent } from '@theriac/api'
import { useFormat, useText } from '../../core/i18n/language-provider.tsx'
import type { Column } from '../../ui/table/column.ts'
import { actWords } from '../../ui/words/acts.ts'
import { statusOf } from '../../ui/words/status.ts'
import type { Stop } from './hand-overs.ts'
import { usePlaceText } from './place.ts'
import { useUnitWords } from './words.ts'

/** The way of a pack as rows: its steps, and the stops of its hand-overs. */
export function useTraceColumns(nameOf: (gln: string) => string) {
  const { columns: words, expected } = useUnitWords()
  const format = useFormat()
  const text = useText()
  const placeText = usePlaceText(nameOf)
  const columns: readonly Column<TimelineEvent>[] = [
    {
      id: 'when',
      label: words.when,
      value: ({ time }) => time,
      show: ({ time }) => format.instant(time),
      width: 180,
    },
    { id: 'step', label: words.step, value: ({ act, name }) => text(actWords(act ?? name)) },
    { id: 'who', label: words.who, value: ({ gln }) => (gln === undefined ? undefined : nameOf(gln)) },
    {
      id: 'where',
      label: words.where,
      value: ({ to }) => (to === undefined ? undefined : placeText(to)),
      width: '2fr',
    },
    { id: 'block', label: words.block, value: ({ block }) => block, align: 'end', width: 90 },
  ]
  const stopColumns: readonly Column<Stop>[] = [
    { id: 'who', label: words.who, value: ({ gln }) => nameOf(gln), width: '2fr' },
    {
      id: 'step',
      label: words.step,
      value: ({ state, since }) => (state ? text(statusOf(state).words) : since ? undefined : expected),
    },
    {
      id: 'since',
      label: words.since,
      value: ({ since }) => since,
      show: ({ since }) => since && format.instant(since),
      width: 180,
    },
  ]
  return { columns, stopColumns }
}
