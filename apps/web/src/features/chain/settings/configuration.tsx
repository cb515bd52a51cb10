import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { Client } from '@theriac/api'
import { useMemo, useState } from 'react'
import { useFormat, useText } from '../../../core/i18n/language-provider.tsx'
import { useMay } from '../../../core/session/session.ts'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { SetDialog } from './set-dialog.tsx'
import { settingWords } from './setting-words.ts'
import { settledWords, useSettingsWords } from './words.ts'

type ConfigPart = Awaited<ReturnType<Client['chain']['systemConfig']>>['config']
type Entry = Extract<ConfigPart, { supported: true }>['value'][number]

/** How it is settled now: a switch that is on stays on, and there is nothing to change it to. */
function settled({ key, settledBy, irreversible, value }: Entry): keyof typeof settledWords {
  if (settledBy !== 'vote' || !irreversible) return settledBy
  if (key === 'compatibility_version') return 'raised'
  return value === '0' ? 'once' : 'on'
}
const isChangeable = (entry: Entry): boolean => ['vote', 'once', 'raised'].includes(settled(entry))

/** The settings of the engine; the regulator changes what can be changed. */
export function Configuration({ entries }: { readonly entries: readonly Entry[] }) {
  const words = useSettingsWords()
  const format = useFormat()
  const text = useText()
  const may = useMay()
  const [changing, setChanging] = useState<{ readonly key: string; readonly value: string }>()
  // Where nothing is settled by vote, the engine lets nothing be changed.
  const changes = may('chain.setSystemConfig') && entries.some(({ settledBy }) => settledBy === 'vote')
  const columns = useMemo((): readonly Column<Entry>[] => {
    const nameOf = ({ key }: Entry) => {
      const known = settingWords(key)
      return known === undefined ? key : text(known.name)
    }
    return [
      {
        id: 'key',
        label: words.key,
        value: nameOf,
        show: (entry) => (
          <div>
            {nameOf(entry)}
            <Meaning of={entry.key} />
            {nameOf(entry) !== entry.key && (
              <Text size="xs" c="dimmed" ff="monospace">
                {entry.key}
              </Text>
            )}
          </div>
        ),
        width: '2.6fr',
      },
      {
        id: 'value',
        label: words.value,
        value: ({ value }) => value,
        // An id is no quantity.
        show: ({ key, value }) =>
          /^\d{4,15}$/.test(value) && !key.endsWith('chain_id') ? format.number(Number(value)) : value,
      },
      {
        id: 'settled',
        label: words.settled,
        value: (entry) => text(settledWords[settled(entry)]),
        width: '1.2fr',
      },
      {
        id: 'forever',
        label: words.forever,
        value: ({ irreversible }) => (irreversible ? words.forever : ''),
        show: ({ irreversible }) =>
          irreversible && (
            <Badge variant="light" color="yellow" miw="max-content">
              {words.forever}
            </Badge>
          ),
        width: 180,
      },
      ...(changes
        ? [
            {
              id: 'change',
              label: words.changeShort,
              value: () => '',
              show: (entry: Entry) =>
                isChangeable(entry) && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-haspopup="dialog"
                    aria-label={words.changeOne(nameOf(entry))}
                    onClick={() => setChanging(entry)}
                  >
                    {words.changeShort}
                  </Button>
                ),
              width: 110,
            },
          ]
        : []),
    ]
  }, [words, format, text, changes])
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.foreverDetail}
      </Text>
      <DataTable name={words.config} columns={columns} rows={entries} idOf={({ key }) => key} plain />
      {changes && (
        <Group>
          <Button variant="default" aria-haspopup="dialog" onClick={() => setChanging({ key: '', value: '' })}>
            {words.addSetting}
          </Button>
        </Group>
      )}
      {changing && (
        <SetDialog entry={{ key: changing.key, value: changing.value }} onClose={() => setChanging(undefined)} />
      )}
    </Stack>
  )
}

function Meaning({ of: key }: { readonly of: string }) {
  const text = useText()
  const meaning = settingWords(key)?.meaning
  return (
    meaning !== undefined && (
      <Text size="xs" c="dimmed">
        {text(meaning)}
      </Text>
    )
  )
}
