import { Text } from '@mantine/core'
import type { ChainLog } from '@theriac/api'
import { useMemo } from 'react'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useInstitutionNames } from '../../../core/names/use-names.ts'
import { paths } from '../../../core/paths.ts'
import type { Column } from '../../../ui/table/column.ts'
import { ObjectLinks } from '../browse/object-links.tsx'
import { Hash } from '../frame/hash.tsx'
import { eventWords } from '../words/contract-words.ts'
import { useContractWords } from './words.ts'

/** Columns of a list of events. */
export function useEventColumns(): readonly Column<ChainLog>[] {
  const words = useContractWords()
  const format = useFormat()
  const text = useText()
  return useMemo(
    () => [
      {
        id: 'block',
        label: words.block,
        value: ({ block }) => block,
        show: ({ block }) => format.number(block),
        width: 90,
        align: 'end',
      },
      { id: 'time', label: words.time, value: ({ time }) => time, show: ({ time }) => format.second(time), width: 190 },
      {
        id: 'event',
        label: words.event,
        value: ({ event, contract }) =>
          event === undefined ? '' : `${text(eventWords(event))} (${contract}.${event})`,
        show: ({ event = '', contract }) => (
          <div>
            {text(eventWords(event))}
            <Text size="xs" c="dimmed" ff="monospace">
              {contract}.{event}
            </Text>
          </div>
        ),
        width: '2fr',
      },
      {
        id: 'who',
        label: words.who,
        value: ({ gln }) => gln,
        show: ({ gln }) => gln && <Institution gln={gln} />,
        width: '1.2fr',
      },
      {
        id: 'about',
        label: words.about,
        value: ({ objects }) => objects.map(({ kind: _, ...keys }) => Object.values(keys).join('/')).join(' '),
        show: ({ objects }) => <ObjectLinks objects={objects} />,
        width: '2fr',
      },
      {
        id: 'transaction',
        label: words.transaction,
        value: ({ txHash }) => txHash,
        show: ({ txHash }) => <Hash value={txHash} to={paths.transaction(txHash)} copy={false} />,
        width: 190,
      },
    ],
    [words, format, text],
  )
}

function Institution({ gln }: { readonly gln: string }) {
  return useInstitutionNames([gln])(gln)
}
